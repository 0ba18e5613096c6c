import type { Result } from '../../client/wire.ts';
import { always, byAnswer, type PageRow, type Rows } from '../../journey/row.ts';
import { childsCard } from '../identity/answers.ts';
import type { ReadReports, ReportFilter, ReportsOf, ShareAll } from './read-reports.ts';
import { SHARING } from './share-questions.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    readonly 'report-for': ReportsOf;
    readonly 'reading-reports': ReadReports;
    readonly 'report-filter': ReportFilter;
    /** The id of one of them; or letting somebody read all of them. */
    readonly reports: string | ShareAll;
    readonly 'reading-report': Result;
    readonly report: 'print' | 'share';
  }
  interface Ends {
    readonly 'report-printed': true;
  }
}

declare module '../../journey/page.ts' {
  interface PageNames {
    readonly records: 'sources' | 'trend';
  }
}

/**
 * Reading one's reports, and printing one. Every step and page is hidden: whoever helps from another screen learns its name and nothing
 * else, and nothing of a report is read aloud.
 */
export const steps = {
  'report-for': {
    kind: 'question',
    ...always('reading-reports'),
    // Whoever came with a child's card looks for that child.
    passed: (answers) => answers['report-for']?.value === 'alone' || childsCard(answers) !== undefined,
    screen: async () => (await import('./screens/report-for.tsx')).ReportForScreen,
    say: ['report-for.question'],
    invalidates: ['reading-reports', 'report-filter', 'reports', 'reading-report', 'report', ...SHARING],
    assist: 'hidden',
  },
  'reading-reports': {
    kind: 'work',
    leadsTo: ['report-filter', 'reports'],
    next: (answers) => (answers['report-filter'] === undefined ? 'reports' : 'report-filter'),
    screen: async () => (await import('./screens/reading-reports.tsx')).ReadingReportsScreen,
    say: ['reading-reports.title', 'reading-reports.words'],
    reopens: ['reports'],
    assist: 'hidden',
  },
  'report-filter': {
    kind: 'question',
    ...always('reports'),
    screen: async () => (await import('./screens/report-filter.tsx')).ReportFilterScreen,
    say: ['report-filter.question'],
    detour: true,
    reopens: ['reports'],
    assist: 'hidden',
  },
  reports: {
    kind: 'question',
    ...byAnswer('reports', (value) => (typeof value === 'string' ? 'reading-report' : 'reading-shares'), [
      'reading-report',
      'reading-shares',
    ]),
    screen: async () => (await import('./screens/reports.tsx')).ReportsScreen,
    say: ['reports.question'],
    // Whoever chooses one, the same once more too, reads it as it is now.
    invalidates: ['reading-report', 'report', ...SHARING],
    reopens: ['reading-report', 'report'],
    assist: 'hidden',
  },
  'reading-report': {
    kind: 'work',
    ...always('report'),
    screen: async () => (await import('./screens/report.tsx')).ReadingReportScreen,
    say: ['reading-report.title'],
    assist: 'hidden',
  },
  report: {
    kind: 'question',
    ...byAnswer('report', (value) => (value === 'share' ? 'reading-shares' : 'report-printed'), [
      'report-printed',
      'reading-shares',
    ]),
    screen: async () => (await import('./screens/report.tsx')).ReportScreen,
    say: ['report.title', 'report.ask-doctor'],
    assist: 'hidden',
  },
  'report-printed': {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/report-printed.tsx')).ReportPrintedScreen,
    say: ['report-printed.title'],
    assist: 'hidden',
  },
} satisfies Rows;

/** Which hospitals have answered; and how a value changed from time to time: its place in the report is its sheet. */
export const pages = {
  sources: {
    screen: async () => (await import('./screens/sources.tsx')).SourcesScreen,
    say: ['sources.title'],
    assist: 'hidden',
  },
  trend: {
    screen: async () => (await import('./screens/trend.tsx')).TrendScreen,
    say: ['trend.title'],
    assist: 'hidden',
  },
} satisfies Record<string, PageRow>;
