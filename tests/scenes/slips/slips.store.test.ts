import { createPublicKey, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSigner } from '../../../bff/platform/crypto/signer.ts';
import { driven, type QuietGateway, signedIn, startQuietGateway } from '../../security/quiet-gateway.ts';
import { seeded } from '../../support/seeded.ts';
import { fresh, post, replyOf } from '../../support/test-people.ts';
import { ENGINES } from '../../support/test-store.ts';

const DAY_MS = 24 * 3_600_000;

describe.each(ENGINES)('%s: slips', (engine) => {
  let site: QuietGateway;
  let owner: Awaited<ReturnType<typeof signedIn>>;
  let appointmentId: string;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    owner = await signedIn(site.gateway, 0);
    appointmentId = await book();
  });
  afterEach(() => site.stop());

  async function book(startsInMs = DAY_MS): Promise<string> {
    const { slotId } = await site.gateway.openSlot(2, startsInMs);
    const { body } = await site.gateway.book({ slotId, ...owner, key: `book-in-${startsInMs}` });
    return String(body.id);
  }
  const issue = (id = appointmentId, headers: Record<string, string> = owner.headers) =>
    post(site.gateway, `/v1/appointments/${id}/slip`, {}, headers);
  const check = async (text: unknown) => (await post(site.gateway, '/v1/slip-verifications', { text })).body;
  const read = async (code: unknown) => replyOf(await site.gateway.request(`/v1/slips/${code}`));
  const rows = () => site.db.rows('SELECT * FROM slip');
  const cancel = () => driven(site, post(site.gateway, `/v1/appointments/${appointmentId}/cancel`, {}, fresh(owner.headers)));

  it('slips are the same each time, also when twenty ask at once', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => issue()));
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    await site.clock.leap(60_000);
    const later = await issue();
    expect(later.text).toBe(replies[0]?.text);
    expect(await rows()).toEqual([{ code: later.body.code, appointment_id: appointmentId, issued_at: expect.anything() }]);
  });

  it('slips show the name masked, where and when, and what to bring', async () => {
    const { body } = await issue();
    expect(body).toMatchObject({
      patientName: expect.stringContaining('*'),
      start: '2026-11-25T08:00:00+08:00',
      place: { campus: '本部', floor: '2F', room: '201' },
      dutyDesk: { phone: '0000-1' },
      bring: [{ zh: '身份证', en: 'Identity card' }],
    });
    expect(body.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
  });

  it('slips are signed so that anybody can check them with the public key alone', async () => {
    const { qr } = (await issue()).body as { qr: string };
    const at = qr.lastIndexOf('.');
    const { publicKey } = site.gateway.onedoor.dependencies.slipSigner;
    const key = createPublicKey({ key: { ...publicKey }, format: 'jwk' });
    expect(verify(null, Buffer.from(qr.slice(0, at)), key, Buffer.from(qr.slice(at + 1), 'base64url'))).toBe(true);
    expect(await check(qr)).toEqual({ verdict: 'valid', patientName: expect.stringContaining('*') });
  });

  it('slips are made for nobody else, and for no appointment that is not there', async () => {
    const stranger = await signedIn(site.gateway, 1);
    const tell = async (id: string) => (await issue(id, stranger.headers)).text.replace(/req_[\w-]{22}/g, 'req');
    expect(await tell(appointmentId)).toBe(await tell(`apt_${'u'.repeat(22)}`));
    expect((await issue(appointmentId, stranger.headers)).status).toBe(404);
    expect((await issue(appointmentId, {})).status).toBe(401);
    expect(await rows()).toEqual([]);
  });

  it('slips are not made of an appointment that was cancelled', async () => {
    await cancel();
    expect(await issue()).toMatchObject({ status: 409, body: { code: 'slip-not-ready' } });
    expect(await rows()).toEqual([]);
  });

  /** A booking of which the hospital has not said what became of it. */
  async function pending(fault: 'timeout-before-commit' | 'timeout-after-commit') {
    const { slotId } = await site.gateway.openSlot(2, 2 * DAY_MS);
    await site.gateway.hospital.setFault(fault, 'write');
    const reply = await driven(site, site.gateway.book({ slotId, ...owner, key: 'not-known-yet' }));
    expect(reply.status).toBe(202);
    return { id: String(reply.body.id), knowBy: reply.body.knowBy };
  }
  const until = (id: string, status: string) =>
    driven(
      site,
      vi.waitFor(
        async () => {
          const shown = await site.gateway.request(`/v1/appointments/${id}`, { headers: owner.headers });
          expect((await replyOf(shown)).body.status).toBe(status);
        },
        { timeout: 60_000, interval: 5 },
      ),
      1_000,
    );
  const patientName = expect.stringContaining('*');

  it('slips of a booking that the hospital is still confirming are provisional, say by when one knows, and keep their code once it is confirmed', async () => {
    const { id, knowBy } = await pending('timeout-after-commit');
    const { status, body } = await issue(id);
    expect([status, body.state, body.knowBy]).toEqual([200, 'provisional', knowBy]);
    expect([await check(body.qr), (await read(body.code)).body]).toEqual(
      Array.from({ length: 2 }, () => ({ verdict: 'provisional', patientName })),
    );
    await site.gateway.hospital.setFault(null);
    await until(id, 'booked');
    const later = (await issue(id)).body;
    expect(later).toMatchObject({ code: body.code, qr: body.qr, issuedAt: body.issuedAt, state: 'confirmed' });
    expect(later).not.toHaveProperty('knowBy');
    expect(await check(body.qr)).toEqual({ verdict: 'valid', patientName });
    const audit = await site.db.rows("SELECT subject_id FROM audit WHERE action = 'slip.issue'");
    expect(audit).toEqual([{ subject_id: id }]);
  });

  it('slips of a booking that came to nothing are cancelled, and are not made again', async () => {
    const { id } = await pending('timeout-before-commit');
    const { qr, code } = (await issue(id)).body;
    await until(id, 'cancelled');
    expect([await check(qr), (await read(code)).body]).toEqual(
      Array.from({ length: 2 }, () => ({ verdict: 'cancelled', patientName })),
    );
    expect(await issue(id)).toMatchObject({ status: 409, body: { code: 'slip-not-ready' } });
  });

  it('slips of a booking that is not confirmed yet are cancelled from the moment its patient wants it no more', async () => {
    const { id } = await pending('timeout-before-commit');
    const { qr } = (await issue(id)).body;
    await driven(site, post(site.gateway, `/v1/appointments/${id}/cancel`, {}, fresh(owner.headers)));
    expect(await issue(id)).toMatchObject({ status: 409, body: { code: 'slip-not-ready' } });
    expect(await check(qr)).toEqual({ verdict: 'cancelled', patientName });
  });

  it('slips that the hospital never confirmed are past once the visit is', async () => {
    const { id } = await pending('timeout-before-commit');
    const { qr } = (await issue(id)).body;
    const ends = `UPDATE slot SET ends_at = ${site.clock.now()} WHERE starts_at >= ${site.clock.now() + DAY_MS}`;
    const unit = { id: 'unt_past', name: 'slot-past', lane: 'background', deadline: site.clock.now() + 1_000 } as const;
    await site.db.store.commit({ ...unit, parts: [{ sql: ends, parameters: [] }] });
    expect(await check(qr)).toEqual({ verdict: 'expired', patientName });
  });

  it('slips are valid until the visit ends, and cancelled from the moment it was cancelled', async () => {
    const { code, qr } = (await issue()).body;
    await site.clock.leap(DAY_MS + 30 * 60_000 - 1);
    expect(await check(qr)).toEqual({ verdict: 'valid', patientName });
    await site.clock.leap(1);
    expect(await check(qr)).toEqual({ verdict: 'expired', patientName });
    expect((await read(code)).body).toEqual({ verdict: 'expired', patientName });
  });

  it('slips of a cancelled appointment say so, by code and by text', async () => {
    const { code, qr } = (await issue()).body;
    await cancel();
    const cancelled = { verdict: 'cancelled', patientName: expect.stringContaining('*') };
    expect([await check(qr), (await read(code)).body]).toEqual([cancelled, cancelled]);
  });

  it('slips of an appointment that was moved are altered, and say nothing of whose they are', async () => {
    const { qr } = (await issue()).body;
    const sql = `UPDATE slot SET starts_at = starts_at + 3600000, ends_at = ends_at + 3600000`;
    const unit = { id: 'unt_moved', name: 'move-slot', lane: 'background', deadline: site.clock.now() + 1_000 } as const;
    await site.db.store.commit({ ...unit, parts: [{ sql, parameters: [] }] });
    expect(await check(qr)).toEqual({ verdict: 'altered' });
  });

  it('slips by code tell the verdict and the masked name and nothing more; an unknown code is not there', async () => {
    const { code } = (await issue()).body;
    const reply = await read(code);
    expect(Object.keys(reply.body).sort()).toEqual(['patientName', 'verdict']);
    expect(reply.text).not.toContain(owner.patientId);
    const unknown = String(code).replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect((await read(unknown)).status).toBe(404);
    expect((await read('ILOU000000')).status).toBe(400);
  });

  it('slips that another gateway signed are forged, whatever they say', async () => {
    const { qr } = (await issue()).body as { qr: string };
    const signed = qr.slice(0, qr.lastIndexOf('.'));
    const theirs = createSigner('C'.repeat(42).concat('A'));
    expect(await check(`${signed}.${theirs.sign(signed)}`)).toEqual({ verdict: 'forged' });
    const ours = site.gateway.onedoor.dependencies.slipSigner;
    const unknown = signed.replace(/\.[0-9A-Z]{10}\./, '.0000000000.');
    expect(await check(`${unknown}.${ours.sign(unknown)}`)).toEqual({ verdict: 'forged' });
    for (const text of ['x', '....', 'ONEDOOR1....', `${qr}.`, qr.toLowerCase(), `${qr}=`, signed])
      expect(await check(text)).toEqual({ verdict: 'forged' });
  });

  it('slips are genuine with the blank or the end of a line that a scanner types around them', async () => {
    const { qr } = (await issue()).body as { qr: string };
    for (const text of [`${qr}\n`, `${qr}\r\n`, ` ${qr}`]) expect(await check(text)).toMatchObject({ verdict: 'valid' });
  });

  it('slips of a slot that begins in the middle of a minute are genuine too', async () => {
    const id = await book(3 * DAY_MS + 30_500);
    expect(await check((await issue(id)).body.qr)).toMatchObject({ verdict: 'valid' });
  });
});

