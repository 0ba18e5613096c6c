import { createFhirR4Adapter } from '../../../adapters/hospitals/fhir-r4/adapter.ts';
import { changed } from '../../support/changed-adapter.ts';
import { HOSPITAL, testPatient } from '../../support/test-gateway.ts';
import type { Engine } from '../../support/test-store.ts';
import { type RecordsSite, startRecordsSite } from './records-site.ts';

const BASE = 'https://his.example/fhir';
const META = '"meta":{"versionId":"1","lastUpdated":"2026-11-20T09:00:00.000+08:00"}';
const { type, number } = testPatient(0).patient.document;
const OWN = `"subject":{"identifier":{"system":"urn:onedoor:document:${type}","value":"${number}"}}`;
const RECORDS = { reports: true, documents: true, visits: true, medications: true, allergies: true, conditions: true };

/** A member of JSON as it is written; `undefined` is left out. */
const member = (name: string, text: string | undefined) => (text === undefined ? '' : `,"${name}":${text}`);

export interface WrittenReport {
  readonly name?: string;
  /** Members of the report, as JSON. */
  readonly more?: Readonly<Record<string, string>>;
  /** Members of each value, as JSON; its code where nothing else is said. */
  readonly values?: readonly Readonly<Record<string, string>>[];
}

/** A report of FHIR R4 with its values contained, written as text: what no writer of JSON would write can be written too. */
export function writtenReport(id: string, { name = id, more = {}, values = [] }: WrittenReport = {}): string {
  const contained = values.map(
    (value, nth) =>
      `{"resourceType":"Observation","id":"v${nth}","status":"final"${Object.entries({ code: '{"text":"项目"}', ...value })
        .map(([key, text]) => member(key, text))
        .join('')}}`,
  );
  const members = {
    status: '"final"',
    code: JSON.stringify({ text: name }),
    issued: '"2026-11-20T10:00:00+08:00"',
    ...(values.length === 0
      ? {}
      : {
          contained: `[${contained.join()}]`,
          result: `[${values.map((_, nth) => `{"reference":"#v${nth}"}`).join()}]`,
        }),
    ...more,
  };
  const written = Object.entries(members)
    .map(([key, text]) => member(key, text))
    .join('');
  return `{"resourceType":"DiagnosticReport","id":"${id}",${META},${OWN}${written}}`;
}

export interface WrittenFhir {
  /** Texts of resources that each search finds of its type. */
  resources: readonly string[];
  /** Instead of an answer of these resources. */
  answer?: ((path: string, body: string) => Response | string | undefined) | undefined;
  /** Everything that was asked. */
  readonly asked: string[];
}

export const bundleOf = (resources: readonly string[], next?: string) =>
  `{"resourceType":"Bundle","type":"searchset"${next === undefined ? '' : `,"link":[{"relation":"next","url":"${BASE}${next}"}]`},"entry":[${resources.map((one) => `{"resource":${one}}`).join()}]}`;

/** A gateway whose first hospital is a FHIR server of which every byte is the test's; the second one is as in `records-site.ts`. */
export async function startWrittenFhir(
  engine: Engine,
  options: Parameters<typeof startRecordsSite>[1] = {},
): Promise<{ readonly site: RecordsSite; readonly fhir: WrittenFhir }> {
  const fhir: WrittenFhir = { resources: [], asked: [] };
  const fetch = async (url: string, init: RequestInit = {}) => {
    const path = url.slice(BASE.length);
    fhir.asked.push(path);
    const given = fhir.answer?.(path, String(init.body ?? ''));
    if (given instanceof Response) return given;
    const type = /^\/([A-Za-z]+)/.exec(path)?.[1] ?? '';
    const found = fhir.resources.filter((one) => one.includes(`"resourceType":"${type}"`));
    return new Response(given ?? bundleOf(found), { headers: { 'content-type': 'application/fhir+json' } });
  };
  const config = { baseUrl: BASE, mode: 'plain', patients: 'contained', records: { ...RECORDS, watchResults: false } } as const;
  const { records = {} } = createFhirR4Adapter(config, { fetch, now: () => 0 });
  const site = await startRecordsSite(engine, {
    ...options,
    wrap: (adapter, id) => (id === HOSPITAL ? changed(adapter, { records }) : adapter),
  });
  return { site, fhir };
}
