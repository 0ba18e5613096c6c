import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import { MORNING } from '../security/quiet-gateway.ts';
import type { Engine } from '../support/test-store.ts';
import { DAY_MS, type FirstWorld, firstWorld, type Name } from './upgraded-world.ts';

/** What a row of the first release says after the upgrade, where it has to say the same. */
const CARRIED = {
  patient: ['id', 'sealed', 'masked_name', 'created_at', 'data_key', 'key_id', 'birth_year'],
  patient_document: ['id', 'patient_id', 'type', 'sealed', 'masked_number', 'match_index', 'created_at'],
  consent: ['id', 'patient_id', 'given_by', 'kind', 'version', 'wording_hash', 'channel', 'given_at', 'withdrawn_at'],
  proxy: ['guardian_id', 'patient_id', 'relationship', 'created_at'],
  patient_link: ['id', 'patient_id', 'other_id', 'reason', 'linked_at', 'linked_by'],
  session: ['token_hash', 'patient_id', 'evidence', 'created_at', 'expires_at', 'device_id'],
  local_patient: ['patient_id', 'hospital_id', 'state', 'sealed_ref', 'ref_index'],
  appointment: ['id', 'patient_id', 'slot_id', 'claim_id', 'created_at', 'version', 'live', 'booked_by'],
  claim: ['id', 'appointment_id', 'state', 'booking_key', 'hospital_ref', 'held_ref'],
  audit: ['id', 'at', 'actor_kind', 'actor_id', 'action', 'subject_kind', 'subject_id', 'request_id', 'device_id', 'reason'],
} as const;

async function carriedRows({ db }: FirstWorld) {
  const tables: Record<string, readonly string[]> = {};
  for (const [table, columns] of Object.entries(CARRIED)) {
    const rows = await db.rows(`SELECT ${columns.join(', ')} FROM ${table}`);
    tables[table] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return tables;
}

/** Migrates a database of the first release and holds each row against the one that was there. */
export async function expectCarriedOver(engine: Engine): Promise<void> {
  const world = await firstWorld(engine);
  const { db, people } = world;
  const before = await carriedRows(world);
  const phones = await db.rows('SELECT id, phone_index, masked_phone FROM patient WHERE phone_index IS NOT NULL ORDER BY id');
  await db.store.migrate(migrationsFor(engine), MORNING);
  expect(await carriedRows(world)).toEqual(before);
  expect(Object.values(before).every((rows) => rows.length > 0)).toBe(true);
  const columns = 'patient_id AS id, phone_index, masked_phone';
  expect(await db.rows(`SELECT ${columns} FROM patient_phone ORDER BY patient_id`)).toEqual(phones);

  const one = async (name: Name) => {
    const [person] = await db.rows<Record<string, unknown>>(
      `SELECT patient.level, patient_document.level AS document, proved_at, consented, held_at, ended_at FROM patient
       JOIN patient_document ON patient_document.patient_id = patient.id
       LEFT JOIN patient_phone ON patient_phone.patient_id = patient.id WHERE patient.id = '${people[name]}'`,
    );
    return person;
  };
  const days = (count: number) => MORNING - count * DAY_MS;
  const claimed = { level: 'claimed', document: 'claimed', proved_at: null, consented: '2026-11-01' };
  const read = { level: 'document-read', document: 'document-read', consented: '2026-11-01', ended_at: null };
  expect(await one('victim')).toEqual({ ...claimed, held_at: MORNING - 60_000, ended_at: days(20) });
  expect(await one('child')).toEqual({ ...claimed, held_at: null, ended_at: null });
  expect(await one('honest')).toEqual({ ...claimed, held_at: days(5), ended_at: null });
  expect(await one('withdrawn')).toEqual({ ...claimed, consented: null, held_at: days(30), ended_at: null });
  expect(await one('proved')).toEqual({ ...read, proved_at: days(3), held_at: days(1) });
  expect(await one('lapsed')).toEqual({ ...read, proved_at: days(1), held_at: days(200) });
  expect(await one('vouched')).toMatchObject({ level: 'vouched-for', document: 'vouched-for', proved_at: days(30) });
  expect(await db.rows('SELECT patient_id, level, ended_at FROM proxy ORDER BY ended_at IS NULL')).toEqual([
    { patient_id: people.child, level: 'claimed', ended_at: days(10) },
    { patient_id: people.ownChild, level: 'claimed', ended_at: null },
  ]);
  expect(await db.rows('SELECT token_hash FROM session WHERE ended_at IS NULL')).toEqual([]);
  expect(await db.rows('SELECT id FROM patient_link WHERE live = 1')).toEqual([]);

  // What the operator is told to count by: the victim's phone, the stranger's guardianship, the link by one clerk.
  const counts = [...readFileSync('docs/operations.md', 'utf8').matchAll(/^SELECT count.*;$/gm)].map(([statement]) => statement);
  const counted = [];
  for (const statement of counts) counted.push(Object.values((await db.rows(statement.slice(0, -1)))[0] as object)[0]);
  expect(counted.map(Number)).toEqual([1, 1, 1]);
  await db.drop();
}
