import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { configFor, LAX_KEY } from '../adapters/simulated-signed-hospital.ts';
import { startGatewayProgram } from '../support/programs.ts';
import { hospitalEntry } from '../support/test-gateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'onedoor-lax-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a lax hospital is warned of at every start, by its id, and the log holds no key of it', async () => {
  const base = 'https://127.0.0.1:1';
  const speaking = (mode: 'strict' | 'lax') => ({ protocol: 'signed-json', connection: configFor({ mode }, base) });
  const hospitals = [
    { ...hospitalEntry('strict-one'), ...speaking('strict') },
    { ...hospitalEntry('lax-one'), ...speaking('lax') },
  ];
  writeFileSync(join(folder, 'hospitals.json'), JSON.stringify(hospitals));
  const gateway = await startGatewayProgram({
    DATABASE_URL: `file:${join(folder, 'onedoor.sqlite')}`,
    KEY_FILE: join(folder, 'keys.json'),
    HOSPITALS_FILE: join(folder, 'hospitals.json'),
  });
  await gateway.stop();
  const lines = gateway.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.filter(({ event }) => event === 'hospital.lax')).toMatchObject([{ level: 'warn', hospitalId: 'lax-one' }]);
  expect(gateway.lines.join('\n')).not.toContain(LAX_KEY);
});
