import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { makeTemplates, type Templates } from './databases.ts';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Maintenance address of the PostgreSQL server of this run. */
    readonly postgresUrl: string;
    readonly templates: Templates;
  }
}

/** One PostgreSQL server and one build of the programs and of the kiosk for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [server] = await Promise.all([startPostgres(), buildEverything()]);
  process.stdout.write(`\n${server.version}; programs and kiosk built\n`);
  project.provide('postgresUrl', server.url);
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-templates-'));
  project.provide('templates', await makeTemplates(server.url, folder));
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** One after the other: the programs' build empties the folder that the kiosk is in. */
async function buildEverything(): Promise<void> {
  await build({ logLevel: 'warn' });
  await build({ configFile: 'vite.kiosk.config.ts', logLevel: 'warn' });
  await build({ configFile: 'vite.gallery.config.ts', logLevel: 'warn' });
}
