import { expect } from 'vitest';
import type { HospitalCase } from '../../case-context.ts';
import { expectOk, expectRejected } from '../../expectations.ts';
import { bookVisit, delivered, expectShown, summaryOf } from './summaries.ts';

/** `withdraw`: taking back what was handed over. */
export const withdrawCases: readonly HospitalCase[] = [
  {
    id: 'WITHDRAW-1',
    title: 'takes a summary from the sight of the doctor, and finds it withdrawn',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, summaries, call } = context;
      const request = await delivered(context, await bookVisit(context));
      expect(expectOk(await facets.preconsult.withdraw(request.key, call()))).toBeNull();
      await expectShown(context, request, []);
      expect(await summaries.held(request.key)).toBe(0);
      expect(expectOk(await facets.preconsult.find(request.key, call()))).toMatchObject({ key: request.key, withdrawn: true });
    },
  },
  {
    id: 'WITHDRAW-2',
    title: 'answers a success for a summary that was withdrawn already, and for one that never was',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, newKey, call } = context;
      const request = await delivered(context, await bookVisit(context));
      for (const key of [request.key, request.key, newKey()]) expectOk(await facets.preconsult.withdraw(key, call()));
      await expectShown(context, request, []);
    },
  },
  {
    id: 'WITHDRAW-3',
    title:
      'answers key-reused to a summary that comes after its withdrawal, also where it had never come before, and shows it to nobody',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, newKey, summaries, call } = context;
      const { ref: _, ...before } = await delivered(context, await bookVisit(context));
      const never = { ...(await bookVisit(context)), key: newKey(), summary: summaryOf() };
      for (const request of [before, never]) {
        expectOk(await facets.preconsult.withdraw(request.key, call()));
        expectRejected(await facets.preconsult.deliver(request, call()), ['key-reused']);
        await expectShown(context, request, []);
        expect(await summaries.held(request.key)).toBe(0);
      }
    },
  },
  {
    id: 'WITHDRAW-4',
    title: 'leaves the later version, and the summaries of others, where they are',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, call } = context;
      const visit = await bookVisit(context);
      const first = await delivered(context, visit);
      const second = await delivered(context, visit, { summary: summaryOf('心慌三个月'), replaces: first.key });
      const other = await delivered(context, await bookVisit(context), { key: `${first.key}-longer` });
      expectOk(await facets.preconsult.withdraw(first.key, call()));
      await expectShown(context, visit, [second.key]);
      await expectShown(context, other, [other.key]);
    },
  },
  {
    id: 'WITHDRAW-5',
    title: 'lets a new summary be handed over for a booking whose last one was withdrawn',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, call } = context;
      const visit = await bookVisit(context);
      const first = await delivered(context, visit);
      const second = await delivered(context, visit, { summary: summaryOf('心慌三个月'), replaces: first.key });
      expectOk(await facets.preconsult.withdraw(second.key, call()));
      await expectShown(context, visit, []);
      const anew = await delivered(context, visit, { summary: summaryOf('胸闷两天') });
      await expectShown(context, visit, [anew.key]);
    },
  },
  {
    id: 'WITHDRAW-6',
    title: 'takes back the summary of a booking that was cancelled meanwhile',
    needs: ['preconsult', 'booking', 'cancellation'],
    async run(context) {
      const { facets, summaries, call } = context;
      const request = await delivered(context, await bookVisit(context));
      expectOk(await facets.cancellation.cancel(request.booking, call()));
      await expectShown(context, request, []);
      expectOk(await facets.preconsult.withdraw(request.key, call()));
      expect(await summaries.held(request.key)).toBe(0);
    },
  },
];
