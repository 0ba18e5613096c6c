import { expect } from 'vitest';
import type { Outcome } from '../../../port/terms.ts';
import { expectTimely } from '../../deadline.ts';
import { describeOutcome, expectFailure, expectOk } from '../../expectations.ts';
import { READ_FAULTS } from '../../fault-table.ts';
import { FAULTS, type Fault } from '../../partner-under-test.ts';
import { TRIALS } from './calls.ts';
import type { InsurerCase, InsurerContext } from './insurer-case.ts';

const READS = [
  ['PERSON', 'person'],
  ['FIND', 'find'],
  ['DAY', 'day'],
] as const;

async function readUnderFault(context: InsurerContext, name: (typeof READS)[number][1], fault: Fault): Promise<void> {
  const { adapter, insurer, limits, call, callUnder } = context;
  const tried = await TRIALS[name](context);
  const truth = expectOk(await tried.ask(adapter, call()));
  const counted = async (work: () => Promise<Outcome<unknown, string>>) => {
    const before = (await insurer.requestsSeen()).total;
    const outcome = await work();
    return { outcome, requests: (await insurer.requestsSeen()).total - before };
  };
  await insurer.setFault(fault, 'read');
  const faulty = await counted(() => expectTimely(limits, tried.ask(adapter, callUnder(fault))));
  const permitted = READ_FAULTS[fault];
  if (faulty.outcome.ok) {
    expect(permitted.ok, `a success under ${fault}: ${describeOutcome(faulty.outcome)}`).toBe(true);
    expect(faulty.outcome.value, `an untrue success under ${fault}`).toEqual(truth);
  } else expectFailure(faulty.outcome, permitted.failures);
  if (fault !== 'duplicate') expect(faulty.requests, 'an adapter never repeats a call').toBeLessThanOrEqual(1);
  await insurer.setFault(null);
  expect(expectOk(await tried.ask(adapter, call())), 'the truth, once healed').toEqual(truth);
}

/** Every read under every fault: `FIND-F-html-page`, … */
export const readFaultCases: readonly InsurerCase[] = READS.flatMap(([id, name]) =>
  FAULTS.map((fault) => ({
    id: `${id}-F-${fault}`,
    title: `tells the truth or a failure of ${name} under ${fault}`,
    needs: [],
    fault,
    run: (context) => readUnderFault(context, name, fault),
  })),
);
