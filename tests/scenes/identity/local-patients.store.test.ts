import { afterEach, describe, expect, it } from 'vitest';
import { type EveryFacet, facetsOf } from '../../../adapters/conformance/facets.ts';
import type { HospitalAdapter } from '../../../adapters/port/hospital.ts';
import type { Outcome, Patient } from '../../../adapters/port/terms.ts';
import { settleFilingPart } from '../../../bff/scenes/identity/local-patient-rows.ts';
import { refPlace } from '../../../bff/scenes/identity/local-patients.ts';
import { selectPatient } from '../../../bff/scenes/identity/patient-rows.ts';
import { envelopeOf } from '../../../bff/scenes/identity/patients.ts';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { changed } from '../../support/changed-adapter.ts';
import { HOSPITAL, testPatient } from '../../support/test-gateway.ts';
import { ENGINES, type Engine } from '../../support/test-store.ts';

const DAY_MS = 24 * 3_600_000;
const { id: patientId, patient } = testPatient(0);
const FILES = { without: [] };

/** What was asked of the hospital, and what is to become of the next calls. */
interface Watch {
  readonly asked: string[];
  readonly refs: (string | undefined)[];
  lost: 'nothing' | 'the answer' | 'the request';
  /** Opened by the test; calls that open files wait for it. */
  gate: Promise<void>;
  /** The hospital does not answer. */
  away: boolean;
  /** The hospital's answers, for a test to change. */
  facets: EveryFacet;
}

