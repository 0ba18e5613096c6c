import { parentPort, workerData } from 'node:worker_threads';
import { FhirPathEvaluator } from '../scenes/preconsult/questionnaire/evaluate-fhirpath.ts';
import type { Json } from '../scenes/preconsult/questionnaire/fhir-values.ts';
import type { ThreadAnswer, ThreadData, ThreadOrder } from './expression-threads.ts';

/** What the thread does: it checks and evaluates what it is told, and says how far it has come. It has no other access to anything. */
const { progress } = workerData as ThreadData;
const done = new Int32Array(progress);
const evaluator = new FhirPathEvaluator();
const questionnaires = new Map<number, Json>();

/** The first evaluations compile what all others need. */
const WARM = ["%resource.item.where(linkId = 'a').answer.value.exists()", "iif(1 > 2, 'a', {}) | 'a'.matches('^a$').toString()"];

evaluator.evaluate({
  questionnaire: { resourceType: 'Questionnaire' },
  response: { resourceType: 'QuestionnaireResponse', item: [{ linkId: 'a', answer: [{ valueDecimal: 1.5 }] }] },
  constants: {},
  now: '2026-01-01T00:00:00Z',
  tasks: WARM.map((expression) => ({ expression, focus: { linkId: '', at: [], kinds: [], item: [] }, variables: [] })),
  matches: [{ pattern: '^a+$', text: 'aa' }],
});

function note(place: number): void {
  Atomics.store(done, 0, place);
}

function carryOut(order: ThreadOrder): ThreadAnswer['answer'] {
  if (order.kind === 'check') return evaluator.check(order.check, note);
  const { key, questionnaire, batch } = order;
  if (questionnaire !== null) questionnaires.set(key, questionnaire);
  return evaluator.evaluate({ ...batch, questionnaire: questionnaires.get(key) ?? {} }, note);
}

parentPort?.on('message', (order: ThreadOrder) => {
  const answer = carryOut(order);
  note(order.steps);
  parentPort?.postMessage({ id: order.id, answer } satisfies ThreadAnswer);
});

parentPort?.postMessage({ id: 0, answer: null } satisfies ThreadAnswer);
