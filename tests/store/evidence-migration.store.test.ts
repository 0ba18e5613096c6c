import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GENESIS, signCheckpoint } from '../../bff/platform/audit/chain.ts';
import { checkpointsOf, linksOf } from '../../bff/platform/audit/read-chain.ts';
import { SEAL_AUDIT } from '../../bff/platform/audit/seal-audit.ts';
import { verifyChain } from '../../bff/platform/audit/verify-chain.ts';
import { digest } from '../../bff/platform/crypto/cipher.ts';
import { createSigner } from '../../bff/platform/crypto/signer.ts';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import { wakeTaskPart } from '../../bff/platform/tasks/task-rows.ts';
import { slotIdOf } from '../../bff/scenes/slots/slot-id.ts';
import { atRest, driven, MORNING } from '../security/quiet-gateway.ts';
import { enrolTestDevice, type TestDevice } from '../support/test-device.ts';
import { AUDIT_SEED, HALF_HOUR_MS, HOSPITAL, startTestGateway, type TestGateway } from '../support/test-gateway.ts';
import { agreed, bearer, codeFor, fresh, personOf, post, postAt, putDown, type Reply, replyOf } from '../support/test-people.ts';
import { ENGINES } from '../support/test-store.ts';
import { CARDS, DAY_MS, type FirstWorld, firstWorld, PHONES } from './upgraded-world.ts';

const MINUTE_MS = 60_000;
/** What the log of the victim has from before. */
const WITH_BOOKINGS = new Set(['appointment.book', 'appointment.read', 'patient.register']);
const signer = createSigner(AUDIT_SEED);

