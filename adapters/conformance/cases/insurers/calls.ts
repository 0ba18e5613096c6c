import { expect } from 'vitest';
import { INSURER_CALLS, type Insurer } from '../../../insurers/port.ts';
import { type Call, type CallName, DEADLINE_MS, type Outcome } from '../../../port/terms.ts';
import { expectTimely } from '../../deadline.ts';
import { expectFailure, expectOk } from '../../expectations.ts';
import { dayOf, type InsurerCase, type InsurerContext, settleRequest } from './insurer-case.ts';

/** A call of the port with arguments that succeed, and what must not have changed when it did nothing. */
export interface Tried {
  ask(adapter: Insurer, call: Call): Promise<Outcome<unknown, string>>;
  /** Keys that it is about. */
  readonly keys: readonly string[];
}

/** How each call is tried, on something of its own. */
export const TRIALS: { readonly [Name in CallName<Insurer>]: (context: InsurerContext) => Promise<Tried> } = {
  async person({ insured }) {
    const { patient } = await insured();
    return { keys: [], ask: (adapter, call) => adapter.person({ patient }, call) };
  },
  async preSettle({ insured, bill }) {
    const request = bill(await insured());
    return { keys: [request.key], ask: (adapter, call) => adapter.preSettle(request, call) };
  },
  async settle({ quoted, newKey }) {
    const made = await quoted();
    const request = settleRequest(made, newKey());
    return { keys: [request.key, made.request.key], ask: (adapter, call) => adapter.settle(request, call) };
  },
  async find({ quoted }) {
    const { request } = await quoted();
    return { keys: [request.key], ask: (adapter, call) => adapter.find(request.key, call) };
  },
  async undo({ settled }) {
    const { settlement } = await settled();
    return { keys: [settlement.key], ask: (adapter, call) => adapter.undo(settlement, call) };
  },
  async reverse({ settled }) {
    const { key } = (await settled()).settlement;
    return { keys: [key], ask: (adapter, call) => adapter.reverse(key, call) };
  },
  async day({ settled, insurer }) {
    await settled();
    const day = dayOf(insurer.now());
    return { keys: [], ask: (adapter, call) => adapter.day({ day }, call) };
  },
};

export const CALL_NAMES = Object.keys(INSURER_CALLS) as readonly CallName<Insurer>[];

/** A line that is well and far away: every single request takes this long. */
const LATENCY_MS = 400;

async function recordsOf({ insurer }: InsurerContext, { keys }: Tried) {
  return Promise.all(keys.map((key) => insurer.records(key)));
}

/** The same requirements on every call. */
export const callCases: readonly InsurerCase[] = CALL_NAMES.flatMap((name): InsurerCase[] => {
  const write = INSURER_CALLS[name] === 'write';
  return [
    {
      id: `FIRED-${name}`,
      title: `sends nothing when ${name} is called with a signal that has already fired`,
      needs: [],
      async run(context) {
        const tried = await TRIALS[name](context);
        const before = await context.insurer.requestsSeen();
        const outcome = await expectTimely(context.limits, tried.ask(context.adapter, { signal: AbortSignal.abort() }));
        expectFailure(outcome, ['unavailable']);
        expect(await context.insurer.requestsSeen()).toEqual(before);
      },
    },
    {
      id: `CREDENTIALS-${name}`,
      title: `${write ? 'changes nothing, and never says rejected,' : 'says unauthenticated'} when the insurer does not take the credentials for ${name}`,
      needs: [],
      async run(context) {
        const tried = await TRIALS[name](context);
        const before = await recordsOf(context, tried);
        const outcome = await tried.ask(context.stranger, context.call());
        expectFailure(outcome, write ? ['unauthenticated', 'unknown-outcome'] : ['unauthenticated']);
        expect(await recordsOf(context, tried)).toEqual(before);
      },
    },
    {
      id: `LATENCY-${name}`,
      title: `answers ${name} before the gateway's deadline when every request takes ${LATENCY_MS} ms`,
      needs: [],
      cannot: ({ insurer }) => (insurer.setLatency === undefined ? 'this insurer cannot be slowed down' : undefined),
      async run(context) {
        const tried = await TRIALS[name](context);
        await context.insurer.setLatency?.(LATENCY_MS);
        expectOk(await tried.ask(context.adapter, context.call(DEADLINE_MS[INSURER_CALLS[name]])));
      },
    },
  ];
});
