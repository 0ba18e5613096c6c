import type { Bills, Payment } from '../../client/wire.ts';
import { chosen, toBills, toPayCode, toSplit } from '../../practice/sample-answers.ts';
import {
  bills,
  billsBeingPaid,
  billsWithSilence,
  paid,
  payment,
  paymentAtWindow,
  paymentFromHome,
  paymentThat,
  quotesAllRefused,
  quotesOfNothing,
  quotesOfOne,
  quotesRefused,
} from '../../practice/sample-bills.ts';
import { me } from '../../practice/sample-city.ts';
import { problemOf } from '../../practice/sample-problem.ts';
import { type State, settled } from '../../practice/state.ts';

const found = (hospitals: Bills['hospitals']) => ({ patientId: me.patientId, hospitals: [...hospitals] });
const nothing = (hospitals: Bills['hospitals']) => hospitals.map((one) => ({ ...one, visits: [] }));

/** How a payment ended, as it is shown and as the gateway would say it again. */
const ended = (as: Payment): Pick<State, 'answers' | 'world'> => ({
  answers: settled({ ...toPayCode, 'pay-code': as }),
  world: { payments: [as] },
});
const atWindow: Pick<State, 'answers' | 'world'> = {
  answers: settled({ ...toPayCode, paying: paymentAtWindow }),
  world: { payments: [paymentAtWindow] },
};

const atHome: Pick<State, 'answers' | 'world'> = {
  answers: settled({ ...toPayCode, paying: paymentFromHome }),
  world: { payments: [paymentFromHome] },
};

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'bills', telling: true, answers: settled(toBills) },
  { name: 'bills-silent', answers: settled({ ...toBills, 'reading-bills': found(billsWithSilence) }) },
  { name: 'bills-being-paid', telling: true, answers: settled({ ...toBills, 'reading-bills': found(billsBeingPaid) }) },
  { name: 'bills-none', telling: true, answers: settled({ ...toBills, 'reading-bills': found(nothing(bills)) }) },
  { name: 'bills-none-found', answers: settled({ ...toBills, 'reading-bills': found(nothing(billsWithSilence)) }) },
  {
    name: 'bills-only-paying',
    answers: settled({
      ...toBills,
      'reading-bills': found(billsBeingPaid.map((one) => ({ ...one, visits: one.visits.slice(0, 1) }))),
    }),
  },
  { name: 'lines', telling: true, answers: settled(toBills), page: { scene: 'payments', page: 'lines', sheet: 1 } },
  { name: 'quoting', answers: settled({ ...toBills, bills: chosen }), world: { trouble: { readQuotes: 'silence' } } },
  { name: 'split', telling: true, answers: settled(toSplit) },
  { name: 'split-nothing-left', answers: settled({ ...toSplit, quoting: quotesOfNothing }) },
  { name: 'split-cash-first', answers: settled({ ...toSplit, bills: { ...chosen, cashFirst: true } }) },
  { name: 'split-old', answers: settled({ ...toSplit, quoting: { ...quotesOfOne, until: '2026-11-24T09:00:00+08:00' } }) },
  { name: 'split-refused', telling: true, answers: settled({ ...toSplit, quoting: quotesAllRefused }) },
  { name: 'split-refused-some', answers: settled({ ...toSplit, quoting: quotesRefused }) },
  {
    name: 'paying-no-phone',
    answers: settled({ ...toSplit, split: toPayCode.split }),
    world: { trouble: { createPayment: problemOf('channel-unavailable') } },
  },
  { name: 'pay-code', telling: true, answers: settled(toPayCode), world: { payments: [payment] } },
  {
    name: 'pay-code-idle',
    answers: settled(toPayCode),
    world: { payments: [payment] },
    idle: { secondsLeft: 30 },
  },
  {
    name: 'pay-code-telling',
    telling: true,
    answers: settled({ ...toPayCode, paying: paymentThat({ state: 'confirming' }, { state: 'paid' }) }),
  },
  { name: 'paid', telling: true, ...ended(paymentThat(...paid.slice(0, 1))) },
  { name: 'paid-several', ...ended(paymentThat(...paid)) },
  {
    name: 'paid-partly',
    telling: true,
    ...ended(paymentThat(...paid.slice(0, 2), { state: 'not-paid', reason: 'not-paid-in-time' })),
  },
  { name: 'paid-none', ...ended(paymentThat({ state: 'not-paid', reason: 'not-paid-in-time' })) },
  {
    name: 'paid-giving-back',
    telling: true,
    ...ended(
      paymentThat({
        state: 'giving-back',
        reason: 'hospital-refused',
        refunds: [{ amount: { amount: 7_520, currency: 'CNY' }, cause: 'undone', state: 'on-its-way' }],
      }),
    ),
  },
  { name: 'paid-open', ...ended(paymentThat({ state: 'confirming', knowBy: '2026-11-24T09:30:00+08:00' })) },
  { name: 'paid-no-paper', ...ended(paymentThat(...paid.slice(0, 1))), printer: 'out-of-paper' },
  { name: 'pay-window', telling: true, ...atWindow },
  { name: 'pay-window-no-paper', ...atWindow, printer: 'out-of-paper' },
  { name: 'pay-from-home', telling: true, ...atHome },
  { name: 'pay-from-home-no-paper', ...atHome, printer: 'out-of-paper' },
];
