import { holds, type Probes } from '../../probe.ts';

export const SLOTS_PROBES: Probes<'slots'> = {
  page: {
    silent: 1,
    fired: 7,
    ask: ({ slots }, { from, to }, call) => slots.page({ from, to }, call),
    read: { id: 'SLOTS', needs: ['slots'], isTrue: (value, { slotRef }) => holds(value, slotRef) },
  },
  one: {
    silent: 2,
    fired: 8,
    ask: ({ slots }, { slotRef }, call) => slots.one(slotRef, call),
    read: { id: 'SLOT', needs: ['slots'], isTrue: (value, { slotRef }) => holds(value, slotRef) },
  },
};
