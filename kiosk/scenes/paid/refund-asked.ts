import type { Refundable } from '../../client/wire.ts';
import { type Answers, answerOf } from '../../journey/answers.ts';

/** What exactly is to be taken back, as the gateway is asked for it. */
export interface RefundAsked {
  readonly part: number;
  readonly lines: 'whole' | readonly string[];
  readonly amount: Refundable['parts'][number]['lines'][number]['amount'];
}

/** What is to be taken back, once all of that is said. */
export function refundIn(answers: Answers): RefundAsked | undefined {
  const of = answerOf(answers, 'refund-what');
  if (of?.what === 'whole') return { part: of.part, lines: 'whole', amount: of.amount };
  const refs = answerOf(answers, 'refund-lines');
  if (of === undefined || refs === undefined) return undefined;
  const lines = of.lines.filter(({ ref }) => refs.includes(ref));
  const amount = lines.reduce((sum, line) => sum + line.amount.amount, 0);
  return { part: of.part, lines: lines.map(({ ref }) => ref), amount: { amount, currency: 'CNY' } };
}
