import { expect } from 'vitest';
import type { Call, Outcome } from '../../../port/terms.ts';
import { expectOk } from '../../expectations.ts';
import { WRITE_FAULTS } from '../../fault-table.ts';
import { FAULTS, type Fault } from '../../partner-under-test.ts';
import { permittedText, writesDuring, writeUnderFault } from '../../under-fault.ts';
import { type InsurerCase, type InsurerContext, settleRequest } from './insurer-case.ts';

/** A write on something of its own, and how the ledger shows whether it was done, once. */
interface Write {
  send(call: Call): Promise<Outcome<unknown, string>>;
  done(): Promise<boolean>;
  /** Fails the case where it was done more than once. */
  expectOnce(): Promise<void>;
}

const stateOf = async ({ insurer }: InsurerContext, key: string) => (await insurer.records(key)).map(({ state }) => state);

const WRITES: readonly {
  readonly id: string;
  readonly what: string;
  readonly prepare: (context: InsurerContext) => Promise<Write>;
}[] = [
  {
    id: 'QUOTE',
    what: 'a quote',
    async prepare(context) {
      const { adapter, bill, insured } = context;
      const request = bill(await insured());
      return {
        send: (call) => adapter.preSettle(request, call),
        done: async () => (await stateOf(context, request.key)).includes('open'),
        expectOnce: async () => expect(await stateOf(context, request.key)).toEqual(['open']),
      };
    },
  },
  {
    id: 'SETTLE',
    what: 'a settlement',
    async prepare(context) {
      const { adapter, insurer, quoted, newKey } = context;
      const made = await quoted();
      const request = settleRequest(made, newKey());
      return {
        send: (call) => adapter.settle(request, call),
        done: async () => (await stateOf(context, request.key)).includes('settled'),
        async expectOnce() {
          expect(await stateOf(context, request.key)).toEqual(['settled']);
          expect(await insurer.balance(made.person.ref)).toBe(made.person.balance - made.quote.split.account);
        },
      };
    },
  },
  ...(['UNDO', 'REVERSE'] as const).map((id) => ({
    id,
    what: id === 'UNDO' ? 'an undoing' : 'a reversal',
    async prepare(context: InsurerContext): Promise<Write> {
      const { adapter, insurer, settled } = context;
      const { person, settlement } = await settled();
      const { key } = settlement;
      return {
        send: (call) => (id === 'UNDO' ? adapter.undo(settlement, call) : adapter.reverse(key, call)),
        done: async () => (await stateOf(context, key)).includes('undone'),
        async expectOnce() {
          expect(await stateOf(context, key)).toEqual(['undone']);
          expect(await insurer.balance(person.ref)).toBe(person.balance);
        },
      };
    },
  })),
];

async function underFault(
  context: InsurerContext,
  prepare: (context: InsurerContext) => Promise<Write>,
  fault: Fault,
): Promise<void> {
  const { call, callUnder, expectAgreement } = context;
  const rehearsal = await prepare(context);
  const healthy = await writesDuring(context, () => rehearsal.send(call()));
  expectOk(healthy.outcome);
  const write = await prepare(context);
  const outcome = await writeUnderFault(context, fault, {
    healthyWrites: healthy.writes,
    write: () => write.send(callUnder(fault)),
  });
  const { effect } = WRITE_FAULTS[fault];
  if (effect !== 'either') expect(await write.done(), `done after ${fault}`).toBe(effect === 'done');
  if (outcome.ok) expect(await write.done(), 'a success was done').toBe(true);
  await expectAgreement();
  expectOk(await write.send(call()));
  await write.expectOnce();
  await expectAgreement();
}

/** Every write under every fault, then again once it is healed: `SETTLE-F-late-commit`, … */
export const writeFaultCases: readonly InsurerCase[] = WRITES.flatMap(({ id, what, prepare }) =>
  FAULTS.map((fault) => ({
    id: `${id}-F-${fault}`,
    title: `answers ${what} under ${fault} with ${permittedText(fault)}, the ledger agrees, and a repetition does it once`,
    needs: [],
    fault,
    run: (context) => underFault(context, prepare, fault),
  })),
);
