import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Installation, openHospital } from './gateway-installation.ts';

let one: Installation;
let close: () => Promise<void>;

beforeAll(async () => {
  const hospital = await openHospital();
  one = new Installation(hospital, undefined);
  close = async () => {
    await one.close();
    await hospital.close(100);
  };
  // Before a gateway has the file to itself.
  expect(await one.onedoor('seed')).toMatchObject({ code: 0 });
  const db = new Database(join(one.folder, 'onedoor.sqlite'));
  const insert = db.prepare(
    'INSERT INTO unmapped_code (hospital_id, code_system, code, unit, name, first_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  insert.run('ops-first', 'urn:lis', 'XYZ', 'U/L', '某指标', Date.parse('2026-11-29T08:00:00+08:00'));
  insert.run('ops-first', '', '', '\u001B[2Jmg', '肌酐', Date.parse('2026-11-30T08:00:00+08:00'));
  db.close();
  const address = await one.start();
  one.env = { ...one.env, PORT: new URL(address).port };
});
afterAll(() => close());

it('onedoor records unmapped shows as a table which codes of a hospital lead to nothing, since when, and nothing that moves a cursor', async () => {
  const said = await one.onedoor('records', 'unmapped', '--hospital', 'ops-first');
  expect(said, said.error).toMatchObject({ code: 0 });
  const [head, ...rows] = said.out.trimEnd().split('\n');
  expect(head).toMatch(/^system +code +unit +since +name$/);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatch(/^- +- +·\[2Jmg +2026-11-30T08:00:00\+08:00 +肌酐$/);
  expect(rows[1]).toMatch(/^urn:lis +XYZ +U\/L +2026-11-29T08:00:00\+08:00 +某指标$/);
});

it('onedoor records unmapped says which hospital it does not know, and which option it needs', async () => {
  expect(await one.onedoor('records', 'unmapped', '--hospital', 'nowhere')).toMatchObject({ code: 1 });
  expect((await one.onedoor('records', 'unmapped')).error).toContain('--hospital');
});
