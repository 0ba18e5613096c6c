import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { FULL } from '../../support/sampled.ts';
import { seeded } from '../../support/seeded.ts';
import { isDanger } from './red-flag-oracle.ts';
import { caseOf, outcomeOf, randomWalk } from './triage-walks.ts';

const WALKS = FULL ? 100_000 : 20_000;
const QUESTIONS = 8;

type Walk = ReturnType<typeof randomWalk>;

/** What is wrong with a walk. */
function faultsOf(walked: Walk, random: () => number, isAgain: boolean): readonly string[] {
  const { subject, complaint, said, outcomes, asked, isStraight } = walked;
  const end = outcomes.at(-1);
  const one = caseOf(walked);
  const faults: string[] = [];
  const hold = (holds: boolean, fault: string) => holds || faults.push(fault);
  const again = (answers: Walk['said']) => outcomeOf(subject, complaint, answers);
  for (const outcome of outcomes)
    if (outcome.kind === 'question') {
      const { number, atMost } = outcome.step;
      hold(number <= atMost && atMost <= QUESTIONS, 'a step beyond the end');
    }
  if (isStraight) hold(asked.size <= QUESTIONS, 'too many questions');
  if (isAgain)
    hold(
      isDeepStrictEqual(outcomeOf(structuredClone(subject), structuredClone(complaint), structuredClone(said)), end),
      'another end',
    );
  switch (end?.kind) {
    case 'departments': {
      hold(!isDanger(one), 'a department in danger');
      hold(!one.leftUnknown, 'a department in doubt');
      hold(end.suggestions.length > 0 && end.suggestions.length <= 3, 'no suggestion, or too many');
      hold(end.rules.length > 0 && end.suggestions.every(({ rule }) => end.rules.includes(rule)), 'a suggestion of no rule');
      const page = said[Math.floor(random() * said.length)]?.question ?? '';
      if (isStraight && asked.get(page)?.answers === 'many')
        hold(again(said.filter(({ question }) => question !== page)).kind === 'question', `a department without ${page}`);
      break;
    }
    case 'red-flag':
      hold(end.flags.length > 0, 'an alarm of no rule');
      // The oracle does not know what somebody has who does not know it themselves.
      if (isStraight && one.complaint !== '') hold(isDanger(one), 'an alarm without danger');
      hold(
        isDeepStrictEqual(again([...said, { question: said.at(-1)?.question ?? '', answer: 'none' }]), end),
        'an alarm that went',
      );
      break;
    case 'ask-person':
      hold(end.rules.length > 0, 'a person is asked for no rule');
      break;
    default:
      // Only whoever goes back again and again is still on the way.
      hold(!isStraight, 'no end');
  }
  return faults;
}

describe('random walks through triage', () => {
  it(`none of ${WALKS} with a pattern of danger, or with a question about one left open, ends at a department`, () => {
    const random = seeded(17);
    const ends = new Map<string, number>();
    const wrong: string[] = [];
    for (let count = 0; count < WALKS; count += 1) {
      const walked = randomWalk(random);
      const kind = walked.outcomes.at(-1)?.kind ?? '';
      ends.set(kind, (ends.get(kind) ?? 0) + 1);
      const faults = faultsOf(walked, random, count % 10 === 0);
      if (faults.length > 0) wrong.push(`${count}: ${faults.join('; ')}: ${JSON.stringify({ ...walked, asked: [] })}`);
    }
    console.log(`triage: ${WALKS} walks, ${[...ends].map(([kind, times]) => `${times} ${kind}`).join(', ')}`);
    expect(wrong.slice(0, 3)).toEqual([]);
    // Each kind of end is walked to, so that none of this is said of nothing.
    for (const kind of ['departments', 'red-flag', 'ask-person']) expect(ends.get(kind)).toBeGreaterThan(WALKS / 50);
  });
});
