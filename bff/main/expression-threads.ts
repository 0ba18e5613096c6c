import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type {
  Batch,
  BatchAnswer,
  CheckAnswer,
  CheckOrder,
  Evaluated,
  Expressions,
} from '../scenes/preconsult/questionnaire/expressions.ts';
import type { Json } from '../scenes/preconsult/questionnaire/fhir-values.ts';

/** What a thread gets when it begins: where it notes how many steps of its order are done. */
export interface ThreadData {
  readonly progress: SharedArrayBuffer;
}

/** What a thread is told. `steps`: how many it is done with when it is done. */
export type ThreadOrder = { readonly id: number; readonly steps: number } & (
  | { readonly kind: 'check'; readonly check: CheckOrder }
  /** A questionnaire is handed over once, and named by its key afterwards. */
  | {
      readonly kind: 'evaluate';
      readonly key: number;
      readonly questionnaire: Json | null;
      readonly batch: Omit<Batch, 'questionnaire'>;
    }
);

export interface ThreadAnswer {
  readonly id: number;
  /** `null`: the thread is ready. */
  readonly answer: CheckAnswer | BatchAnswer | null;
}

/** How often a thread that works is looked at, ms. */
const LOOK_MS = 50;

/** Looks without a step done, after which a thread is ended: 200 ms. */
const LOOKS_A_STEP = 4;

/** Looks at one order to evaluate, after which its thread is ended in any case: 800 ms, with the thread before it that was ended. */
const LOOKS_TO_EVALUATE = 16;

/** The same for an order to check, which a questionnaire needs once: 2 s. */
const LOOKS_TO_CHECK = 40;

/** Threads that one order may have: whoever has two that do not end gets no third. */
const THREADS_AN_ORDER = 2;

/** Questionnaires that a thread knows; one that has known so many is ended when it has nothing to do. */
const KNOWN = 64;

/** What became of an order: its answer, or the step at which its thread was ended. */
type Carried = { readonly ok: true; readonly answer: CheckAnswer | BatchAnswer } | { readonly ok: false; readonly step: number };

interface Thread {
  readonly worker: Worker;
  readonly done: Int32Array;
  readonly ready: Promise<boolean>;
  readonly known: Map<Json, number>;
}

/** Orders, one after the other. */
interface Waiting {
  readonly carryOut: () => Promise<void>;
}

/**
 * Evaluates expressions on a thread of its own, which is ended when one of them does not end within 200 ms, or takes more memory than a
 * form ever needs; what comes after begins on a new one. Nothing of it runs on the gateway's event loop.
 */
export class ExpressionThreads implements Expressions {
  readonly #program: string;
  readonly #waiting: Waiting[] = [];
  #thread: Thread | undefined;
  #isBusy = false;
  #isClosed = false;
  #ids = 0;

  /** @param program what the thread runs, as it was built */
  constructor(program = 'dist/expression-thread.js') {
    this.#program = resolve(program);
  }

  /** Begins the thread, so that the first who asks does not wait for that. */
  async begin(): Promise<void> {
    await this.#start().ready;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end();
  }

