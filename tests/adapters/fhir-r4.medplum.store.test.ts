import { beforeAll, describe, expect, it } from 'vitest';
import { summaryOf } from '../../adapters/conformance/cases/preconsult/summaries.ts';
import type { Skip } from '../../adapters/conformance/describe-adapter.ts';
import { describeHospitalAdapter } from '../../adapters/conformance/describe-hospital-adapter.ts';
import { expectOk } from '../../adapters/conformance/expectations.ts';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createFhirR4Adapter } from '../../adapters/hospitals/fhir-r4/adapter.ts';
import { createMedplumHospital, loadDefinitions, MEDPLUM_BASE } from './medplum-hospital.ts';

const PLAIN = { baseUrl: MEDPLUM_BASE, mode: 'plain', patients: 'registered', pageSize: 5, settleWindowMs: 1_000 } as const;
const SKIP: readonly Skip[] = [
  {
    reason:
      'its memory repository rolls nothing back, so this is the sequence; a cancellation whose first step got no clear answer leaves the place taken',
    cases: [
      'CANCEL-R-duplicate',
      'CANCEL-R-timeout-after-commit',
      'CANCEL-R-server-error-after-commit',
      'CANCEL-R-malformed',
      'CANCEL-R-wrong-charset',
      'CANCEL-R-empty-200',
      'CANCEL-R-late-commit',
      'CANCEL-R-reset-after-commit',
    ],
  },
  {
    reason: 'its conditional creates do not exclude each other; what becomes of the files is shown below',
    cases: ['REGISTER-6'],
  },
  { reason: 'its memory repository takes references to what is not there', cases: ['PATIENT-9'] },
  { reason: 'the router leaves the CapabilityStatement to the HTTP server around it', cases: ['CHECK-1'] },
];

beforeAll(loadDefinitions);

describeHospitalAdapter({
  name: 'fhir-r4 plain, in sequence, against @medplum/fhir-router',
  skip: SKIP,
  atOnce: 4,
  limits: { deadlineMs: 300, graceMs: 5_000 },
  async start() {
    const { fetch, hospital } = createMedplumHospital();
    const adapter = createFhirR4Adapter({ ...PLAIN, atomic: false }, { fetch, now: Date.now });
    // The router leaves letting in to the HTTP server around it.
    const refuse = async () => new Response(null, { status: 401 });
    const stranger = createFhirR4Adapter({ ...PLAIN, atomic: false }, { fetch: refuse, now: Date.now });
    return { adapter, stranger, hospital, stop: async () => {} };
  },
});

describe('fhir-r4 against @medplum/fhir-router, where a race of conditional creates makes many files', () => {
  it('gives nobody a file of their own, and afterwards sends everybody to the window', async () => {
    const { fetch, hospital } = createMedplumHospital();
    const adapter = createFhirR4Adapter({ ...PLAIN, atomic: true }, { fetch, now: Date.now });
    const call = () => ({ signal: AbortSignal.timeout(60_000) });
    const document = { type: 'passport', number: 'E87654321' } as const;
    const patient = { name: '王㛃', birthDate: '1990-02-28', sex: 'female', document } as const;
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => facetsOf(adapter).patients.register(patient, call())));
    expect((await hospital.patients?.list(document))?.length).toBeGreaterThan(1);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ ok: false, failure: { kind: 'rejected', reason: 'patient-ambiguous' } });
    expect(await facetsOf(adapter).patients.find(patient, call())).toEqual({
      ok: true,
      value: { kind: 'ambiguous', cause: 'several-files' },
    });
  });
});

