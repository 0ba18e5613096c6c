import type { RecordSource, Result, ResultValue, Trend } from '../client/wire.ts';
import { madeUpId } from './made-up-id.ts';
import { madeUpReport, reportId, madeUpValue as value } from './made-up-report.ts';
import type { World } from './world.ts';

/** What hospitals have found out about 王建国 by that Tuesday: two have answered, one takes its time, one does not answer. */

const WANG = { patientId: madeUpId('pat', 1), patientName: '王*国', birthYear: 1950 } as const;
const FIRST = { hospital: 'linjiang-first', hospitalName: '临江市第一人民医院' } as const;
const CENTRAL = { hospital: 'linjiang-central', hospitalName: '临江市中心医院' } as const;
const OLD = { hospital: 'linjiang-old', hospitalName: '临江市老年病医院' } as const;
const THIRD = { hospital: 'linjiang-third', hospitalName: '临江市第三人民医院' } as const;
const WOMEN = { hospital: 'linjiang-women', hospitalName: '临江市妇幼保健院' } as const;
const READ_AT = '2026-11-24T09:11:00+08:00';

const GLUCOSE = ['血糖', 'Blood sugar', '葡萄糖'] as const;
const CREATININE = ['肌酐（看肾）', 'Creatinine (kidneys)', '肌酐'] as const;
const CRP = ['超敏C反应蛋白（看炎症）', 'CRP (inflammation)', '超敏C反应蛋白'] as const;

const chemistry = [
  value(GLUCOSE, ['6.84', 'mmol/L'], '3.90–6.10', { verdict: 'high', trend: 'glucose' }),
  value(['总胆固醇（血脂）', 'Total cholesterol', '总胆固醇'], ['4.91', 'mmol/L'], '2.80–5.20'),
  value(['甘油三酯（血脂）', 'Triglycerides', '甘油三酯'], ['1.32', 'mmol/L'], '0.56–1.70'),
  value(['钾', 'Potassium', '血清钾'], ['3.31', 'mmol/L'], '3.50–5.30', { verdict: 'low' }),
  value(['钠', 'Sodium', '血清钠'], ['141', 'mmol/L'], '137–147'),
  value(CREATININE, ['98', 'μmol/L'], '57–111', { trend: 'creatinine' }),
  value(['尿素（看肾）', 'Urea (kidneys)', '尿素'], ['7.2', 'mmol/L'], '3.6–9.5'),
  value(CRP, ['<0.50', 'mg/L'], '0.00–3.00', { trend: 'crp' }),
  value(['谷丙转氨酶（看肝）', 'ALT (liver)', '丙氨酸氨基转移酶'], ['22', 'U/L'], '9–50'),
];

type Count = readonly [zh: string, en: string, text: string, unit: string, range: string, verdict?: 'usual' | 'low'];

const counts: readonly Count[] = [
  ['白细胞', 'White cells', '5.62', '10^9/L', '3.50–9.50'],
  ['红细胞', 'Red cells', '3.98', '10^12/L', '4.30–5.80', 'low'],
  ['血红蛋白', 'Haemoglobin', '121', 'g/L', '130–175', 'low'],
  ['血小板', 'Platelets', '203', '10^9/L', '125–350'],
  ['红细胞压积', 'Haematocrit', '0.371', 'L/L', '0.400–0.500', 'low'],
  ['红细胞平均体积', 'Mean cell volume', '93.2', 'fL', '82.0–100.0'],
  ['平均血红蛋白量', 'Mean haemoglobin', '30.4', 'pg', '27.0–34.0'],
  ['平均血红蛋白浓度', 'Mean haemoglobin concentration', '326', 'g/L', '316–354'],
  ['中性粒细胞比例', 'Neutrophils', '61.3', '%', '40.0–75.0'],
  ['淋巴细胞比例', 'Lymphocytes', '28.9', '%', '20.0–50.0'],
  ['单核细胞比例', 'Monocytes', '6.7', '%', '3.0–10.0'],
  ['嗜酸性粒细胞比例', 'Eosinophils', '2.6', '%', '0.4–8.0'],
  ['嗜碱性粒细胞比例', 'Basophils', '0.5', '%', '0.0–1.0'],
];

const bloodCount = counts.map(([zh, en, text, unit, range, verdict = 'usual']) =>
  value([zh, en, zh], [text, unit], range, { verdict, group: '血常规' }),
);

const CHEST = [
  '两肺纹理增多，右肺上叶见一小结节，约4毫米。',
  '边缘清楚，没有毛刺。',
  '余肺没有看到实变。',
  '气管和主支气管通畅。',
  '纵隔没有肿大的淋巴结。',
  '心影不大，冠状动脉有少量钙化。',
  '胸腔没有积液。',
  '',
  '印象：',
  '1. 右肺上叶小结节，多是良性，建议一年后复查。',
  '2. 冠状动脉少量钙化，请结合临床。',
].join('\n');

