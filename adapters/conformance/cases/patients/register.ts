import { expect } from 'vitest';
import type { PatientRecord } from '../../../port/patients.ts';
import type { Outcome, Patient } from '../../../port/terms.ts';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { describeOutcome, expectNothingPersonal, expectOk, expectRejected } from '../../expectations.ts';
import { WRITE_FAULTS } from '../../fault-table.ts';
import { FAULTS, type Fault } from '../../partner-under-test.ts';
import { permittedText, writesDuring, writeUnderFault } from '../../under-fault.ts';
import { NAMES } from '../booking/names.ts';

const GUARDIAN = {
  name: '慕容㛃',
  document: { type: 'resident-id', number: '310101198603116127' },
  relationship: 'mother',
} as const;

function newChild({ newPatient }: CaseContext): Patient {
  const patient = newPatient();
  const document = { type: 'birth-certificate', number: patient.document.number } as const;
  return { ...patient, birthDate: '2030-11-02', document, guardian: GUARDIAN };
}

/** Registers under a fault; then the hospital's files agree with the answer, asking finds the same, and sending again makes no second. */
async function registerUnderFault(context: CaseContext, fault: Fault): Promise<void> {
  const { facets, patients, limits, newPatient, call } = context;
  const healthy = await writesDuring(context, () => facets.patients.register(newPatient(), call()));
  const patient = newPatient();
  const write = () => facets.patients.register(patient, call(limits.deadlineMs));
  const outcome: Outcome<PatientRecord> = await writeUnderFault(context, fault, { healthyWrites: healthy.writes, write });
  expectNothingPersonal(outcome, patient);

  const files = await patients.list(patient.document);
  const { effect } = WRITE_FAULTS[fault];
  if (effect !== 'either') expect(files.length, `files after ${fault}`).toBe(effect === 'done' ? 1 : 0);
  expect(files.length, 'never two').toBeLessThanOrEqual(1);
  if (outcome.ok) expect(files).toMatchObject([{ ref: outcome.value.ref }]);
  if (!outcome.ok && outcome.failure.kind === 'unavailable') expect(files, 'unavailable is no file').toEqual([]);
  const [file] = files;
  const asked = expectOk(await facets.patients.find(patient, call()));
  expect(asked, 'findPatient agrees with the hospital').toEqual(
    file === undefined ? { kind: 'none' } : { kind: 'one', ref: file.ref },
  );
  const again = expectOk(await facets.patients.register(patient, call()));
  expect(await patients.list(patient.document)).toMatchObject([{ ref: again.ref, name: patient.name }]);
}

/** `registerPatient`: one person, one file. */
export const registerPatientCases: readonly HospitalCase[] = [
  {
    id: 'REGISTER-1',
    title: 'opens one file, with name and birth date exactly, and finds it',
    needs: ['patients', 'patients.register'],
    async run({ facets, patients, newPatient, call }) {
      const patient = newPatient();
      const { ref } = expectOk(await facets.patients.register(patient, call()));
      expect(await patients.list(patient.document)).toMatchObject([{ ref, name: patient.name, birthDate: patient.birthDate }]);
      expect(expectOk(await facets.patients.find(patient, call()))).toEqual({ kind: 'one', ref });
    },
  },
  {
    id: 'REGISTER-2',
    title: 'answers the same file when the same person is registered again',
    needs: ['patients', 'patients.register'],
    async run({ facets, patients, newPatient, call }) {
      const patient = newPatient();
      const first = expectOk(await facets.patients.register(patient, call()));
      expect(expectOk(await facets.patients.register(patient, call()))).toEqual(first);
      expect(await patients.list(patient.document)).toHaveLength(1);
    },
  },
  ...(['name', 'birthDate'] as const).map(
    (field, index): HospitalCase => ({
      id: `REGISTER-${index + 3}`,
      title: `answers patient-ambiguous for a known document with another ${field}, and opens no file`,
      needs: ['patients', 'patients.register'],
      async run({ facets, patients, newPatient, call }) {
        const patient = newPatient();
        expectOk(await facets.patients.register(patient, call()));
        const other = { ...patient, ...(field === 'name' ? { name: '欧阳山尊' } : { birthDate: '1987-04-24' }) };
        const outcome = await facets.patients.register(other, call());
        expectRejected(outcome, ['patient-ambiguous']);
        expectNothingPersonal(outcome, patient);
        expectNothingPersonal(outcome, other);
        expect(await patients.list(patient.document)).toMatchObject([{ name: patient.name, birthDate: patient.birthDate }]);
      },
    }),
  ),
  {
    id: 'REGISTER-5',
    title: "answers the file that was opened at the hospital's own window; patient-ambiguous where there are two",
    needs: ['patients', 'patients.register'],
    async run({ facets, patients, newPatient, call }) {
      const patient = newPatient();
      const ref = await patients.open(patient);
      expect(expectOk(await facets.patients.register(patient, call()))).toEqual({ ref });
      await patients.open(patient);
      expectRejected(await facets.patients.register(patient, call()), ['patient-ambiguous']);
      expect(await patients.list(patient.document)).toHaveLength(2);
    },
  },
  {
    id: 'REGISTER-6',
    title: 'opens one file, however many register the same person at once',
    needs: ['patients', 'patients.register'],
    async run({ facets, hospital, patients, limits, newPatient, call }) {
      const patient = newPatient();
      const registrars = Array.from({ length: limits.registrars }, () => facets.patients.register(patient, call(30_000)));
      const outcomes = await Promise.all(registrars);
      await hospital.settled();
      const files = await patients.list(patient.document);
      expect(files).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.ok) expect(outcome.value.ref).toBe(files[0]?.ref);
        else expect(['unavailable', 'unknown-outcome'], describeOutcome(outcome)).toContain(outcome.failure.kind);
      }
    },
  },
  {
    id: 'REGISTER-7',
    title: 'stores names exactly, whatever the script',
    needs: ['patients', 'patients.register'],
    async run({ facets, patients, newPatient, call }) {
      for (const { name } of NAMES) {
        const patient = { ...newPatient(), name };
        const { ref } = expectOk(await facets.patients.register(patient, call()));
        expect(await patients.list(patient.document)).toMatchObject([{ ref, name }]);
        expect(expectOk(await facets.patients.find(patient, call()))).toEqual({ kind: 'one', ref });
      }
    },
  },
  {
    id: 'REGISTER-8',
    title: 'opens a file of its own for each of two children of one guardian, who is on both',
    needs: ['patients', 'patients.register'],
    async run(context) {
      const { facets, patients, call } = context;
      const twins = [newChild(context), newChild(context)];
      const refs = new Set<string>();
      for (const child of twins) refs.add(expectOk(await facets.patients.register(child, call())).ref);
      expect(refs.size).toBe(2);
      for (const child of twins)
        expect(await patients.list(child.document)).toMatchObject([{ name: child.name, guardianName: GUARDIAN.name }]);
      expect(await patients.list(GUARDIAN.document), 'no file of the guardian').toEqual([]);
    },
  },
  ...FAULTS.map(
    (fault): HospitalCase => ({
      id: `REGISTER-F-${fault}`,
      title: `answers a registration under ${fault} with ${permittedText(fault)}, and the hospital's files agree`,
      needs: ['patients', 'patients.register'],
      fault,
      run: (context) => registerUnderFault(context, fault),
    }),
  ),
];
