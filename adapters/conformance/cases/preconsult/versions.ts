import { expect } from 'vitest';
import type { HospitalCase } from '../../case-context.ts';
import { expectOk, expectRejected } from '../../expectations.ts';
import { bookVisit, delivered, expectShown, summaryOf } from './summaries.ts';

/** `deliver` with `replaces`: of several versions the doctor sees the last, and none gets before another. */
export const summaryVersionCases: readonly HospitalCase[] = [
  {
    id: 'VERSION-1',
    title: 'shows the later version of a summary alone, and still finds the former',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, summaries, call } = context;
      const visit = await bookVisit(context);
      const first = await delivered(context, visit);
      const second = await delivered(context, visit, { summary: summaryOf('心慌三个月'), replaces: first.key });
      const third = await delivered(context, visit, { summary: summaryOf('心慌四个月'), replaces: second.key });
      expect(await summaries.shown(visit.booking.ref)).toMatchObject([{ key: third.key, chiefComplaint: '心慌四个月' }]);
      expect(new Set([first.ref, second.ref, third.ref]).size).toBe(3);
      for (const { key } of [first, second])
        expect(expectOk(await facets.preconsult.find(key, call()))).toMatchObject({ key, withdrawn: false });
    },
  },
  {
    id: 'VERSION-2',
    title: 'answers the same receipt when a later version, or the former one, is sent again',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, call } = context;
      const visit = await bookVisit(context);
      const { ref: firstRef, ...first } = await delivered(context, visit);
      const { ref: secondRef, ...second } = await delivered(context, visit, {
        summary: summaryOf('心慌三个月'),
        replaces: first.key,
      });
      expect(expectOk(await facets.preconsult.deliver(second, call())).ref).toBe(secondRef);
      expect(expectOk(await facets.preconsult.deliver(first, call())).ref).toBe(firstRef);
      await expectShown(context, visit, [second.key]);
    },
  },
  {
    id: 'VERSION-3',
    title: 'refuses a version that is out of order, and shows what was shown',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, newKey, newPatient, call } = context;
      const whom = newPatient();
      const visit = await bookVisit(context, whom);
      const elsewhere = await delivered(context, await bookVisit(context, whom));
      const first = await delivered(context, visit);
      const second = await delivered(context, visit, { summary: summaryOf('心慌三个月'), replaces: first.key });
      const later = { ...visit, summary: summaryOf('心慌四个月') };
      for (const replaces of [newKey(), first.key, elsewhere.key, undefined]) {
        const request = { ...later, key: newKey(), ...(replaces === undefined ? {} : { replaces }) };
        expectRejected(await facets.preconsult.deliver(request, call()), ['summary-unknown', 'summary-changed']);
      }
      await expectShown(context, visit, [second.key]);
      await expectShown(context, elsewhere, [elsewhere.key]);
    },
  },
  {
    id: 'VERSION-4',
    title: 'lets one of two versions that replace the same one through when both are sent at once',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, newKey, call } = context;
      const visit = await bookVisit(context);
      const { key: replaces } = await delivered(context, visit);
      const keys = [newKey(), newKey()];
      const outcomes = await Promise.all(
        keys.map((key) =>
          facets.preconsult.deliver({ ...visit, key, replaces, summary: summaryOf(`心慌 ${key.slice(-4)}`) }, call()),
        ),
      );
      const won = keys.filter((_, index) => outcomes[index]?.ok);
      expect(won).toHaveLength(1);
      for (const outcome of outcomes) if (!outcome.ok) expectRejected(outcome, ['summary-unknown', 'summary-changed']);
      await expectShown(context, visit, won);
    },
  },
];
