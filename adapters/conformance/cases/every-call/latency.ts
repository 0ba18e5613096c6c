import { DEADLINE_MS } from '../../../port/terms.ts';
import { ALL_PROBES, prepare } from '../../all-probes.ts';
import type { HospitalCase } from '../../case-context.ts';
import { expectOk } from '../../expectations.ts';

/** A hospital that is well and far away, or busy: every single request takes this long. */
const LATENCY_MS = 400;

/** The gateway's own deadlines leave room for a slow hospital. */
export const latencyCases: readonly HospitalCase[] = ALL_PROBES.map(
  (probe): HospitalCase => ({
    id: `LATENCY-${probe.name}`,
    title: `answers ${probe.name} before the gateway's deadline when every request takes ${LATENCY_MS} ms`,
    needs: probe.needs,
    cannot: ({ hospital }) => (hospital.setLatency === undefined ? 'this hospital cannot be slowed down' : undefined),
    async run(context) {
      const args = await prepare(context, probe);
      await context.hospital.setLatency?.(LATENCY_MS);
      expectOk(await probe.ask(context.facets, args, context.call(DEADLINE_MS[probe.class])));
    },
  }),
);
