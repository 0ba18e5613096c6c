import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { hospitalApiDocument } from '../../adapters/hospitals/remote-http/openapi.ts';
import { SIGNING_EXAMPLES } from '../../adapters/hospitals/remote-http/signing-rules.ts';
import { reasonSchema } from '../../adapters/hospitals/remote-http/wire.ts';
import type { RejectReason } from '../../adapters/port/terms.ts';

interface Described {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Record<string, { readonly schema: { readonly $ref: string } }> };
  readonly responses: Readonly<Record<string, { readonly headers?: object }>>;
}

interface Document {
  readonly info: { readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly additionalProperties?: boolean }>> };
}

const document = hospitalApiDocument() as unknown as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ called: `${method.toUpperCase()} ${path}`, operation })),
);

/** Fails to compile when the port has a reason that the API lacks, or the other way round. */
const REASONS: Readonly<Record<RejectReason, true>> & Readonly<Record<(typeof reasonSchema.options)[number], true>> = {
  'slot-taken': true,
  'slot-unknown': true,
  'slot-closed': true,
  'patient-refused': true,
  'patient-ambiguous': true,
  'patient-unknown': true,
  'not-cancellable': true,
  'booking-unknown': true,
  'booking-over': true,
  'charges-unknown': true,
  'charges-changed': true,
  'charges-settled': true,
  'quote-unknown': true,
  'quote-expired': true,
  'settlement-unknown': true,
  'not-refundable': true,
  'summary-unknown': true,
  'summary-changed': true,
  'report-unknown': true,
  'key-reused': true,
  'not-authorised': true,
  'request-refused': true,
  other: true,
};

describe('the hospital API as an OpenAPI document', () => {
  it("the hospital API as an OpenAPI document is valid OpenAPI 3.1 by another's judgement", async () => {
    const result = await new Validator().validate(structuredClone(document) as unknown as Record<string, unknown>);
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it('the hospital API as an OpenAPI document has nothing but references that lead somewhere', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]*)"/g)].map(([, reference]) => reference ?? '');
    expect(references.length).toBeGreaterThan(50);
    for (const reference of references) {
      const found = reference
        .split('/')
        .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
      expect(found, reference).toBeDefined();
    }
    expect(JSON.stringify(document)).not.toContain('$defs');
  });

  it('the hospital API as an OpenAPI document has an operation for whatever the port can ask, and one for what the hospital can do', () => {
    expect(operations.map(({ called, operation }) => `${operation.operationId}: ${called}`).sort()).toEqual([
      'allergies: POST /onedoor/v1/records/allergies/search',
      'book: PUT /onedoor/v1/bookings/{key}',
      'cancel: PUT /onedoor/v1/bookings/{key}/cancellation',
      'capabilities: GET /onedoor/v1/capabilities',
      'chargeChanges: GET /onedoor/v1/charges/changes',
      'conditions: POST /onedoor/v1/records/conditions/search',
      'deliverSummary: PUT /onedoor/v1/summaries/{key}',
      'findBooking: GET /onedoor/v1/bookings/{key}',
      'findPatient: POST /onedoor/v1/patients/search',
      'findRefund: GET /onedoor/v1/refunds/{key}',
      'findSettlement: GET /onedoor/v1/settlements/{key}',
      'findSummary: GET /onedoor/v1/summaries/{key}',
      'listBookings: GET /onedoor/v1/bookings',
      'medications: POST /onedoor/v1/records/medications/search',
      'openCharges: POST /onedoor/v1/charges/search',
      'quote: PUT /onedoor/v1/quotes/{key}',
      'refund: PUT /onedoor/v1/refunds/{key}',
      'refundable: GET /onedoor/v1/settlements/{key}/refundable',
      'registerPatient: POST /onedoor/v1/patients',
      'report: POST /onedoor/v1/records/reports/{ref}',
      'reportDocument: POST /onedoor/v1/records/reports/{ref}/documents/{documentRef}',
      'reports: POST /onedoor/v1/records/reports/search',
      'settle: PUT /onedoor/v1/settlements/{key}',
      'slot: GET /onedoor/v1/slots/{ref}',
      'slots: GET /onedoor/v1/slots',
      'summaryAnswers: GET /onedoor/v1/summary-answers',
      'visits: POST /onedoor/v1/records/visits/search',
      'withdrawQuote: PUT /onedoor/v1/quotes/{key}/withdrawal',
      'withdrawSummary: PUT /onedoor/v1/summaries/{key}/withdrawal',
    ]);
  });

  it('the hospital API as an OpenAPI document has the reject reasons of the port, all and no other', () => {
    expect(reasonSchema.options.toSorted()).toEqual(Object.keys(REASONS).sort());
  });

  it('the hospital API as an OpenAPI document is strict about what a hospital receives', () => {
    const bodies = operations.flatMap(({ operation }) => operation.requestBody?.content['application/json']?.schema.$ref ?? []);
    expect(bodies).toHaveLength(18);
    for (const body of bodies) {
      const name = body.replace('#/components/schemas/', '');
      expect(document.components.schemas[name]?.additionalProperties, name).toBe(false);
    }
  });

  it('the hospital API as an OpenAPI document has every reply but 401 signed', () => {
    for (const { called, operation } of operations) {
      for (const [status, reply] of Object.entries(operation.responses))
        expect(reply.headers === undefined, `${called} ${status}`).toBe(status === '401');
    }
  });

  it('the hospital API as an OpenAPI document shows the worked examples whole', () => {
    const { key, timestamp, nonce, examples } = SIGNING_EXAMPLES;
    for (const word of [key.id, key.secret, timestamp, nonce]) expect(document.info.description).toContain(word);
    for (const { text, signature } of examples) {
      expect(document.info.description).toContain(`\n${text}\n`);
      expect(document.info.description).toContain(`Onedoor-Signature: ${signature}`);
    }
  });

  it('the hospital API as an OpenAPI document is named where an author looks for it', () => {
    expect(readFileSync('docs/writing-an-adapter.md', 'utf8')).toContain('hospital-api.json');
  });
});
