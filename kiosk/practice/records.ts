import type { recordPaths } from '../../bff/contract/records/paths.ts';
import type { ListedResult, RecordSource, Result } from '../client/wire.ts';
import { type HandlersOf, inSession, refused } from './handler.ts';
import type { Facts } from './world.ts';

const PAGE = 20;

export const records = {
  listResults: inSession((facts, { query }) => {
    facts.reportsAsked += 1;
    const { patientId, hospital, kind, from, to, cursor, limit = PAGE } = query;
    const sources = facts.records.sources.map((source) => answered(facts, source));
    const read = new Set(sources.filter(({ state }) => state === 'read').map((source) => source.hospital));
    const found = facts.records.reports.filter(
      (report) =>
        report.patientId === patientId &&
        read.has(report.hospital) &&
        (hospital === undefined || report.hospital === hospital) &&
        (kind === undefined || report.kind === kind) &&
        (from === undefined || Date.parse(report.issuedAt) >= Date.parse(from)) &&
        (to === undefined || Date.parse(report.issuedAt) < Date.parse(to)),
    );
    const start = Number(cursor ?? 0);
    const end = start + limit;
    const next = end < found.length ? { next: `/v1/results?cursor=${end}` } : {};
    return { status: 200, body: { items: found.slice(start, end).map(listed), ...next, sources } };
  }),
  readResult: inSession((facts, { params }) => {
    const report = facts.records.reports.find(({ id }) => id === params.id);
    return report === undefined ? refused('not-found') : { status: 200, body: report };
  }),
  readTrend: inSession((facts, { query }) => {
    const found = facts.records.trends.find(({ code, patientId }) => code === query.code && patientId === query.patientId);
    if (found === undefined) return refused('not-found');
    const { patientId: _, ...trend } = found;
    return { status: 200, body: trend };
  }),
} satisfies HandlersOf<typeof recordPaths>;

/** Who is asked often enough answers. */
function answered({ records: { answersAfter }, reportsAsked, now }: Facts, source: RecordSource): RecordSource {
  const after = answersAfter[source.hospital];
  if (source.state !== 'asking' || after === undefined || reportsAsked < after) return source;
  return { ...source, state: 'read', readAt: new Date(now()).toISOString() };
}

/** A report as the list has it. */
function listed(report: Result): ListedResult {
  const { id, patientId, hospital, hospitalName, kind, name, status, issuedAt, values, unusual, documents } = report;
  const { collectedAt, department, held } = report;
  return {
    id,
    patientId,
    hospital,
    hospitalName,
    kind,
    name,
    status,
    issuedAt,
    values,
    unusual,
    documents,
    ...(collectedAt === undefined ? {} : { collectedAt }),
    ...(department === undefined ? {} : { department }),
    ...(held === undefined ? {} : { held }),
  };
}
