import { expect } from 'vitest';
import type { Outcome } from '../../../port/terms.ts';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { expectOk } from '../../expectations.ts';
import { WRITE_FAULTS } from '../../fault-table.ts';
import { FAULTS, type Fault } from '../../partner-under-test.ts';
import { permittedText, writesDuring, writeUnderFault } from '../../under-fault.ts';
import { bookVisit, delivered, expectShown, summaryOf } from './summaries.ts';

/** What the hospital holds agrees with the fault and with the answer. `done`: how many it holds once the write was done. */
function expectEffect(held: number, fault: Fault, outcome: Outcome<unknown>, done: 0 | 1): void {
  const { effect } = WRITE_FAULTS[fault];
  if (effect !== 'either') expect(held, `held after ${fault}`).toBe(effect === 'done' ? done : 1 - done);
  expect(held, 'never two').toBeLessThanOrEqual(1);
  if (outcome.ok) expect(held, 'a success is the truth').toBe(done);
  if (!outcome.ok && outcome.failure.kind === 'unavailable') expect(held, 'unavailable has done nothing').toBe(1 - done);
}

async function deliverUnderFault(context: CaseContext, fault: Fault): Promise<void> {
  const { facets, limits, newKey, summaries, call } = context;
  const rehearsal = { ...(await bookVisit(context)), key: newKey(), summary: summaryOf() };
  const healthy = await writesDuring(context, () => facets.preconsult.deliver(rehearsal, call()));
  const request = { ...(await bookVisit(context)), key: newKey(), summary: summaryOf() };
  const write = () => facets.preconsult.deliver(request, call(limits.deadlineMs));
  const outcome = await writeUnderFault(context, fault, { healthyWrites: healthy.writes, write });
  const held = await summaries.held(request.key);
  expectEffect(held, fault, outcome, 1);
  const found = expectOk(await facets.preconsult.find(request.key, call()));
  expect(found === null ? 0 : 1, 'find agrees with what is held').toBe(held);
  expectOk(await facets.preconsult.deliver(request, call()));
  await expectShown(context, request, [request.key]);
  expect(await summaries.held(request.key), 'once').toBe(1);
}

async function withdrawUnderFault(context: CaseContext, fault: Fault): Promise<void> {
  const { facets, limits, summaries, call } = context;
  const rehearsal = await delivered(context, await bookVisit(context));
  const healthy = await writesDuring(context, () => facets.preconsult.withdraw(rehearsal.key, call()));
  const request = await delivered(context, await bookVisit(context));
  const write = () => facets.preconsult.withdraw(request.key, call(limits.deadlineMs));
  const outcome = await writeUnderFault(context, fault, { healthyWrites: healthy.writes, write });
  expectEffect(await summaries.held(request.key), fault, outcome, 0);
  expectOk(await facets.preconsult.withdraw(request.key, call()));
  await expectShown(context, request, []);
  expect(await summaries.held(request.key), 'withdrawn in the end').toBe(0);
}

/** Handing over and taking back under every fault: `DELIVER-F-late-commit`, `WITHDRAW-F-refused`, … */
export const summariesUnderFaultCases: readonly HospitalCase[] = FAULTS.flatMap((fault): HospitalCase[] => [
  {
    id: `DELIVER-F-${fault}`,
    title: `answers a summary under ${fault} with ${permittedText(fault)}, and the doctor sees it once in the end`,
    needs: ['preconsult', 'booking'],
    fault,
    run: (context) => deliverUnderFault(context, fault),
  },
  {
    id: `WITHDRAW-F-${fault}`,
    title: `answers a withdrawal under ${fault} with ${permittedText(fault)}, and the hospital agrees`,
    needs: ['preconsult', 'booking'],
    fault,
    run: (context) => withdrawUnderFault(context, fault),
  },
]);
