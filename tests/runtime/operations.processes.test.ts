import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { openSimulatorDatabase } from '../../fixtures/simulators/fhir-r4/simulator-database.ts';
import { book, Installation, openHospital, PEOPLE, signIn, slotsRead } from './gateway-installation.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const ENGINES = ['sqlite', 'postgres'] as const;

const faultsOf = (out: string) => out.split('\n').flatMap((line) => (line.startsWith('FAULT') ? [line.slice(6)] : []));

/** An empty database, for an installation of its own. */
async function emptyDatabase(engine: (typeof ENGINES)[number]): Promise<string | undefined> {
  if (engine === 'sqlite') return undefined;
  const server = inject('postgresUrl');
  const name = `ops_${randomBytes(6).toString('hex')}`;
  const administer = async (sql: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await administer(`CREATE DATABASE ${name}`);
  closing.push(() => administer(`DROP DATABASE ${name} WITH (FORCE)`));
  return server.replace(/\/[^/]*$/, `/${name}`);
}

async function hospital() {
  const opened = await openHospital();
  closing.push(() => opened.close(100));
  return opened;
}

function installation(at: Awaited<ReturnType<typeof hospital>>, databaseUrl?: string) {
  const made = new Installation(at, databaseUrl);
  closing.push(() => made.close());
  return made;
}

describe.each(ENGINES)('%s: a backup that was made while people book', (engine) => {
  it('a backup that was made while people book becomes a sound gateway on an empty machine, which finds through the hospital what was booked since', {
    timeout: 90_000,
  }, async () => {
    const at = await hospital();
    const first = installation(at, await emptyDatabase(engine));
    const address = await first.start();
    await slotsRead(address);
    const tokens = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => signIn(address, n)));
    const booked: { person: number; slot: number; status: number }[] = [];
    let going = true;
    const rush = async (slot: number) => {
      for (let person = 0; person < PEOPLE && going; person += 1)
        booked.push({ person, slot, status: (await book(address, person, slot, tokens[person])).status });
    };
    const rushes = [rush(0), rush(1)];
    await expect.poll(() => booked.length).toBeGreaterThan(10);
    const folder = join(first.folder, 'backup');
    const said = await first.onedoor('backup', '--to', folder);
    expect(said, said.error).toMatchObject({ code: 0 });
    await Promise.all(rushes);
    going = false;
    expect(new Set(booked.map(({ status }) => status))).toEqual(new Set([201]));
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { appointments: number };
    expect(manifest.appointments).toBeGreaterThan(0);
    expect(manifest.appointments, 'booked while the backup was made, and after it').toBeLessThan(booked.length);
    const secrets = readFileSync(join(first.folder, 'keys.json'), 'utf8').match(/[A-Za-z0-9_-]{43}/g) ?? [];
    expect(secrets.length).toBeGreaterThan(5);
    const [manifestFile, copy] = readdirSync(folder)
      .sort()
      .map((name) => readFileSync(join(folder, name), 'latin1'));
    for (const secret of secrets) expect([manifestFile, copy].some((text) => text?.includes(secret))).toBe(false);
    await first.stopGateways();

    const second = installation(at, await emptyDatabase(engine));
    copyFileSync(join(first.folder, 'keys.json'), join(second.folder, 'keys.json'));
    chmodSync(join(second.folder, 'keys.json'), 0o600);
    const restored = await second.onedoor('restore', '--from', folder);
    expect(restored, restored.error).toMatchObject({ code: 0 });
    const healthy = await second.onedoor('doctor');
    // The tests' own PostgreSQL trades durability for speed, and the doctor notices.
    const known =
      engine === 'sqlite'
        ? []
        : ['database: fsync is off', 'database: full_page_writes is off', 'database: synchronous_commit is off'];
    expect(
      faultsOf(healthy.out).filter((fault) => !known.includes(fault)),
      healthy.out,
    ).toEqual([]);
    if (engine === 'sqlite') expect(healthy.out).toContain('Nothing is wrong.');
    else expect(faultsOf(healthy.out)).toContain('database: fsync is off');

    const again = await second.start();
    const token = await signIn(again, 0);
    const headers = { authorization: `Bearer ${token}` };
    const whole = async () => {
      const metrics = await (await fetch(`${again}/metrics`)).text();
      return Number(/onedoor_adopted_bookings_total\{[^}]*\} (\d+)/.exec(metrics)?.[1] ?? 0);
    };
    await expect.poll(whole).toBe(booked.length - manifest.appointments);
    const mine = (await (await fetch(`${again}/v1/appointments`, { headers })).json()) as { items: { status: string }[] };
    expect(mine.items.map(({ status }) => status)).toEqual(['booked', 'booked']);
    const oracle = openSimulatorDatabase(at.databasePath);
    expect(oracle.slot('s0')?.taken).toBe(PEOPLE);
    oracle.close();
    // Whoever sends their wish again; the hospital's list has been read through a moment later.
    await expect.poll(async () => (await book(again, PEOPLE - 1, 1)).body.code).toBe('already-booked');
    const verified = await second.onedoor('audit', 'verify');
    expect(verified, verified.error).toMatchObject({ code: 0 });
  });

  it('a backup that was made while people book is not put over a database that is there', async () => {
    const at = await hospital();
    const one = installation(at, await emptyDatabase(engine));
    await one.onedoor('migrate');
    await one.onedoor('seed');
    const folder = join(one.folder, 'backup');
    expect(await one.onedoor('backup', '--to', folder)).toMatchObject({ code: 0 });
    expect(await one.onedoor('backup', '--to', folder)).toMatchObject({ code: 1 });
    expect((await one.onedoor('restore', '--from', folder)).code).toBe(1);
    if (engine === 'postgres') return;
    const address = await one.start();
    expect((await one.onedoor('restore', '--from', folder, '--aside', 'yes')).error, 'a gateway runs').toContain(
      'another process uses',
    );
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    await one.stopGateways();
    expect((await one.onedoor('restore', '--from', folder, '--aside', 'yes')).code).toBe(0);
  });
});

