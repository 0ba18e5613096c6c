import type { Appointment } from '../../client/wire.ts';
import { goHome } from '../../journey/answering.ts';
import type { AnswerTypes, Draft, Step } from '../../journey/answers.ts';
import { rowOf } from '../../journey/path.ts';
import { always, byAnswer, type Rows } from '../../journey/row.ts';
import type { Manifest } from '../../shell/manifest.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    /** The key of what is offered. `coming`: straight to the slip of the appointment that the person most likely came for. `tell`: what
     * its doctor is told beforehand. `draft`: what they left at this machine, by its code. */
    readonly home: string | { readonly coming: Appointment } | { readonly tell: Appointment } | { readonly draft: string };
    /** What somebody had chosen when the screen was cleared, found again by the code that they were shown. */
    readonly 'draft-code': Draft;
  }
}

const keyOf = (value: AnswerTypes['home']) => (typeof value === 'string' ? value : (Object.keys(value)[0] ?? ''));

/** What is offered, by the scenes that there are; and what somebody began here before. */
export function homeSteps(manifests: readonly Manifest[]) {
  const offered = manifests.flatMap(({ offers = [], first = [] }) => [offers, first].flat());
  const leads: Readonly<Record<string, Step>> = Object.fromEntries(offered.map(({ key, leadsTo }) => [key, leadsTo]));
  return {
    home: {
      kind: 'question',
      ...byAnswer('home', (value) => leads[keyOf(value)] ?? 'draft-code', [...Object.values(leads), 'draft-code']),
      screen: async () => (await import('./screens/home.tsx')).HomeScreen,
      say: [],
      limits: { choicesMax: 12 },
      // It may be for somebody else now.
      invalidates: ['complaint', 'triage-questions', 'suggested'],
      mask: keyOf,
      assist: 'fill',
    },
    'draft-code': {
      kind: 'question',
      ...always('body-part'),
      screen: async () => (await import('./screens/draft-code.tsx')).DraftCodeScreen,
      say: ['draft-code.question', 'draft-code.hint'],
      limits: { lengthMin: 4, lengthMax: 8, triesMax: 3 },
      // Nothing that counts is in a draft: the check comes again, and the yes.
      settles: (rows, answers, draft) => ({
        ...goHome(rows, answers),
        ...drafted(rows, draft),
        home: { settled: true, value: 'book' },
      }),
      assist: 'see',
    },
  } satisfies Rows;
}

/** It comes from wherever the person left it: of what is in it only that counts which a draft may hold. */
function drafted(rows: Rows, draft: Draft): Draft {
  return Object.fromEntries(Object.entries(draft).filter(([step]) => rowOf(rows, step as Step)?.drafted !== undefined));
}
