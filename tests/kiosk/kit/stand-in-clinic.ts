import type * as z from 'zod';
import type { OperationRequest } from '../../../bff/contract/operations.ts';
import type { OperationId } from '../../../bff/contract/paths.ts';
import type { ProblemCode } from '../../../bff/contract/problems.ts';
import type { breakGlass, openedRecords } from '../../../bff/contract/records/break-glass-schemas.ts';
import type { openShares, readRecords } from '../../../bff/contract/records/clinician-schemas.ts';
import type { ResultValue } from '../../../kiosk/client/wire.ts';
import { madeUpId } from '../../../kiosk/practice/made-up-id.ts';
import type { Answer } from './stand-in-gateway.ts';
import { HALL_NOW } from './stand-in-hall.ts';

export type Records = z.output<typeof readRecords>;
export type Report = Records['results']['items'][number];
type OpenShare = z.output<typeof openShares>['items'][number];
type BreakGlass = z.output<typeof breakGlass>;
type Given = {
  readonly params: Record<string, string>;
  readonly query: { readonly cursor?: string };
  readonly body: never;
};

const iso = (ms: number) => `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
const HOUR = 3_600_000;

export const FIRST = { hospital: 'linjiang-first', hospitalName: '临江市第一人民医院' } as const;
export const CENTRAL = { hospital: 'linjiang-central', hospitalName: '临江市中心医院' } as const;

/** The number on a document of somebody whom the city knows, and of nobody. */
export const UNCONSCIOUS = '110101195001010025';
export const NOBODY = '110101195203070042';

export const openShare = (nth: number, more: Partial<OpenShare> = {}): OpenShare => ({
  id: madeUpId('shr', nth),
  patientName: '王*国',
  birthYear: 1950,
  since: iso(HALL_NOW - HOUR),
  until: iso(HALL_NOW + 71 * HOUR),
  parts: { results: 'all', lists: ['visits', 'medications', 'allergies', 'conditions'] },
  ...more,
});

export const measured = (name: string, text: string, more: Partial<ResultValue> = {}): ResultValue => ({
  name,
  text,
  unit: 'mmol/L',
  ranges: [{ text: '3.90–6.10' }],
  status: 'final',
  ...more,
});

export const reportOf = (nth: number, more: Partial<Report> = {}): Report => ({
  id: madeUpId('rpt', nth),
  ...FIRST,
  kind: 'laboratory',
  name: `生化检查${nth}`,
  status: 'final',
  issuedAt: iso(HALL_NOW - nth * 24 * HOUR),
  values: 1,
  unusual: 0,
  documents: 0,
  items: [measured('葡萄糖', '5.50')],
  attached: [],
  ...more,
});

/** What hospitals know of somebody: one has answered, one is silent. */
export const recordsOf = (reports: readonly Report[] = [reportOf(1)], more: Partial<Records> = {}): Records => {
  const sources = [
    { ...FIRST, state: 'read' as const, readAt: iso(HALL_NOW - 60_000) },
    { ...CENTRAL, state: 'unavailable' as const },
  ];
  return {
    person: { name: '王建国', birthDate: '1950-03-14', sex: 'male' },
    until: iso(HALL_NOW + 71 * HOUR),
    results: { items: [...reports], sources },
    lists: {
      visits: { items: [], more: false, sources },
      medications: { items: [], more: false, sources },
      allergies: { items: [], more: false, sources },
      conditions: { items: [], more: false, sources },
    },
    ...more,
  };
};

export const opening = (nth: number, more: Partial<BreakGlass> = {}): BreakGlass => ({
  id: madeUpId('brk', nth),
  patientName: '李*兰',
  birthYear: 1944,
  until: iso(HALL_NOW + 2 * HOUR),
  openedBy: '何医生',
  openedAt: iso(HALL_NOW - 2 * HOUR),
  why: 'unconscious',
  words: '急诊送来时叫不醒，家属还没有到',
  reads: 3,
  reviewBy: iso(HALL_NOW + 70 * HOUR),
  ...more,
});

/** What people share with this hospital, what is opened in emergencies, and what reviewers said of it. */
export function createStandInClinic(problem: (code: ProblemCode) => Answer) {
  const clinic = {
    shares: [] as OpenShare[],
    /** What is read by any share or opening. */
    records: recordsOf(),
    /** Reports of the next page. */
    older: [] as Report[],
    /** What is open in an emergency; nothing before it was opened. */
    opened: undefined as z.output<typeof openedRecords> | undefined,
    openings: [] as BreakGlass[],
  };
  const read = (id: string, until: string, path: string, { cursor }: Given['query']): Answer => {
    const { records, older } = clinic;
    const next = older.length > 0 ? { next: `${path}?cursor=older` } : {};
    const results = cursor ? { ...records.results, items: older } : { ...records.results, ...next };
    return { status: 200, body: { ...records, id, until, results, lists: cursor ? {} : records.lists } };
  };
  const handlers: Partial<Record<OperationId, (given: Given) => Answer>> = {
    listShared: () => ({ status: 200, body: { items: clinic.shares } }),
    readShared({ params: { id = '' }, query }) {
      const share = clinic.shares.find((one) => one.id === id);
      return share ? read(id, clinic.records.until, `/v1/shared/${id}`, query) : problem('not-found');
    },
    openBreakGlass({ body }) {
      const { person } = body as OperationRequest<'openBreakGlass'>['body'];
      const known = 'file' in person ? person.file === 'B-17' : person.document.number === UNCONSCIOUS;
      if (!known) return problem('not-found');
      const before = clinic.opened;
      const until = iso(HALL_NOW + 4 * HOUR);
      clinic.opened ??= { id: madeUpId('brk', 90), patientName: '王*国', birthYear: 1950, until };
      return { status: before ? 200 : 201, body: clinic.opened };
    },
    readBreakGlass({ params: { id = '' }, query }) {
      const { opened } = clinic;
      return opened?.id === id ? read(id, opened.until, `/v1/break-glass/${id}`, query) : problem('not-found');
    },
    listBreakGlass: () => ({ status: 200, body: { items: clinic.openings } }),
    reviewBreakGlass({ params, body }) {
      const found = clinic.openings.find(({ id }) => id === params.id);
      if (!found) return problem('not-found');
      const review = found.review ?? {
        ...(body as OperationRequest<'reviewBreakGlass'>['body']),
        at: iso(HALL_NOW),
        by: '林志愿',
      };
      clinic.openings = clinic.openings.map((one) => (one === found ? { ...found, review } : one));
      return { status: 200, body: { ...found, review } };
    },
  };
  return { clinic, handlers };
}
