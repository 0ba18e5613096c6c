import type { Message } from '../../client/wire.ts';
import { identified } from '../../practice/sample-answers.ts';
import { payment } from '../../practice/sample-bills.ts';
import { everyMessage } from '../../practice/sample-messages.ts';
import { type State, settled } from '../../practice/state.ts';
import { usualPreferences } from '../../practice/usual-preferences.ts';

const toMessages = { ...identified, home: 'information', information: 'messages' } as const;
const world = { messages: everyMessage, payments: [payment] };
const TELLING: readonly Message['kind'][] = ['booking-cancelled-by-hospital', 'payment-money-back', 'records-opened'];
const preferences = { scene: 'messages', page: 'preferences', sheet: 1 } as const;

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'messages', telling: true, answers: settled(toMessages), world },
  { name: 'messages-none', answers: settled(toMessages) },
  ...everyMessage.map(
    (message): State => ({
      name: `message-${message.kind}`,
      ...(TELLING.includes(message.kind) ? { telling: true } : {}),
      answers: settled({ ...toMessages, messages: message }),
      world,
    }),
  ),
  { name: 'preferences', telling: true, page: preferences, answers: settled(toMessages), world },
  {
    name: 'preferences-set',
    page: preferences,
    answers: settled(toMessages),
    world: {
      messagePreferences: {
        kinds: usualPreferences.kinds.map((one) => ({ ...one, phone: !one.mayBeOff })),
        quiet: { from: '21:30', until: '06:00' },
        language: 'en',
      },
    },
  },
  { name: 'preferences-always', page: { ...preferences, sheet: 3 }, answers: settled(toMessages) },
];
