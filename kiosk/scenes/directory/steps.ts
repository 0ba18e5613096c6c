import type { BodyPart, Department } from '../../client/wire.ts';
import type { Answers, Step } from '../../journey/answers.ts';
import { always, type Rows } from '../../journey/row.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    /** Where it hurts; or, for those who know their department, how they would rather find it. */
    readonly 'body-part': BodyPart | 'name' | 'initials';
    readonly department: Department;
  }
}

function hospitalOrSlot(answers: Answers): Step {
  return answers.hospital === undefined ? 'slot' : 'hospital';
}

/** Which department. */
export const steps = {
  'body-part': {
    kind: 'question',
    ...always('department'),
    screen: async () => (await import('./screens/department.tsx')).BodyPartScreen,
    say: ['body-part.question'],
    invalidates: ['department', 'slot', 'day', 'hospital'],
    drafted: true,
    assist: 'fill',
  },
  // The earliest day at the nearest hospital is offered; another day and another hospital are asked for by those who want them.
  department: {
    kind: 'question',
    leadsTo: ['day', 'hospital', 'slot'],
    next: (answers) => (answers.day === undefined ? hospitalOrSlot(answers) : 'day'),
    screen: async () => (await import('./screens/department.tsx')).DepartmentScreen,
    say: ['department.question'],
    invalidates: ['slot', 'day', 'hospital'],
    drafted: 'enough',
    assist: 'fill',
  },
} satisfies Rows;
