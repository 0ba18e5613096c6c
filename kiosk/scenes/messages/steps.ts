import type { Appointment, Message } from '../../client/wire.ts';
import { settle, without } from '../../journey/answering.ts';
import { always, byAnswer, type PageRow, type Rows } from '../../journey/row.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    readonly messages: Message;
    /** What it is about, as it is now; of a payment its id. */
    readonly message:
      | { readonly to: 'appointment'; readonly appointment: Appointment }
      | { readonly to: 'payment'; readonly paymentId: string };
  }
}

declare module '../../journey/page.ts' {
  interface PageNames {
    readonly messages: 'preferences';
  }
}

/** What was chosen at these before is of another errand. */
const ELSEWHERE = ['appointment', 'cancel-check', 'cancelling', 'payment'] as const;

/** What somebody had to be told. Nothing has a mask, and every step is hidden: whoever helps from another screen reads none of it. */
export const steps = {
  messages: {
    kind: 'question',
    ...always('message'),
    screen: async () => (await import('./screens/messages.tsx')).MessagesScreen,
    say: ['messages.title'],
    invalidates: ['message'],
    reopens: ['message'],
    assist: 'hidden',
  },
  message: {
    kind: 'question',
    ...byAnswer('message', (value) => ('appointment' in value ? 'appointment' : 'payment'), ['appointment', 'payment']),
    screen: async () => (await import('./screens/message.tsx')).MessageScreen,
    say: ['message.spoken'],
    settles: (rows, answers, value) => ({
      ...without(
        value.to === 'appointment'
          ? settle(rows, answers, 'mine', value.appointment)
          : settle(rows, answers, 'bills', { paymentId: value.paymentId }),
        ELSEWHERE,
      ),
      message: { settled: true, value },
    }),
    assist: 'hidden',
  },
} satisfies Rows;

/** What goes to the phone, when, and in which language. */
export const pages = {
  preferences: {
    screen: async () => (await import('./screens/preferences.tsx')).PreferencesScreen,
    say: ['preferences.title', 'preferences.what'],
    assist: 'hidden',
  },
} satisfies Record<string, PageRow>;
