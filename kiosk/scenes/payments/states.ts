import type { Bills } from '../../client/wire.ts';
import { chosen, identified, toBills, toPayCode, toSplit } from '../../practice/sample-answers.ts';
import {
  bills,
  billsBeingPaid,
  billsPaidByOthers,
  billsWithSilence,
  payment,
  paymentByLink,
  paymentThat,
  quotesAllRefused,
  quotesForWindow,
  quotesOfNothing,
  quotesOfOne,
  quotesRefused,
} from '../../practice/sample-bills.ts';
import { ownBrowser } from '../../practice/sample-browser.ts';
import { me } from '../../practice/sample-city.ts';
import { problemOf } from '../../practice/sample-problem.ts';
import { type State, settled } from '../../practice/state.ts';

const found = (hospitals: Bills['hospitals']) => ({ patientId: me.patientId, hospitals: [...hospitals] });
const [grandchild] = me.dependants as [(typeof me.dependants)[number]];
const nothing = (hospitals: Bills['hospitals']) => hospitals.map((one) => ({ ...one, visits: [] }));

/** No link yet. */
const paymentComing = { ...paymentByLink, parts: paymentByLink.parts.map(({ payUrl: _, ...part }) => part) };

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'pay-for', telling: true, answers: settled({ ...identified, home: 'pay' }) },
  { name: 'bills', telling: true, answers: settled(toBills) },
  { name: 'bills-for-child', answers: settled({ ...toBills, 'pay-for': grandchild }) },
  { name: 'bills-silent', answers: settled({ ...toBills, 'reading-bills': found(billsWithSilence) }) },
  { name: 'bills-being-paid', telling: true, answers: settled({ ...toBills, 'reading-bills': found(billsBeingPaid) }) },
  { name: 'bills-paid-by-others', answers: settled({ ...toBills, 'reading-bills': found(billsPaidByOthers) }) },
  {
    name: 'bills-only-others-paying',
    answers: settled({
      ...toBills,
      'reading-bills': found(billsPaidByOthers.map((one) => ({ ...one, visits: one.visits.slice(0, 1) }))),
    }),
  },
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
  { name: 'split-no-phone', answers: settled({ ...toSplit, quoting: quotesForWindow }) },
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
    name: 'pay-link',
    answers: settled({ ...toPayCode, paying: paymentByLink }),
    world: { payments: [paymentByLink] },
  },
  {
    name: 'pay-link-looked',
    answers: settled({ ...toPayCode, paying: paymentByLink }),
    world: { payments: [paymentByLink] },
    pressed: '.screen-actions > button',
  },
  {
    name: 'pay-link-coming',
    answers: settled({ ...toPayCode, paying: paymentComing }),
    world: { payments: [paymentComing] },
  },
  {
    name: 'pay-link-in-wechat',
    answers: settled({ ...toPayCode, paying: paymentByLink }),
    world: { payments: [paymentByLink] },
    onPhone: { ...ownBrowser, inWeChat: true },
  },
  {
    name: 'split-no-link',
    answers: settled({
      ...toSplit,
      quoting: { ...quotesOfOne, quotes: quotesOfOne.quotes.map((quote) => ({ ...quote, byLink: [] })) },
    }),
    onPhone: ownBrowser,
  },
  {
    name: 'pay-code-telling',
    telling: true,
    answers: settled({ ...toPayCode, paying: paymentThat({ state: 'confirming' }, { state: 'paid' }) }),
  },
];
