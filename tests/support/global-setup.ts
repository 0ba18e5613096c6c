import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Maintenance address of the PostgreSQL server of this run. */
    readonly postgresUrl: string;
  }
}

/** One PostgreSQL server and one build of the programs and of the kiosk for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [server] = await Promise.all([startPostgres(), buildEverything()]);
  process.stdout.write(`\n${server.version}; programs and kiosk built\n`);
  project.provide('postgresUrl', server.url);
  return server.stop;
}

/** One after the other: the programs' build empties the folder that the kiosk is in. */
async function buildEverything(): Promise<void> {
  await build({ logLevel: 'warn' });
  await build({ configFile: 'vite.kiosk.config.ts', logLevel: 'warn' });
}