describe.each(ENGINES)('%s: after the migration of a first release', (engine) => {
  let world: FirstWorld;
  let gateway: TestGateway;
  let device: TestDevice;
  let site: { gateway: TestGateway; db: FirstWorld['db']; clock: FirstWorld['clock']; stop(): Promise<void> };

  beforeAll(async () => {
    world = await firstWorld(engine);
    const { db, clock, adapter } = world;
    await sealAsBefore();
    await db.store.migrate(migrationsFor(engine), MORNING);
    const settings = { syncEveryMs: DAY_MS, watchEveryMs: DAY_MS, queueEveryMs: DAY_MS };
    const adapters = new Map([[HOSPITAL, adapter]]);
    gateway = await startTestGateway({ store: db.store, clock, adapters, patients: 0, settings });
    site = { gateway, db, clock, stop: async () => {} };
    await atRest(db, clock);
    device = await enrolTestDevice(gateway);
  });
  afterAll(async () => {
    await driven(site, gateway.stop());
    await world.db.drop();
  });

  /** The chain and its signed end as the first release made them: it knew no evidence and no phone. */
  async function sealAsBefore(): Promise<void> {
    const { first, db } = world;
    let hash = GENESIS;
    const audited = first.audited();
    audited.forEach(({ id, columns }, index) => {
      hash = digest(JSON.stringify([hash, ...columns]));
      first.row('audit_link', { seq: index + 1, audit_id: id, hash });
    });
    const { sealedUntil, ...end } = signCheckpoint(signer, { seq: audited.length, hash, at: MORNING, sealedUntil: MORNING });
    first.row('audit_checkpoint', { ...end, sealed_until: sealedUntil });
    await first.write(MORNING);
    expect((await db.rows('SELECT id FROM audit')).length).toBe(audited.length);
  }

  const byCode = async (phone: string, more: Record<string, unknown> = {}, patientId?: string) => {
    await world.clock.leap(1_000);
    const code = await codeFor(gateway, phone);
    const evidence = { kind: 'one-time-code', phone, code, ...(patientId === undefined ? {} : { patientId }) };
    return post(gateway, '/v1/sessions', { evidence, carrier: 'bearer', ...more });
  };
  const get = async (path: string, session: Reply, at?: TestDevice) =>
    replyOf(await (at ? at.request(path, { headers: bearer(session) }) : gateway.request(path, { headers: bearer(session) })));
  const listed = async (session: Reply, at?: TestDevice) =>
    ((await get('/v1/appointments', session, at)).body.items as { id: string }[]).map(({ id }) => id).toSorted();
  type Line = { who: string; action: string; at: string; phone?: string; where?: string };
  const log = async (session: Reply, at?: TestDevice) => (await get('/v1/access-log?limit=50', session, at)).body.items as Line[];
  /** A slot of the hospital, and a booking in it. */
  let opened = 0;
  const book = async (session: Reply, at?: TestDevice) => {
    opened += 1;
    const startsAt = MORNING + 3 * DAY_MS + opened * HALF_HOUR_MS;
    const slot = { startsAt, endsAt: startsAt + HALF_HOUR_MS, capacity: 1, departmentRef: 'gk', practitionerRef: 'p1' };
    const slotId = slotIdOf(HOSPITAL, await world.hospital.openSlot(slot));
    await gateway.sync();
    const body = { slotId, patientId: session.body.patientId };
    const headers = fresh(bearer(session));
    return driven(site, at ? postAt(at, '/v1/appointments', body, headers) : post(gateway, '/v1/appointments', body, headers));
  };

  it('after the migration of a planted claim the stranger’s token, phone and codes open nothing of it, before the victim’s card comes and after', async () => {
    const { booked, strangersToken } = world;
    const old = { authorization: `Bearer ${strangersToken}` };
    const again: Reply[] = [];
    const strangerTries = async () => {
      for (const path of ['/v1/patients/me', '/v1/appointments', '/v1/access-log', '/v1/consents'])
        expect((await gateway.request(path, { headers: old })).status).toBe(401);
      again.push(await byCode(PHONES.stranger, { person: personOf(CARDS.victim), consents: await agreed(gateway) }));
      for (const session of again) {
        if ((await get('/v1/patients/me', session)).status === 401) continue;
        expect(await listed(session)).toEqual([]);
        for (const id of [booked.strangers, booked.victims]) {
          expect((await get(`/v1/appointments/${id}`, session)).status).toBe(404);
          expect((await get(`/v1/appointments/${id}/events`, session)).status).toBe(404);
          for (const act of ['cancel', 'slip'])
            expect((await post(gateway, `/v1/appointments/${id}/${act}`, {}, fresh(bearer(session)))).status).toBe(404);
        }
        expect((await log(session)).filter(({ action }) => WITH_BOOKINGS.has(action))).toEqual([]);
      }
    };
    expect(await byCode(PHONES.stranger)).toMatchObject({ status: 409, body: { code: 'registration-required' } });
    await strangerTries();
    const victim = await putDown(gateway, device, CARDS.victim);
    expect(victim.status).toBe(201);
    expect(await listed(victim, device)).toEqual([booked.strangers, booked.victims].toSorted());
    expect((await get('/v1/patients/me', again[0] as Reply)).status).toBe(401);
    expect(await byCode(PHONES.stranger)).toMatchObject({ status: 409, body: { code: 'registration-required' } });
    await strangerTries();

    const told = victim.body.tookOver as { claimedAt: string; phone?: string }[];
    expect(told.map(({ claimedAt }) => Date.parse(claimedAt))[0]).toBe(MORNING - 30 * DAY_MS);
    expect(told.map(({ phone }) => phone)).toEqual(['139****0001', '139****0001']);
    const lines = await log(victim, device);
    const before = lines.filter(({ at }) => Date.parse(at) < MORNING).map(({ who, action, where }) => [who, action, where]);
    expect(before).toEqual([
      ['claimant', 'session.open', undefined],
      ['claimant', 'appointment.read', undefined],
      ['unknown', 'appointment.book', '旧大厅一号机'],
      ['unknown', 'session.open', '旧大厅一号机'],
      ['claimant', 'appointment.book', undefined],
      ['claimant', 'patient.register', undefined],
    ]);
    const ended = lines.filter(({ action }) => action === 'claim.take-over');
    expect(ended.map(({ who, phone }) => [who, phone])).toEqual([
      ['you', '139****0001'],
      ['you', '139****0001'],
    ]);

    // The hospital has one file of the person, and the booking of before: both are used.
    expect((await book(victim, device)).status).toBe(201);
    for (const id of [booked.strangers, booked.victims]) {
      const path = `/v1/appointments/${id}/cancel`;
      expect((await driven(site, postAt(device, path, {}, fresh(bearer(victim))))).status).toBe(200);
    }
  });

  it('after the migration a guardian by word sees nothing of a child whose card was read, and the card opens it', async () => {
    const { booked, people } = world;
    const stranger = await byCode(PHONES.wordGuardian);
    expect((await get('/v1/patients/me', stranger)).body.dependants).toEqual([]);
    expect(await listed(stranger)).toEqual([]);
    expect((await get(`/v1/appointments/${booked.childs}`, stranger)).status).toBe(404);
    expect((await book({ ...stranger, body: { ...stranger.body, patientId: people.child } })).status).toBe(404);
    const child = await putDown(gateway, device, CARDS.child);
    expect(await listed(child, device)).toEqual([booked.childs]);
    const lines = await log(child, device);
    const registered = lines.filter(({ action }) => action === 'patient.register').map(({ who }) => who);
    expect(registered).toEqual(['you', 'claimant']);
    expect(lines.find(({ action, where }) => action === 'session.open' && where)).toMatchObject({ who: 'unknown' });
  });

  it('after the migration people who registered by phone and were never at a kiosk have everything, and nothing that one clerk linked to it', async () => {
    const { booked, people } = world;
    const honest = await byCode(PHONES.honest);
    expect(honest).toMatchObject({ status: 201, body: { patientId: people.honest, registered: false } });
    expect(await listed(honest)).toEqual([booked.honests, booked.ownChilds].toSorted());
    const me = (await get('/v1/patients/me', honest)).body;
    expect(me).toMatchObject({ phone: '139****0003', proved: false, dependants: [{ patientId: people.ownChild }] });
    expect((await get('/v1/consents?limit=50', honest)).body.items).toHaveLength(4);
    // This hospital keeps files, and has none of somebody whose document nobody saw.
    expect(await book(honest)).toMatchObject({ status: 409, body: { code: 'document-required' } });
    for (const id of [booked.beforeProof, booked.afterProof])
      expect((await get(`/v1/appointments/${id}`, honest)).status).toBe(404);
    const before = (await log(honest)).filter(({ at }) => Date.parse(at) < MORNING);
    expect(before.map(({ who, action }) => [who, action])).toEqual([
      ['unknown', 'appointment.book'],
      ['unknown', 'session.open'],
      ['unknown', 'patient.register'],
    ]);
    const family = await byCode(PHONES.family);
    expect(family).toMatchObject({ status: 409, body: { code: 'choose-patient' } });
    expect((family.body.choices as { patientId: string }[]).map(({ patientId }) => patientId)).toEqual([
      people.one,
      people.other,
    ]);
    for (const id of [people.one, people.other]) expect((await byCode(PHONES.family, {}, id)).body.patientId).toBe(id);
    const { crowd } = world;
    const shown = (await byCode(PHONES.crowded)).body.choices as { patientId: string }[];
    expect(shown.map(({ patientId }) => patientId)).toEqual(crowd);
    expect((await byCode(PHONES.crowded, {}, crowd.at(-1))).body.patientId).toBe(crowd.at(-1));
    expect(await byCode(PHONES.withdrawn)).toMatchObject({ status: 409, body: { code: 'consent-required' } });
  });

  it('after the migration a code opens of a proved person what is not older than the card, and nothing by a number that lapsed while the card was in use', async () => {
    const { booked, people } = world;
    const phone = await byCode(PHONES.proved);
    expect(phone).toMatchObject({ status: 201, body: { patientId: people.proved } });
    expect(await listed(phone)).toEqual([booked.afterProof]);
    expect((await get(`/v1/appointments/${booked.beforeProof}`, phone)).status).toBe(404);
    for (const number of [PHONES.lapsed, PHONES.old])
      expect(await byCode(number)).toMatchObject({ status: 409, body: { code: 'registration-required' } });
    const card = await putDown(gateway, device, CARDS.proved);
    expect(card.body).toMatchObject({ patientId: people.proved, registered: false, tookOver: [] });
    expect(await listed(card, device)).toEqual([booked.beforeProof, booked.afterProof].toSorted());
    expect((await log(card, device)).filter(({ at, who }) => Date.parse(at) < MORNING && who !== 'unknown')).toEqual([]);
  });

  it('after the migration the chain of the audit goes on from the rows of before, and all of it verifies', async () => {
    const { db, clock } = world;
    await byCode(PHONES.honest);
    await clock.advance(2 * MINUTE_MS);
    const { store, ids, tasks } = gateway.onedoor.dependencies;
    const unit = { id: ids.inOrder('unt'), name: 'wake', lane: 'background', deadline: clock.now() + MINUTE_MS } as const;
    await store.commit({ ...unit, parts: [wakeTaskPart(SEAL_AUDIT, 'gateway', clock.now())] });
    tasks.poke();
    await clock.advance(1_000);
    await atRest(db, clock);
    const rows = await db.rows('SELECT id FROM audit');
    const verified = await verifyChain(linksOf(db.store), await checkpointsOf(db.store), signer);
    expect(verified).toEqual({ links: rows.length, checkpoints: 2, findings: [] });
    expect(world.first.audited().length).toBeLessThan(rows.length);
    expect(await db.rows(`SELECT id FROM audit WHERE at < ${MORNING} AND evidence IS NOT NULL`)).toEqual([]);
  });
});