it('a backup takes the place of a database file that is ruined, and the ruin is kept', async () => {
  const one = installation(await hospital());
  await one.onedoor('seed');
  const folder = join(one.folder, 'backup');
  expect(await one.onedoor('backup', '--to', folder)).toMatchObject({ code: 0 });
  const ruin = Buffer.alloc(8_192, 'ruin');
  writeFileSync(join(one.folder, 'onedoor.sqlite'), ruin);
  const restored = await one.onedoor('restore', '--from', folder, '--aside', 'yes');
  expect(restored, restored.error).toMatchObject({ code: 0 });
  const aside = readdirSync(one.folder).find((name) => name.startsWith('onedoor.sqlite.aside-')) ?? '';
  expect(readFileSync(join(one.folder, aside)).equals(ruin)).toBe(true);
  expect(await one.onedoor('doctor')).toMatchObject({ code: 0 });
});

describe('a backup', () => {
  it('a backup of which a byte was changed is not restored', async () => {
    const one = installation(await hospital());
    await one.onedoor('migrate');
    const folder = join(one.folder, 'backup');
    await one.onedoor('backup', '--to', folder);
    const bytes = readFileSync(join(folder, 'onedoor.sqlite'));
    bytes[5_000] = (bytes[5_000] ?? 0) ^ 1;
    writeFileSync(join(folder, 'onedoor.sqlite'), bytes);
    const other = installation(one.hospital);
    expect((await other.onedoor('restore', '--from', folder)).error).toContain('its SHA-256 is another one');
    expect(existsSync(join(other.folder, 'onedoor.sqlite'))).toBe(false);
  });
});

