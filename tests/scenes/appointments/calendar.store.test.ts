import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applySnapshot } from '../../../bff/scenes/slots/sync-slots.ts';
import { driven, MORNING, type QuietGateway, signedIn, startQuietGateway } from '../../security/quiet-gateway.ts';
import { HALF_HOUR_MS, HOSPITAL } from '../../support/test-gateway.ts';
import { fresh, post } from '../../support/test-people.ts';
import { ENGINES } from '../../support/test-store.ts';
import { instantOf, onlyText, readCalendar } from './read-calendar.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe.each(ENGINES)('%s: the calendar file of an appointment', (engine) => {
  let site: QuietGateway;
  let owner: Awaited<ReturnType<typeof signedIn>>;
  let appointmentId: string;
  let slotRef: string;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { settings: { publicUrl: 'https://yimen.example.org:8443' }, logLevel: 'debug' });
    owner = await signedIn(site.gateway, 0);
    const { slotId, ref } = await site.gateway.openSlot(2, DAY_MS);
    slotRef = ref;
    appointmentId = String((await site.gateway.book({ slotId, ...owner, key: 'put-into-calendar' })).body.id);
  });
  afterEach(() => site.stop());

  const ask = (id = appointmentId, query = '', headers: Record<string, string> = owner.headers, method = 'GET') =>
    site.gateway.request(`/v1/appointments/${id}/calendar${query}`, { method, headers });

  async function take(id = appointmentId, query = '') {
    const response = await ask(id, query);
    expect(response.status).toBe(200);
    const text = await response.text();
    const { whole, event, alarms } = readCalendar(text);
    const of = (name: string) => onlyText(event, name);
    return {
      text,
      uid: of('UID'),
      alarms,
      said: { method: onlyText(whole, 'METHOD'), status: of('STATUS'), sequence: of('SEQUENCE') },
      startsAt: instantOf(of('DTSTART')),
      endsAt: instantOf(of('DTEND')),
      changedAt: instantOf(of('LAST-MODIFIED')),
      writtenAt: instantOf(of('DTSTAMP')),
      summary: of('SUMMARY'),
      location: of('LOCATION'),
      description: of('DESCRIPTION'),
    };
  }

  /** The hospital tells that the slot is at another time. */
  async function move(startsAt: number): Promise<void> {
    await site.clock.leap(1_000);
    const slot = { ref: slotRef, departmentRef: 'gk', practitionerRef: 'p1', startsAt, endsAt: startsAt + HALF_HOUR_MS, free: 1 };
    await applySnapshot(site.gateway.onedoor.dependencies, { hospitalId: HOSPITAL, askedAt: site.clock.now(), slots: [slot] });
  }
  const cancel = (id = appointmentId) =>
    driven(site, post(site.gateway, `/v1/appointments/${id}/cancel`, {}, fresh(owner.headers)));
  const change = (sql: string) =>
    site.db.store.commit({
      id: site.gateway.ids.inOrder('unt'),
      name: 'change-rows',
      lane: 'background',
      deadline: site.clock.now() + 1_000,
      parts: [{ sql, parameters: [] }],
    });

  it('keeps its UID and raises SEQUENCE when the hospital moves the visit and when it is cancelled, and is cancelled where it was last', async () => {
    const booked = await take();
    expect(booked.said).toEqual({ method: 'PUBLISH', status: 'CONFIRMED', sequence: '0' });
    expect([booked.startsAt, booked.endsAt]).toEqual([MORNING + DAY_MS, MORNING + DAY_MS + HALF_HOUR_MS]);
    await move(MORNING + 2 * DAY_MS);
    const moved = await take();
    expect(moved.said).toEqual({ method: 'PUBLISH', status: 'CONFIRMED', sequence: '1' });
    expect([moved.startsAt, moved.endsAt]).toEqual([MORNING + 2 * DAY_MS, MORNING + 2 * DAY_MS + HALF_HOUR_MS]);
    expect(moved.changedAt).toBeGreaterThan(booked.changedAt);
    await cancel();
    // What becomes of the slot afterwards is nothing to the calendar in which the visit stood.
    await move(MORNING + 5 * DAY_MS);
    const cancelled = await take();
    expect(cancelled.said).toEqual({ method: 'CANCEL', status: 'CANCELLED', sequence: '2' });
    expect([cancelled.startsAt, cancelled.endsAt]).toEqual([moved.startsAt, moved.endsAt]);
    expect(cancelled.alarms).toEqual([]);
    expect(new Set([booked.uid, moved.uid, cancelled.uid]).size).toBe(1);
  });

  it('has the same number as long as it says the same, in either language and detail, and when twenty take it at once', async () => {
    const files = await Promise.all(Array.from({ length: 20 }, () => take()));
    expect(new Set(files.map(({ text }) => text)).size).toBe(1);
    await site.clock.leap(60_000);
    for (const query of ['', '?language=en', '?detail=full', '?language=en&detail=full']) {
      const later = await take(appointmentId, query);
      expect([later.uid, later.said.sequence, later.changedAt]).toEqual([files[0]?.uid, '0', files[0]?.changedAt]);
      expect(later.writtenAt).toBe((files[0]?.writtenAt ?? 0) + 60_000);
    }
    await move(MORNING + 3 * DAY_MS);
    const moved = await Promise.all(Array.from({ length: 20 }, () => take()));
    expect(new Set(moved.map(({ said, uid }) => `${said.sequence} ${uid}`))).toEqual(new Set([`1 ${files[0]?.uid}`]));
  });

  it('has a UID under the name of the gateway that says nothing of whoever it is about, and of each appointment another one', async () => {
    const { slotId } = await site.gateway.openSlot(2, 3 * DAY_MS);
    const second = String((await site.gateway.book({ slotId, ...owner, key: 'another-visit' })).body.id);
    const uids = [(await take()).uid, (await take(second)).uid];
    for (const uid of uids) {
      expect(uid).toMatch(/^[\w-]{43}@yimen\.example\.org$/);
      // Of ids, what is random in them: a hospital's is a letter, which any digest may hold.
      for (const id of [appointmentId, second, owner.patientId]) expect(uid).not.toContain(id.split('_').at(-1));
    }
    expect(new Set(uids).size).toBe(2);
  });

  it('is a file that names nobody, is kept by no cache, and says neither department nor doctor unless they are asked for', async () => {
    const response = await ask();
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="appointment.ics"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const plain = await take();
    expect(plain.summary).toBe('医院预约 · 测试第一医院');
    expect(plain.location).toBe('测试第一医院 本部，试验路1号');
    expect(plain.description).toContain('北京时间：2026年11月25日（周三）08:00–08:30');
    const readable = [plain.summary, plain.location, plain.description].join('\n');
    const english = await take(appointmentId, '?language=en');
    const both = readable + [english.summary, english.location, english.description].join('\n');
    for (const word of ['骨科', 'Orthopaedics', '曾静', 'Zeng Jing', '主任医师', '试0号', '试*', owner.patientId])
      expect(both).not.toContain(word);
    const full = await take(appointmentId, '?detail=full');
    expect(full.summary).toBe('医院预约 · 测试第一医院 · 骨科 · 曾静 主任医师');
    expect(full.location).toBe('测试第一医院 本部，试验路1号，2楼 201室');
    expect((await take(appointmentId, '?detail=full&language=en')).summary).toBe(
      'Hospital appointment · Test First Hospital · Orthopaedics · Zeng Jing',
    );
  });

  it('is tentative while the hospital has not confirmed it, and the same event once it has', async () => {
    const { slotId } = await site.gateway.openSlot(2, 2 * DAY_MS);
    await site.gateway.hospital.setFault('timeout-after-commit', 'write');
    const reply = await driven(site, site.gateway.book({ slotId, ...owner, key: 'not-known-yet' }));
    expect(reply.status).toBe(202);
    const id = String(reply.body.id);
    const open = await take(id);
    expect(open.said).toEqual({ method: 'PUBLISH', status: 'TENTATIVE', sequence: '0' });
    expect(open.summary).toBe('待医院确认：医院预约 · 测试第一医院');
    await site.gateway.hospital.setFault(null);
    const look = async () => expect((await take(id)).said.status).toBe('CONFIRMED');
    await driven(site, vi.waitFor(look, { timeout: 60_000, interval: 20 }), 1_000);
    const known = await take(id);
    expect([known.uid, known.said.sequence]).toEqual([open.uid, '1']);
  });

  it('has for a place in a clinic the window in which its number is called, and says that it is about', async () => {
    const ends = MORNING + DAY_MS + 4 * HOUR_MS;
    await change(`UPDATE slot SET numbers = 40, ends_at = ${ends}`);
    expect(await take()).toMatchObject({ startsAt: MORNING + DAY_MS, endsAt: ends });
    await change('UPDATE claim SET queue_number = 20');
    const shown = await site.gateway.request(`/v1/appointments/${appointmentId}`, { headers: owner.headers });
    const { clinic } = (await shown.json()) as { clinic: { window: { from: string; to: string } } };
    const called = await take();
    expect([called.startsAt, called.endsAt]).toEqual([clinic.window.from, clinic.window.to].map(Date.parse));
    expect(called.startsAt).toBeGreaterThan(MORNING + DAY_MS);
    expect(called.said.sequence).toBe('1');
    expect(called.summary).toContain('约这时叫号');
    expect(called.description).toContain('您的号：20号');
  });

  it('is the same 404 for another person as of an appointment that is not there, and 401 without a session', async () => {
    const stranger = await signedIn(site.gateway, 1);
    const answers = await Promise.all(
      [appointmentId, `apt_${'u'.repeat(22)}`].map(async (id) => {
        const response = await ask(id, '', stranger.headers);
        return `${response.status} ${(await response.text()).replace(/req_[\w-]{22}/, 'req')}`;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^404 /);
    expect((await ask(appointmentId, '', {})).status).toBe(401);
    expect(await site.db.rows('SELECT uid FROM calendar_copy')).toEqual([]);
  });

  it('is no other file for a query that the contract does not know', async () => {
    for (const query of ['?language=fr', '?detail=all', '?name=x', '?language=zh&language=en'])
      expect((await ask(appointmentId, query)).status).toBe(400);
    const head = await ask(appointmentId, '', owner.headers, 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('is in the access log of its owner, once each time it is taken, and no word of it in what the gateway logs', async () => {
    const file = await take();
    const rows = await site.db.rows("SELECT actor_id, subject_id FROM audit WHERE action LIKE 'appointment.%' ORDER BY id");
    expect(rows.at(-1)).toEqual({ actor_id: owner.patientId, subject_id: appointmentId });
    expect(await site.db.rows("SELECT id FROM audit WHERE action = 'appointment.calendar'")).toHaveLength(1);
    const logged = site.gateway.logged.join('\n');
    expect(logged).toContain('readCalendar');
    for (const word of [file.uid, file.uid.split('@')[0] ?? '', appointmentId, 'VCALENDAR', '试验路'])
      expect(logged).not.toContain(word);
  });
});
