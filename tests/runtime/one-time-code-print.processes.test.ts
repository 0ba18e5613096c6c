import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startGatewayProgram } from '../support/programs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'onedoor-codes-'));
  writeFileSync(join(folder, 'hospitals.json'), '[]');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Lines that a gateway printed after a code was asked for. */
async function askForCode(demo: '0' | '1'): Promise<readonly string[]> {
  const gateway = await startGatewayProgram({
    DEMO: demo,
    DATABASE_URL: `file:${join(folder, `${demo}.sqlite`)}`,
    KEY_FILE: join(folder, `${demo}.json`),
    HOSPITALS_FILE: join(folder, 'hospitals.json'),
  });
  const body = JSON.stringify({ phone: '13800000009' });
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch(`http://127.0.0.1:${gateway.ready.port}/v1/one-time-codes`, { method: 'POST', body, headers });
  expect(status).toBe(204);
  await gateway.stop();
  return gateway.lines;
}

it('a gateway prints a code in demo mode, as a line of JSON that hides the phone', async () => {
  const lines = await askForCode('1');
  const printed = lines.map((line) => JSON.parse(line) as { event: string; to?: string; text?: string });
  const [message] = printed.filter(({ event }) => event === 'message.printed');
  expect(message).toMatchObject({ to: '...0009', text: expect.stringMatching(/\d{6}/) });
  expect(lines.join()).not.toContain('13800000009');
});

it('a gateway prints no code where real people are, and says in the log why nobody got it', async () => {
  const lines = (await askForCode('0')).join('\n');
  expect(lines).not.toMatch(/验证码|message.printed|13800000009/);
  expect(lines).toContain('message.not-sent');
});
