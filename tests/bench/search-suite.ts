import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { digest } from '../../bff/platform/crypto/cipher.ts';
import { type HospitalEntry, hospitalFile } from '../../bff/scenes/directory/city-file.ts';
import { hospitalsFileOf } from '../../fixtures/demo/city-files.ts';
import { makeCity } from '../../fixtures/hospitals/city.ts';
import { type Child, startChild } from './child.ts';
import { Connection, encodeRequest } from './connection.ts';
import { absolute, type Figure, ratio } from './figures.ts';
import { answered, closedLoop } from './load.ts';
import { SEARCH_LIMIT, type SearchPlan, searchOf } from './raw-slots.ts';
import type { GatewayParameters } from './serve-gateway.ts';
import type { Spent } from './spent.ts';
import { median } from './stats.ts';
import type { Bench } from './suite.ts';
import type { Tree } from './trees.ts';

const SIZES = [100_000, 1_000_000] as const;
const CONNECTIONS = 16;
const DAYS = 14;
/** Where no hospital answers. */
const NOBODY = 'http://127.0.0.1:9/fhir';
const DAY_MS = 86_400_000;

export interface SearchCity {
  readonly path: string;
  readonly gateway: Child;
  readonly plan: SearchPlan;
}

/** Row 7: CPU of a search of 20 among 10⁵ and 10⁶ open slots over HTTP ÷ of its SQL alone, and how it grows with the city. */
export async function searchSuite(bench: Bench): Promise<readonly Figure[]> {
  if (!bench.wanted(7)) return [];
  const bare = await startChild('bare', {});
  const cities: SearchCity[] = [];
  try {
    for (const size of SIZES) cities.push(await startSearchCity(bench, size));
    const ours = SIZES.map((): number[] => []);
    const reference = SIZES.map((): number[] => []);
    for (let round = -1; round < bench.rounds; round += 1) {
      for (const [index, city] of cities.entries()) {
        const raw = await rawSearchMicros(bare, city, bench.quick ? 5_000 : 20_000);
        const search = await searchMicros(city, bench.quick ? 1_500 : 4_000);
        // The round before the first fills the caches.
        if (round < 0) continue;
        reference[index]?.push(raw);
        ours[index]?.push(search);
      }
    }
    return figures(ours, reference);
  } finally {
    await Promise.all([bare, ...cities.map(({ gateway }) => gateway)].map((child) => child.stop()));
  }
}

function figures(ours: readonly number[][], reference: readonly number[][]): readonly Figure[] {
  const [small = Number.NaN, large = Number.NaN] = ours.map(median);
  const [rawSmall = Number.NaN, rawLarge = Number.NaN] = reference.map(median);
  const against = 'the same SQL with .raw(), nothing around it';
  const sizes = SIZES.map((size, index) =>
    ratio({
      row: 7,
      what: `search of ${SEARCH_LIMIT} in ${size.toLocaleString('en')} open slots, CPU`,
      unit: 'µs',
      ours: ours[index] ?? [],
      reference: reference[index] ?? [],
      against,
      goal: { atMost: 3.5 },
    }),
  );
  const growth = {
    ...absolute({ row: 7, what: 'the same, ten times the slots', unit: 'µs', ours: large / small, goal: { atMost: 1.2 } }),
  };
  const note = `the SQL alone grows ${(rawLarge / rawSmall).toFixed(2)} times`;
  return [...sizes, { ...growth, ours: large, reference: small, against: 'a tenth of the slots', note }];
}

/** CPU of one search of many. */
export async function searchMicros({ gateway, plan }: SearchCity, count: number): Promise<number> {
  const cpu = await gateway.cpuSeconds();
  const result = await closedLoop(gateway.port, CONNECTIONS, count, (n) => searchRequest(plan, n));
  if (answered(result, 200) < count) throw new Error('a search was refused');
  return (((await gateway.cpuSeconds()) - cpu) / count) * 1e6;
}

async function rawSearchMicros(bare: Child, { path, plan }: SearchCity, count: number): Promise<number> {
  const { cpuSeconds } = await bare.ask<Spent>('raw-searches', { path, plan, count });
  return (cpuSeconds / count) * 1e6;
}

