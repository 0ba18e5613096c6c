import { gzipSync } from 'node:zlib';
import { Miniflare } from 'miniflare';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import chained from '../fixtures/preconsult/chained-calculations.json' with { type: 'json' };

let worker: Miniflare;

/** The worker as one file, with nothing of Node in it. */
async function bundle(): Promise<string> {
  const lib = { entry: 'tests/runtime/questionnaires-worker.ts', formats: ['es' as const], fileName: 'worker' };
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, target: 'es2022', minify: true, lib },
  });
  const output = (Array.isArray(built) ? built[0] : built) as { output: { type: string; code?: string }[] };
  return output.output.find(({ type }) => type === 'chunk')?.code ?? '';
}

beforeAll(async () => {
  const script = await bundle();
  expect(script).not.toMatch(/from\s*["']node:/);
  // What pre-consult costs a Worker: fhirpath with its model of R4, and re2js.
  expect(gzipSync(script).length).toBeLessThan(320_000);
  worker = new Miniflare({ modules: true, script, compatibilityDate: '2026-04-01' });
});

afterAll(() => worker.dispose());

async function run(
  questionnaire: object,
  answers: readonly unknown[] = [],
): Promise<{ ok: boolean; faults: object[]; response?: object }> {
  const response = await worker.dispatchFetch('http://worker/', {
    method: 'POST',
    body: JSON.stringify({ questionnaire, answers }),
  });
  return (await response.json()) as { ok: boolean; faults: object[]; response?: object };
}

it('a questionnaire with expressions and regular expressions is loaded, filled and checked inside workerd', async () => {
  const regex = { url: 'http://hl7.org/fhir/StructureDefinition/regex', valueString: '1[3-9]\\d{9}' };
  const questionnaire = {
    ...chained.questionnaire,
    item: [...chained.questionnaire.item, { linkId: 'phone', type: 'string', extension: [regex] }],
  };
  const decimal = (linkId: string, value: number) => [[{ linkId }], [{ type: 'decimal', value }]];
  const phone = [[{ linkId: 'phone' }], [{ type: 'string', value: '123' }]];
  const { faults, response } = await run(questionnaire, [decimal('h', 170), decimal('w', 70), phone]);
  expect(faults).toMatchObject([{ path: [{ linkId: 'phone' }], reason: 'pattern' }]);
  expect(response).toMatchObject({
    item: [
      { linkId: 'h' },
      { linkId: 'w' },
      { linkId: 'adv', answer: [{ valueString: '控制体重' }] },
      { linkId: 'cls', answer: [{ valueString: 'over' }] },
      { linkId: 'bmi', answer: [{ valueDecimal: 24.2 }] },
      { linkId: 'phone' },
    ],
  });
});

it('an expression that need not end is refused there when it is loaded, because nothing could end it', async () => {
  const endless = {
    url: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression',
    valueExpression: { language: 'text/fhirpath', expression: "'a'.repeat($this & 'a').count()" },
  };
  const answered = await run({
    resourceType: 'Questionnaire',
    status: 'active',
    item: [{ linkId: 'q', type: 'integer', extension: [endless] }],
  });
  expect(answered).toMatchObject({ ok: false, faults: [{ linkId: 'q', reason: 'too-big' }] });
});
