import { describe, expect, it } from 'vitest';
import { movementsOfChargeRefund, movementsOfPart } from '../../../bff/scenes/payments/closing-movements.ts';
import type { Movement } from '../../../bff/scenes/payments/ledger-rows.ts';

const posted = (...moves: readonly [Movement['from'], Movement['to'], number][]): readonly Movement[] =>
  moves.map(([from, to, fen], index) => ({ from, to, fen, businessKey: `made:${index}` }));
const shown = (movements: readonly Movement[]) => movements.map(({ from, to, fen }) => `${from} ${to} ${fen}`);

/** 100 from the payer, 60 from the fund, 20 from an account. */
const PAID = posted(['payer', 'held', 100], ['fund', 'held', 60], ['insured', 'held', 20]);
const SETTLED = [...PAID, ...posted(['held', 'hospital', 180])];

describe('what moves when people end a part', () => {
  const ended = (as: 'settled' | 'undone', moved: readonly Movement[], goingBack = 0) =>
    shown(movementsOfPart('prt_1', { as, posted: moved, goingBack }));

  it('of what was never posted nothing is posted', () => {
    expect([ended('settled', []), ended('undone', [])]).toEqual([[], []]);
  });

  it('as settled, what is held is the hospital’s, in one movement; what has gone there already stays', () => {
    expect(ended('settled', PAID)).toEqual(['held hospital 180']);
    expect(ended('settled', SETTLED)).toEqual([]);
  });

  it('as undone, everything is where it came from, from wherever it lies', () => {
    const back = (from: string) => [`${from} payer 100`, `${from} fund 60`, `${from} insured 20`];
    expect([ended('undone', PAID), ended('undone', SETTLED)]).toEqual([back('held'), back('hospital')]);
  });

  it('a refund that has not ended moves by itself, and is moved by nothing else', () => {
    expect(ended('undone', posted(['payer', 'held', 100]), 100)).toEqual([]);
    expect(ended('settled', PAID, 40)).toEqual(['held hospital 140']);
  });

  it('every movement has a key of its own', () => {
    const keys = movementsOfPart('prt_1', { as: 'undone', posted: PAID, goingBack: 0 }).map(({ businessKey }) => businessKey);
    expect(keys).toEqual(['closed:prt_1:held:payer', 'closed:prt_1:held:fund', 'closed:prt_1:held:insured']);
  });
});

describe('what moves when people end a refund of charges', () => {
  const ended = (as: 'settled' | 'undone', moved: readonly Movement[]) =>
    shown(movementsOfChargeRefund('cfd_1', { as, amount: 180, insurance: { fund: 60, account: 20 }, posted: moved }));

  it('of which nothing was posted: from the hospital to whom it came from, or nothing', () => {
    expect(ended('settled', [])).toEqual(['hospital payer 100', 'hospital fund 60', 'hospital insured 20']);
    expect(ended('undone', [])).toEqual([]);
  });

  it('that the hospital took back and the insurer did not undo: from what is held, or to the hospital again', () => {
    const taken = posted(['hospital', 'held', 180]);
    expect(ended('settled', taken)).toEqual(['held payer 100', 'held fund 60', 'held insured 20']);
    expect(ended('undone', taken)).toEqual(['held hospital 180']);
  });

  it('whose money alone is left: to the payer, or all of it to the hospital again', () => {
    const left = posted(['hospital', 'held', 180], ['held', 'fund', 60], ['held', 'insured', 20]);
    expect(ended('settled', left)).toEqual(['held payer 100']);
    expect(ended('undone', left)).toEqual(['held hospital 100', 'fund hospital 60', 'insured hospital 20']);
  });
});
