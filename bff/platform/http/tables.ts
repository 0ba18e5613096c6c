/** What requests leave behind, as Kysely sees the tables. The truth is in `migrations/`; a test compares the two on every engine. */
export interface HttpTables {
  idempotency: {
    subject: string;
    route: string;
    idempotency_key: string;
    body_hash: string;
    resource_id: string | null;
    created_at: number;
    status: number | null;
    reply: string | null;
  };
  rate_use: {
    key: string;
    process: string;
    started_at: number;
    used: number;
  };
}

/** The newest migration of these tables. */
export const HTTP_MIGRATION = '0013_rate_use.sql';
