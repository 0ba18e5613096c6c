import { MINUTE_MS } from '../../case-context.ts';
import type { Probes } from '../../probe.ts';

export const QUEUE_PROBES: Probes<'queue'> = {
  read: {
    silent: 17,
    fired: 18,
    ask: ({ queue }, { slotRef }, call) => queue.read(slotRef, call),
    async prepare({ clinics, newDay }, prepared) {
      const { ref, startsAt } = await clinics.open({ day: newDay(), numbers: 3 });
      const called = { number: 1, at: startsAt + MINUTE_MS };
      await clinics.call(ref, called.number, called.at);
      return { ...prepared, slotRef: ref, called };
    },
    read: {
      id: 'QUEUE',
      needs: ['queue'],
      isTrue: (value, { called }) => called !== undefined && JSON.stringify(value).includes(String(called.at)),
    },
  },
};
