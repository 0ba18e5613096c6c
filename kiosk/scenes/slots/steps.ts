import type { Slot } from '../../client/wire.ts';
import { always, type Rows } from '../../journey/row.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    /** The hospital that was chosen where this house has no such department. */
    readonly elsewhere: string;
    /** Another hospital than the one that was shown. */
    readonly hospital: string;
    readonly slot: Slot;
  }
}

/** At which hospital, on which day, and when. Nobody is led to another house who has not pressed its name. */
export const steps = {
  elsewhere: {
    kind: 'question',
    ...always('slot'),
    screen: async () => (await import('./screens/hospital.tsx')).ElsewhereScreen,
    say: ['elsewhere.lead'],
    limits: { choicesMax: 5 },
    invalidates: ['slot'],
    drafted: true,
    mask: (hospital) => hospital,
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
    drafted: true,
    mask: ({ start }) => start,
    assist: 'fill',
  },
} satisfies Rows;
