import type { Notice, NoticeSink } from '../../../adapters/payments/port.ts';
import type { Inbox } from '../../partners/inbox.ts';
import { limits } from '../../platform/limits/limits.ts';
import { wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import { FOLLOW_ORDER, type PaymentDependencies, RETURN_MONEY } from './dependencies.ts';
import { readOrder, watchRefused } from './order-rows.ts';
import { readRefund } from './refund-rows.ts';

type NoticeDependencies = Pick<PaymentDependencies, 'store' | 'clock' | 'tasks'> & { readonly inbox: Pick<Inbox, 'acceptOnce'> };

/**
 * Where a channel's notices go. A notice is kept once, and says only what to ask about: whoever follows that order or refund asks the
 * provider now, also about an order that the provider refused. One about nothing of ours is kept and has no effect.
 */
export function noticeSink({ store, clock, tasks, inbox }: NoticeDependencies, channel: string): NoticeSink {
  return {
    async accept({ id, hash, about }: Notice) {
      const { kind, key } = about;
      const known = kind === 'payment' ? await readOrder(store, key) : await readRefund(store, key);
      const task = kind === 'payment' ? FOLLOW_ORDER : RETURN_MONEY;
      const again = kind === 'payment' ? [watchRefused({ key, watchUntil: clock.now() + limits.orderWatched.figure })] : [];
      const parts = known ? [...again, wakeTaskPart(task, key, clock.now())] : [];
      const accepted = await inbox.acceptOnce(channel, { id, hash }, parts);
      if (accepted === 'accepted') tasks.poke();
      return accepted;
    },
  };
}
