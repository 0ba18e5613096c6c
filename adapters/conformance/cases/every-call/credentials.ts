import { expect } from 'vitest';
import { ALL_PROBES, prepare } from '../../all-probes.ts';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { expectFailure } from '../../expectations.ts';
import { facetsOf } from '../../facets.ts';
import { liveBookings } from '../../hospital-truth.ts';
import type { Prepared } from '../../probe.ts';

const cannot = ({ stranger }: CaseContext) => (stranger === undefined ? 'there is no adapter with wrong credentials' : undefined);

/** Who is not let in says so, so that an operator hears of it at once. */
export const credentialCases: readonly HospitalCase[] = ALL_PROBES.map(
  (probe): HospitalCase => ({
    id: `CREDENTIALS-${probe.name}`,
    title: `${probe.class === 'write' ? 'changes nothing, and never says rejected,' : 'says unauthenticated'} when the hospital does not take its credentials for ${probe.name}`,
    needs: probe.needs,
    cannot,
    async run(context) {
      const { hospital, stranger, call } = context;
      if (stranger === undefined) throw new Error('no stranger');
      const args = await prepare(context, probe);
      const outcome = await probe.ask(facetsOf(stranger), args, call());
      expectFailure(outcome, probe.class === 'write' ? ['unauthenticated', 'unknown-outcome'] : ['unauthenticated']);
      await hospital.settled();
      expect(await liveBookings(hospital, args.book.key)).toEqual([]);
      if (context.has('booking')) expect(await liveBookings(hospital, args.booked.key)).toHaveLength(1);
      if (probe.name.startsWith('charges.')) await expectUntouched(context, args, probe.name);
      if (probe.name.startsWith('preconsult.')) await expectUntold(context, args);
      if (probe.name === 'patients.register') expect(await context.patients.list(args.newcomer.document)).toEqual([]);
    },
  }),
);

/** What was not handed over is not shown, and what was is not taken back. */
async function expectUntold({ summaries }: CaseContext, { telling: { deliver, delivered } }: Prepared): Promise<void> {
  expect(await summaries.shown(deliver.booking.ref)).toEqual([]);
  expect(await summaries.held(delivered.key)).toBe(1);
}

/** The bill that was open is open, and nothing was taken back of the other. */
async function expectUntouched({ charges }: CaseContext, { charging }: Prepared, name: string): Promise<void> {
  expect(await charges.settlements(charging.settle.charges.visitRef)).toEqual([]);
  if (name === 'charges.refund') expect(await charges.refunds(charging.refund.key)).toEqual([]);
}
