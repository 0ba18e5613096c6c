import { exportResponse, writtenByHand } from '../../../bff/scenes/preconsult/questionnaire/export-response.ts';
import type { Value } from '../../../bff/scenes/preconsult/questionnaire/fhir-values.ts';
import { answer, startForm } from '../../../bff/scenes/preconsult/questionnaire/fill-form.ts';
import type { FormState, Path } from '../../../bff/scenes/preconsult/questionnaire/form-state.ts';
import { type Form, type LoadOptions, loadQuestionnaire } from '../../../bff/scenes/preconsult/questionnaire/load.ts';
import { nextQuestion } from '../../../bff/scenes/preconsult/questionnaire/next-question.ts';
import { openResponse } from '../../../bff/scenes/preconsult/questionnaire/open-response.ts';

const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';

/**
 * A form as a hospital may have it, of so many items: groups of ten, of which every second question depends on the one before, every
 * group on its first question, and each has a score by an expression; one sums up all.
 */
export function longQuestionnaire(items: number): object {
  const groups = Array.from({ length: Math.floor(items / 10) }, (_, group) => ({
    linkId: `g${group}`,
    type: 'group',
    item: Array.from({ length: 9 }, (_, place) => questionOf(group, place)),
  }));
  const scores = groups
    .slice(1)
    .map((_, group) => `%resource.item.where(linkId='g${group}').item.where(linkId='g${group}s').answer.value`);
  const total = { linkId: 'total', type: 'integer', extension: [expression(`(${scores.slice(0, 12).join(' | ')}).sum()`)] };
  return { resourceType: 'Questionnaire', status: 'active', item: [...groups, total] };
}

function questionOf(group: number, place: number): object {
  const linkId = `g${group}q${place}`;
  if (place === 8) {
    const counted = `%resource.item.where(linkId='g${group}').item.where(linkId='g${group}q1').answer.count()`;
    return { linkId: `g${group}s`, type: 'integer', extension: [expression(`${counted} + 1`)] };
  }
  const before = place % 2 === 1 ? [{ question: `g${group}q${place - 1}`, operator: '=', answerBoolean: true }] : [];
  return { linkId, type: 'boolean', ...(before.length === 0 ? {} : { enableWhen: before }) };
}

function expression(source: string): object {
  return { url: `${SDC}calculatedExpression`, valueExpression: { language: 'text/fhirpath', expression: source } };
}

const YES: readonly Value[] = [{ type: 'boolean', value: true }];

/**
 * Walks through a form from question to question, each answered with yes, and measures each step: from an answer to the next question.
 * `keep`: is given what a step keeps, and the next one begins with that, as in a gateway that holds no form. @returns ms of each step
 */
export async function walkLongForm(
  items: number,
  options: LoadOptions,
  now: () => number,
  keep?: (response: string) => void,
): Promise<readonly number[]> {
  const loaded = await loadQuestionnaire(longQuestionnaire(items), options);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  const { form } = loaded;
  let state: FormState = await startForm(form);
  const spent: number[] = [];
  for (let next = nextQuestion(state); next.path !== null; ) {
    const before = keep && JSON.stringify([exportResponse(state, 'in-progress'), writtenByHand(state)]);
    if (before !== undefined) keep?.(before);
    const began = now();
    const filled = await answer(before === undefined ? state : await reopen(form, before), next.path, YES);
    if (!filled.ok) throw new Error(filled.refusal);
    state = filled.state;
    next = nextQuestion(state);
    // What is kept of this step is written before its answer goes out.
    if (keep) JSON.stringify([exportResponse(state, 'in-progress'), writtenByHand(state)]);
    spent.push(now() - began);
  }
  return spent;
}

async function reopen(form: Form, kept: string): Promise<FormState> {
  const [response, byHand] = JSON.parse(kept) as [object, Path[]];
  const opened = await openResponse(form, response, { byHand });
  if (!opened.ok) throw new Error(JSON.stringify(opened.faults));
  return opened.state;
}
