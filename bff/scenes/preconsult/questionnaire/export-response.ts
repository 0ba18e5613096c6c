import type { Json } from './fhir-values.ts';
import { type FormState, fieldsUnder, type Path, pathOf } from './form-state.ts';
import { writeResponse } from './write-items.ts';

/** States of a QuestionnaireResponse in FHIR R4. */
export type ResponseStatus = 'in-progress' | 'completed' | 'amended' | 'entered-in-error' | 'stopped';

/** The QuestionnaireResponse of a form: nothing that is off, and no answer of what is off. `head`: subject, author, source and the like. */
export function exportResponse(state: FormState, status: ResponseStatus, head: Json = {}): Json {
  return writeResponse(state, { ...head, status, authored: state.form.options.now() }).response;
}

/** The calculated values that somebody has written over: kept beside a response, they need not be found out when it is opened. */
export function writtenByHand({ root }: FormState): readonly Path[] {
  return [...fieldsUnder(root)].filter(({ isOn, isByHand }) => isOn && isByHand).map(pathOf);
}
