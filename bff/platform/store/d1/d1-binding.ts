/**
 * The subset of Cloudflare's `D1Database` that the store needs, by structure: no vendor's types, and a test can stand in for it
 * (https://developers.cloudflare.com/d1/worker-api/d1-database/).
 */
export interface D1Binding extends D1Reader {
  /** Applies all statements in one transaction, in their order, or none of them. */
  batch(statements: readonly D1Prepared[]): Promise<readonly unknown[]>;
  /** A session whose first query goes to the primary; older bindings have no sessions, and no replicas either. */
  withSession?(constraint: 'first-primary'): D1Reader;
}

export interface D1Reader {
  prepare(sql: string): D1Prepared;
}

export interface D1Prepared {
  bind(...values: readonly unknown[]): D1Prepared;
  all<Row>(): Promise<{ readonly results: readonly Row[] }>;
}
