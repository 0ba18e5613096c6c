import type { OperationInput } from '../../contract/operations.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { today } from '../identity/dependencies.ts';
import { yearsOf } from '../identity/documents/age.ts';
import { revealPatient, sealingOf } from '../identity/patients.ts';
import { findForm, type OfferedForm } from './contents.ts';
import { type PreconsultDependencies, preconsultPlace } from './dependencies.ts';
import { knownAnswers } from './forms/offered-forms.ts';
import type { PreconsultRow } from './preconsult-rows.ts';
import { exportResponse, writtenByHand } from './questionnaire/export-response.ts';
import type { Json } from './questionnaire/fhir-values.ts';
import { answer, startForm } from './questionnaire/fill-form.ts';
import type { FormState, Path } from './questionnaire/form-state.ts';
import { type Form, loadQuestionnaire } from './questionnaire/load.ts';
import { openResponse } from './questionnaire/open-response.ts';

/** Whose words the answers are. */
export type SaidBy = OperationInput<'createPreconsult'>['body']['saidBy'];

/** What of a pre-consult lies sealed. */
export interface KeptAnswers {
  readonly saidBy: SaidBy;
  readonly language: 'zh' | 'en';
  /** The person has agreed to the answers as they are, and none was changed since. */
  readonly agreed: boolean;
  /** Some of it was written in a session that a member of staff opened for them. */
  readonly byStaff: boolean;
  /** A QuestionnaireResponse of FHIR R4. */
  readonly response: Json;
  /** Calculated values that somebody has written over. */
  readonly byHand: readonly Path[];
}

/** A form that somebody is filling in. */
export interface OpenForm {
  readonly form: OfferedForm;
  readonly kept: KeptAnswers;
  readonly state: FormState;
}

/** Loads each form once in a process. */
export class FormLoader {
  readonly #dependencies: Pick<PreconsultDependencies, 'clock' | 'expressions'>;
  readonly #loaded = new Map<string, Promise<Form>>();

  constructor(dependencies: Pick<PreconsultDependencies, 'clock' | 'expressions'>) {
    this.#dependencies = dependencies;
  }

  /** @throws TypeError for a form of ours that can not be run: a test loads them all. */
  load({ resource, content }: OfferedForm): Promise<Form> {
    const known = this.#loaded.get(content.id);
    if (known) return known;
    const loading = this.#load(resource);
    this.#loaded.set(content.id, loading);
    loading.catch(() => this.#loaded.delete(content.id));
    return loading;
  }

  async #load(resource: unknown): Promise<Form> {
    const { clock, expressions } = this.#dependencies;
    const options = { expressions: await expressions(), now: () => shanghaiTime(clock.now()), maySkipRequired: true };
    const loaded = await loadQuestionnaire(resource, options);
    if (!loaded.ok) throw new TypeError(`a form that can not be run: ${loaded.faults[0]?.reason}`);
    return loaded.form;
  }
}

/** A form that nobody has answered, but for what the gateway knows of the person. */
export async function beginForm(dependencies: PreconsultDependencies, loader: FormLoader, form: OfferedForm, patientId: string) {
  const { sex, birthDate } = await revealPatient(dependencies, patientId);
  const on = today(dependencies.clock.now());
  const born = /^\d{4}-\d{2}-\d{2}$/.test(birthDate) && birthDate <= on ? birthDate : undefined;
  const years = born === undefined ? null : yearsOf(born, on);
  let state = await startForm(await loader.load(form));
  for (const [linkId, value] of Object.entries(knownAnswers({ sex, years }))) {
    const filled = await answer(state, [{ linkId }], [{ type: 'boolean', value }]);
    if (filled.ok) state = filled.state;
  }
  return state;
}

/** What is kept of a form in this state. */
export function keep(state: FormState, said: Pick<KeptAnswers, 'saidBy' | 'language' | 'agreed' | 'byStaff'>): KeptAnswers {
  const { saidBy, language, agreed, byStaff } = said;
  return { saidBy, language, agreed, byStaff, response: exportResponse(state, 'in-progress'), byHand: writtenByHand(state) };
}

export async function sealKept(
  dependencies: PreconsultDependencies,
  row: Pick<PreconsultRow, 'id' | 'patientId'>,
  kept: KeptAnswers,
) {
  const sealing = await sealingOf(dependencies, row.patientId);
  return sealing.seal(JSON.stringify(kept), preconsultPlace(row.id));
}

/** The form as it was left. @throws TypeError where the form it was begun with is not here any more. */
export async function openForm(dependencies: PreconsultDependencies, loader: FormLoader, row: PreconsultRow): Promise<OpenForm> {
  const form = findForm(row.contentId);
  if (!form) throw new TypeError('a pre-consult whose form is not here');
  const sealing = await sealingOf(dependencies, row.patientId);
  const kept = JSON.parse(sealing.open(row.sealed, preconsultPlace(row.id))) as KeptAnswers;
  const opened = await openResponse(await loader.load(form), kept.response, { byHand: kept.byHand });
  // Another version of the form, in which some of the answers have no place: it is begun anew.
  const state = opened.ok ? opened.state : await beginForm(dependencies, loader, form, row.patientId);
  return { form, kept, state };
}
