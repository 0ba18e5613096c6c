import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createMemoryHospital } from '../../adapters/hospitals/memory/adapter.ts';
import type { Patient } from '../../adapters/port/terms.ts';
import { createIds, systemRandom } from '../../bff/platform/ids.ts';
import { MORNING } from '../security/quiet-gateway.ts';
import { FirstRelease, firstMigrations } from '../support/first-release.ts';
import { HALF_HOUR_MS, HOSPITAL, hospitalEntry } from '../support/test-gateway.ts';
import { cardOf, personOf } from '../support/test-people.ts';
import { type Engine, openTestStore } from '../support/test-store.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

export const DAY_MS = 24 * 3_600_000;
const KIOSK = 'dev_kiosk-of-the-first-release';

/** Phones, each of whom it was in the first release. */
export const PHONES = {
  stranger: '13900000001',
  wordGuardian: '13900000002',
  honest: '13900000003',
  family: '13900000004',
  proved: '13900000005',
  lapsed: '13900000006',
  withdrawn: '13900000007',
  old: '13900000008',
  crowded: '13900000009',
} as const;

export const CARDS = {
  victim: cardOf(1),
  child: cardOf(2, { name: '王小花', birthDate: '2011-05-01' }),
  wordGuardian: cardOf(3, { name: '赵大', birthDate: '1980-01-01' }),
  honest: cardOf(4, { name: '钱二', birthDate: '1980-02-01' }),
  ownChild: cardOf(5, { name: '钱小二', birthDate: '2016-05-01' }),
  proved: cardOf(6, { name: '孙三' }),
  lapsed: cardOf(7, { name: '李四' }),
  one: cardOf(8, { name: '周五' }),
  other: cardOf(9, { name: '周六' }),
  withdrawn: cardOf(10, { name: '吴七' }),
  old: cardOf(11, { name: '郑八' }),
  vouched: cardOf(12, { name: '冯九' }),
} as const;

export type Name = keyof typeof CARDS;

/** Days before this morning. */
const ago = (days: number) => MORNING - days * DAY_MS;

/**
 * A database as the first release left it, and the hospital in which its bookings stand: a planted claim that the victim's card opened
 * later, a child by word whose card was read, people by phone, by card and by staff, a link by one clerk, and tokens that still lived.
 */