describe('the doctor', () => {
  it('the operator’s doctor says what is wrong and how to mend it, one by one, and changes nothing', async () => {
    const at = await hospital();
    const one = installation(at);
    const empty = await one.onedoor('doctor');
    expect(empty.code).toBe(1);
    expect(faultsOf(empty.out).map((line) => line.split(':')[0])).toEqual(['database', 'keys']);
    expect(existsSync(join(one.folder, 'onedoor.sqlite'))).toBe(false);
    expect(existsSync(join(one.folder, 'keys.json'))).toBe(false);

    await one.onedoor('seed');
    expect(await one.onedoor('doctor')).toMatchObject({ code: 0 });
    chmodSync(join(one.folder, 'keys.json'), 0o644);
    const open = await one.onedoor('doctor');
    expect(faultsOf(open.out)).toEqual(['keys: others may read the key file (644)']);
    expect(open.out).toContain('chmod 600');
    chmodSync(join(one.folder, 'keys.json'), 0o600);

    const db = new Database(join(one.folder, 'onedoor.sqlite'));
    db.exec("INSERT INTO migration VALUES ('9999_of_tomorrow.sql', 1)");
    expect(faultsOf((await one.onedoor('doctor')).out)[0]).toContain('is of a newer Onedoor (9999_of_tomorrow.sql)');
    db.exec("DELETE FROM migration WHERE name LIKE '9999%'");
    db.exec(
      "INSERT INTO task (id, kind, subject_id, state, run_at, attempts, wakes, leased_until) VALUES ('t', 'settle-claim', 'x', 'ready', 1, 0, 0, 0)",
    );
    expect(faultsOf((await one.onedoor('doctor')).out)).toEqual(['tasks: late by more than ten minutes: 1 settle-claim']);
    db.close();
  });

  it('the operator’s doctor knows a key file of another installation, and a hospital that does not answer', async () => {
    const one = installation(await hospital());
    await one.onedoor('seed');
    const other = installation(one.hospital);
    await other.onedoor('seed');
    copyFileSync(join(other.folder, 'keys.json'), join(one.folder, 'keys.json'));
    const file = JSON.parse(readFileSync(join(one.folder, 'hospitals.json'), 'utf8')) as { hospitals: Record<string, object>[] };
    const [hospitals] = file.hospitals;
    one.write('hospitals.json', [{ ...hospitals, connection: { ...hospitals?.connection, baseUrl: 'http://127.0.0.1:9' } }]);
    const [keys, silent] = faultsOf((await one.onedoor('doctor')).out);
    expect(keys).toBe('keys: do not open what is in the database');
    expect(silent).toMatch(/^ops-first: unreachable/);
  });
});

describe('the audit', () => {
  it('the audit is exported, and verified against an export that was kept elsewhere', async () => {
    const one = installation(await hospital());
    const address = await one.start();
    await slotsRead(address);
    for (let person = 0; person < 5; person += 1) expect((await book(address, person, 0)).status).toBe(201);
    const sealed = async () => (await one.onedoor('audit', 'verify')).out;
    await expect.poll(sealed, { interval: 500 }).toMatch(/sound: [1-9][0-9]* rows, [1-9]/);
    const kept = join(one.folder, 'kept.jsonl');
    expect((await one.onedoor('audit', 'export', '--to', kept)).code).toBe(0);
    expect((await one.onedoor('audit', 'verify', '--file', kept)).code).toBe(0);
    const cut = join(one.folder, 'cut.jsonl');
    const lines = readFileSync(kept, 'utf8').split('\n');
    writeFileSync(cut, lines.slice(0, 4).join('\n'));
    expect((await one.onedoor('audit', 'verify', '--file', cut)).out).toContain('unsigned: number 3');
    writeFileSync(cut, lines.slice(1).join('\n'));
    expect((await one.onedoor('audit', 'verify', '--file', cut)).error).toContain('no whole export');
    await one.stopGateways();

    const db = new Database(join(one.folder, 'onedoor.sqlite'));
    db.exec('DROP TRIGGER audit_no_update; DROP TRIGGER audit_link_no_delete; DROP TRIGGER audit_checkpoint_no_delete');
    const { id } = db.prepare('SELECT audit_id AS id FROM audit_link WHERE seq = 3').get() as { id: string };
    db.prepare("UPDATE audit SET actor_id = 'somebody-else' WHERE id = ?").run(id);
    const edited = await one.onedoor('audit', 'verify');
    expect(edited.code).toBe(1);
    expect(edited.out).toContain(`edited: number 3 (${id})`);
    db.exec('DELETE FROM audit_link; DELETE FROM audit_checkpoint');
    db.close();
    expect((await one.onedoor('audit', 'verify', '--against', kept)).out).toContain('tail-cut: number 1');
  });
});

it('a command that is not there says which ones are, and one that lacks an option says which', async () => {
  const one = installation(await hospital());
  const unknown = await one.onedoor('mend');
  expect(unknown.code).toBe(64);
  for (const command of [
    'migrate',
    'backup',
    'restore',
    'doctor',
    'seed',
    'audit export',
    'audit verify',
    'device enrol',
    'hospital reopen',
    'keys rotate',
  ])
    expect(unknown.error).toContain(`onedoor ${command}`);
  expect((await one.onedoor('backup', '--where', 'x')).error).toContain('backup --to FOLDER');
});
