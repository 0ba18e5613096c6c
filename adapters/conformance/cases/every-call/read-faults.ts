import { expect } from 'vitest';
import type { Outcome } from '../../../port/terms.ts';
import { ALL_PROBES, type NamedProbe, prepare } from '../../all-probes.ts';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { expectTimely } from '../../deadline.ts';
import { describeOutcome, expectFailure, expectOk } from '../../expectations.ts';
import { READ_FAULTS } from '../../fault-table.ts';
import { FAULTS, type Fault } from '../../partner-under-test.ts';

type Reading = NamedProbe & { readonly read: NonNullable<NamedProbe['read']> };

const READINGS = ALL_PROBES.filter((probe): probe is Reading => probe.read !== undefined);

async function readUnderFault(context: CaseContext, probe: Reading, fault: Fault): Promise<void> {
  const { facets, hospital, limits, call } = context;
  const { isTrue, toldOnce = false } = probe.read;
  const args = await prepare(context, probe);
  const healthy = await requestsDuring(context, () => probe.ask(facets, args, call()));
  await hospital.setFault(fault, 'read');
  const faulty = await requestsDuring(context, () => expectTimely(limits, probe.ask(facets, args, call(limits.deadlineMs))));
  const permitted = READ_FAULTS[fault];
  if (faulty.outcome.ok) {
    expect(permitted.ok, `a success under ${fault}: ${describeOutcome(faulty.outcome)}`).toBe(true);
    expect(isTrue(faulty.outcome.value, args), `an untrue success under ${fault}: ${describeOutcome(faulty.outcome)}`).toBe(true);
  } else expectFailure(faulty.outcome, permitted.failures);
  if (fault !== 'duplicate') expect(faulty.requests, 'an adapter never repeats a call').toBeLessThanOrEqual(healthy.requests);
  await hospital.setFault(null);
  const healed = expectOk(await probe.ask(facets, args, call()));
  if (!toldOnce) expect(isTrue(healed, args), 'the truth, once healed').toBe(true);
}

async function requestsDuring({ hospital }: CaseContext, work: () => Promise<Outcome<unknown>>) {
  const before = (await hospital.requestsSeen()).total;
  const outcome = await work();
  return { outcome, requests: (await hospital.requestsSeen()).total - before };
}

/** Every read under every fault: `SLOTS-F-slow`, `FIND-F-html-page`, … */
export const readFaultCases: readonly HospitalCase[] = READINGS.flatMap((probe) =>
  FAULTS.map((fault) => ({
    id: `${probe.read.id}-F-${fault}`,
    title: `tells the truth or a failure of ${probe.name} under ${fault}`,
    needs: probe.read.needs,
    fault,
    run: (context) => readUnderFault(context, probe, fault),
  })),
);
