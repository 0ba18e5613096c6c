import type { Result, ResultValue } from '../client/wire.ts';
import { madeUpId } from './made-up-id.ts';

/** What stands on a made-up report; how many values there are, and how many of them are unusual, is counted. */
export type MadeUpReport = Pick<
  Result,
  'hospital' | 'hospitalName' | 'kind' | 'name' | 'issuedAt' | 'patientId' | 'patientName' | 'birthYear'
> &
  Partial<Omit<Result, 'id' | 'values' | 'unusual' | 'documents'>>;

export function reportId(number: number): string {
  return madeUpId('rpt', number);
}

export function madeUpReport(number: number, given: MadeUpReport): Result {
  const { items = [], attached = [], status = 'final', dutyDesk = { name: '导诊台', phone: '0000-88000001' }, ...rest } = given;
  const unusual = items.filter(({ verdict }) => verdict !== undefined && verdict !== 'usual').length;
  return {
    id: reportId(number),
    status,
    ...rest,
    items,
    attached,
    dutyDesk,
    values: items.length,
    unusual,
    documents: attached.length,
  };
}

/** One value: in words for everybody, as the hospital calls it, what was measured, and where it is usual. */
export function madeUpValue(
  [zh, en, name]: readonly [zh: string, en: string, name: string],
  [text, unit]: readonly [text: string, unit?: string],
  range: string | undefined,
  more: Partial<ResultValue> = {},
): ResultValue {
  return {
    name,
    plainName: { zh, en },
    text,
    ...(unit === undefined ? {} : { unit }),
    verdict: 'usual',
    verdictBy: 'hospital',
    ranges: range === undefined ? [] : [{ text: range }],
    status: 'final',
    ...more,
  };
}