it('no one of ten thousand texts that differ from a slip by one character is taken for it', async () => {
  const site = await startQuietGateway('sqlite');
  const owner = await signedIn(site.gateway, 0);
  const { slotId } = await site.gateway.openSlot(2);
  const { body } = await site.gateway.book({ slotId, ...owner, key: 'book-to-mutate' });
  const qr = String((await post(site.gateway, `/v1/appointments/${body.id}/slip`, {}, owner.headers)).body.qr);
  const random = seeded(20_261_124);
  const mutants = Array.from({ length: 10_000 }, () => {
    const at = Math.floor(random() * qr.length);
    const other = String.fromCharCode((qr.charCodeAt(at) + 1 + Math.floor(random() * 126)) % 128);
    return `${qr.slice(0, at)}${other}${qr.slice(at + 1)}`;
  }).filter((text) => text !== qr);
  expect(mutants.length).toBeGreaterThan(9_900);
  const verdicts = new Set<unknown>();
  for (let start = 0; start < mutants.length; start += 250) {
    const some = mutants.slice(start, start + 250);
    const replies = await Promise.all(some.map((text) => post(site.gateway, '/v1/slip-verifications', { text })));
    for (const reply of replies) verdicts.add(reply.body.verdict);
  }
  expect([...verdicts]).toEqual(['forged']);
  await site.stop();
});
