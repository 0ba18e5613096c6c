import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createSandboxInsurer } from '../../adapters/insurers/sandbox/adapter.ts';
import { createSandboxPayments } from '../../adapters/payments/sandbox/adapter.ts';
import { type Program, startProgram } from '../support/programs.ts';

interface Ready {
  readonly baseUrl: string;
  readonly controlUrl: string;
}

const secret = Buffer.alloc(32, 'a secret of tests ').toString('base64');
const environment = { fetch, now: Date.now };
const call = () => ({ signal: AbortSignal.timeout(10_000) });

const folder = mkdtempSync(join(tmpdir(), 'partner-simulators-'));
const running: Program<Ready>[] = [];
afterEach(async () => {
  for (const program of running.splice(0)) await program.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(name: string, args: readonly string[]): Promise<Ready> {
  const program = await startProgram<Ready>(name, { args, isReady: (line) => line.ready === true });
  running.push(program);
  return program.ready;
}

function file(name: string, content: object): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content), { mode: 0o600 });
  return path;
}

it('the simulated insurer and the payment sandbox run as programs of their own, with what their files say', async () => {
  const document = { type: 'passport', number: 'E1' } as const;
  const institutions = file('institutions.json', [{ code: 'H31010100001', secret }]);
  const people = file('people.json', [{ document, name: '甲', balance: 5_000 }]);
  const merchants = file('merchants.json', [{ code: 'M1900000001', secret }]);
  const insurer = await start('simulator-insurer', ['--institutions', institutions, '--people', people]);
  const payments = await start('simulator-payment-sandbox', ['--merchants', merchants]);
  const adapter = createSandboxInsurer({ baseUrl: insurer.baseUrl, institution: 'H31010100001', secret }, environment);
  const patient = { name: '甲', birthDate: '1990-01-01', sex: 'female', document } as const;
  expect(await adapter.person({ patient }, call())).toEqual({ ok: true, value: { ref: 'P00000001', balance: 5_000 } });
  const channel = createSandboxPayments({ baseUrl: payments.baseUrl, merchant: 'M1900000001', secret }, environment);
  const expiresAt = (Math.floor(Date.now() / 1000) + 600) * 1000;
  const order = { key: 'order-1', amount: 1_001, description: '门诊缴费', expiresAt };
  expect(await channel.order(order, call())).toMatchObject({ ok: true });
  expect(await channel.query('order-1', call())).toMatchObject({ ok: true, value: { state: 'paid' } });
  for (const { controlUrl } of [insurer, payments])
    expect(await (await fetch(`${controlUrl}/audit`)).json()).toEqual({ disagreements: [] });
  for (const program of running.splice(0)) {
    await program.stop();
    expect(await program.ended).toBe('0');
  }
});