export async function firstWorld(engine: Engine) {
  const clock = new VirtualClock(MORNING);
  const db = await openTestStore(engine, clock, firstMigrations(engine));
  const random = systemRandom();
  const idsAt = (at: number) => createIds(random, () => at);
  const first = new FirstRelease(db.store, idsAt);
  first.hospital(hospitalEntry());
  const { adapter, hospital } = createMemoryHospital({ now: clock.now, slots: [] });
  const facets = facetsOf(adapter);
  const call = { signal: new AbortController().signal };
  const people = Object.fromEntries(Object.keys(CARDS).map((name) => [name, idsAt(MORNING).next('pat')])) as Record<Name, string>;

  first.row('device', {
    id: KIOSK,
    hospital_id: HOSPITAL,
    campus_ref: 'main',
    floor: '1F',
    name: '旧大厅一号机',
    help_window: '3号窗口',
    micrometres_per_px: 248,
    public_key: 'a key of the first release',
    state: 'active',
    enrolled_at: ago(400),
  });

  /** Books at the hospital too, so that it can be cancelled there. */
  let slots = 0;
  const book = async (name: Name, days: number, deviceId?: string, by: Name = name) => {
    slots += 1;
    const startsAt = MORNING + slots * HALF_HOUR_MS + DAY_MS;
    const slot = { startsAt, endsAt: startsAt + HALF_HOUR_MS, capacity: 1, departmentRef: 'gk', practitionerRef: 'p1' };
    const ref = await hospital.openSlot(slot);
    const patient = personOf(CARDS[name]) as Patient;
    const filed = await facets.patients.register(patient, call);
    const patientRef = filed.ok ? filed.value.ref : '';
    const booked = await facets.booking.book({ key: `key-of-${ref}`, slotRef: ref, patient, patientRef }, call);
    if (!booked.ok) throw new Error(`not booked: ${booked.failure.kind}`);
    // A minute after whatever else there was on that day.
    const act = { at: ago(days) + 60_000, by: people[by], ...(deviceId === undefined ? {} : { deviceId }) };
    const id = first.appointment(people[name], act, { ref, startsAt }, booked.value.ref);
    return { id, patientRef };
  };
  const typed = (name: Name, phone: string, days: number) =>
    first.register({ card: CARDS[name], verified: 'typed', phone, at: ago(days), by: people[name] });
  const byCard = (name: Name, days: number, more: { phone?: string } = {}) =>
    first.register({
      card: CARDS[name],
      verified: 'document-read',
      at: ago(days),
      by: people[name],
      deviceId: KIOSK,
      ...more,
    });

  // Typed by a stranger, opened by the victim's card, and by the stranger's phone again.
  typed('victim', PHONES.stranger, 30);
  const strangers = await book('victim', 29);
  first.file(people.victim, ago(29), strangers.patientRef);
  first.session(people.victim, 'document-read', { at: ago(20), deviceId: KIOSK });
  const victims = await book('victim', 19, KIOSK);
  first.audit({ at: ago(18), by: people.victim }, 'appointment.read', 'appointment', victims.id);
  const strangersToken = first.session(people.victim, 'one-time-code', { at: MORNING - 60_000 });

  // Named by a stranger as their child; the child's own card was read at a kiosk.
  typed('wordGuardian', PHONES.wordGuardian, 30);
  const child = { card: CARDS.child, verified: 'typed', by: people.child, guardian: people.wordGuardian } as const;
  first.register({ ...child, at: ago(29) });
  first.session(people.child, 'document-read', { at: ago(10), deviceId: KIOSK });
  const childs = await book('child', 10, KIOSK);

  // By phone alone, with a child of their own by word, and never at a kiosk.
  typed('honest', PHONES.honest, 30);
  const own = { card: CARDS.ownChild, verified: 'typed', by: people.ownChild, guardian: people.honest } as const;
  first.register({ ...own, at: ago(29) });
  first.session(people.honest, 'one-time-code', { at: ago(5) });
  const honests = await book('honest', 5);
  const ownChilds = await book('ownChild', 5, undefined, 'honest');

  // By card, with a phone: used since, and never again.
  byCard('proved', 40, { phone: PHONES.proved });
  const beforeProof = await book('proved', 39, KIOSK);
  first.session(people.proved, 'document-read', { at: ago(3), deviceId: KIOSK });
  const afterProof = await book('proved', 2, KIOSK);
  first.session(people.proved, 'one-time-code', { at: ago(1) });
  byCard('lapsed', 200, { phone: PHONES.lapsed });
  first.session(people.lapsed, 'document-read', { at: ago(1), deviceId: KIOSK });
  await book('lapsed', 1, KIOSK);

  // Two of one phone, one who took their agreement back, and one whom nobody has seen for a long time.
  typed('one', PHONES.family, 30);
  typed('other', PHONES.family, 20);
  typed('withdrawn', PHONES.withdrawn, 30);
  typed('old', PHONES.old, 100);
  first.register({
    card: CARDS.vouched,
    verified: 'staff-present',
    at: ago(30),
    by: people.vouched,
    deviceId: KIOSK,
    staff: true,
  });

  // More people on one phone than may claim with one now.
  const crowd = Array.from({ length: 12 }, (_, n) => {
    const by = idsAt(ago(30)).next('pat');
    return first.register({ card: cardOf(20 + n), verified: 'typed', phone: PHONES.crowded, at: ago(30) + n, by });
  });

  // One clerk alone said that a registration by phone is the person who had shown a card.
  const [patient_id = '', other_id = ''] = [people.honest, people.proved].toSorted();
  const link = { id: 'lnk_of-one-clerk-of-before1', reason: '同一人', linked_at: ago(20), linked_by: 'stf_one' };
  first.row('patient_link', { ...link, patient_id, other_id, live: 1 });

  await first.write(MORNING);
  const withdrawn = `UPDATE consent SET withdrawn_at = ${ago(1)} WHERE patient_id = '${people.withdrawn}'`;
  const unit = { id: idsAt(MORNING).inOrder('unt'), name: 'withdrawn', lane: 'background' } as const;
  await db.store.commit({ ...unit, deadline: Number.MAX_SAFE_INTEGER, parts: [{ sql: withdrawn, parameters: [] }] });

  return {
    db,
    clock,
    hospital,
    adapter,
    first,
    people,
    crowd,
    strangersToken,
    booked: {
      strangers: strangers.id,
      victims: victims.id,
      childs: childs.id,
      honests: honests.id,
      ownChilds: ownChilds.id,
      beforeProof: beforeProof.id,
      afterProof: afterProof.id,
    },
  };
}

export type FirstWorld = Awaited<ReturnType<typeof firstWorld>>;
