import { type ProblemCode, problems } from '../../../bff/contract/problems.ts';
import type { ComponentFixture } from '../fixture.ts';
import { Trouble } from './trouble.tsx';
import type { Way } from './trouble-ways.ts';

const press = () => undefined;
const can: Readonly<Record<Way, () => void>> = {
  retry: press,
  slot: press,
  day: press,
  department: press,
  document: press,
  mine: press,
  bills: press,
  cash: press,
  home: press,
  person: press,
  correct: press,
};

/** Every problem that the gateway knows, as a person meets it. */
export const troubleFixtures: readonly ComponentFixture[] = (Object.keys(problems) as ProblemCode[]).map((code) => ({
  name: `trouble.${code}`,
  render: (say, language) => {
    const { status, title, retryable } = problems[code];
    const known = { type: `/problems/${code}`, title, status, instance: 'req_7F3K9Q2M', code, retryable };
    const problem = { ...known, patientMessageKey: `problem.${code}` };
    return (
      <Trouble problem={problem} say={say} window={language === 'zh' ? '本部 1楼 2号窗口' : '本部 floor 1 2号窗口'} can={can} />
    );
  },
}));
