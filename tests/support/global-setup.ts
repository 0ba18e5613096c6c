import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Maintenance address of the PostgreSQL server of this run. */
    readonly postgresUrl: string;
  }
}

/** One PostgreSQL server and one build of the programs for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [server] = await Promise.all([startPostgres(), build({ logLevel: 'warn' })]);
  process.stdout.write(`\n${server.version}; programs built\n`);
  project.provide('postgresUrl', server.url);
  return server.stop;
}
