import type { BodyPart } from '../../client/wire.ts';
import { type Answers, answerOf, type Step } from '../../journey/answers.ts';
import type { Rows } from '../../journey/row.ts';
import type { ChosenDepartment } from './answers.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    /** Where it hurts; or, for those who know their department, how they would rather find it; `unsure`: they would rather be asked. */
    readonly 'body-part': BodyPart | 'name' | 'initials' | 'unsure';
    readonly department: ChosenDepartment;
  }
}

/** Another house is chosen by its name, before any time is shown; another one than is shown is asked for by those who want it. */
function houseOrTime(answers: Answers): Step {
  if (answers.department?.value?.here === false) return 'elsewhere';
  return answers.hospital === undefined ? 'slot' : 'hospital';
}

/** Whoever is not sure is asked about what they have; unless they were already, from home, or at another machine. */
function askedOrChosen(answers: Answers): Step {
  const isAsked = answerOf(answers, 'body-part') === 'unsure' && answers.complaint !== undefined;
  return isAsked && answerOf(answers, 'home') !== 'triage' ? 'complaint' : 'department';
}

/** Which department. */
export const steps = {
  'body-part': {
    kind: 'question',
    leadsTo: ['department', 'complaint'],
    next: askedOrChosen,
    // From home they were asked before, and not where it hurts.
    passed: (answers) => answerOf(answers, 'home') === 'triage' && answerOf(answers, 'body-part') === 'unsure',
    screen: async () => (await import('./screens/body-part.tsx')).BodyPartScreen,
    say: ['body-part.question', 'emergency.spoken'],
    limits: { choicesMax: 12 },
    invalidates: ['department', 'slot', 'elsewhere', 'hospital'],
    drafted: true,
    assist: 'fill',
  },
  department: {
    kind: 'question',
    leadsTo: ['elsewhere', 'hospital', 'slot'],
    next: houseOrTime,
    screen: async () => (await import('./screens/department.tsx')).DepartmentScreen,
    say: ['department.question'],
    passed: (answers) => answers.department?.value?.alone === true,
    invalidates: ['slot', 'elsewhere', 'hospital'],
    drafted: 'enough',
    assist: 'fill',
  },
} satisfies Rows;
