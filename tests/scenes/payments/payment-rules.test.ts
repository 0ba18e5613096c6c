import { describe, expect, it } from 'vitest';
import { provesAbsence } from '../../../bff/platform/tasks/proves-absence.ts';
import { judgeCash } from '../../../bff/scenes/payments/judge-cash.ts';
import {
  ENDED,
  type Insurance,
  mayMove,
  nextChargeRefundStep,
  nextStep,
  type PartFacts,
  type PartState,
  type RefundState,
  standingOf,
  transitions,
} from '../../../bff/scenes/payments/rules.ts';

const states = [...new Set(transitions.flatMap(({ from, to }): PartState[] => [from, to]))];
const facts = (more: Partial<PartFacts>): PartFacts => ({
  state: 'due',
  insurance: 'insurer',
  cashThere: false,
  openOrders: 1,
  paidElsewhere: false,
  orderFailed: false,
  cancelWanted: false,
  payUntil: 1_000,
  sentAt: null,
  paidAt: null,
  refunds: { open: 0, stuck: 0, allBack: false },
  ...more,
});

describe('the states of a part of a payment', () => {
  it('every move of the table has one cause, and no move is written twice', () => {
    const moves = transitions.map(({ from, to }) => `${from} ${to}`);
    expect(new Set(moves).size).toBe(moves.length);
    for (const { cause } of transitions) expect(cause.length).toBeGreaterThan(10);
  });

  it('every state is reached from the first, and leads to an end', () => {
    const reach = (from: PartState, next: (state: PartState) => readonly PartState[]) => {
      const seen = new Set<PartState>([from]);
      for (const state of seen) for (const one of next(state)) seen.add(one);
      return seen;
    };
    const onwards = (state: PartState) => transitions.filter(({ from }) => from === state).map(({ to }): PartState => to);
    expect([...reach('due', onwards)].sort()).toEqual([...states].sort());
    for (const state of states)
      expect(
        [...reach(state, onwards)].some((one) => ENDED.includes(one)),
        state,
      ).toBe(true);
    for (const state of ENDED) expect(onwards(state)).toEqual([]);
  });

  it('what has ended is never settled from outside of the table: nothing leads from undone to settled', () => {
    for (const state of states) for (const ended of ENDED) expect(mayMove(ended, state)).toBe(false);
  });

  it('every state tells the person something', () => {
    for (const state of states) expect(standingOf(state)).toBeTruthy();
  });

  it('money that was paid moves on before anything else, also when its time is over', () => {
    for (const state of ['due', 'closing'] as const)
      expect(nextStep(facts({ state, cashThere: true, payUntil: 0 }), 5_000)).toBe('take-cash');
  });

  it('nobody can pay any more before a part ends unpaid', () => {
    expect(nextStep(facts({ state: 'closing', openOrders: 1 }), 0)).toBe('wait-for-orders');
    expect(nextStep(facts({ state: 'closing', openOrders: 0 }), 0)).toBe('end-unpaid');
  });

  it('cash comes before the insurer, and the insurer before the hospital', () => {
    expect(nextStep(facts({ state: 'due' }), 0)).toBe('wait-for-cash');
    const next = (insurance: Insurance) => nextStep(facts({ state: 'paid', insurance, paidAt: 0 }), 0);
    expect([next('insurer'), next('hospital'), next('none')]).toEqual(['send-insurance', 'send-settlement', 'send-settlement']);
  });

  it('an intent that is found is doubted, never sent again', () => {
    for (const state of ['insuring', 'settling'] as const) expect(nextStep(facts({ state }), 0)).toBe('doubt');
  });

  it('after 26 hours without an answer people take over, and not before', () => {
    const HOURS = 3_600_000;
    const unsure = ['insurance-unknown', 'reversing', 'settlement-unknown', 'unsettling', 'undoing'] as const;
    for (const state of unsure) {
      expect(nextStep(facts({ state, sentAt: 0 }), 26 * HOURS), state).not.toBe('to-people');
      expect(nextStep(facts({ state, sentAt: 0 }), 26 * HOURS + 1), state).toBe('to-people');
    }
  });

  it('a hospital that can not be asked for 26 hours has the money undone, and not earlier', () => {
    const HOURS = 3_600_000;
    for (const given of [
      { state: 'insured', insurance: 'insurer' },
      { state: 'insured', insurance: 'none' },
      { state: 'paid', insurance: 'hospital' },
    ] as const) {
      expect(nextStep(facts({ ...given, paidAt: 0 }), 26 * HOURS)).toBe('send-settlement');
      expect(nextStep(facts({ ...given, paidAt: 0 }), 26 * HOURS + 1)).toBe('give-up-hospital');
    }
  });

  it('"not found" proves something the second time, and after the window', () => {
    expect(provesAbsence({ notFound: 1, sentAt: 0 }, 10, 100)).toBe(false);
    expect(provesAbsence({ notFound: 2, sentAt: 0 }, 10, 10)).toBe(false);
    expect(provesAbsence({ notFound: 2, sentAt: 0 }, 10, 11)).toBe(true);
    expect(provesAbsence({ notFound: 2, sentAt: null }, 10, 11)).toBe(false);
  });

  it('what people have because money was stuck ends by itself when that money is back, and nothing else of theirs does', () => {
    const of = (refunds: PartFacts['refunds']) => nextStep(facts({ state: 'case', refunds }), 0);
    expect([
      of({ open: 0, stuck: 0, allBack: true }),
      of({ open: 0, stuck: 1, allBack: false }),
      of({ open: 0, stuck: 0, allBack: false }),
    ]).toEqual(['end-undone', 'rest', 'rest']);
    const charges = (back: RefundState | undefined) => nextChargeRefundStep({ state: 'case', sentAt: 0, back }, false, 0);
    expect([charges('done'), charges('stuck'), charges('kept'), charges(undefined)]).toEqual(['end', 'rest', 'rest', 'rest']);
  });

  it('a fen more than was agreed to is never collected', () => {
    expect(judgeCash({ cash: 100, account: 50 }, { cash: 101, account: 0 })).toEqual({ kind: 'more' });
    expect(judgeCash({ cash: 100, account: 0 }, { cash: 0, account: 100 })).toEqual({ kind: 'more' });
    expect(judgeCash({ cash: 100, account: 50 }, { cash: 100, account: 50 })).toEqual({ kind: 'as-agreed' });
    expect(judgeCash({ cash: 100, account: 50 }, { cash: 40, account: 50 })).toEqual({ kind: 'less', back: 60 });
  });
});
