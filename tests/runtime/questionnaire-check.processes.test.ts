import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'onedoor-questionnaire-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function check(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly said: string }> {
  return new Promise((resolve) =>
    execFile(process.execPath, ['dist/onedoor.js', 'questionnaire', 'check', ...args], { env: {} }, (error, out, said) =>
      resolve({ code: error ? Number(error.code) : 0, out, said }),
    ),
  );
}

const YES_NO = 'http://hospital.example/ValueSet/yes-no';
const form = {
  resourceType: 'Questionnaire',
  status: 'active',
  item: [
    { linkId: 'well', type: 'choice', answerValueSet: `${YES_NO}|2` },
    {
      linkId: 'score',
      type: 'integer',
      extension: [
        {
          url: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression',
          valueExpression: { language: 'text/fhirpath', expression: "%resource.item.where(linkId = 'well').answer.count()" },
        },
      ],
    },
  ],
};
const set = (version: string) => ({
  resourceType: 'ValueSet',
  url: YES_NO,
  version,
  compose: { include: [{ system: 'urn:yes-no', concept: [{ code: 'Y' }, { code: 'N' }] }] },
});

describe('onedoor questionnaire check', () => {
  it('says that a questionnaire is run, with the value sets that it is given, in the version that is asked for', async () => {
    const args = ['--file', written('form.json', form), '--value-sets'] as const;
    expect(await check(...args, written('2.json', set('2')))).toMatchObject({
      code: 0,
      out: expect.stringContaining('2 items, 1 '),
    });
    const other = await check(...args, written('1.json', { resourceType: 'Bundle', entry: [{ resource: set('1') }] }));
    expect(other).toMatchObject({ code: 1, out: expect.stringMatching(/^well\tvalue-set-missing\t/) });
  });

  it('names each item that is refused with its reason, and needs no gateway and no setting', async () => {
    const cql = structuredClone(form);
    Object.assign(cql.item[1]?.extension?.[0]?.valueExpression ?? {}, { language: 'text/cql' });
    const { code, out, said } = await check('--file', written('cql.json', cql));
    expect(code).toBe(1);
    expect(out.split('\n').map((line) => line.split('\t').slice(0, 2))).toEqual([
      ['well', 'value-set-missing'],
      ['score', 'language-unknown'],
      [''],
    ]);
    expect(said).toContain('docs/questionnaires.md');
    expect(await check('--file', written('broken.json', '{'))).toMatchObject({ code: 1, out: '' });
  });
});
