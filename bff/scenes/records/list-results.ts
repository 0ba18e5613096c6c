import type * as z from 'zod';
import type { OperationInput } from '../../contract/operations.ts';
import { paths } from '../../contract/paths.ts';
import type { listedResult, recordSource } from '../../contract/records/schemas.ts';
import type { Cipher } from '../../platform/crypto/cipher.ts';
import type { HandlerReply } from '../../platform/http/gateway.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { badCursor, decodeCursor, encodeCursor, nextPage } from '../../platform/http/paging.ts';
import { refuseHealthData } from '../identity/health-data.ts';
import { sealingOf } from '../identity/patients.ts';
import { headPlace, type RecordDependencies } from './dependencies.ts';
import { type RecordReader, type Source, WAIT_MS } from './read-hospital.ts';
import { type KeptFrom, keptFrom, logListing, type RecordCall } from './reading-call.ts';
import { type Head, withheldHead } from './result-head.ts';
import { type ResultRow, readResults } from './result-rows.ts';
import { isHeld } from './rules.ts';

export type ListedBody = z.output<typeof listedResult>;

/** A page of a person's results, and how far each hospital's answer has come. What has arrived is shown, whatever is still missing. */
export async function listResults(
  dependencies: RecordDependencies,
  reader: RecordReader,
  query: OperationInput<'listResults'>['query'],
  call: RecordCall,
): Promise<HandlerReply<'listResults'>> {
  const { patientId, hospital, kind, from, to, limit } = query;
  const refused = await refuseHealthData(dependencies, call.caller, patientId, 'results');
  if (refused) return refused;
  const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
  if (query.cursor !== undefined && !position) return badCursor();
  await logListing(dependencies, call, 'result.list', patientId);
  const [sources, kept] = await Promise.all([
    reader.sources(patientId, 'reports', WAIT_MS),
    keptFrom(dependencies, call, patientId),
  ]);
  const { store, clock } = dependencies;
  const rows = await readResults(store, {
    patientId,
    hospitalId: hospital,
    kind,
    from: instantOf(from),
    to: instantOf(to),
    now: clock.now(),
    before: position && { at: position[0], id: position[1] },
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  const next = last ? { next: nextPage(paths.listResults.path, query, encodeCursor([last.issuedAt, last.id])) } : {};
  const sealing = await sealingOf(dependencies, patientId);
  const items = shown.flatMap((row) => {
    const listed = listedOf(dependencies, row, { sealing, kept, atKiosk: call.atKiosk });
    return listed ? [listed] : [];
  });
  return { status: 200, body: { items, sources: presentSources(dependencies, sources, kept), ...next } };
}

const instantOf = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));

/** By what a row is opened, and what of it is kept from whoever looks. */
export interface Opening {
  readonly sealing: Cipher;
  readonly kept: KeptFrom;
  readonly atKiosk: boolean;
}

/** How a report stands in a list; `undefined` where it is kept from whoever looks. */
export function listedOf(
  dependencies: Pick<RecordDependencies, 'directory'>,
  row: ResultRow,
  opening: Opening,
): ListedBody | undefined {
  const opened = openHead(dependencies, row, opening);
  if (opened === undefined) return undefined;
  const { head, held } = opened;
  const { directory } = dependencies;
  const { name, status, collectedAt, department, values, unusual, documents } = held ? withheldHead(head) : head;
  return {
    id: row.id,
    patientId: row.patientId,
    hospital: row.hospitalId,
    hospitalName: directory.hospital(row.hospitalId).name,
    kind: row.kind as ListedBody['kind'],
    name,
    status,
    issuedAt: shanghaiTime(row.issuedAt),
    ...(collectedAt === undefined ? {} : { collectedAt: shanghaiTime(collectedAt) }),
    ...(department === undefined ? {} : { department }),
    ...(held ? { held: true as const } : {}),
    values,
    unusual,
    documents,
  };
}

/** What a list knows of a report, and whether it is held back here; `undefined` where it is kept from whoever looks. */
export function openHead(
  { directory }: Pick<RecordDependencies, 'directory'>,
  row: ResultRow,
  { sealing, kept, atKiosk }: Opening,
): { readonly head: Head; readonly held: boolean } | undefined {
  if (row.sealedHead === null) return undefined;
  const head = JSON.parse(sealing.open(row.sealedHead, headPlace(row))) as Head;
  if (kept(row.hospitalId, head.department)) return undefined;
  const { criticalFirst } = directory.policyOf(row.hospitalId).records;
  return { head, held: isHeld(head, { first: criticalFirst, atKiosk, firstReadAt: row.firstReadAt }) };
}

/** Sources as they are shown: a hospital of which something may be kept for a minor says so. */
export function presentSources(
  { directory }: Pick<RecordDependencies, 'directory'>,
  sources: readonly Source[],
  kept: KeptFrom,
): z.output<typeof recordSource>[] {
  return sources.map(({ hospitalId, state, readAt, noneKnown, leftOut }) => ({
    hospital: hospitalId,
    hospitalName: directory.hospital(hospitalId).name,
    state: state === 'read' && kept(hospitalId, undefined) ? 'withheld' : state,
    ...(readAt === undefined ? {} : { readAt: shanghaiTime(readAt) }),
    // Who left something out of an answer can not have said that there is nothing.
    ...(noneKnown && !leftOut ? { noneKnown } : {}),
    ...(leftOut ? { leftOut } : {}),
  }));
}