describe('fhir-r4 against @medplum/fhir-router with transactions', () => {
  it('fhir-r4 against a server with transactions books and cancels in one transaction each; its memory repository rolls nothing back, so only success is shown', async () => {
    const { fetch, hospital } = createMedplumHospital();
    const adapter = createFhirR4Adapter({ ...PLAIN, atomic: true }, { fetch, now: Date.now });
    const call = { signal: AbortSignal.timeout(60_000) };
    const startsAt = Date.parse('2031-05-05T09:00:00+08:00');
    const slotRef = await hospital.openSlot({ startsAt, endsAt: startsAt + 900_000, capacity: 1 });
    const document = { type: 'passport', number: 'E12345678' } as const;
    const patient = { name: '阿卜杜热合曼·买买提', birthDate: '1990-02-28', sex: 'male', document } as const;
    const booked = await facetsOf(adapter).booking.book({ key: 'tx-1', slotRef, patient }, call);
    expect(booked).toMatchObject({ ok: true, value: { key: 'tx-1', slotRef, status: 'booked' } });
    expect(await hospital.slot(slotRef)).toEqual({ capacity: 1, taken: 1 });
    const ref = booked.ok ? booked.value.ref : '';
    expect(await facetsOf(adapter).cancellation.cancel({ key: 'tx-1', ref }, call)).toMatchObject({
      ok: true,
      value: { ref, status: 'cancelled' },
    });
    expect(await hospital.slot(slotRef)).toEqual({ capacity: 1, taken: 0 });
    expect(await hospital.bookings('tx-1')).toMatchObject([{ ref, live: false, patientName: patient.name }]);
  });
});

describe('fhir-r4 hands summaries to @medplum/fhir-router, which looks at a condition and at nothing else', () => {
  it('a summary is handed over once, found, told from another one under its key, and not handed over after its withdrawal', async () => {
    const { fetch, hospital } = createMedplumHospital();
    const adapter = facetsOf(createFhirR4Adapter({ ...PLAIN, preconsult: true }, { fetch, now: Date.now }));
    const call = () => ({ signal: AbortSignal.timeout(60_000) });
    const patient = {
      name: '王㛃',
      birthDate: '1990-02-28',
      sex: 'female',
      document: { type: 'passport', number: 'E7' },
    } as const;
    const patientRef = await hospital.patients?.open(patient);
    const startsAt = Date.parse('2031-05-05T09:00:00+08:00');
    const bookVisit = async (key: string, at: number) => {
      const slotRef = await hospital.openSlot({ startsAt: at, endsAt: at + 900_000, capacity: 1 });
      const booked = expectOk(await adapter.booking.book({ key, slotRef, patient, patientRef }, call()));
      return { booking: { key, ref: booked.ref }, patient, patientRef };
    };
    const visit = await bookVisit('tx-1', startsAt);
    const request = { ...visit, key: 'sm-1', summary: summaryOf('<心慌> & 出汗') };
    const receipt = expectOk(await adapter.preconsult.deliver(request, call()));
    expect(expectOk(await adapter.preconsult.deliver(request, call()))).toEqual(receipt);
    expect(expectOk(await adapter.preconsult.find('sm-1', call()))).toEqual(receipt);
    const rejected = (reason: string) => ({ ok: false, failure: { kind: 'rejected', reason } });
    expect(await adapter.preconsult.deliver({ ...request, summary: summaryOf('胸闷') }, call())).toMatchObject(
      rejected('key-reused'),
    );
    const early = { ...(await bookVisit('tx-2', startsAt + 3_600_000)), key: 'sm-2', summary: summaryOf() };
    for (const one of [request, early]) {
      expectOk(await adapter.preconsult.withdraw(one.key, call()));
      expect(await adapter.preconsult.deliver(one, call())).toMatchObject(rejected('key-reused'));
      expect(expectOk(await adapter.preconsult.find(one.key, call()))).toMatchObject({ withdrawn: true });
    }
    expectOk(await adapter.cancellation.cancel(visit.booking, call()));
    expect(await adapter.preconsult.deliver({ ...request, key: 'sm-3' }, call())).toMatchObject(rejected('booking-over'));
    expect(expectOk(await adapter.preconsult.answers(undefined, call())).answers).toEqual([]);
  });
});
