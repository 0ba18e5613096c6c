import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Onedoor } from '../../../bff/main/compose.ts';
import { addViewerFiles, VIEWER_POLICY } from '../../../bff/main/viewer-files.ts';

let folder: string;
let app: Hono;

/** A gateway of which there is no more than pages need. */
const gateway = () => ({ app, dependencies: { ids: { next: () => 'req_test' } } }) as unknown as Onedoor;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'viewer-'));
  app = new Hono();
});
afterEach(() => rmSync(folder, { recursive: true }));

it('the page that opens links is served under /view/ with its policy, tells nobody its address, and no browser keeps it', async () => {
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  expect(addViewerFiles(gateway(), folder)).toBe(true);
  const page = await app.request('/view/');
  expect(await page.text()).toBe('<!doctype html>');
  expect(page.headers.get('content-security-policy')).toBe(VIEWER_POLICY);
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  const moved = await app.request('/view');
  expect([moved.status, moved.headers.get('location')]).toEqual([308, '/view/']);
});

it('the page that opens links runs scripts of its own alone, builds no markup out of text, and reaches its gateway alone', () => {
  for (const directive of [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ])
    expect(VIEWER_POLICY.split('; ')).toContain(directive);
  expect(VIEWER_POLICY).not.toMatch(/unsafe|\*|https?:/);
});

it('a gateway without the built page that opens links says that there is none', async () => {
  expect(addViewerFiles(gateway(), join(folder, 'nothing'))).toBe(false);
  expect((await app.request('/view/')).status).toBe(404);
});
