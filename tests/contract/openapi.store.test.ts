import { Validator } from '@seriousme/openapi-schema-validator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../bff/contract/access.ts';
import { openApiDocument, problemsOf, securityOf } from '../../bff/contract/openapi.ts';
import type { Operation } from '../../bff/contract/operation.ts';
import { operations } from '../../bff/contract/operations.ts';
import { type OperationId, paths } from '../../bff/contract/paths.ts';
import { problems } from '../../bff/contract/problems.ts';
import { OPERATOR_COMMANDS } from '../security/authorization-policy.ts';
import { startTestGateway, type TestGateway } from '../support/test-gateway.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

interface Described {
  readonly operationId: string;
  readonly security: readonly unknown[];
  readonly parameters: readonly { name: string; in: string; required: boolean }[];
  readonly responses: Readonly<Record<string, { description: string; content?: Record<string, unknown> }>>;
}

const document = openApiDocument('1.2.3');
const described = Object.entries(document.paths as Record<string, Record<string, Described>>).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);
const ids = Object.keys(paths) as OperationId[];

/** What the document demands of each role, written down a second time. */
const DEMANDED: Readonly<Record<Role, readonly object[]>> = {
  patient: [{ cookie: ['patient'] }, { bearer: ['patient'] }],
  guardian: [{ cookie: ['guardian'] }, { bearer: ['guardian'] }],
  device: [{ device: ['device'], proof: [] }],
  volunteer: [{ staff: ['volunteer'], device: [], proof: [] }],
  clerk: [{ staff: ['clerk'], device: [], proof: [] }],
  cashier: [{ staff: ['cashier'], device: [], proof: [] }],
  finance: [{ staff: ['finance'], device: [], proof: [] }],
  reviewer: [{ staff: ['reviewer'], device: [], proof: [] }],
  clinician: [{ staff: ['clinician'], device: [], proof: [] }],
  'hospital-it': [{ staff: ['hospital-it'], device: [], proof: [] }],
  'hospital-system': [],
};

/** The patient's session comes with the request of whoever does something for them; their own is theirs already. */
function demanded(role: Role, access: { readonly for?: 'patient' }): readonly object[] {
  const forSomebody = access.for !== undefined && role !== 'patient' && role !== 'guardian';
  if (!forSomebody) return DEMANDED[role];
  return DEMANDED[role].flatMap((way) => DEMANDED.patient.map((session) => ({ ...way, ...session })));
}

/** What the gateway serves besides the contract: no session, no personal data. */
const OPERATOR_ROUTES = ['/healthz', '/readyz', '/version', '/openapi.json', '/docs', '/problems/:code', '/metrics'].map(
  (path) => `GET ${path}`,
);

