import { expect } from 'vitest';
import type { Outcome, Patient, PatientRecord } from '../../port.ts';
import type { CaseContext } from '../case-context.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { describeOutcome, expectNothingPersonal, expectOk, expectRejected } from '../expectations.ts';
import { WRITE_FAULTS } from '../fault-table.ts';
import { FAULTS, type Fault } from '../hospital-under-test.ts';
import { permittedText, writesDuring, writeUnderFault } from '../under-fault.ts';
import { NAMES } from './names.ts';

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
  const { adapter, patients, limits, newPatient, call } = context;
  const healthy = await writesDuring(context, () => adapter.registerPatient(newPatient(), call()));
  const patient = newPatient();
  const write = () => adapter.registerPatient(patient, call(limits.deadlineMs));
  const outcome: Outcome<PatientRecord> = await writeUnderFault(context, fault, { healthyWrites: healthy.writes, write });
  expectNothingPersonal(outcome, patient);

  const files = await patients.list(patient.document);
  const { effect } = WRITE_FAULTS[fault];
  if (effect !== 'either') expect(files.length, `files after ${fault}`).toBe(effect === 'done' ? 1 : 0);
  expect(files.length, 'never two').toBeLessThanOrEqual(1);
  if (outcome.ok) expect(files).toMatchObject([{ ref: outcome.value.ref }]);
  if (!outcome.ok && outcome.failure.kind === 'unavailable') expect(files, 'unavailable is no file').toEqual([]);
  const [file] = files;
  const asked = expectOk(await adapter.findPatient(patient, call()));
  expect(asked, 'findPatient agrees with the hospital').toEqual(
    file === undefined ? { kind: 'none' } : { kind: 'one', ref: file.ref },
  );
  const again = expectOk(await adapter.registerPatient(patient, call()));
  expect(await patients.list(patient.document)).toMatchObject([{ ref: again.ref, name: patient.name }]);
}

/** `registerPatient`: one person, one file. */
export const registerPatientCases: readonly ConformanceCase[] = [
  {
    id: 'REGISTER-1',
    title: 'opens one file, with name and birth date exactly, and finds it',
    needs: ['findPatient', 'registerPatient'],
    async run({ adapter, patients, newPatient, call }) {
      const patient = newPatient();
      const { ref } = expectOk(await adapter.registerPatient(patient, call()));
      expect(await patients.list(patient.document)).toMatchObject([{ ref, name: patient.name, birthDate: patient.birthDate }]);
      expect(expectOk(await adapter.findPatient(patient, call()))).toEqual({ kind: 'one', ref });
    },
  },
  {
    id: 'REGISTER-2',
    title: 'answers the same file when the same person is registered again',
    needs: ['findPatient', 'registerPatient'],
    async run({ adapter, patients, newPatient, call }) {
      const patient = newPatient();
      const first = expectOk(await adapter.registerPatient(patient, call()));
      expect(expectOk(await adapter.registerPatient(patient, call()))).toEqual(first);
      expect(await patients.list(patient.document)).toHaveLength(1);
    },
  },
  ...(['name', 'birthDate'] as const).map(
    (field, index): ConformanceCase => ({
      id: `REGISTER-${index + 3}`,
      title: `answers patient-ambiguous for a known document with another ${field}, and opens no file`,
      needs: ['findPatient', 'registerPatient'],
      async run({ adapter, patients, newPatient, call }) {
        const patient = newPatient();
        expectOk(await adapter.registerPatient(patient, call()));
        const other = { ...patient, ...(field === 'name' ? { name: '欧阳山尊' } : { birthDate: '1987-04-24' }) };
        const outcome = await adapter.registerPatient(other, call());
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
    needs: ['findPatient', 'registerPatient'],
    async run({ adapter, patients, newPatient, call }) {
      const patient = newPatient();
      const ref = await patients.open(patient);
      expect(expectOk(await adapter.registerPatient(patient, call()))).toEqual({ ref });
      await patients.open(patient);
      expectRejected(await adapter.registerPatient(patient, call()), ['patient-ambiguous']);
      expect(await patients.list(patient.document)).toHaveLength(2);
    },
  },
  {
    id: 'REGISTER-6',
    title: 'opens one file, however many register the same person at once',
    needs: ['findPatient', 'registerPatient'],
    async run({ adapter, hospital, patients, limits, newPatient, call }) {
      const patient = newPatient();
      const registrars = Array.from({ length: limits.registrars }, () => adapter.registerPatient(patient, call(30_000)));
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
    needs: ['findPatient', 'registerPatient'],
    async run({ adapter, patients, newPatient, call }) {
      for (const { name } of NAMES) {
        const patient = { ...newPatient(), name };
        const { ref } = expectOk(await adapter.registerPatient(patient, call()));
        expect(await patients.list(patient.document)).toMatchObject([{ ref, name }]);
        expect(expectOk(await adapter.findPatient(patient, call()))).toEqual({ kind: 'one', ref });
      }
    },
  },
  {
    id: 'REGISTER-8',
    title: 'opens a file of its own for each of two children of one guardian, who is on both',
    needs: ['findPatient', 'registerPatient'],
    async run(context) {
      const { adapter, patients, call } = context;
      const twins = [newChild(context), newChild(context)];
      const refs = new Set<string>();
      for (const child of twins) refs.add(expectOk(await adapter.registerPatient(child, call())).ref);
      expect(refs.size).toBe(2);
      for (const child of twins)
        expect(await patients.list(child.document)).toMatchObject([{ name: child.name, guardianName: GUARDIAN.name }]);
      expect(await patients.list(GUARDIAN.document), 'no file of the guardian').toEqual([]);
    },
  },
  ...FAULTS.map(
    (fault): ConformanceCase => ({
      id: `REGISTER-F-${fault}`,
      title: `answers a registration under ${fault} with ${permittedText(fault)}, and the hospital's files agree`,
      needs: ['findPatient', 'registerPatient'],
      fault,
      run: (context) => registerUnderFault(context, fault),
    }),
  ),
];
