import type { Hospital } from '../client/wire.ts';
import { addDays } from '../i18n/when.ts';
import { madeUpReport, reportId, madeUpValue as value } from './made-up-report.ts';
import type { World } from './world.ts';

const SUGAR = ['血糖', 'Blood sugar', '葡萄糖'] as const;
const MMOL = 'mmol/L';

/** Two made-up reports of somebody who does not exist. The second hospital answers when it is asked for the second time. */
export function practiceRecords(
  [first, second]: readonly Hospital[],
  today: string,
  whose: { readonly patientId: string; readonly name: string; readonly birthYear: number },
): World['records'] {
  if (first === undefined || second === undefined) return { sources: [], answersAfter: {}, reports: [], trends: [] };
  const of = ({ id, name }: Hospital) => ({ hospital: id, hospitalName: name });
  const person = { patientId: whose.patientId, patientName: whose.name, birthYear: whose.birthYear };
  const [now, before] = [`${addDays(today, -1)}T10:00:00+08:00`, `${addDays(today, -90)}T10:00:00+08:00`];
  const sources: World['records']['sources'] = [
    { ...of(first), state: 'read', readAt: now },
    { ...of(second), state: 'asking' },
  ];
  return {
    sources,
    answersAfter: { [second.id]: 2 },
    reports: [
      madeUpReport(1, {
        ...person,
        ...of(first),
        kind: 'laboratory',
        name: '练习用的化验',
        issuedAt: now,
        dutyDesk: first.dutyDesk,
        items: [
          value(SUGAR, ['6.4', MMOL], '3.9–6.1', { verdict: 'high', trend: 'glucose' }),
          value(['血红蛋白', 'Haemoglobin', '血红蛋白'], ['138', 'g/L'], '130–175'),
        ],
      }),
      madeUpReport(2, {
        ...person,
        ...of(second),
        kind: 'laboratory',
        name: '练习用的化验（以前的）',
        issuedAt: before,
        dutyDesk: second.dutyDesk,
        items: [value(SUGAR, ['5.8', MMOL], '3.9–6.1', { trend: 'glucose' })],
      }),
    ],
    trends: [
      {
        patientId: whose.patientId,
        code: 'glucose',
        name: { zh: SUGAR[0], en: SUGAR[1] },
        lines: [
          {
            unit: MMOL,
            points: [
              { resultId: reportId(2), ...of(second), at: before, text: '5.8', unit: MMOL, number: '5.8', verdict: 'usual' },
              { resultId: reportId(1), ...of(first), at: now, text: '6.4', unit: MMOL, number: '6.4', verdict: 'high' },
            ],
            direction: 'rising',
          },
        ],
        apart: [],
        more: false,
        sources: [...sources],
      },
    ],
  };
}
