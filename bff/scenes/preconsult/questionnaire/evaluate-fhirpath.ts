import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { BOUNDS } from './bounds.ts';
import { type Described, describeExpression, type Parsed } from './describe-expression.ts';
import type { Batch, BatchAnswer, CheckAnswer, Checked, CheckOrder, Evaluated, Focus, Task } from './expressions.ts';
import type { Json } from './fhir-values.ts';
import { compilePattern, FHIRPATH_PATTERNS, matchesWhole } from './patterns.ts';

/** An expression that was parsed. */
type Parse = (stands: unknown, names: object, options?: object) => unknown[];

/** Expressions that are kept parsed: parsing one takes longer than evaluating it. */
const KEPT = 2_000;

const NAMES = { ucum: 'http://unitsofmeasure.org', sct: 'http://snomed.info/sct', loinc: 'http://loinc.org' };

/** Told, before each step, how many steps are done: whoever watches knows which one does not end. */
export type Progress = (done: number) => void;

/** Says why an expression may not be asked here, beside what may be asked nowhere; `null` where it may. */
export type Objection = (described: Described, expression: string) => string | null;

/** Evaluates at once and to the end, however long that takes: whoever calls has a thread to end, or bounds what may be asked. */
export class FhirPathEvaluator {
  readonly #parsed = new Map<string, Parse>();
  /** Values of `now()`, `today()` and `timeOfDay()` in the batch that is being evaluated, by how they are written. */
  readonly #moments = new Map<string, unknown[]>();
  #now = '';
  /** Elements of the response of that batch, by their places. */
  readonly #followed = new Map<string, unknown>();

  check({ expressions, patterns }: CheckOrder, progress: Progress = () => {}, objection: Objection = () => null): CheckAnswer {
    return {
      expressions: expressions.map((expression, place) => {
        progress(place);
        return checkExpression(expression, objection);
      }),
      patterns: patterns.map((pattern, place) => {
        progress(expressions.length + place);
        const { problem } = compilePattern(pattern);
        return problem === null ? { ok: true } : { ok: false, reason: 'pattern', detail: problem };
      }),
    };
  }

  evaluate(batch: Batch, progress: Progress = () => {}): BatchAnswer {
    if (batch.now !== this.#now) this.#moments.clear();
    this.#now = batch.now;
    this.#followed.clear();
    const variables = new Map<string, unknown[]>();
    const tasks = batch.tasks.map((task, place) => {
      progress(place);
      return attempt(() => this.#work(batch, task, variables));
    });
    const matches = batch.matches.map(({ pattern, text }, place) => {
      progress(batch.tasks.length + place);
      return attempt(() => [matchesWhole(pattern, text)]);
    });
    return { tasks, matches };
  }

  #work(batch: Batch, task: Task, known: Map<string, unknown[]>): unknown[] {
    const { questionnaire, response } = batch;
    const names: Record<string, unknown> = {
      ...NAMES,
      ...batch.constants,
      questionnaire,
      resource: response,
      rootResource: response,
    };
    for (const { name, expression, focus } of task.variables) {
      // A variable has one value at one place of a response. Where the item is not in it, places can not be told apart.
      const key = focus.at === null ? null : JSON.stringify([name, focus.linkId, focus.at]);
      const kept = key === null ? undefined : known.get(key);
      const value = kept ?? this.#at(batch, expression, focus, names, false);
      if (key !== null) known.set(key, value);
      names[name] = value;
    }
    return this.#at(batch, task.expression, task.focus, names, true);
  }

  #at(batch: Batch, expression: string, focus: Focus, names: object, isPlain: boolean): unknown[] {
    const stands = focus.at === null ? { linkId: focus.linkId } : this.#follow(batch.response, focus);
    const qitem = expression.includes('%qitem') ? { qitem: this.#itemAt(batch.questionnaire, focus) } : {};
    return this.#parse(expression, focus.at === null)(stands, { ...names, ...qitem }, { resolveInternalTypes: isPlain });
  }

  #itemAt(questionnaire: Json, { item }: Focus): unknown {
    return item.reduce<unknown>((above, place) => this.#parse('item')(above, {})[place], questionnaire);
  }

  /** The element of the response, from above, so that it knows where it stands: `weight()` looks for the question. */
  #follow(response: Json, { at, kinds }: Focus): unknown {
    const key = at?.join() ?? '';
    const kept = this.#followed.get(key);
    if (kept !== undefined) return kept;
    const stands = (at ?? []).reduce<unknown>(
      (above, place, depth) => this.#parse(kinds[depth] ?? 'item')(above, {})[place],
      response,
    );
    this.#followed.set(key, stands);
    return stands;
  }

  /** `isAlone`: for an item that is not in the response; it has its link id and nothing else. */
  #parse(expression: string, isAlone = false): Parse {
    const key = `${isAlone ? 'alone' : ''} ${expression}`;
    const kept = this.#parsed.get(key);
    if (kept !== undefined) return kept;
    if (this.#parsed.size >= KEPT) this.#parsed.clear();
    const path = isAlone ? { base: 'QuestionnaireResponse.item', expression } : expression;
    // Decimals stay exact; nothing is printed; and nothing is fetched: what is asynchronous is refused.
    const options = { preciseMath: true, traceFn: () => {}, async: false as const, userInvocationTable: this.#table };
    const parsed = fhirpath.compile(path, r4, options as never) as unknown as Parse;
    this.#parsed.set(key, parsed);
    return parsed;
  }

  #moment(literal: string): unknown[] {
    const kept = this.#moments.get(literal);
    if (kept !== undefined) return kept;
    const moment = fhirpath.evaluate({}, literal, {}, r4, { resolveInternalTypes: false }) as unknown[];
    this.#moments.set(literal, moment);
    return moment;
  }

  readonly #table = {
    ...FHIRPATH_PATTERNS,
    now: { fn: () => this.#moment(`@${this.#now}`), internalStructures: true },
    today: { fn: () => this.#moment(`@${this.#now.slice(0, 10)}`), internalStructures: true },
    timeOfDay: { fn: () => this.#moment(`@T${this.#now.slice(11, 19)}`), internalStructures: true },
  };
}

function checkExpression(expression: string, objection: Objection): Checked {
  try {
    const found = describeExpression(fhirpath.parse(expression) as Parsed);
    if (found.unknownFunction !== null) return { ok: false, reason: 'function-unknown', detail: found.unknownFunction };
    const problem = objection(found, expression);
    if (problem !== null) return { ok: false, reason: 'too-big', detail: problem };
    const { isKnown } = found;
    return { ok: true, reads: [...found.reads], passes: [...found.passes], variables: [...found.variables], isKnown };
  } catch (error) {
    return { ok: false, reason: 'syntax', detail: wordsOf(error) };
  }
}

function attempt(work: () => unknown[]): Evaluated {
  try {
    return { ok: true, values: plain(work()) };
  } catch {
    // What the library says may quote an answer.
    return { ok: false, reason: 'failed', detail: 'it has no value' };
  }
}

/** Without what the library hides in an object, so that it can be handed over; one more than can be used says that there are more. */
function plain(values: readonly unknown[]): unknown[] {
  return values
    .slice(0, BOUNDS.repeats + 1)
    .map((value) => (typeof value === 'object' && value !== null ? JSON.parse(JSON.stringify(value)) : value));
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 120) : 'no reason';
}