describe('the contract as an OpenAPI document', () => {
  it("the contract as an OpenAPI document is valid OpenAPI 3.1 by another's judgement", async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('the contract as an OpenAPI document is judged by a judge that can say no', async () => {
    const spoilt = { ...structuredClone(document), paths: { 'no-slash': { get: { responses: 1 } } } };
    expect((await new Validator().validate(spoilt)).valid).toBe(false);
  });

  it('the contract as an OpenAPI document has nothing but references that lead somewhere, and no schema that nobody refers to', () => {
    const { schemas } = document.components as { schemas: Record<string, unknown> };
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map((match) => match[1] ?? '');
    const names = references.map((reference) => reference.replace(/^#\/components\/schemas\//, ''));
    expect(references.every((reference) => reference.startsWith('#/components/schemas/'))).toBe(true);
    expect(new Set(names)).toEqual(new Set(Object.keys(schemas)));
    expect(text).not.toContain('$defs');
  });

  it('the contract as an OpenAPI document has every operation of the table of addresses, under its name, and no other', () => {
    const documented = described.map(({ method, path, operation }) => `${operation.operationId}: ${method} ${path}`);
    expect(documented.sort()).toEqual(ids.map((id) => `${id}: ${paths[id].method} ${paths[id].path}`).sort());
    expect(Object.keys(operations).sort()).toEqual([...ids].sort());
  });

  it('has addresses, methods and schemas in the order of their names, wherever their rows stand', () => {
    const { schemas } = document.components as { schemas: Record<string, unknown> };
    const items = document.paths as Record<string, Record<string, unknown>>;
    for (const names of [schemas, items, ...Object.values(items)].map(Object.keys)) expect(names).toEqual([...names].sort());
  });

  it('says of every operation which roles may call it, and of every role who that is', () => {
    for (const { operation } of described) {
      const { access }: Operation = operations[operation.operationId as OperationId];
      expect(operation.security).toEqual(access.by === 'anyone' ? [] : access.by.flatMap((role) => demanded(role, access)));
    }
    expect(Object.keys(document['x-roles'] as object)).toEqual(Object.keys(DEMANDED));
    expect(described.flatMap(({ operation }) => (operation.security.length === 0 ? [operation.operationId] : [])).sort()).toEqual(
      [
        'enrolDevice',
        'findDepartments',
        'listHospitals',
        'listPractitioners',
        'listQuestionnaires',
        'openSession',
        'readFhirMetadata',
        'readPhoneBinding',
        'readPrivacyNotice',
        'readSlip',
        'searchSlots',
        'sendOneTimeCode',
        'verifySlip',
      ],
    );
  });

  it('demands the session of the patient beside that of whoever acts for them, in either form', () => {
    const staff = { staff: ['volunteer'], device: [], proof: [] };
    expect(securityOf({ by: ['volunteer'], for: 'patient' })).toEqual([
      { ...staff, cookie: ['patient'] },
      { ...staff, bearer: ['patient'] },
    ]);
  });

  it('never says that anyone may do what nobody can do yet', () => {
    expect(() => securityOf({ by: ['hospital-system'] })).toThrow(TypeError);
    expect(securityOf({ by: ['device', 'hospital-system'] })).toEqual([{ device: ['device'], proof: [] }]);
  });

  it('the contract as an OpenAPI document declares every field of every address as a required parameter', () => {
    for (const { path, operation } of described) {
      const fields = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const declared = operation.parameters.filter((parameter) => parameter.in === 'path');
      expect(declared.map(({ name }) => name)).toEqual(fields);
      expect(declared.every(({ required }) => required)).toBe(true);
    }
  });

  it('the contract as an OpenAPI document asks for an Idempotency-Key wherever something is booked, cancelled, kept, registered, linked, told, shared, granted or paid, and nowhere else', () => {
    const asking = described.filter(({ operation }) =>
      operation.parameters.some(({ name, required }) => name === 'Idempotency-Key' && required),
    );
    expect(asking.map(({ operation }) => operation.operationId).sort()).toEqual([
      'askQuotes',
      'askRefund',
      'bookAppointment',
      'bookAtDesk',
      'cancelAppointment',
      'cancelAtDesk',
      'cancelPayment',
      'confirmRefund',
      'countDrawer',
      'createDraft',
      'createGrant',
      'createInvitation',
      'createOffer',
      'createPayment',
      'createShare',
      'linkPatients',
      'proposeRefund',
      'registerDependant',
      'returnCash',
      'submitPreconsult',
      'takeCash',
      'takeOffer',
    ]);
  });

  it('the contract as an OpenAPI document lists each problem under its own status, and every problem under some operation', () => {
    for (const { operation } of described) {
      const listed = Object.entries(operation.responses)
        .filter(([status]) => Number(status) >= 400)
        .flatMap(([status, { description }]) => description.split(' · ').map((code) => `${status} ${code}`));
      expect(new Set(listed).size).toBe(listed.length);
      expect(listed.sort()).toEqual(
        problemsOf(operation.operationId as OperationId)
          .map((code) => `${problems[code].status} ${code}`)
          .sort(),
      );
    }
    const answered = new Set<string>(ids.flatMap((id) => problemsOf(id)));
    // A method that an address does not take belongs to no operation.
    expect(Object.keys(problems).filter((code) => !answered.has(code))).toEqual(['method-not-allowed']);
  });
});

describe('the gateway', () => {
  let db: TestStore;
  let gateway: TestGateway;

  beforeEach(async () => {
    db = await openTestStore('sqlite');
    gateway = await startTestGateway({ store: db.store });
  });
  afterEach(async () => {
    await gateway.stop();
    await db.drop();
  });

  it("the gateway serves the operations of the contract, the operator's pages, and nothing else", () => {
    const registered = gateway.onedoor.app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`);
    const contracted = Object.values(paths).map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`);
    expect(registered.sort()).toEqual(
      [...contracted, ...OPERATOR_ROUTES, ...OPERATOR_COMMANDS.map((name) => `POST /operator/${name}`)].sort(),
    );
    const caught = gateway.onedoor.app.routes.filter(({ method }) => method === 'ALL').map(({ path }) => path);
    expect(new Set(caught)).toEqual(new Set(Object.values(paths).map(({ path }) => path.replace(/\{(\w+)\}/g, ':$1'))));
  });

  it('the gateway serves the same document, and a page of it that runs no script', async () => {
    const served = (await (await gateway.request('/openapi.json')).json()) as Record<string, unknown>;
    expect(served).toEqual(JSON.parse(JSON.stringify(openApiDocument('0.0.0'))));
    const page = await gateway.request('/docs');
    const html = await page.text();
    for (const { path } of Object.values(paths)) expect(html).toContain(path);
    expect(html).toContain('Who may call: a clerk at a window or at the desk, who sees documents.');
    expect(html).not.toMatch(/<script|on\w+=|javascript:/i);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('the gateway says at every answer that it is not to be sniffed, framed, stored or referred to', async () => {
    for (const path of [
      '/v1/slots',
      '/v1/nowhere',
      '/healthz',
      '/readyz',
      '/version',
      '/metrics',
      '/openapi.json',
      '/docs',
      '/problems/internal',
    ]) {
      const { headers } = await gateway.request(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('cache-control')).toMatch(/^no-(store|cache)$/);
      expect(headers.get('x-request-id')).toMatch(/^req_[\w-]{22}$/);
    }
  });
});
