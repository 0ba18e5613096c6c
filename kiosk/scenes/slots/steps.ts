import type { Slot } from '../../client/wire.ts';
import { always, type Rows } from '../../journey/row.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    /** A calendar day in China, `2026-11-24`. */
    readonly day: string;
    readonly hospital: string;
    readonly slot: Slot;
  }
}

/** On which day, at which hospital, and when. */
export const steps = {
  day: {
    kind: 'question',
    leadsTo: ['hospital', 'slot'],
    next: (answers) => (answers.hospital === undefined ? 'slot' : 'hospital'),
    screen: async () => (await import('./screens/day.tsx')).DayScreen,
    say: ['day.question'],
    invalidates: ['slot', 'hospital'],
    detour: true,
    drafted: true,
    mask: (day) => day,
    assist: 'fill',
  },
  hospital: {
    kind: 'question',
    ...always('slot'),
    screen: async () => (await import('./screens/hospital.tsx')).HospitalScreen,
    say: ['hospital.question'],
    limits: { choicesMax: 5 },
    invalidates: ['slot'],
    detour: true,
    drafted: true,
    mask: (hospital) => hospital,
    assist: 'fill',
  },
  slot: {
    kind: 'question',
    leadsTo: ['coverage', 'check'],
    next: (answers) => (answers.coverage === undefined ? 'check' : 'coverage'),
    screen: async () => (await import('./screens/slot.tsx')).SlotScreen,
    say: ['slot.question'],
    limits: { choicesMax: 5 },
    drafted: true,
    mask: ({ start }) => start,
    assist: 'fill',
  },
} satisfies Rows;
