import type Database from 'better-sqlite3';
import type { TruePatients, TrueRecords } from '../../adapters/conformance/hospital-under-test.ts';
import { RESULTS_MAX, type RecordsQuery } from '../../adapters/port/records.ts';
import { type IssuedReport, RecordDesk } from '../../fixtures/simulators/fhir-r4/record-desk.ts';
import { RecordsLedger } from '../../fixtures/simulators/fhir-r4/records-ledger.ts';

/** The hospital's own people at its records, written into its database. */
export function hospitalRecords(
  database: Database.Database,
  hospital: string,
  files: TruePatients,
  now: () => number,
): TrueRecords {
  const desk = new RecordDesk(new RecordsLedger(database, hospital, now));
  const atomically = <T>(work: () => T): T => database.transaction(work).immediate();
  const fileOf = async ({ patient, patientRef }: RecordsQuery): Promise<number> => {
    const [known] = patientRef === undefined ? await files.list(patient.document) : [{ ref: patientRef }];
    return Number((known?.ref ?? (await files.open(patient))).slice('patient-'.length));
  };
  return {
    async issue(whose, report) {
      const file = await fileOf(whose);
      return atomically(() => desk.issue(file, report));
    },
    async correct(ref, report) {
      atomically(() => desk.correct(ref, report));
    },
    async withdraw(ref) {
      atomically(() => desk.withdraw(ref));
    },
    async add(whose, listed) {
      const file = await fileOf(whose);
      atomically(() => {
        switch (listed.section) {
          case 'visits':
            return desk.addVisit(file, listed.row);
          case 'medications':
            return desk.addMedication(file, listed.row);
          case 'allergies':
            return desk.addAllergy(file, listed.row);
          case 'conditions':
            return desk.addCondition(file, listed.row);
        }
      });
    },
    async stateNoAllergies(whose) {
      const file = await fileOf(whose);
      atomically(() => desk.stateNoAllergies(file));
    },
    async attach(ref, document) {
      return `presentedForm.${atomically(() => desk.attach(ref, document))}`;
    },
    async spoil(whose, how) {
      const file = await fileOf(whose);
      atomically(() => desk.issue(file, how === 'no-name' ? { ...SPOILT, name: '' } : { ...SPOILT, results: tooMany() }));
    },
  };
}

const SPOILT: IssuedReport = {
  kind: 'laboratory',
  name: '血常规',
  issuedAt: Date.parse('2027-02-27T10:00:00+08:00'),
  results: [],
};

const tooMany = (): IssuedReport['results'] =>
  Array.from({ length: RESULTS_MAX + 1 }, (_, index) => ({
    ref: `r${index}`,
    codes: [],
    name: `项目${index}`,
    value: { kind: 'quantity', number: '1.0' },
    ranges: [],
    status: 'final',
  }));
