import { describe, expect, it } from 'vitest';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createFhirR4Adapter } from '../../adapters/hospitals/fhir-r4/adapter.ts';
import type { FhirR4ConfigInput } from '../../adapters/hospitals/fhir-r4/config.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { DeliverSummary } from '../../adapters/port/preconsult.ts';
import type { Call } from '../../adapters/port/terms.ts';
import { FHIR_CORRECTION, FHIR_NOW, FHIR_STORIES, type FhirStory, LATER, SUMMARY_OF_BOOKING } from './fhir-r4-summary-stories.ts';
import { GOLDEN_BASE, type GoldenExchange, golden, scriptedFetch, variant } from './golden-exchanges.ts';

const config = { baseUrl: GOLDEN_BASE, pageSize: 2, settleWindowMs: 0, patients: 'registered', preconsult: true } as const;
const call = (): Call => ({ signal: AbortSignal.timeout(60_000) });

async function expectStory({
  mode,
  exchanges,
  act,
  answer,
}: Omit<FhirStory, 'name' | 'exchanges'> & { readonly exchanges: readonly (string | GoldenExchange)[] }) {
  const script = scriptedFetch(exchanges.map((exchange) => (typeof exchange === 'string' ? golden(exchange) : exchange)));
  const adapter = createFhirR4Adapter({ ...config, mode }, { fetch: script.fetch, now: () => FHIR_NOW });
  const given = await act(adapter, call());
  script.done();
  expect(given).toEqual(answer);
}

describe('fhir-r4 hands summaries over as the golden files do', () => {
  for (const { name, ...story } of FHIR_STORIES) it(name, () => expectStory(story));
});

