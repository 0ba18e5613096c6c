import { always, type Rows } from '../../journey/row.ts';

declare module '../../journey/answers.ts' {
  interface Ends {
    readonly slip: true;
  }
}

/** The slip of an appointment, and how to get it on paper. */
export const steps = {
  slip: {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/slip.tsx')).SlipScreen,
    say: ['slip.title'],
    assist: 'see',
  },
} satisfies Rows;
