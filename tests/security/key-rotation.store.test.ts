import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addKey, openKeyFile } from '../../bff/main/key-file.ts';
import { RotatingCipher } from '../../bff/platform/crypto/rotating-cipher.ts';
import { systemRandom } from '../../bff/platform/ids.ts';
import { type Commit, type Store, StoreUnavailable, type Unit } from '../../bff/platform/store/store.ts';
import { revealPatient } from '../../bff/scenes/identity/patients.ts';
import { OPERATOR_TOKEN, startTestGateway, type TestGateway, testPatient } from '../support/test-gateway.ts';
import { agreed, cardOf, codeFor, personOf, post } from '../support/test-people.ts';
import { ENGINES, openTestStore, type TestStore } from '../support/test-store.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { MORNING } from './quiet-gateway.ts';

const PEOPLE = 120;
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'onedoor-keys-'));
  path = join(folder, 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const random = systemRandom();
const modeOf = (file: string) => statSync(file).mode & 0o777;

describe.each(ENGINES)('%s: a key that is exchanged', (engine) => {
  let db: TestStore;
  let clock: VirtualClock;
  const running: TestGateway[] = [];

  beforeEach(async () => {
    clock = new VirtualClock(MORNING);
    db = await openTestStore(engine, clock);
    openKeyFile(path, random);
  });
  afterEach(async () => {
    for (const gateway of running.splice(0)) await gateway.stop();
    await db.drop();
  });

  async function start(store: Store = db.store, patients = PEOPLE): Promise<TestGateway> {
    const cipher = new RotatingCipher(() => openKeyFile(path, random), random);
    const settings = { rewrapEveryMs: 1_000 };
    const gateway = await startTestGateway({ store, clock, patients, cipher, settings, addKey: () => addKey(path, random) });
    running.push(gateway);
    return gateway;
  }

  const rotate = (gateway: TestGateway) =>
    post(gateway, '/operator/keys-rotate', {}, { authorization: `Bearer ${OPERATOR_TOKEN}` });

  async function expectAllUnder(key: string, gateway: TestGateway) {
    const under = async () => {
      await clock.advance(300);
      return db.rows('SELECT DISTINCT key_id FROM patient');
    };
    await vi.waitFor(async () => expect(await under()).toEqual([{ key_id: key }]), { timeout: 60_000, interval: 5 });
    for (let number = 0; number < PEOPLE; number += 1) {
      const { id, patient } = testPatient(number);
      expect(await revealPatient(gateway.onedoor.dependencies, id)).toEqual(patient);
    }
  }

  async function register(gateway: TestGateway, serial: number) {
    const phone = `139000000${String(serial).padStart(2, '0')}`;
    const code = await codeFor(gateway, phone);
    const evidence = { kind: 'one-time-code', phone, code };
    const body = { evidence, person: personOf(cardOf(serial)), consents: await agreed(gateway), carrier: 'bearer' };
    return (await post(gateway, '/v1/sessions', body)).status;
  }

  it('an exchange of keys wraps everybody anew while people register and are read, and every row can be read at any time', async () => {
    const gateway = await start();
    expect((await rotate(gateway)).body).toEqual({ current: 'k2' });
    for (let serial = 0; serial < 10; serial += 1) {
      expect(await register(gateway, serial)).toBe(201);
      const { id, patient } = testPatient(serial * 7);
      expect(await revealPatient(gateway.onedoor.dependencies, id)).toEqual(patient);
      await clock.advance(10);
    }
    await expectAllUnder('k2', gateway);
    expect(await db.rows('SELECT id FROM patient')).toHaveLength(PEOPLE + 10);
  });

  it('an exchange of keys goes on after the gateway died in the middle, twice, and loses nobody', async () => {
    let left = 30;
    const dying = Object.assign(Object.create(db.store) as Store, {
      commit: (unit: Unit): Promise<Commit> => {
        if (unit.name !== 'rewrap-key') return db.store.commit(unit);
        left -= 1;
        return left < 0 ? Promise.reject(new StoreUnavailable('dead')) : db.store.commit(unit);
      },
      read: db.store.read.bind(db.store),
      committed: db.store.committed.bind(db.store),
      waiting: db.store.waiting.bind(db.store),
    });
    for (let death = 0; death < 2; death += 1) {
      left = 30;
      const gateway = await start(dying);
      await rotate(gateway);
      for (let turn = 0; turn < 20 && left >= 0; turn += 1) await clock.advance(300);
      await vi.waitFor(
        async () => {
          await clock.advance(300);
          expect(left).toBeLessThan(0);
        },
        { timeout: 60_000, interval: 5 },
      );
      const current = `k${death + 2}`;
      expect((await db.rows(`SELECT id FROM patient WHERE key_id = '${current}'`)).length).toBe(30);
      await running.pop()?.stop();
    }
    await expectAllUnder('k3', await start());
  });

  it('a key that is exchanged is read again by a gateway that meets what another one sealed with it', async () => {
    const gateway = await start();
    const cipher = new RotatingCipher(() => openKeyFile(path, random), random);
    await rotate(gateway);
    await expectAllUnder('k2', gateway);
    const [row] = await db.rows<{ data_key: string; id: string }>('SELECT id, data_key FROM patient');
    expect(cipher.current).toBe('k1');
    expect(cipher.open(row?.data_key ?? '', `patient|${row?.id}|data_key`)).toMatch(/^[\w-]{43}$/);
    expect(cipher.current).toBe('k2');
  });

  it('an exchange of keys finds rows from before people had keys of their own, which are read before and after they get one', async () => {
    const gateway = await start(db.store, 3);
    const { dependencies: identity } = gateway.onedoor;
    const { id, patient } = testPatient(1);
    const sealed = identity.cipher.seal(JSON.stringify(patient), `patient|${id}|sealed`);
    const sql = `UPDATE patient SET data_key = NULL, key_id = '', sealed = '${sealed}' WHERE id = '${id}'`;
    const unit = { id: 'unt_old_row', name: 'old-row', lane: 'background', deadline: clock.now() + 1_000 } as const;
    await db.store.commit({ ...unit, parts: [{ sql, parameters: [] }] });
    expect(await revealPatient(identity, id)).toEqual(patient);
    await rotate(gateway);
    await vi.waitFor(
      async () => {
        await clock.advance(300);
        expect(await db.rows('SELECT id FROM patient WHERE data_key IS NULL')).toEqual([]);
      },
      { timeout: 60_000, interval: 5 },
    );
    expect(await revealPatient(identity, id)).toEqual(patient);
  });
});

describe('the key file', () => {
  it('the key file is for its owner alone, has every secret once, and stays as it is', () => {
    const keys = openKeyFile(path, random);
    expect(modeOf(path)).toBe(0o600);
    const secrets = [keys.keys.k1, keys.index.keys.i1, keys.slipSeed, keys.operatorToken];
    for (const secret of secrets) expect(Buffer.from(String(secret), 'base64url')).toHaveLength(32);
    expect(new Set(secrets).size).toBe(4);
    const text = readFileSync(path, 'utf8');
    expect(openKeyFile(path, random)).toEqual(keys);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('the key file of an older version is completed, and keeps what it had', () => {
    const old = { current: 'k1', keys: { k1: 'A'.repeat(43) } };
    writeFileSync(path, JSON.stringify(old), { mode: 0o600 });
    const keys = openKeyFile(path, random);
    expect(keys).toMatchObject(old);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(keys);
    expect(modeOf(path)).toBe(0o600);
  });

  it('the key file keeps the old keys when a new one is put first, and is for its owner alone whatever a power cut left beside it', () => {
    const before = openKeyFile(path, random);
    writeFileSync(`${path}.new`, '{"half": ', { mode: 0o644 });
    const after = addKey(path, random);
    expect(after.current).toBe('k2');
    expect(after).toMatchObject({ keys: before.keys, index: before.index, slipSeed: before.slipSeed });
    expect(readdirSync(folder)).toEqual(['keys.json']);
    expect(modeOf(path)).toBe(0o600);
    expect(openKeyFile(path, random)).toEqual(after);
  });

  it.each(['', '{', '{"current":"k1"}', 'null'])('the key file that is broken (%j) is not replaced by new keys', (text) => {
    writeFileSync(path, text);
    expect(() => openKeyFile(path, random)).toThrow(/restore it from your backup/);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});
