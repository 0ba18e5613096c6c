import { expect } from 'vitest';
import {
  COMPLAINT_MAX,
  LINE_LENGTH_MAX,
  LINES_MAX,
  RESPONSE_MAX_BYTES,
  SECTION_CODES,
  type Summary,
  type SummaryLine,
} from '../../../port/preconsult.ts';
import { isRef } from '../../../port/terms.ts';
import type { HospitalCase } from '../../case-context.ts';
import { describeOutcome, expectFailure, expectNothingPersonal, expectOk, expectRejected } from '../../expectations.ts';
import { bookVisit, delivered, expectShown, summaryOf } from './summaries.ts';

const plain = (text: string): SummaryLine => ({ text, abnormal: false, unsure: false });
const oneLine = (text: string): Partial<Summary> => ({ sections: [{ code: 'past-history', lines: [plain(text)] }] });

/** A summary of which everything is as long as it may be, or stands in no common table of characters. */
const LARGEST = summaryOf('䶮'.repeat(COMPLAINT_MAX.zh), {
  sections: SECTION_CODES.map((code) => ({
    code,
    lines: [plain(`${code} 𠮷㛃 ${'话'.repeat(LINE_LENGTH_MAX - 60)}`), plain('话'.repeat(LINE_LENGTH_MAX - 60))],
  })),
});

/** Summaries that can not be handed over, by what is wrong with them. */
const IMPOSSIBLE: readonly (readonly [what: string, summary: Summary])[] = [
  ['a complaint of 21 characters', summaryOf('疼'.repeat(COMPLAINT_MAX.zh + 1))],
  ['no complaint', summaryOf(' ')],
  ['a control character', summaryOf('心慌', oneLine('药\u0007'))],
  ['a line end', summaryOf('心慌', oneLine('第一\n第二'))],
  ['an override of direction', summaryOf('心慌', oneLine('abc\u202Edef'))],
  ['a line that is too long', summaryOf('心慌', oneLine('话'.repeat(LINE_LENGTH_MAX + 1)))],
  [
    'more than fits',
    summaryOf('心慌', {
      sections: [{ code: 'past-history', lines: Array(LINES_MAX).fill(plain('话'.repeat(LINE_LENGTH_MAX))) }],
    }),
  ],
  ['a section without lines', summaryOf('心慌', { sections: [{ code: 'allergies', lines: [] }] })],
  ['a section twice', summaryOf('心慌', { sections: [summaryOf().sections[1], summaryOf().sections[1]] as never })],
  ['a response of another type', summaryOf('心慌', { response: { resourceType: 'Patient' } })],
  [
    'a response that is too large',
    summaryOf('心慌', { response: { resourceType: 'QuestionnaireResponse', id: 'x'.repeat(RESPONSE_MAX_BYTES) } }),
  ],
];