describe.each(ENGINES)("%s: the hospital's own file of a person", (engine) => {
  let site: QuietGateway;
  let watch: Watch;
  let token: string;
  let booked: number;

  afterEach(() => site.stop());

  function watched(adapter: HospitalAdapter): HospitalAdapter {
    const lost: Outcome<never> = { ok: false, failure: { kind: 'unknown-outcome', detail: 'no answer' } };
    const facets = facetsOf(adapter);
    const patients = { ...facets.patients };
    const { booking } = facets;
    watch.facets = { ...facets, patients } as EveryFacet;
    return changed(adapter, {
      patients: {
        async find(query, call) {
          watch.asked.push('find');
          if (watch.away) return { ok: false, failure: { kind: 'unavailable', detail: 'away' } };
          return patients.find(query, call);
        },
        async register(given, call) {
          watch.asked.push('register');
          await watch.gate;
          if (watch.lost === 'the request') return lost;
          const outcome = await patients.register(given, call);
          return watch.lost === 'the answer' ? lost : outcome;
        },
      },
      booking: {
        async book(request, call) {
          watch.refs.push(request.patientRef);
          return booking.book(request, call);
        },
      },
    });
  }

  async function start(on: Engine = engine) {
    watch = { asked: [], refs: [], lost: 'nothing', gate: Promise.resolve(), away: false, facets: {} as EveryFacet };
    booked = 0;
    site = await startQuietGateway(on, { hospital: FILES, wrap: watched });
    token = await site.gateway.signIn(patientId);
  }

  async function book() {
    booked += 1;
    const { slotId } = await site.gateway.openSlot(1, DAY_MS + booked * 3_600_000);
    return site.gateway.book({ slotId, patientId, token, key: `booking-number-${booked}` });
  }
  const files = (of: Patient = patient) => site.gateway.hospital.patients?.list(of.document);
  const rows = () => site.db.rows<Record<string, unknown>>('SELECT * FROM local_patient');

  async function untilKnown(): Promise<void> {
    while ((await rows())[0]?.state !== 'known') await new Promise((resolve) => setImmediate(resolve));
  }

  /** Lets minutes pass, and waits in each for what was due in it, however slow the database is. */
  async function pass(minutes: number): Promise<void> {
    for (let minute = 0; minute < minutes; minute += 1) {
      await site.clock.advance(60_000);
      await driven(site, atRest(site.db, site.clock));
    }
  }

  it('the hospital’s own file of a person is opened with the first booking, is what every booking names, and is not looked for again', async () => {
    await start();
    for (let number = 0; number < 3; number += 1) expect((await driven(site, book())).status).toBe(201);
    expect(watch.asked).toEqual(['find', 'register']);
    const [file] = (await files()) ?? [];
    expect(file?.name).toBe(patient.name);
    expect(watch.refs).toEqual([file?.ref, file?.ref, file?.ref]);
    const [row] = await rows();
    expect(row).toMatchObject({ patient_id: patientId, hospital_id: HOSPITAL, state: 'known' });
    expect(JSON.stringify(row)).not.toContain(file?.ref);
  });

  it('the hospital’s own file of a person that is there already is found, and none is opened', async () => {
    await start();
    const ref = await site.gateway.hospital.patients?.open(patient);
    await driven(site, book());
    expect(watch).toMatchObject({ asked: ['find'], refs: [ref] });
    expect(await files()).toHaveLength(1);
  });

  it('the hospital’s own file of a person is opened once for fifty bookings at once', async () => {
    await start();
    const slots = [];
    for (let number = 0; number < 50; number += 1)
      slots.push((await site.gateway.openSlot(1, DAY_MS + number * 3_600_000)).slotId);
    const all = slots.map((slotId) => site.gateway.book({ slotId, patientId, token, key: `many-at-once-${slotId}` }));
    const replies = await driven(site, Promise.all(all));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    expect(watch.asked.filter((what) => what === 'register')).toHaveLength(1);
    expect(await files()).toHaveLength(1);
    expect(new Set(watch.refs).size).toBe(1);
  });

  it('the hospital’s own file of a person is opened once also when the second booking comes while the first one is opening it', async () => {
    await start();
    let open = () => {};
    watch.gate = new Promise((resolve) => {
      open = resolve;
    });
    const slots = [await site.gateway.openSlot(1, DAY_MS), await site.gateway.openSlot(1, 2 * DAY_MS)];
    const [first, second] = slots.map(
      ({ slotId }) =>
        () =>
          site.gateway.book({ slotId, patientId, token, key: slotId }),
    );
    const replies = [first?.()];
    while (!watch.asked.includes('register')) await new Promise((resolve) => setImmediate(resolve));
    replies.push(second?.());
    // The second one waits for the file as well: it neither looks for it nor opens another.
    await site.clock.advance(1_000);
    open();
    const answers = await driven(site, Promise.all(replies));
    expect(answers.map((answer) => answer?.status)).toEqual([201, 201]);
    expect(watch.asked).toEqual(['find', 'register']);
  });

  it('is opened by itself when the hospital is back, though nobody books again', async () => {
    await start();
    watch.lost = 'the request';
    expect((await driven(site, book())).status).toBe(503);
    watch.lost = 'nothing';
    await driven(site, untilKnown());
    expect(await files()).toHaveLength(1);
  });

  it('is looked for no longer than ten minutes at a hospital that does not answer, and again with the next booking', async () => {
    await start();
    watch.away = true;
    expect((await driven(site, book())).status).toBe(503);
    await pass(12);
    const asked = watch.asked.length;
    await pass(12);
    expect(watch.asked).toHaveLength(asked);
    watch.away = false;
    expect((await driven(site, book())).status).toBe(201);
  });

  it('the hospital’s own file of a person that may be another person’s waits for a person: nothing is booked and nothing opened', async () => {
    await start();
    await site.gateway.hospital.patients?.open({ ...patient, name: '别人' });
    for (let number = 0; number < 2; number += 1)
      expect(await driven(site, book())).toMatchObject({ status: 409, body: { code: 'identity-ambiguous' } });
    expect(watch.asked).toEqual(['find', 'find']);
    expect(await site.db.rows('SELECT id FROM appointment')).toEqual([]);
    expect(await site.gateway.hospital.bookings()).toEqual([]);
    expect(await files()).toHaveLength(1);
  });

  it('the hospital’s own file of a person of which the answer was lost is found by the next booking', async () => {
    await start();
    watch.lost = 'the answer';
    expect(await driven(site, book())).toMatchObject({ status: 503, body: { code: 'hospital-unavailable' } });
    expect(await site.db.rows('SELECT id FROM appointment')).toEqual([]);
    watch.lost = 'nothing';
    expect((await driven(site, book())).status).toBe(201);
    expect(watch.asked).toEqual(['find', 'register', 'find']);
    expect(await files()).toHaveLength(1);
  });

  it('the hospital’s own file of a person of which the request was lost is opened anew, but only when the first one can not arrive any more', async () => {
    await start();
    watch.lost = 'the request';
    await driven(site, book());
    watch.lost = 'nothing';
    expect((await driven(site, book())).status).toBe(503);
    expect(watch.asked).toEqual(['find', 'register', 'find']);
    await site.clock.advance(60_000);
    expect((await driven(site, book())).status).toBe(201);
    expect(await files()).toHaveLength(1);
    expect(watch.asked.filter((what) => what === 'register')).toHaveLength(2);
  });

  /** Somebody else books, and the hospital gives this file to whoever it is asked for. */
  async function bookedByAnother(ref: string | undefined, opens = false) {
    const other = testPatient(1);
    const { patients } = watch.facets;
    patients.find = async () => ({ ok: true, value: opens ? { kind: 'none' } : { kind: 'one', ref: ref ?? '' } });
    patients.register = async () => ({ ok: true, value: { ref: ref ?? '' } });
    const { slotId } = await site.gateway.openSlot(1, 40 * 3_600_000);
    const theirs = await site.gateway.signIn(other.id);
    const order = { slotId, patientId: other.id, token: theirs, key: 'booked-by-another-person' };
    return driven(site, site.gateway.book(order));
  }
  const write = (sql: string) =>
    site.db.store.commit({
      id: site.gateway.ids.inOrder('unt'),
      name: 'probe',
      lane: 'background',
      deadline: site.clock.now() + 5_000,
      parts: [{ sql, parameters: [] }],
    });
  const fileOfFirst = async () => (await files())?.[0]?.ref;

  it.each([
    ['finds', false],
    ['opens', true],
  ])(
    'the hospital’s own file of a person is nobody else’s: whoever it %s the same file for waits for a person, and nothing is booked',
    async (_how, opens) => {
      await start();
      expect((await driven(site, book())).status).toBe(201);
      const ref = await fileOfFirst();
      expect(await bookedByAnother(ref, opens)).toMatchObject({ status: 409, body: { code: 'identity-ambiguous' } });
      expect(await site.gateway.hospital.bookings()).toHaveLength(1);
      expect(await (await site.gateway.request('/metrics')).text()).toContain(
        `onedoor_contradictions_total{hospital="${HOSPITAL}",kind="file-of-another-person"} 1`,
      );
      const told = site.gateway.logged.filter((line) => line.includes('file-of-another-person'));
      expect(told).toHaveLength(1);
      for (const word of [String(ref), testPatient(1).patient.name, testPatient(1).id]) expect(told[0]).not.toContain(word);
      expect((await driven(site, book())).status, 'whose file it is').toBe(201);
    },
  );

  it('the hospital’s own file of a person is nobody else’s also when it was written down before files had an index', async () => {
    await start();
    expect((await driven(site, book())).status).toBe(201);
    await write('UPDATE local_patient SET ref_index = NULL');
    expect((await bookedByAnother(await fileOfFirst())).status).toBe(409);
    expect((await rows()).map(({ state }) => state).sort()).toEqual(['ambiguous', 'known']);
  });

  it('the hospital’s own file of a person that two people had been given is of one of them from then on', async () => {
    await start();
    expect((await driven(site, book())).status).toBe(201);
    const ref = await fileOfFirst();
    await bookedByAnother('another-file');
    const { cipher, random, store } = site.gateway.onedoor.dependencies;
    const [row] = await store.read(selectPatient({ id: testPatient(1).id }));
    if (!row) throw new Error('no such person');
    const sealed = envelopeOf({ cipher, random }, row).seal(String(ref), refPlace(row.id, HOSPITAL));
    await write(`UPDATE local_patient SET sealed_ref = '${sealed}' WHERE patient_id = '${row.id}'`);
    await write('UPDATE local_patient SET ref_index = NULL');
    const { id: third, patient: whose } = testPatient(2);
    const theirs = (await site.gateway.hospital.patients?.open(whose)) ?? '';
    const { slotId } = await site.gateway.openSlot(1, 50 * 3_600_000);
    const order = { slotId, patientId: third, token: await site.gateway.signIn(third), key: 'by-a-third-person' };
    watch.facets.patients.find = async () => ({ ok: true, value: { kind: 'one', ref: theirs } });
    expect((await driven(site, site.gateway.book(order))).status).toBe(201);
    expect((await rows()).map(({ state }) => state).sort()).toEqual(['ambiguous', 'known', 'known']);
  });

  it('the hospital’s own file of a person is shared by two registrations that staff linked as one person', async () => {
    await start();
    expect((await driven(site, book())).status).toBe(201);
    const [one, other] = [patientId, testPatient(1).id].sort();
    const columns = 'id, patient_id, other_id, reason, linked_at, linked_by, live';
    await write(`INSERT INTO patient_link (${columns}) VALUES ('lnk_1', '${one}', '${other}', 'two documents', 1, 'stf_1', 1)`);
    expect((await bookedByAnother(await fileOfFirst())).status).toBe(201);
    expect((await rows()).map(({ state }) => state)).toEqual(['known', 'known']);
  });

  it('the hospital’s own file of a person is written down once, whoever finds it at the same moment', async () => {
    await start();
    const whose = [patientId, testPatient(1).id].map((id) => ({ patientId: id, hospitalId: HOSPITAL }));
    for (const one of whose)
      await write(
        `INSERT INTO local_patient (patient_id, hospital_id, state, changed_at) VALUES ('${one.patientId}', '${HOSPITAL}', 'filing', 1)`,
      );
    const index = { current: 'k.file', other: 'k.file' };
    const settled = { state: 'known', sealedRef: 'sealed', refIndex: index.current, not: index } as const;
    const unit = { name: 'probe', lane: 'background', deadline: site.clock.now() + 5_000 } as const;
    const outcomes = await Promise.allSettled(
      whose.map((one) =>
        site.db.store.commit({ ...unit, id: site.gateway.ids.inOrder('unt'), parts: [settleFilingPart(one, settled, 2)] }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value.ok)).toHaveLength(1);
    expect((await rows()).filter(({ state }) => state === 'known')).toHaveLength(1);
  });
});