/** What a server may answer that is stricter or laxer than the simulated one. */
describe('fhir-r4 hands summaries over to servers of other manners', () => {
  const read = 'plain-40-summary-appointment';
  const delivered = golden('plain-41-summary-deliver');
  const deliver = (adapter: HospitalAdapter, given: Call) => facetsOf(adapter).preconsult.deliver(SUMMARY_OF_BOOKING, given);
  const rejected = (reason: string) => ({ ok: false, failure: { kind: 'rejected', reason, detail: expect.any(String) } });
  const unknown = { ok: false, failure: { kind: 'unknown-outcome', detail: expect.any(String) } };
  const answering = (status: number, body: unknown): GoldenExchange => ({
    ...delivered,
    response: { ...delivered.response, status, body },
  });
  const bundle = delivered.response.body as { readonly entry: readonly { readonly response: object }[] };
  const bare = { ...bundle, entry: bundle.entry.map(({ response }) => ({ response })) };
  const issue = (code: string) => ({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] });
  const found = 'plain-44-summary-found';
  const receipt = { ok: true, value: { key: SUMMARY_OF_BOOKING.key, ref: 'composition-1', withdrawn: false } };

  const cases: readonly (readonly [title: string, exchanges: readonly (string | GoldenExchange)[], answer: unknown])[] = [
    ['a server that sends nothing back of what it has stored is asked for it', [read, answering(200, bare), found], receipt],
    [
      'a server that answers with another summary that stands under the key is told to be one whose key was used',
      [
        read,
        answering(
          200,
          JSON.parse(JSON.stringify(bundle).replace(/"valueString":"[0-9a-f]{64}"/, `"valueString":"${'0'.repeat(64)}"`)),
        ),
      ],
      rejected('key-reused'),
    ],
    [
      'a transaction of which one entry failed leaves the outcome unknown',
      [read, answering(200, JSON.parse(JSON.stringify(bundle).replace('201 Created', '422 Unprocessable')))],
      unknown,
    ],
    [
      'a transaction that answers one entry leaves the outcome unknown',
      [read, answering(200, { ...bundle, entry: bundle.entry.slice(1) })],
      unknown,
    ],
    [
      'a searchset in place of a response leaves the outcome unknown',
      [read, answering(200, { ...bundle, type: 'searchset' })],
      unknown,
    ],
    ['a conflict behind which our own summary stands is a success', [read, answering(412, issue('conflict')), found], receipt],
    [
      'a conflict behind which nothing of ours stands is told',
      [read, answering(409, issue('conflict')), variant('plain-45-summary-absent', { 'sm-0009': 'sm-0001' })],
      rejected('summary-changed'),
    ],
    ['a booking that the server calls over is told', [read, answering(422, issue('business-rule'))], rejected('booking-over')],
    ['a patient that the server does not know is told', [read, answering(422, issue('not-found'))], rejected('patient-unknown')],
    [
      'an Appointment of somebody else gets no summary, whatever the server would store',
      [variant(read, { 'Patient/patient-1': 'Patient/patient-2' })],
      rejected('booking-unknown'),
    ],
    [
      'an Appointment that was cancelled gets no summary, unless it had this one',
      [
        variant(read, { '"status":"booked"': '"status":"cancelled"' }),
        variant('plain-45-summary-absent', { 'sm-0009': 'sm-0001' }),
      ],
      rejected('booking-over'),
    ],
    [
      'an Appointment that is over and had this very summary answers its receipt',
      [variant(read, { '"status":"booked"': '"status":"fulfilled"' }), found],
      receipt,
    ],
    [
      'an Appointment on which the hospital has not decided is asked about again',
      [variant(read, { '"status":"booked"': '"status":"pending"' })],
      { ok: false, failure: { kind: 'unavailable', detail: expect.any(String) } },
    ],
  ];
  for (const [title, exchanges, answer] of cases)
    it(title, () => expectStory({ mode: 'plain', exchanges, act: deliver, answer }));

  it('a doctor’s answer that can not be used is left out and counted, and one that was taken back is not told', async () => {
    const page = golden('plain-48-summary-answers');
    const [entry] = (page.response.body as { readonly entry: readonly { readonly resource: object }[] }).entry;
    const resource = entry?.resource ?? {};
    const others = [
      { ...resource, status: 'entered-in-error' },
      { ...resource, category: [{ coding: [{ system: 'urn:onedoor:summary-answer', code: 'liked' }] }] },
      { ...resource, about: [] },
      { ...resource, sent: undefined },
      { ...resource, payload: [{ contentString: 'a part of nothing' }] },
      { ...resource, payload: Array.from({ length: 101 }, () => ({})) },
    ];
    const entries = [entry, ...others.map((other) => ({ resource: other }))];
    const body = { ...(page.response.body as object), entry: entries };
    const exchange = { ...page, response: { ...page.response, body } };
    await expectStory({
      mode: 'plain',
      exchanges: [exchange],
      act: (adapter, given) => facetsOf(adapter).preconsult.answers(undefined, given),
      answer: {
        ok: true,
        value: expect.objectContaining({
          answers: [{ ...FHIR_CORRECTION, at: FHIR_NOW }],
          leftOut: { count: 5, detail: expect.stringMatching(/^unexpected at [a-zA-Z.]+$/) },
        }),
      },
    });
  });

  it.each<[string, number, unknown]>([
    ['a server that has nothing to take back, and puts nothing there, has done what was asked', 404, { ok: true, value: null }],
    ['a server in which several stand under one key refuses to take one back, for a reason of its own', 412, rejected('other')],
    ['a server that does not let us write refuses to take back', 403, rejected('not-authorised')],
  ])('%s', async (_, status, answer) => {
    const withdrawn = golden('plain-49-summary-withdraw');
    await expectStory({
      mode: 'plain',
      exchanges: [{ ...withdrawn, response: { ...withdrawn.response, status, body: issue('not-found') } }],
      act: (adapter, given) => facetsOf(adapter).preconsult.withdraw('sm-0002', given),
      answer,
    });
  });

  it('a page of answers that the server has forgotten is asked for from the beginning of its round', async () => {
    const page = golden('plain-48-summary-answers');
    const body = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found' }] };
    const path = 'Communication?_page=forgotten';
    const gone = { request: { ...page.request, path }, response: { ...page.response, status: 410, body } };
    await expectStory({
      mode: 'plain',
      exchanges: [gone, page],
      act: (adapter, given) => facetsOf(adapter).preconsult.answers(`0~0~${GOLDEN_BASE}/${path}`, given),
      answer: {
        ok: true,
        value: { answers: [{ ...FHIR_CORRECTION, at: FHIR_NOW }], cursor: `${FHIR_NOW}~${FHIR_NOW}`, more: false },
      },
    });
  });

  it('a summary is the same whatever order its members stand in, and another one when a word differs', async () => {
    const contentOf = async (request: DeliverSummary) => {
      const sent: string[] = [];
      const fetch = async (_: string, init: RequestInit = {}) => {
        if (init.method === 'GET')
          return new Response(JSON.stringify(golden(read).response.body), {
            headers: { 'content-type': 'application/fhir+json' },
          });
        sent.push(/"valueString":"([0-9a-f]{64})"/.exec(String(init.body))?.[1] ?? '');
        return new Response(null, { status: 500 });
      };
      const adapter = createFhirR4Adapter({ ...config, mode: 'plain' } satisfies FhirR4ConfigInput, {
        fetch,
        now: () => FHIR_NOW,
      });
      await facetsOf(adapter).preconsult.deliver(request, call());
      return sent[0];
    };
    const { summary } = SUMMARY_OF_BOOKING;
    const turned = {
      ...SUMMARY_OF_BOOKING,
      summary: Object.fromEntries(Object.entries(summary).toReversed()) as unknown as typeof summary,
    };
    const first = await contentOf(SUMMARY_OF_BOOKING);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await contentOf(turned)).toBe(first);
    expect(await contentOf({ ...SUMMARY_OF_BOOKING, ...LATER })).not.toBe(first);
  });

  it('a server without transactions is refused preconsult when it is configured', () => {
    const environment = { fetch, now: () => FHIR_NOW };
    expect(() => createFhirR4Adapter({ ...config, mode: 'plain', atomic: false }, environment)).toThrow(/needs transactions/);
    expect(createFhirR4Adapter({ ...config, mode: 'plain', preconsult: false }, environment).preconsult).toBeUndefined();
  });
});
