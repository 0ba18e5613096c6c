import { expect } from 'vitest';
import type { PatientMatch } from '../../../port/patients.ts';
import type { Patient } from '../../../port/terms.ts';
import type { HospitalCase } from '../../case-context.ts';
import { describeOutcome, expectNothingPersonal, expectOk, expectRejected } from '../../expectations.ts';
import { expectTruth, liveBookings } from '../../hospital-truth.ts';

/** Fails the case unless a person is to decide, for this cause, and the answer says nothing about anybody. */
function expectAmbiguous(match: PatientMatch, cause: string, patient: Patient): void {
  expect(match).toEqual({ kind: 'ambiguous', cause });
  expectNothingPersonal({ ok: false, failure: { kind: 'malformed', detail: JSON.stringify(match) } }, patient);
}

/** Numbers of documents that mean something to queries; each holds a number that is on file. */
const hostileNumbers = (number: string) => [
  '*',
  '%',
  `${number}*`,
  `x,${number}`,
  `x|${number}`,
  `${number}&_id=1`,
  `${number}' OR '1'='1`,
  '',
];

/** `findPatient`: whether the hospital has a file of somebody, and booking by it. */
export const findPatientCases: readonly HospitalCase[] = [
  {
    id: 'PATIENT-1',
    title: 'answers none for a document that the hospital does not know',
    needs: ['patients'],
    async run({ facets, newPatient, call }) {
      expect(expectOk(await facets.patients.find(newPatient(), call()))).toEqual({ kind: 'none' });
    },
  },
  {
    id: 'PATIENT-2',
    title: "finds a file by document, name and birth date, under the hospital's own reference",
    needs: ['patients'],
    async run({ facets, patients, newPatient, call }) {
      const patient = newPatient();
      const ref = await patients.open(patient);
      expect(expectOk(await facets.patients.find(patient, call()))).toEqual({ kind: 'one', ref });
    },
  },
  {
    id: 'PATIENT-3',
    title: 'calls a file under another name ambiguous, and tells nothing about it',
    needs: ['patients'],
    async run({ facets, patients, newPatient, call }) {
      const patient = newPatient();
      await patients.open({ ...patient, name: '欧阳山尊' });
      expectAmbiguous(expectOk(await facets.patients.find(patient, call())), 'other-particulars', patient);
    },
  },
  {
    id: 'PATIENT-4',
    title: 'calls a file with another birth date ambiguous, and tells nothing about it',
    needs: ['patients'],
    async run({ facets, patients, newPatient, call }) {
      const patient = newPatient();
      await patients.open({ ...patient, birthDate: '1987-04-24' });
      expectAmbiguous(expectOk(await facets.patients.find(patient, call())), 'other-particulars', patient);
    },
  },
  {
    id: 'PATIENT-5',
    title: 'calls two files under one document ambiguous, although both fit',
    needs: ['patients'],
    async run({ facets, patients, newPatient, call }) {
      const patient = newPatient();
      await patients.open(patient);
      await patients.open(patient);
      expectAmbiguous(expectOk(await facets.patients.find(patient, call())), 'several-files', patient);
    },
  },
  {
    id: 'PATIENT-6',
    title: 'does not take a document of another type, or whose number only begins so, for the same',
    needs: ['patients'],
    async run({ facets, patients, newPatient, call }) {
      const patient = newPatient();
      const { number } = patient.document;
      await patients.open({ ...patient, document: { type: 'other', number } });
      await patients.open({ ...patient, document: { type: 'passport', number: `${number}9` } });
      expect(expectOk(await facets.patients.find(patient, call()))).toEqual({ kind: 'none' });
    },
  },
  {
    id: 'PATIENT-7',
    title: 'never takes the number of a document for a piece of a query',
    needs: ['patients'],
    async run({ facets, patients, newPatient, call }) {
      const patient = newPatient();
      await patients.open(patient);
      for (const number of hostileNumbers(patient.document.number)) {
        const outcome = await facets.patients.find({ ...patient, document: { type: 'passport', number } }, call());
        const harmless = outcome.ok ? outcome.value.kind === 'none' : outcome.failure.kind === 'rejected';
        expect(harmless, `${JSON.stringify(number)}: ${describeOutcome(outcome)}`).toBe(true);
      }
    },
  },
  {
    id: 'PATIENT-8',
    title: 'books for the file that it is given, and repeats nothing when the key comes again',
    needs: ['booking', 'patients'],
    async run({ facets, has, hospital, patients, openSlot, newKey, newPatient, call }) {
      const patient = newPatient();
      const patientRef = await patients.open(patient);
      const { ref } = await openSlot();
      const key = newKey();
      const wanted = { key, slotRef: ref, patient, patientRef };
      const booking = expectOk(await facets.booking.book(wanted, call()));
      expect(await liveBookings(hospital, key)).toMatchObject([{ ref: booking.ref, patientRef, patientName: patient.name }]);
      if (has('booking.keyed')) expect(expectOk(await facets.booking.book(wanted, call())).ref).toBe(booking.ref);
      await expectTruth(hospital, { key, live: 1, slotRef: ref, taken: 1 });
    },
  },
  {
    id: 'PATIENT-9',
    title: 'answers patient-unknown for a file that the hospital does not know, and takes no place',
    needs: ['booking', 'patients'],
    async run({ facets, hospital, openSlot, newKey, newPatient, call }) {
      const { ref } = await openSlot();
      for (const patientRef of ['never-existed', '../Patient', '']) {
        const key = newKey();
        const outcome = await facets.booking.book({ key, slotRef: ref, patient: newPatient(), patientRef }, call());
        expectRejected(outcome, ['patient-unknown']);
        await hospital.settled();
        await expectTruth(hospital, { key, live: 0, slotRef: ref, taken: 0 });
      }
    },
  },
  {
    id: 'PATIENT-10',
    title: 'takes a name in another form of Unicode, or with blanks around it, for the same name',
    needs: ['patients'],
    async run({ facets, patients, newPatient, call }) {
      const patient = { ...newPatient(), name: 'Zoë Søn' };
      const ref = await patients.open({ ...patient, name: ` ${patient.name.normalize('NFD')} ` });
      expect(expectOk(await facets.patients.find(patient, call()))).toEqual({ kind: 'one', ref });
    },
  },
];
