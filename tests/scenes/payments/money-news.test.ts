import { expect, it } from 'vitest';
import { newsOfMove } from '../../../bff/scenes/payments/money-news.ts';
import { type PartState, transitions } from '../../../bff/scenes/payments/rules.ts';

const PART = { id: 'prt_1', total: 100, cash: 60, settledCash: null, reason: null, cancelWanted: false };
const told = (
  from: PartState,
  to: PartState,
  more: Partial<typeof PART> | { reason: string } = {},
  causes: readonly string[] = [],
) => newsOfMove(from, { ...PART, ...more, state: to }, causes, 0);

it('of all moves of a part those alone are told that end it or hand it to people, and each of these is', () => {
  const ends = transitions.filter(({ from, to }) => told(from, to) !== undefined).map(({ from, to }) => `${from} ${to}`);
  const expected = transitions
    .filter(({ from, to }) => to === 'settled' || to === 'undone' || (to === 'case' && from !== 'returning'))
    .map(({ from, to }) => `${from} ${to}`);
  expect(ends).toEqual(expected);
  expect(ends.length).toBeGreaterThan(8);
});

it('who cancelled, or has all of their money back, is not told a second time that nothing was paid; what people ended is told to everybody', () => {
  expect(told('closing', 'undone', { cancelWanted: true })).toBeUndefined();
  expect(told('returning', 'undone', {}, ['undone'])).toBeUndefined();
  expect(told('closing', 'undone', {}, ['other-amount'])).toBeUndefined();
  expect(told('returning', 'undone', {}, ['less-needed'])).toMatchObject({ kind: 'payment-not-paid', foretold: false });
  expect(told('case', 'undone', { cancelWanted: true }, ['undone'])).toMatchObject({
    kind: 'payment-not-paid',
    cause: 'by-staff',
  });
  expect(told('closing', 'undone', { reason: 'not-paid-in-time' })).toMatchObject({ foretold: true, cause: null });
});

it('what is told of a part is the person’s own money: what they paid, or were to pay', () => {
  expect(told('settling', 'settled')?.fen).toBe(60);
  expect(newsOfMove('settling', { ...PART, settledCash: 40, state: 'settled' }, [], 0)?.fen).toBe(40);
  expect(told('undoing', 'case')?.fen).toBe(60);
  expect(told('undoing', 'case', { cash: 0 })?.fen).toBe(100);
});