/** `deliver` and `find`: one summary for one booking, under one key. */
export const deliverCases: readonly HospitalCase[] = [
  {
    id: 'DELIVER-1',
    title: 'hands a summary over whole, once, under our key and to the doctor of the booking, and finds it so',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, newKey, summaries, call } = context;
      const visit = await bookVisit(context);
      const request = { ...visit, key: newKey(), summary: summaryOf() };
      const receipt = expectOk(await facets.preconsult.deliver(request, call()));
      expect(receipt).toEqual({ key: request.key, ref: receipt.ref, withdrawn: false });
      expect(isRef(receipt.ref)).toBe(true);
      const { saidBy, chiefComplaint, sections, noDiagnosis } = request.summary;
      const { key, ref } = receipt;
      expect(await summaries.shown(visit.booking.ref)).toEqual([{ key, ref, saidBy, chiefComplaint, sections, noDiagnosis }]);
      expect(expectOk(await facets.preconsult.find(key, call()))).toEqual(receipt);
    },
  },
  {
    id: 'DELIVER-2',
    title: 'answers the same receipt when key and content are sent again',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, newKey, call } = context;
      const request = { ...(await bookVisit(context)), key: newKey(), summary: summaryOf() };
      const first = expectOk(await facets.preconsult.deliver(request, call()));
      expect(expectOk(await facets.preconsult.deliver(request, call()))).toEqual(first);
      await expectShown(context, request, [request.key]);
    },
  },
  {
    id: 'DELIVER-3',
    title: 'hands the same key sent five times at once over once, and calls none of them rejected',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, newKey, summaries, call } = context;
      const request = { ...(await bookVisit(context)), key: newKey(), summary: summaryOf() };
      const outcomes = await Promise.all(Array.from({ length: 5 }, () => facets.preconsult.deliver(request, call())));
      for (const outcome of outcomes)
        if (!outcome.ok) expect(outcome.failure.kind, describeOutcome(outcome)).toBe('unknown-outcome');
      await expectShown(context, request, [request.key]);
      expect(await summaries.held(request.key)).toBe(1);
    },
  },
  {
    id: 'DELIVER-4',
    title: 'answers key-reused when a used key comes with another summary or another booking, and changes nothing',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, newPatient, summaries, call } = context;
      const whom = newPatient();
      const { ref: _, ...request } = await delivered(context, await bookVisit(context, whom));
      const other = await bookVisit(context, whom);
      const otherWords = { ...request, summary: summaryOf('胸闷两天') };
      const otherAnswers = { ...request, summary: summaryOf(undefined, { response: { resourceType: 'QuestionnaireResponse' } }) };
      for (const wrong of [otherWords, otherAnswers, { ...request, ...other }])
        expectRejected(await facets.preconsult.deliver(wrong, call()), ['key-reused']);
      expect(await summaries.shown(request.booking.ref)).toMatchObject([{ key: request.key, chiefComplaint: '心慌两个月' }]);
      await expectShown(context, other, []);
    },
  },
  {
    id: 'DELIVER-5',
    title: 'answers booking-unknown for a booking that the hospital does not have, that is of another key, or of somebody else',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, newKey, call } = context;
      const [visit, other] = [await bookVisit(context), await bookVisit(context)];
      const never = { ...visit, booking: { ...visit.booking, ref: 'never-existed' } };
      const mixed = { ...visit, booking: { ...visit.booking, key: other.booking.key } };
      const foreign = { ...visit, booking: other.booking };
      for (const wrong of [never, mixed, foreign])
        expectRejected(await facets.preconsult.deliver({ ...wrong, key: newKey(), summary: summaryOf() }, call()), [
          'booking-unknown',
        ]);
      for (const one of [visit, other]) await expectShown(context, one, []);
    },
  },
  {
    id: 'DELIVER-6',
    title: 'answers booking-over for a booking that was cancelled, and shows nothing for it',
    needs: ['preconsult', 'booking', 'cancellation'],
    async run(context) {
      const { facets, newKey, summaries, call } = context;
      const visit = await bookVisit(context);
      expectOk(await facets.cancellation.cancel(visit.booking, call()));
      const request = { ...visit, key: newKey(), summary: summaryOf() };
      expectRejected(await facets.preconsult.deliver(request, call()), ['booking-over']);
      await expectShown(context, visit, []);
      expect(await summaries.held(request.key)).toBe(0);
    },
  },
  {
    id: 'DELIVER-7',
    title: 'answers booking-over for a visit that was, or was missed',
    needs: ['preconsult', 'booking'],
    cannot: ({ hospital: { statuses } }) =>
      (['completed', 'missed'] as const).every((status) => statuses?.supported.includes(status))
        ? undefined
        : 'this hospital has no word for visits that were',
    async run(context) {
      const { facets, hospital, newKey, call } = context;
      for (const status of ['completed', 'missed'] as const) {
        const visit = await bookVisit(context);
        await hospital.statuses?.set(visit.booking.ref, status);
        const request = { ...visit, key: newKey(), summary: summaryOf() };
        expectRejected(await facets.preconsult.deliver(request, call()), ['booking-over']);
      }
    },
  },
  {
    id: 'DELIVER-8',
    title: 'stores a key of 64 characters, hyphen and underscore included, exactly',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, newKey, call } = context;
      const run = newKey();
      for (const key of [`${run}_-_`.padEnd(64, 'Zz9'), `-${run}`, `_${run}`]) {
        const visit = await bookVisit(context);
        expect((await delivered(context, visit, { key })).key).toBe(key);
        await expectShown(context, visit, [key]);
        expect(expectOk(await facets.preconsult.find(key, call()))?.key).toBe(key);
      }
    },
  },
  {
    id: 'DELIVER-9',
    title: 'finds no summary under a key that was never sent, only begins so, or differs in case',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, newKey, call } = context;
      const key = newKey();
      await delivered(context, await bookVisit(context), { key: `${key}-longer` });
      for (const other of [newKey(), key, `${key}-LONGER`])
        expect(expectOk(await facets.preconsult.find(other, call()))).toBeNull();
    },
  },
  {
    id: 'DELIVER-10',
    title: 'hands over the longest summary, and characters of no common table, without losing any',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const visit = await bookVisit(context);
      await delivered(context, visit, { summary: LARGEST });
      const [shown] = await context.summaries.shown(visit.booking.ref);
      expect(shown?.chiefComplaint).toBe(LARGEST.chiefComplaint);
      expect(shown?.sections).toEqual(LARGEST.sections);
    },
  },
  {
    id: 'DELIVER-11',
    title: 'hands over words that look like markup as the words that they are',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { summaries } = context;
      const words = `<img src=x onerror="alert('1')"> & </p> 体温 <38`;
      const visit = await bookVisit(context);
      await delivered(context, visit, { summary: summaryOf('<b>疼</b> & 晕', oneLine(words)) });
      expect(await summaries.shown(visit.booking.ref)).toMatchObject([
        { chiefComplaint: '<b>疼</b> & 晕', sections: [{ lines: [{ text: words }] }] },
      ]);
      const page = await summaries.page?.();
      expect(page ?? '').not.toMatch(/<img|<b>疼/);
      if (page !== undefined) expect(page).toContain('体温 &lt;38');
    },
  },
  {
    id: 'DELIVER-12',
    title: 'says who spoke for the person, and in which words it is no diagnosis, in both languages',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { summaries } = context;
      const noDiagnosis = 'This is what was said before the visit. It is no diagnosis.';
      const said = [
        summaryOf('palpitations for two months, none today', {
          language: 'en',
          saidBy: { who: 'relative', relationship: 'daughter' },
          noDiagnosis,
        }),
        summaryOf('心慌', { saidBy: { who: 'volunteer' } }),
        summaryOf('心慌', { saidBy: { who: 'clerk' } }),
        summaryOf('心慌', { saidBy: { who: 'relative', relationship: '女儿' } }),
      ];
      for (const summary of said) {
        const visit = await bookVisit(context);
        await delivered(context, visit, { summary });
        const { saidBy, sections } = summary;
        expect(await summaries.shown(visit.booking.ref)).toMatchObject([
          { saidBy, sections, chiefComplaint: summary.chiefComplaint, noDiagnosis: summary.noDiagnosis },
        ]);
      }
    },
  },
  {
    id: 'DELIVER-13',
    title: 'refuses what is no summary before anything is sent',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, hospital, newKey, call } = context;
      const visit = await bookVisit(context);
      const before = await hospital.requestsSeen();
      for (const [what, summary] of IMPOSSIBLE) {
        const outcome = await facets.preconsult.deliver({ ...visit, key: newKey(), summary }, call());
        expect(outcome, what).toMatchObject({ ok: false, failure: { kind: 'rejected', reason: 'request-refused' } });
      }
      const noKey = { ...visit, key: 'a key', summary: summaryOf() };
      expectRejected(await facets.preconsult.deliver(noKey, call()), ['request-refused']);
      expect(await hospital.requestsSeen()).toEqual(before);
    },
  },
  {
    id: 'DELIVER-14',
    title: 'answers the same receipt again once the visit is over, and shows nothing by that',
    needs: ['preconsult', 'booking', 'cancellation'],
    async run(context) {
      const { facets, call } = context;
      const { ref, ...request } = await delivered(context, await bookVisit(context));
      expectOk(await facets.cancellation.cancel(request.booking, call()));
      expect(expectOk(await facets.preconsult.deliver(request, call()))).toEqual({ key: request.key, ref, withdrawn: false });
      await expectShown(context, request, []);
    },
  },
  {
    id: 'PRIVACY-16',
    title: 'says nothing personal when the hospital refuses a summary',
    needs: ['preconsult', 'booking'],
    async run(context) {
      const { facets, newKey, call } = context;
      const visit = await bookVisit(context);
      const { number } = visit.patient.document;
      const summary = summaryOf('心慌', oneLine(`${visit.patient.name} ${number}`));
      const request = { ...visit, key: newKey(), summary };
      const wrong = [
        await facets.preconsult.deliver({ ...request, booking: { key: newKey(), ref: number } }, call()),
        await facets.preconsult.deliver({ ...request, replaces: number }, call()),
        await facets.preconsult.deliver({ ...request, summary: { ...summary, chiefComplaint: number.repeat(9) } }, call()),
      ];
      for (const outcome of wrong) {
        expectFailure(outcome, ['rejected']);
        expectNothingPersonal(outcome, visit.patient);
      }
    },
  },
];
