import type { AskedPhoneBinding, EnteredPhoneBinding, PhoneBinding } from '../../client/wire.ts';
import { always, byAnswer, type Rows } from '../../journey/row.ts';
import type { PhonesWish } from './answers.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    readonly phones: PhonesWish;
    readonly 'phones-end': 'yes';
    readonly 'phones-ending': 'ended';
    readonly 'bind-phone': 'yes';
    readonly 'asking-binding': AskedPhoneBinding;
    /** It is bound. */
    readonly 'binding-code': Pick<PhoneBinding, 'signedIn'>;
    readonly 'enter-binding': EnteredPhoneBinding;
    /** Whether both screens show the same digits. */
    readonly 'binding-digits': 'same' | 'other';
    readonly 'binding-phone': 'bound';
  }
  interface Ends {
    readonly 'phones-ended': true;
    readonly 'phone-bound': true;
    readonly 'phone-known': true;
    readonly 'phone-other': true;
  }
}

const WANTED = {
  session: 'phones-end',
  phone: 'phones-end',
  others: 'phones-end',
  enter: 'enter-binding',
  bind: 'bind-phone',
} as const;

/** Two screens and one code: whatever stood on either before is looked at again. */
const AT_PHONE = ['asking-binding', 'binding-code'] as const;
const AT_MACHINE = ['binding-digits', 'binding-phone'] as const;

/**
 * Where somebody's registration is open, and which phones are their own. Every step is hidden: whoever helps from another screen neither
 * sees what opens a registration, nor presses the yes.
 */
export const steps = {
  phones: {
    kind: 'question',
    ...byAnswer('phones', ({ what }) => WANTED[what], ['phones-end', 'enter-binding', 'bind-phone']),
    screen: async () => (await import('./screens/phones.tsx')).PhonesScreen,
    say: ['phones.title'],
    reopens: ['bind-phone', ...AT_PHONE],
    assist: 'hidden',
  },
  'phones-end': {
    kind: 'question',
    ...always('phones-ending'),
    screen: async () => (await import('./screens/phones-end.tsx')).PhonesEndScreen,
    say: [],
    saidOnce: true,
    assist: 'hidden',
  },
  'phones-ending': {
    kind: 'work',
    ...always('phones-ended'),
    screen: async () => (await import('./screens/phones-end.tsx')).PhonesEndingScreen,
    say: ['phones-ending.title'],
    barrier: true,
    saidOnce: true,
    assist: 'hidden',
  },
  'phones-ended': {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/phones-end.tsx')).PhonesEndedScreen,
    say: ['phones-ended.title'],
    assist: 'hidden',
  },
  'bind-phone': {
    kind: 'question',
    ...always('asking-binding'),
    screen: async () => (await import('./screens/bind-phone.tsx')).BindPhoneScreen,
    say: ['bind-phone.question', 'bind-phone.brings', 'bind-phone.how'],
    reopens: AT_PHONE,
    assist: 'hidden',
  },
  'asking-binding': {
    kind: 'work',
    ...always('binding-code'),
    screen: async () => (await import('./screens/bind-phone.tsx')).AskingBindingScreen,
    say: ['asking-binding.title'],
    assist: 'hidden',
  },
  'binding-code': {
    kind: 'work',
    ...always('phone-bound'),
    screen: async () => (await import('./screens/binding-code.tsx')).BindingCodeScreen,
    say: ['binding-code.title'],
    barrier: true,
    assist: 'hidden',
  },
  'phone-bound': {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/bind-phone.tsx')).PhoneBoundScreen,
    say: ['phone-bound.title'],
    assist: 'hidden',
  },
  // What was entered is known to the session in which it was: after another card it is entered once more.
  'enter-binding': {
    kind: 'question',
    ...always('binding-digits'),
    screen: async () => (await import('./screens/enter-binding.tsx')).EnterBindingScreen,
    say: ['enter-binding.question', 'enter-binding.hint'],
    limits: { lengthMin: 8, lengthMax: 8, triesMax: 3 },
    reopens: AT_MACHINE,
    saidOnce: true,
    assist: 'hidden',
  },
  'binding-digits': {
    kind: 'question',
    ...byAnswer('binding-digits', (value) => (value === 'same' ? 'binding-phone' : 'phone-other'), [
      'binding-phone',
      'phone-other',
    ]),
    screen: async () => (await import('./screens/binding-digits.tsx')).BindingDigitsScreen,
    say: ['binding-digits.question'],
    reopens: ['binding-phone'],
    saidOnce: true,
    assist: 'hidden',
  },
  'binding-phone': {
    kind: 'work',
    ...always('phone-known'),
    screen: async () => (await import('./screens/binding-digits.tsx')).BindingPhoneScreen,
    say: ['binding-phone.title'],
    barrier: true,
    saidOnce: true,
    assist: 'hidden',
  },
  'phone-known': {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/binding-digits.tsx')).PhoneKnownScreen,
    say: ['phone-known.title', 'phone-known.what'],
    assist: 'hidden',
  },
  'phone-other': {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/binding-digits.tsx')).PhoneOtherScreen,
    say: ['phone-other.title', 'phone-other.what'],
    assist: 'hidden',
  },
} satisfies Rows;
