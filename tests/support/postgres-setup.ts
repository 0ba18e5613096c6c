import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeTemplates, type Templates } from './databases.ts';
import { fastFolder } from './fast-folder.ts';
import { onceARun } from './once-a-run.ts';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Maintenance address of the PostgreSQL server of this run. */
    readonly postgresUrl: string;
    readonly templates: Templates;
  }
}

/** One PostgreSQL server and one set of empty databases for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { value, stop } = await onceARun('postgres', startWithTemplates);
  project.provide('postgresUrl', value.url);
  project.provide('templates', value.templates);
  return stop;
}

async function startWithTemplates() {
  const server = await startPostgres();
  const folder = mkdtempSync(join(fastFolder(), 'onedoor-templates-'));
  const templates = await makeTemplates(server.url, folder);
  process.stdout.write(`${server.version}\n`);
  return {
    value: { url: server.url, templates },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