/** The newest first. Of the hospital that takes its time they come once it has answered. */
export const reports: readonly Result[] = [
  madeUpReport(1, {
    ...WANG,
    ...FIRST,
    kind: 'laboratory',
    name: '生化检查',
    issuedAt: '2026-11-23T16:20:00+08:00',
    collectedAt: '2026-11-23T08:05:00+08:00',
    department: '骨科',
    practitioner: '吴敏',
    items: chemistry,
  }),
  madeUpReport(2, {
    ...WANG,
    ...OLD,
    kind: 'laboratory',
    name: '血常规',
    issuedAt: '2026-11-20T10:40:00+08:00',
    collectedAt: '2026-11-20T09:10:00+08:00',
    items: bloodCount,
    conclusion: '轻度贫血，建议查铁和维生素。',
  }),
  madeUpReport(3, {
    ...WANG,
    ...FIRST,
    kind: 'pathology',
    name: '胃镜活检',
    issuedAt: '2026-11-19T15:00:00+08:00',
    held: true,
    dutyDesk: { name: '消化内科门诊，门诊楼3楼', phone: '0000-88000132' },
  }),
  madeUpReport(4, {
    ...WANG,
    ...CENTRAL,
    kind: 'imaging',
    name: '胸部CT平扫',
    issuedAt: '2026-10-08T11:30:00+08:00',
    department: '影像科',
    practitioner: '赵立',
    conclusion: CHEST,
    attached: [{ id: '1', title: '胸部CT报告（带图）', mediaType: 'application/pdf', bytes: 482_113 }],
  }),
  madeUpReport(5, {
    ...WANG,
    ...CENTRAL,
    kind: 'laboratory',
    name: '空腹血糖、糖化血红蛋白',
    status: 'corrected',
    issuedAt: '2026-09-12T14:00:00+08:00',
    collectedAt: '2026-09-12T08:20:00+08:00',
    correctedAt: '2026-09-13T09:30:00+08:00',
    items: [
      value(GLUCOSE, ['112', 'mg/dL'], '70–110', { verdict: 'high', trend: 'glucose', status: 'corrected' }),
      value(['糖化血红蛋白（三个月的血糖）', 'HbA1c (sugar of three months)', '糖化血红蛋白'], ['6.2', '%'], '4.0–6.0', {
        verdict: 'high',
      }),
    ],
  }),
  madeUpReport(6, {
    ...WANG,
    ...CENTRAL,
    kind: 'laboratory',
    name: '尿液检查',
    status: 'preliminary',
    issuedAt: '2026-09-12T10:00:00+08:00',
    items: [
      value(['尿蛋白', 'Protein in urine', '尿蛋白'], ['阴性'], '阴性'),
      value(['尿隐血', 'Blood in urine', '尿隐血'], ['弱阳性'], '阴性', { verdict: 'unusual' }),
      value(['尿培养', 'Urine culture', '尿培养'], ['还在培养'], undefined, {
        verdict: undefined,
        verdictBy: undefined,
        status: 'preliminary',
      }),
    ],
  }),
  madeUpReport(7, {
    ...WANG,
    ...FIRST,
    kind: 'laboratory',
    name: '肾功能、血糖',
    issuedAt: '2025-10-20T15:10:00+08:00',
    collectedAt: '2025-10-20T08:00:00+08:00',
    items: [
      value(GLUCOSE, ['5.92', 'mmol/L'], '3.90–6.10', { trend: 'glucose' }),
      value(CREATININE, ['104', 'μmol/L'], '57–111', { trend: 'creatinine' }),
      value(CRP, ['1.20', 'mg/L'], '0.00–3.00', { trend: 'crp' }),
    ],
  }),
];

/** One value is critical. */
export const criticalReport: Result = madeUpReport(8, {
  ...WANG,
  ...FIRST,
  kind: 'laboratory',
  name: '血钾',
  issuedAt: '2026-11-24T08:50:00+08:00',
  items: [
    value(['钾', 'Potassium', '血清钾'], ['6.71', 'mmol/L'], '3.50–5.30', { verdict: 'critical-high' }),
    value(['钠', 'Sodium', '血清钠'], ['141', 'mmol/L'], '137–147'),
  ],
});

/** Names as long as a hospital may write them, and as no hospital should. */
export const hostileReport: Result = madeUpReport(9, {
  ...WANG,
  ...FIRST,
  kind: 'other',
  name: `<img src=x onerror=alert(1)>${'检'.repeat(172)}`,
  issuedAt: '2026-11-24T08:30:00+08:00',
  items: [
    {
      ...value(
        ['长', 'Long', `<script>alert(1)</script>${'A'.repeat(175)}`],
        ['9,'.repeat(20), 'x'.repeat(180)],
        '8-'.repeat(90),
        {
          verdict: 'high',
        },
      ),
      plainName: undefined,
      note: `</li></ul><b>${'注'.repeat(300)}`,
    },
    {
      ...value(['字', 'Text', 'T'], ['<svg onload=alert(1)>'.repeat(30)], undefined, { verdict: 'unusual' }),
      plainName: undefined,
    },
  ],
  conclusion: 'W'.repeat(2_000),
  attached: [{ id: '1', title: `"><iframe>${'件'.repeat(190)}`, mediaType: 'application/pdf' }],
});

