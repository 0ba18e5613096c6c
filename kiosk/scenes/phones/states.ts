import { identified } from '../../practice/sample-answers.ts';
import { boundPhone, onOwnPhone, samplePhones } from '../../practice/sample-phones.ts';
import { problemOf } from '../../practice/sample-problem.ts';
import { type Given, type State, settled } from '../../practice/state.ts';

const toPhones = { ...identified, home: 'information', information: 'phones' } as const;
const [here, , elsewhere] = samplePhones.sessions;
const asked = { id: 'phb', code: '48120937', digits: '62', expiresAt: '2026-11-24T09:22:00+08:00' };
const entered = {
  id: 'phb',
  phone: boundPhone.phone,
  heldSince: '2024-03-18T10:00:00+08:00',
  digits: '62',
  expiresAt: asked.expiresAt,
};
const toEnter: Given = { ...toPhones, phones: { what: 'enter' } };
const toDigits: Given = { ...toEnter, 'enter-binding': entered };
const toBind: Given = { ...toPhones, phones: { what: 'bind' } };
const toCode: Given = { ...toBind, 'bind-phone': 'yes', 'asking-binding': asked };
const toEnd: Given = { ...toPhones, phones: { what: 'phone', phone: boundPhone } };
const ended: Given = { 'phones-end': 'yes', 'phones-ending': 'ended' };
const onPhone = { ownPhone: true, world: { phones: onOwnPhone } } as const;

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'phones', telling: true, answers: settled(toPhones) },
  {
    name: 'phones-alone',
    answers: settled(toPhones),
    world: { phones: { ...samplePhones, bound: [], sessions: samplePhones.sessions.slice(0, 1) } },
  },
  { name: 'phones-end', telling: true, answers: settled(toEnd) },
  ...(elsewhere === undefined
    ? []
    : [{ name: 'phones-end-session', answers: settled({ ...toPhones, phones: { what: 'session', session: elsewhere } }) }]),
  ...(here === undefined
    ? []
    : [{ name: 'phones-end-here', answers: settled({ ...toPhones, phones: { what: 'session', session: here } }) }]),
  { name: 'phones-end-others', answers: settled({ ...toPhones, phones: { what: 'others' } }) },
  { name: 'phones-ended', answers: settled({ ...toEnd, ...ended }) },
  { name: 'enter-binding', telling: true, answers: settled(toEnter), typed: '48120937' },
  {
    name: 'enter-binding-wrong',
    answers: settled(toEnter),
    world: { phones: { ...samplePhones, waits: undefined } },
    typed: '48120937',
    pressed: '.action-main',
  },
  { name: 'binding-digits', telling: true, answers: settled(toDigits) },
  {
    name: 'binding-gone',
    answers: settled({ ...toDigits, 'binding-digits': 'same' }),
    world: { trouble: { confirmPhoneBinding: problemOf('not-found') } },
  },
  { name: 'phone-other', answers: settled({ ...toDigits, 'binding-digits': 'other' }) },
  { name: 'phone-known', telling: true, answers: settled({ ...toDigits, 'binding-digits': 'same', 'binding-phone': 'bound' }) },
  { name: 'own-phone', answers: settled(toPhones), ...onPhone },
  { name: 'bind-phone', telling: true, answers: settled(toBind), ...onPhone },
  { name: 'binding-code', telling: true, answers: settled(toCode), ...onPhone },
  {
    name: 'binding-code-entered',
    answers: settled(toCode),
    ownPhone: true,
    world: { phones: { ...onOwnPhone, binding: { state: 'entered', signedIn: true } } },
  },
  {
    name: 'binding-code-gone',
    answers: settled(toCode),
    ownPhone: true,
    world: { phones: { ...onOwnPhone, binding: undefined } },
  },
  { name: 'phone-bound', answers: settled({ ...toCode, 'binding-code': { signedIn: true } }), ...onPhone },
  { name: 'phone-bound-signed-out', answers: settled({ ...toCode, 'binding-code': { signedIn: false } }), ...onPhone },
];
