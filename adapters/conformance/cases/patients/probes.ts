import { holds, type Probes } from '../../probe.ts';

export const PATIENTS_PROBES: Probes<'patients'> = {
  find: {
    silent: 13,
    fired: 15,
    ask: ({ patients }, { book }, call) => patients.find(book.patient, call),
    read: {
      id: 'PATIENT',
      needs: ['booking', 'patients'],
      isTrue: (value, { patientRef }) => patientRef !== undefined && holds(value, patientRef),
    },
  },
  register: {
    silent: 14,
    fired: 16,
    needs: ['patients.register'],
    ask: ({ patients }, { newcomer }, call) => patients.register(newcomer, call),
  },
};
