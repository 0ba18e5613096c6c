import { BOUNDS } from './bounds.ts';
import { exportResponse } from './export-response.ts';
import type { LoadFault } from './fault.ts';
import { isJson, type Json, objectsOf } from './fhir-values.ts';
import type { FormState } from './form-state.ts';
import { fieldAt } from './form-state.ts';
import { type Form, type LoadOptions, loadQuestionnaire } from './load.ts';
import { nextQuestion } from './next-question.ts';
import { openResponse, type ResponseFault } from './open-response.ts';
import { type AnswerFault, validate } from './validate-form.ts';

/** Where whoever asks says which questionnaire they adapt: its address, or the questionnaire itself. */
export type FindQuestionnaire = (canonical: string) => Promise<unknown>;

export type NextAnswer =
  | { readonly ok: true; readonly response: Json }
  | {
      readonly ok: false;
      readonly reason: 'shape' | 'questionnaire-unknown' | 'questionnaire-refused' | 'response-refused' | 'answers-refused';
      readonly faults: readonly (LoadFault | ResponseFault | AnswerFault)[];
    };

/**
 * `Questionnaire/$next-question` of SDC (adaptive forms): a QuestionnaireResponse with the questions so far as its contained
 * Questionnaire goes in; the same comes out with the next questions added to that, or completed. `find` gives the whole questionnaire
 * from which the contained one is derived.
 */
export async function answerNextQuestion(given: unknown, find: FindQuestionnaire, options: LoadOptions): Promise<NextAnswer> {
  const contained = containedIn(given);
  if (contained === null || !isJson(given)) return { ok: false, reason: 'shape', faults: [] };
  const canonical = derivedFrom(contained);
  const whole = canonical === null ? undefined : await find(canonical);
  if (whole === undefined) return { ok: false, reason: 'questionnaire-unknown', faults: [] };
  const loaded = await loadQuestionnaire(whole, options);
  if (!loaded.ok) return { ok: false, reason: 'questionnaire-refused', faults: loaded.faults };
  const opened = await openResponse(loaded.form, given, { asked: new Set(linkIdsIn(contained.item)) });
  if (!opened.ok) return { ok: false, reason: 'response-refused', faults: opened.faults };
  return advance(given, contained, loaded.form, opened.state);
}

async function advance(given: Json, contained: Json, form: Form, state: FormState): Promise<NextAnswer> {
  const told = new Set(linkIdsIn(contained.item));
  const next = nextQuestion(state);
  const wrong = await validate(state);
  // What was asked has to be right before more is asked; what was not asked yet can not be wrong.
  const faults = wrong.filter(({ path, severity }) => severity === 'error' && told.has(path.at(-1)?.linkId ?? ''));
  if (faults.length > 0) return { ok: false, reason: 'answers-refused', faults };
  const shown = new Set([...told, ...(next.path ?? []).map(({ linkId }) => linkId)]);
  const { id, meta, subject, author, source, encounter, identifier } = given;
  const head = Object.fromEntries(
    Object.entries({ id, meta, identifier, subject, encounter, author, source }).filter(([, value]) => value !== undefined),
  );
  const response = exportResponse(state, next.path === null ? 'completed' : 'in-progress', head);
  const items = itemsShown(form.questionnaire.item, shown, state, next.path === null);
  const questionnaire = { ...contained, item: items };
  return { ok: true, response: { ...response, questionnaire: given.questionnaire, contained: [questionnaire] } };
}

function containedIn(given: unknown): Json | null {
  if (!isJson(given) || given.resourceType !== 'QuestionnaireResponse' || typeof given.questionnaire !== 'string') return null;
  const id = given.questionnaire.replace(/^#/, '');
  const all = objectsOf(given.contained) ?? [];
  return all.find((one) => one.resourceType === 'Questionnaire' && (one.id === id || one.url === id)) ?? null;
}

/** The address of the whole: what the contained one is derived from, or its own. */
function derivedFrom({ derivedFrom: from, url }: Json): string | null {
  const [first] = Array.isArray(from) ? from : [];
  if (typeof first === 'string') return first;
  return typeof url === 'string' ? url : null;
}

function linkIdsIn(given: unknown): readonly string[] {
  const found: string[] = [];
  const waiting = [...(objectsOf(given) ?? [])];
  for (let item = waiting.pop(); item !== undefined && found.length <= BOUNDS.items; item = waiting.pop()) {
    if (typeof item.linkId === 'string') found.push(item.linkId);
    waiting.push(...(objectsOf(item.item) ?? []));
  }
  return found;
}

/**
 * Items of the whole that were asked, with the groups around them; once all is asked, calculated values too, which are read-only. Each
 * stands as it stands in the whole, but without what decided that it is asked.
 */
function itemsShown(given: unknown, shown: ReadonlySet<string>, state: FormState, isEnd: boolean): readonly Json[] {
  return (objectsOf(given) ?? []).flatMap((item) => {
    const under = itemsShown(item.item, shown, state, isEnd);
    const isScore = isEnd && isCalculatedOn(state, String(item.linkId));
    if (!shown.has(String(item.linkId)) && under.length === 0 && !isScore) return [];
    const { item: _, enableWhen, enableBehavior, ...rest } = item;
    return [{ ...rest, ...(isScore ? { readOnly: true } : {}), ...(under.length === 0 ? {} : { item: under }) }];
  });
}

function isCalculatedOn({ root, form }: FormState, linkId: string): boolean {
  const item = form.byLinkId.get(linkId);
  if (item === undefined || item.calculated === null || item.parent !== form.root) return false;
  const field = fieldAt(root, [{ linkId }]);
  return field?.isOn === true && field.answers.length > 0;
}
