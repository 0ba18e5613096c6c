import { describe, expect, it } from 'vitest';
import { settle } from '../../kiosk/journey/answering.ts';
import type { Answers, AnswerTypes, Question, Step } from '../../kiosk/journey/answers.ts';
import { answered, followed, type Journey, NEW_JOURNEY, turnedTo } from '../../kiosk/journey/journey.ts';
import { addressOf } from '../../kiosk/journey/page.ts';
import { positionOf, rowOf } from '../../kiosk/journey/path.ts';
import { rows } from './kit/all-scenes.ts';
import { samplesOf } from './kit/sample-answers.ts';

const CANARY = 'canary-';

/** Answers that are written by a person, or made for one: nothing of them may be seen. */
const WRITTEN: readonly Question[] = ['child-number', 'child-birth-date', 'child-name', 'check', 'cancel-check'];

/**
 * Everything in an answer that could be of a person: each text within an object, but the time of a place that anybody may book, which the
 * row of the slot unmasks.
 */
function marked<Q extends Question>(question: Q, value: AnswerTypes[Q]): AnswerTypes[Q] {
  if (typeof value === 'string' && !WRITTEN.includes(question)) return value;
  return mark(question, value, '') as AnswerTypes[Q];
}

function mark(question: Question, value: unknown, key: string): unknown {
  if (typeof value === 'string') return isPublic(question, key) ? value : `${CANARY}${value}`;
  if (Array.isArray(value)) return value.map((one) => mark(question, one, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mark(question, one, name)]));
}

/** Which branch an answer takes; and when a place is. */
function isPublic(question: Question, key: string): boolean {
  return (
    ['kind', 'status', 'what', 'outcome', 'manner'].includes(key) ||
    (key === 'start' && (question === 'slot' || question === 'taken'))
  );
}

/** Every journey: each answer that a step can have, at each place where one can stand. */
function everyJourney(language: 'zh' | 'en'): readonly Journey[] {
  const seen = new Map<string, Journey>();
  const open: Journey[] = [answered(NEW_JOURNEY, (answers) => settle(rows, answers, 'language', language))];
  for (const journey of open) {
    const step = positionOf(rows, journey.answers);
    const known = `${step} ${Object.keys(journey.answers).sort().join(' ')}`;
    if (seen.has(known)) continue;
    seen.set(known, journey);
    if (rowOf(rows, step)?.kind === 'end') continue;
    for (const value of samplesOf(step as Question))
      open.push(answered(journey, (answers) => settleMarked(answers, step as Question, value as never)));
  }
  return [...seen.values()];
}

function settleMarked<Q extends Question>(answers: Answers, question: Q, value: AnswerTypes[Q]): Answers {
  return settle(rows, answers, question, marked(question, value));
}

describe('a journey that another screen follows', () => {
  it.each(['zh', 'en'] as const)(
    'shows nothing of a person but what the rows unmask, wherever the journey stands (%s)',
    (language) => {
      const journeys = everyJourney(language);
      const places = new Set<Step>();
      for (const journey of journeys) {
        const value = followed(rows, journey);
        places.add(value.step as Step);
        expect(JSON.stringify(value)).not.toContain(CANARY);
        // The canaries are there to be found.
        if (journey.answers.document !== undefined) expect(JSON.stringify(journey.answers)).toContain(CANARY);
      }
      const asked = (Object.keys(rows) as Step[]).filter((step) => rowOf(rows, step)?.detour !== true && step !== 'language');
      expect(asked.filter((step) => !places.has(step))).toEqual([]);
    },
  );

  it('a journey that another screen follows says where it stands, what may be seen, and which of two is the newer', () => {
    const first = answered(NEW_JOURNEY, (answers) => settle(rows, answers, 'language', 'en'));
    expect(followed(rows, NEW_JOURNEY)).toEqual({ version: 0, step: 'language', answers: {} });
    expect(followed(rows, first)).toEqual({ version: 1, step: 'document', answers: { language: 'en' } });
    const [document] = samplesOf('document');
    if (document === undefined) throw new Error('there is no document among the samples');
    const second = answered(first, (answers) => settle(rows, answers, 'document', document));
    expect(followed(rows, second)).toEqual({ version: 2, step: 'who', answers: { language: 'en', document: true } });
    expect(answered(second, (answers) => answers)).toBe(second);
  });

  it('a journey that another screen follows leads to a page by its address, and back to where it stood', () => {
    const page = { scene: 'oversight', page: 'access', sheet: 2 } as const;
    const turned = turnedTo(NEW_JOURNEY, page);
    expect(addressOf({ ...page, sheet: 1 })).toBe('oversight/access');
    expect(followed(rows, turned).step).toBe('oversight/access/2');
    expect(followed(rows, turnedTo(turned, undefined))).toEqual({ version: 2, step: 'language', answers: {} });
    expect(answered(turned, (answers) => answers).page).toBeUndefined();
  });

  it('a journey that another screen follows hides what no row unmasks, also when a new step says nothing about it', () => {
    const silent = { ...rows, language: { ...rows.language, mask: undefined, assist: undefined } } as typeof rows;
    const journey = answered(NEW_JOURNEY, (answers) => settle(silent, answers, 'language', 'zh'));
    expect(followed(silent, journey).answers).toEqual({});
  });
});
