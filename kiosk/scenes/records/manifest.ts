import { type Manifest, partsOf } from '../../shell/manifest.ts';

const zh = { 'home.reports': '我的报告' } as const;
const en = { 'home.reports': 'Reports' } as const;

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}

/** What hospitals have found out: every report in one list, read here and printed. */
export const records: Manifest = {
  name: 'records',
  offers: [{ key: 'reports', leadsTo: 'report-for', title: 'home.reports', group: 'mine', picture: 'report' }],
  words: { zh, en },
  enteredBy: ['report-for', 'report-filter'],
  needs: ['slips'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
