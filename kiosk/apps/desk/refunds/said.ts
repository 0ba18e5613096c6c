import type * as z from 'zod';
import type { money } from '../../../../bff/contract/terms.ts';
import { useSay } from '../../../staff/saying.ts';
import type { Word } from '../../../staff/word.ts';
import { useSum } from '../cashier/one-payment.tsx';
import { refunds as words } from './words.ts';

/** What is to be said once something is done, in whatever language the page has by then. */
export interface Said {
  readonly word: Word;
  readonly amount?: z.output<typeof money>;
  readonly inCash?: boolean;
  readonly clock?: string;
}

export function useSaid(): (said: Said) => string {
  const say = useSay();
  const sumOf = useSum();
  return ({ word, amount, inCash = false, clock = '' }) =>
    say(word, { sum: amount ? sumOf(amount) : '', way: say(inCash ? words.inCash : words.byChannel), clock });
}
