import type { Withdrawing } from '../oversight/consents.ts';
import { endBoundPhonesOf } from './bound-phone-rows.ts';
import { endGrantsParts } from './helped-people.ts';
import { PATIENT_PRESENT, patientPresentParts } from './patient-present.ts';
import { setConsented } from './patient-rows.ts';
import { mayActPart } from './right-to-act.ts';
import { endSessionsOf } from './session-rows.ts';

/** What a consent that is withdrawn does to the person whose it was. */
export const withdrawing: Omit<Withdrawing, 'dropDraftsPart' | 'dropRecordsParts'> = {
  mayActPart: (caller, patientId, now) => mayActPart(caller, patientId, now, 'non-delegable'),
  presentParts: patientPresentParts,
  absent: PATIENT_PRESENT,
  notConsentedPart: (patientId) => setConsented({ id: patientId, version: null }),
  endSessionsParts: (patientId, now) => [endBoundPhonesOf({ patientId, now }), endSessionsOf({ patientId, now })],
  endGrantsParts: (patientId, now) => endGrantsParts(patientId, now, 'withdrawn'),
};