  check(order: CheckOrder): Promise<CheckAnswer> {
    return this.#inTurn(async () => {
      const { expressions, patterns } = order;
      const all = [
        ...expressions.map((text) => ({ text, isPattern: false })),
        ...patterns.map((text) => ({ text, isPattern: true })),
      ];
      const answers = await this.#withoutEnded(all, LOOKS_TO_CHECK, async (some, looks) => {
        const check = {
          expressions: some.flatMap(({ text, isPattern }) => (isPattern ? [] : [text])),
          patterns: some.flatMap(({ text, isPattern }) => (isPattern ? [text] : [])),
          items: order.items,
        };
        return this.#carry({ kind: 'check', check, steps: some.length }, looks, (answer) => {
          const { expressions: first, patterns: second } = answer as CheckAnswer;
          return [...first, ...second];
        });
      });
      const told = answers.map((one) =>
        one === 'slow' ? ({ ok: false, reason: 'slow', detail: 'not read within 200 ms' } as const) : one,
      );
      return {
        expressions: told.slice(0, expressions.length) as CheckAnswer['expressions'],
        patterns: told.slice(expressions.length) as CheckAnswer['patterns'],
      };
    });
  }

  evaluate(order: Batch): Promise<BatchAnswer> {
    return this.#inTurn(async () => {
      const { questionnaire, tasks, matches, ...rest } = order;
      const all = [...tasks.map((task) => ({ task })), ...matches.map((match) => ({ match }))];
      const answers = await this.#withoutEnded(all, LOOKS_TO_EVALUATE, async (some, looks) => {
        const batch = {
          ...rest,
          tasks: some.flatMap((one) => ('task' in one ? [one.task] : [])),
          matches: some.flatMap((one) => ('match' in one ? [one.match] : [])),
        };
        return this.#carry({ kind: 'evaluate', questionnaire, batch, steps: some.length }, looks, (answer) => {
          const { tasks: first, matches: second } = answer as BatchAnswer;
          return [...first, ...second];
        });
      });
      const told = answers.map(
        (one): Evaluated => (one === 'slow' ? { ok: false, reason: 'slow', detail: 'ended after 200 ms' } : one),
      );
      return { tasks: told.slice(0, tasks.length), matches: told.slice(tasks.length) };
    });
  }

  #inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    return new Promise((done, failed) => {
      this.#waiting.push({ carryOut: () => work().then(done, failed) });
      void this.#next();
    });
  }

  async #next(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) await next.carryOut();
    this.#isBusy = false;
  }

  /** Carries out what can be: whoever did not end is left out, and the others are asked again, while there is time. */
  async #withoutEnded<Part, Answer>(
    parts: readonly Part[],
    most: number,
    carry: (
      some: readonly Part[],
      looks: Looks,
    ) => Promise<{ ok: true; answers: readonly Answer[] } | { ok: false; step: number }>,
  ): Promise<readonly (Answer | 'slow')[]> {
    const answers: (Answer | 'slow')[] = parts.map(() => 'slow');
    let left = parts.map((_, place) => place);
    const looks: Looks = { left: most };
    for (let thread = 0; thread < THREADS_AN_ORDER && left.length > 0 && looks.left > 0; thread += 1) {
      const carried = await carry(
        left.map((place) => parts[place] as Part),
        looks,
      );
      if (carried.ok) {
        for (const [at, place] of left.entries()) answers[place] = carried.answers[at] ?? 'slow';
        break;
      }
      left = left.filter((_, at) => at !== carried.step);
    }
    return answers;
  }

  async #carry<Answer>(
    order:
      | { readonly kind: 'check'; readonly check: CheckOrder; readonly steps: number }
      | {
          readonly kind: 'evaluate';
          readonly questionnaire: Json;
          readonly batch: Omit<Batch, 'questionnaire'>;
          readonly steps: number;
        },
    looks: Looks,
    read: (answer: CheckAnswer | BatchAnswer) => readonly Answer[],
  ): Promise<{ ok: true; answers: readonly Answer[] } | { ok: false; step: number }> {
    const thread = await this.#readyThread();
    if (thread === null) return { ok: false, step: 0 };
    this.#ids += 1;
    const { steps } = order;
    if (order.kind === 'check') {
      const carried = await this.#follow(thread, { id: this.#ids, kind: 'check', check: order.check, steps }, looks);
      return carried.ok ? { ok: true, answers: read(carried.answer) } : carried;
    }
    const before = thread.known.get(order.questionnaire);
    const key = before ?? thread.known.size + 1;
    thread.known.set(order.questionnaire, key);
    const questionnaire = before === undefined ? order.questionnaire : null;
    const carried = await this.#follow(
      thread,
      { id: this.#ids, kind: 'evaluate', key, questionnaire, batch: order.batch, steps },
      looks,
    );
    if (thread.known.size >= KNOWN) await this.#end();
    return carried.ok ? { ok: true, answers: read(carried.answer) } : carried;
  }

  /** Waits for an answer, and ends the thread when a step does not end. */
  #follow({ worker, done }: Thread, order: ThreadOrder, looks: Looks): Promise<Carried> {
    return new Promise((resolved) => {
      let [step, unmoved] = [0, 0];
      const finish = (carried: Carried) => {
        clearInterval(looking);
        worker.off('message', answered);
        worker.off('exit', ended);
        resolved(carried);
      };
      const answered = ({ id, answer }: ThreadAnswer) => {
        if (id === order.id && answer !== null) finish({ ok: true, answer });
      };
      const ended = () => {
        this.#thread = undefined;
        finish({ ok: false, step: Math.min(Atomics.load(done, 0), order.steps - 1) });
      };
      const looking = setInterval(() => {
        const now = Atomics.load(done, 0);
        looks.left -= 1;
        unmoved = now === step ? unmoved + 1 : 0;
        step = now;
        // Done with all steps, its answer is on the way.
        if (now >= order.steps || (unmoved < LOOKS_A_STEP && looks.left > 0)) return;
        clearInterval(looking);
        void worker.terminate();
      }, LOOK_MS);
      worker.on('message', answered);
      worker.once('exit', ended);
      Atomics.store(done, 0, 0);
      worker.postMessage(order);
    });
  }

  async #readyThread(): Promise<Thread | null> {
    if (this.#isClosed) return null;
    const thread = this.#thread ?? this.#start();
    return (await thread.ready) ? thread : null;
  }

  #start(): Thread {
    const progress = new SharedArrayBuffer(4);
    const worker = new Worker(this.#program, {
      workerData: { progress } satisfies ThreadData,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    });
    worker.unref();
    const ready = new Promise<boolean>((told) => {
      worker.once('message', () => told(true));
      worker.once('exit', () => told(false));
    });
    // Out of memory, it ends: that is told by `exit`.
    worker.on('error', () => {});
    const thread = { worker, done: new Int32Array(progress), ready, known: new Map<Json, number>() };
    worker.once('exit', () => {
      if (this.#thread === thread) this.#thread = undefined;
    });
    this.#thread = thread;
    return thread;
  }

  async #end(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.worker.terminate();
  }
}

/** How often an order may still be looked at. */
interface Looks {
  left: number;
}