const read = (hospital: typeof FIRST | typeof CENTRAL | typeof OLD): RecordSource => ({
  ...hospital,
  state: 'read',
  readAt: READ_AT,
});

export const sourcesAnswered: readonly RecordSource[] = [read(FIRST), read(CENTRAL), read(OLD)];
/** One takes its time, one does not answer, one has never seen the person. */
export const sources: readonly RecordSource[] = [
  read(FIRST),
  read(CENTRAL),
  { ...OLD, state: 'asking' },
  { ...THIRD, state: 'unavailable' },
  { ...WOMEN, state: 'no-file' },
];

type Point = Trend['lines'][number]['points'][number];

const point = (
  report: number,
  of: typeof FIRST | typeof CENTRAL,
  at: string,
  [text, unit]: readonly [string, string],
  number: string,
  verdict: ResultValue['verdict'],
  more: Partial<Point> = {},
): Point => ({ resultId: reportId(report), ...of, at, text, unit, number, verdict, ...more });

const SAMPLED = { 1: '2026-11-23T08:05:00+08:00', 5: '2026-09-12T08:20:00+08:00', 7: '2025-10-20T08:00:00+08:00' } as const;

const glucose: Trend = {
  code: 'glucose',
  name: { zh: GLUCOSE[0], en: GLUCOSE[1] },
  lines: [
    {
      unit: 'mmol/L',
      points: [
        point(7, FIRST, SAMPLED[7], ['5.92', 'mmol/L'], '5.92', 'usual'),
        point(5, CENTRAL, SAMPLED[5], ['112', 'mg/dL'], '6.22', 'high'),
        point(1, FIRST, SAMPLED[1], ['6.84', 'mmol/L'], '6.84', 'high'),
      ],
      direction: 'rising',
    },
  ],
  apart: [],
  more: false,
  sources: [...sources],
};

const creatinine: Trend = {
  ...glucose,
  code: 'creatinine',
  name: { zh: CREATININE[0], en: CREATININE[1] },
  lines: [
    {
      unit: 'μmol/L',
      points: [
        point(7, FIRST, SAMPLED[7], ['104', 'μmol/L'], '104', 'usual'),
        point(1, FIRST, SAMPLED[1], ['98', 'μmol/L'], '98', 'usual'),
      ],
      direction: 'falling',
    },
  ],
};

/** The last value is only known to be below a limit: nothing is said of where it goes. */
const crp: Trend = {
  ...glucose,
  code: 'crp',
  name: { zh: CRP[0], en: CRP[1] },
  lines: [
    {
      unit: 'mg/L',
      points: [
        point(7, FIRST, SAMPLED[7], ['1.20', 'mg/L'], '1.20', 'usual'),
        point(1, FIRST, SAMPLED[1], ['<0.50', 'mg/L'], '0.50', 'usual', { comparator: '<' }),
      ],
    },
  ],
};

const trendsOf = (...trends: readonly Trend[]): World['records']['trends'] =>
  trends.map((one) => ({ ...one, patientId: WANG.patientId }));

export const trends = trendsOf(glucose, creatinine, crp);

/** Values that are on no line, and a second unit that does not agree with the first. */
export const trendsApart = trendsOf({
  ...glucose,
  lines: [
    ...glucose.lines,
    {
      unit: '单位',
      points: [point(7, CENTRAL, '2025-03-02T08:00:00+08:00', ['14', '单位'], '14', undefined)],
    },
  ],
  apart: [
    {
      resultId: reportId(5),
      ...CENTRAL,
      at: '2026-06-01T07:30:00+08:00',
      text: '6.4',
      unit: 'mmol/L',
      reason: 'other-method',
    },
    { resultId: reportId(5), ...CENTRAL, at: '2026-03-11T08:00:00+08:00', text: '6.1', reason: 'no-unit' },
    { resultId: reportId(7), ...FIRST, at: '2025-12-30T08:00:00+08:00', text: '标本溶血，没有测', reason: 'no-number' },
    { resultId: reportId(7), ...FIRST, text: '6.0', unit: 'mmol/L', reason: 'no-time' },
  ],
  more: true,
});

/** What the gateway would find: the hospital that takes its time answers when it is asked for the third time. */
export const sampleRecords: World['records'] = { sources, answersAfter: { [OLD.hospital]: 3 }, reports, trends };
