import type { Probes } from '../../probe.ts';

export const CANCELLATION_PROBES: Probes<'cancellation'> = {
  cancel: { silent: 6, fired: 12, ask: ({ cancellation }, { booked }, call) => cancellation.cancel(booked, call) },
};
