import { expect } from 'vitest';
import type { SummaryAnswer } from '../../../port/preconsult.ts';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { expectOk } from '../../expectations.ts';
import { bookVisit, delivered } from './summaries.ts';

const PAGE_LIMIT = 300;

/** Reads the answers to their end. Fails when they do not end. */
async function answersSince({ facets, call }: CaseContext, from: string | undefined) {
  const answers: SummaryAnswer[] = [];
  let cursor = from;
  for (let pages = 1; pages <= PAGE_LIMIT; pages++) {
    const page = expectOk(await facets.preconsult.answers(cursor, call()));
    answers.push(...page.answers);
    cursor = page.cursor;
    if (!page.more) return { answers, cursor, pages };
  }
  throw new Error(`answers did not end after ${PAGE_LIMIT} pages`);
}

const withoutTime = ({ at: _, ...answer }: SummaryAnswer) => answer;

/** `answers`: what the doctor said of a summary. */
export const summaryAnswerCases: readonly HospitalCase[] = [
  {
    id: 'ANSWERS-1',
    title: 'tells what doctors said after the cursor: read, corrected with the words of each part, not useful',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { summaries } = context;
      const { cursor } = await answersSince(context, undefined);
      const keys: string[] = [];
      for (let index = 0; index < 3; index++) keys.push((await delivered(context, await bookVisit(context))).key);
      const [read = '', corrected = '', useless = ''] = keys;
      const corrections = [
        { code: 'chief-complaint', text: '阵发性心悸 2 月' },
        { code: 'allergies', text: '青霉素皮试阳性。\n<无>其他 & 药物过敏' },
      ] as const;
      const said = [
        { key: read, what: 'read' },
        { key: corrected, what: 'corrected', corrections },
        { key: useless, what: 'not-useful' },
      ] as const;
      for (const answer of said) await summaries.answer(answer);
      const told = (await answersSince(context, cursor)).answers.filter(({ key }) => keys.includes(key));
      expect(told.map(withoutTime)).toEqual(said);
      for (const { at } of told) expect(Number.isSafeInteger(at) && at > 0).toBe(true);
    },
  },
  {
    id: 'ANSWERS-2',
    title: 'leaves no answer out over several pages',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { limits, summaries } = context;
      const { cursor } = await answersSince(context, undefined);
      const keys: string[] = [];
      for (let index = 0; index < limits.slotsForPaging / 2; index++) {
        const { key } = await delivered(context, await bookVisit(context));
        await summaries.answer({ key, what: 'read' });
        keys.push(key);
      }
      const { answers, pages } = await answersSince(context, cursor);
      const told = new Set(answers.map(({ key }) => key));
      expect(keys.filter((key) => !told.has(key))).toEqual([]);
      expect(pages, 'configure the adapter with smaller pages').toBeGreaterThan(1);
    },
  },
  {
    id: 'ANSWERS-3',
    title: 'tells several answers to one summary in the order in which they were given',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { summaries } = context;
      const { cursor } = await answersSince(context, undefined);
      const { key } = await delivered(context, await bookVisit(context));
      const corrections = [{ code: 'past-history', text: '高血压 10 年' }] as const;
      await summaries.answer({ key, what: 'read' });
      await summaries.answer({ key, what: 'corrected', corrections });
      const told = (await answersSince(context, cursor)).answers.filter((answer) => answer.key === key);
      expect(told.map(({ what }) => what)).toEqual(['read', 'corrected']);
    },
  },
  {
    id: 'ANSWERS-4',
    title: 'comes to rest at the end of the answers',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { key } = await delivered(context, await bookVisit(context));
      await context.summaries.answer({ key, what: 'read' });
      const { cursor } = await answersSince(context, undefined);
      const again = await answersSince(context, cursor);
      const third = await answersSince(context, again.cursor);
      expect(third.answers.length).toBeLessThanOrEqual(again.answers.length);
    },
  },
  {
    id: 'ANSWERS-5',
    title: 'does not follow a cursor of answers that it never gave',
    needs: ['preconsult'],
    async run({ facets, hospital, call }) {
      const before = await hospital.requestsSeen();
      for (const cursor of ['', 'nonsense', 'https://attacker.invalid/answers', '../../admin'])
        expect((await facets.preconsult.answers(cursor, call())).ok, `cursor ${JSON.stringify(cursor)}`).toBe(false);
      expect(await hospital.requestsSeen()).toEqual(before);
    },
  },
];
