import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Onedoor } from '../../bff/main/compose.ts';
import { addHelperFiles, helperPolicy } from '../../bff/main/helper-files.ts';

let folder: string;
let app: Hono;

/** A gateway of which there is no more than pages need. */
const gateway = () => ({ app, dependencies: { ids: { next: () => 'req_test' } } }) as unknown as Onedoor;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'helper-'));
  app = new Hono();
});
afterEach(() => rmSync(folder, { recursive: true }));

it('the helper’s page is served under /helper/ with its policy, and no browser keeps it', async () => {
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  expect(addHelperFiles(gateway(), { folder, framedBy: 'none' })).toBe(true);
  const page = await app.request('/helper/');
  expect(await page.text()).toBe('<!doctype html>');
  expect(page.headers.get('content-security-policy')).toBe(helperPolicy());
  expect(page.headers.get('cache-control')).toBe('no-store');
  const moved = await app.request('/helper');
  expect([moved.status, moved.headers.get('location')]).toEqual([308, '/helper/']);
});

it('a gateway without the built page of helpers says that there is none', async () => {
  expect(addHelperFiles(gateway(), { folder: join(folder, 'nothing'), framedBy: 'none' })).toBe(false);
  expect((await app.request('/helper/')).status).toBe(404);
});