export function searchRequest(plan: SearchPlan, n: number): Buffer {
  const { department, from } = searchOf(plan, n);
  const since = encodeURIComponent(new Date(from).toISOString());
  return encodeRequest('GET', `/v1/slots?department=${department}&from=${since}&limit=${SEARCH_LIMIT}`, {});
}

export async function startSearchCity(bench: Bench, size: number, tree?: Tree): Promise<SearchCity> {
  const databaseUrl = await bench.databases.create('sqlite');
  const path = databaseUrl.slice('file:'.length);
  bench.say(`row 7: writing ${size} slots`);
  // Only what can be booked is found: the gateway must have an adapter for every hospital, though it never calls one.
  const hospitals = bigCity();
  const hospitalsFile = join(bench.databases.folder(), 'hospitals.json');
  writeFileSync(hospitalsFile, JSON.stringify(hospitals));
  const parameters: GatewayParameters = { databaseUrl, groups: [], patients: 0, hospitalsFile };
  const start = () => startChild('gateway', parameters, { program: tree?.built('bench.js') });
  // It migrates the database and reads the hospitals into it by itself: another tree may have other tables.
  await (await start()).stop();
  const first = Math.ceil(Date.now() / DAY_MS) * DAY_MS;
  fillSlots(path, hospitals, size, first);
  const gateway = await start();
  const departments = [...new Set(hospitals.flatMap((hospital) => hospital.departments.map(({ code }) => code)))];
  const plan = { departments, from: first, days: DAYS - 4 };
  const connection = await Connection.open(gateway.port, true);
  const { body } = await connection.request(searchRequest(plan, 1));
  connection.close();
  const { items } = JSON.parse(body) as { items: unknown[] };
  if (items.length !== SEARCH_LIMIT) throw new Error(`a search found ${items.length} slots`);
  return { path, gateway, plan };
}

function bigCity(): readonly HospitalEntry[] {
  const city = makeCity({ seed: 1, size: 'big', firstDay: new Date().toISOString().slice(0, 10) });
  return hospitalFile.parse(hospitalsFileOf(city, new Map(city.hospitals.map(({ id }) => [id, NOBODY]))));
}

const INSERT = `INSERT INTO slot (id, hospital_id, hospital_slot_ref, department_id, department_code, practitioner_id, starts_at, ends_at,
  fee_fen, state, offered, claimed, asked_at, free_seen, short) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', 1, 0, ?, 1, 0)`;

/** Open slots spread evenly over the city's practitioners and two weeks, in the order in which a sync would bring them. */
function fillSlots(path: string, hospitals: readonly HospitalEntry[], size: number, first: number): void {
  const db = new Database(path);
  db.pragma('synchronous = OFF');
  const indexes = db
    .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'slot' AND sql IS NOT NULL")
    .all() as { name: string; sql: string }[];
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
  const insert = db.prepare(INSERT);
  const practitioners = hospitals.flatMap((hospital) => {
    const codes = new Map(hospital.departments.map(({ ref, code }) => [ref, code]));
    return hospital.practitioners.map((one) => ({ hospitalId: hospital.id, code: codes.get(one.departmentRef), ...one }));
  });
  const each = size / practitioners.length;
  const stepMs = Math.floor((DAYS * DAY_MS) / each / 60_000) * 60_000;
  const now = Date.now();
  db.transaction(() => {
    for (const { hospitalId, code, ref, departmentRef, feeFen } of practitioners) {
      for (let n = 0; n < each; n += 1) {
        const startsAt = first + n * stepMs;
        const slotRef = `${ref}-${n}`;
        const id = `slt_${digest(`${hospitalId} ${slotRef}`).slice(0, 22)}`;
        insert.run(
          id,
          hospitalId,
          slotRef,
          `${hospitalId}.${departmentRef}`,
          code,
          `${hospitalId}.${ref}`,
          startsAt,
          startsAt + stepMs,
          feeFen,
          now,
        );
      }
    }
  })();
  for (const { sql } of indexes) db.exec(sql);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
