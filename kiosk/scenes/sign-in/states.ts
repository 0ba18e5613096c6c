import { SAMPLE_NOW } from '../../practice/sample-city.ts';
import { problemOf } from '../../practice/sample-problem.ts';
import { type State, settled } from '../../practice/state.ts';

const PHONE = '138 0013 8000';
const SENT = { at: SAMPLE_NOW, attempt: 'made-up-attempt-of-a-sign-in' };
const sent = { 'phone-number': PHONE, 'code-sending': SENT } as const;
const MINUTE_MS = 60_000;
const people = (...names: readonly string[]) => ({
  code: '482913',
  found: 'choices' as const,
  choices: names.map((patientName, at) => ({ patientId: `pat_${at}`, patientName })),
});

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'phone-number', telling: true, answers: {} },
  { name: 'phone-number-typed', telling: true, answers: { 'phone-number': { settled: false, value: PHONE } } },
  {
    name: 'code-sending',
    answers: settled({ 'phone-number': PHONE }),
    world: { trouble: { sendOneTimeCode: 'silence' } },
  },
  {
    name: 'code-not-sent',
    telling: true,
    answers: settled({ 'phone-number': PHONE }),
    world: { trouble: { sendOneTimeCode: problemOf('phone-unserved') } },
  },
  {
    name: 'too-many-codes',
    answers: settled({ 'phone-number': PHONE }),
    world: { trouble: { sendOneTimeCode: problemOf('too-many-codes') } },
  },
  { name: 'phone-code', telling: true, answers: settled(sent) },
  {
    name: 'phone-code-wrong',
    telling: true,
    answers: settled(sent),
    world: { trouble: { openSession: problemOf('evidence-refused') } },
    written: '482913',
  },
  {
    name: 'phone-code-checking',
    answers: settled(sent),
    world: { trouble: { openSession: 'silence' } },
    written: '482913',
  },
  { name: 'phone-code-again', answers: settled({ ...sent, 'code-sending': { ...SENT, at: SAMPLE_NOW - MINUTE_MS } }) },
  {
    name: 'phone-code-trouble',
    answers: settled(sent),
    world: { trouble: { openSession: problemOf('store-unavailable') } },
    written: '482913',
  },
  { name: 'which-person', telling: true, answers: settled({ ...sent, 'phone-code': people('王*国', '李*', '王*雨') }) },
  {
    name: 'which-person-long',
    answers: settled({
      ...sent,
      'phone-code': people('M**** A********* d** S***** O******* F********', '欧阳*霞', '𠮷*', '买买提·**', '王*', '李*国'),
    }),
  },
  {
    name: 'sign-in-opening',
    answers: settled({ ...sent, 'phone-code': people('王*国', '李*'), 'which-person': 'pat_0' }),
    world: { trouble: { openSession: 'silence' } },
  },
];
