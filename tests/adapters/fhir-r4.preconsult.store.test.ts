import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { caseById } from '../../adapters/conformance/all-cases.ts';
import { createCaseContext, DEFAULT_LIMITS } from '../../adapters/conformance/case-context.ts';
import { bookVisit, delivered, summaryOf } from '../../adapters/conformance/cases/preconsult/summaries.ts';
import { expectOk } from '../../adapters/conformance/expectations.ts';
import { runCase } from '../../adapters/conformance/run-case.ts';
import { deliverTransaction, withdrawTransaction } from '../../adapters/hospitals/fhir-r4/summary-resources.ts';
import { LIMITS, type StartedHospital, startSimulatedHospital } from './simulated-fhir-hospital.ts';

const running: StartedHospital[] = [];

async function start(...given: Parameters<typeof startSimulatedHospital>) {
  const subject = await startSimulatedHospital(...given);
  running.push(subject);
  return { subject, context: createCaseContext(subject, { ...DEFAULT_LIMITS, ...LIMITS }, 'doctor') };
}

afterEach(async () => {
  for (const subject of running.splice(0)) await subject.stop();
});

/** What is done otherwise where bookings are: the whole kit is run against a plain hospital that registers people. */
const DIFFERS = [
  'DELIVER-1',
  'DELIVER-5',
  'DELIVER-6',
  'DELIVER-7',
  'DELIVER-14',
  'VERSION-1',
  'VERSION-3',
  'WITHDRAW-3',
  'WITHDRAW-4',
  'ANSWERS-1',
  'ANSWERS-2',
  'DELIVER-F-duplicate',
  'WITHDRAW-F-reset-after-commit',
];

it.each([
  ['of IHE Scheduling', 'ihe', 'registered'],
  ['of plain FHIR that keeps no files of people', 'transaction', 'contained'],
] as const)('a hospital %s is handed summaries as the kit demands', async (_, dialect, patients) => {
  const { context } = await start(dialect, patients, true);
  for (const id of DIFFERS) expect(await runCase(caseById(id), context), id).toEqual({ kind: 'run' });
});

describe('the simulated FHIR hospitals, about summaries', () => {
  const TOKEN = 'kit-token';
  const CONTENT = 'a'.repeat(64);

  it('a transaction of a summary that is not as it should be is refused with the place, and no word of it', async () => {
    const { subject, context } = await start('transaction');
    const visit = await bookVisit(context);
    const right = JSON.stringify(deliverTransaction({ ...visit, key: 'sm-1', summary: summaryOf() }, CONTENT));
    const post = async (body: string) => {
      const headers = { 'content-type': 'application/fhir+json', authorization: `Bearer ${TOKEN}` };
      const response = await fetch(subject.baseUrl, { method: 'POST', headers, body });
      return { status: response.status, text: await response.text() };
    };
    const withdrawal = JSON.stringify(withdrawTransaction('sm-1', Date.now()));
    const div = '<p><b>心慌，每次几分钟</b></p>';
    const wrong: readonly (readonly [what: string, status: number, body: string])[] = [
      ['an unknown element', 422, right.replace('"title":', '"subtitle":"x","title":')],
      ['markup that is no paragraph', 422, right.replace(div, '<p><img src=\\"x\\"/></p>')],
      ['an attribute', 422, right.replace(div, '<p onclick=\\"x\\">a</p>')],
      ['an entity that is none of five', 422, right.replace(div, '<p>a&copy;b</p>')],
      ['a script', 422, right.replace(div, '<script>x</script>')],
      ['text outside of paragraphs', 422, right.replace(div, `${div}text`)],
      ['a control character', 422, right.replace(div, '<p>a\\u0007b</p>')],
      ['a line that is too long', 422, right.replace(div, `<p>${'话'.repeat(501)}</p>`)],
      ['a complaint that is too long', 422, right.replace('<p>心慌两个月</p>', `<p>${'疼'.repeat(21)}</p>`)],
      ['a section of another system', 422, right.replaceAll('urn:onedoor:section', 'http://loinc.org')],
      ['a section twice', 422, right.replace('"code":"allergies"', '"code":"family-history"')],
      ['two keys', 400, right.replace('"value":"sm-1"', '"value":"sm-2"')],
      ['a condition of another key', 400, right.replace('|sm-1"', '|sm-2"')],
      ['amended without what it replaces', 422, right.replace('"status":"final"', '"status":"amended"')],
      [
        'an Appointment that is not there',
        404,
        right.replaceAll(`Appointment/${visit.booking.ref}`, 'Appointment/appointment-99'),
      ],
      ['a Patient that is not there', 422, right.replaceAll(`Patient/${visit.patientRef}`, 'Patient/patient-99')],
      ['a withdrawal that says something', 422, withdrawal.replace('"title":', '"section":[],"title":')],
      ['a withdrawal that is final', 422, withdrawal.replaceAll('entered-in-error', 'final')],
    ];
    for (const [what, status, body] of wrong) {
      expect([right, withdrawal], what).not.toContain(body);
      const refused = await post(body);
      expect(refused.status, `${what}: ${refused.text}`).toBe(status);
      expect(refused.text, what).toContain('OperationOutcome');
      expect(refused.text, what).not.toMatch(/心慌|疼|话话/);
    }
    expect(await context.summaries.held('sm-1')).toBe(0);
    expect((await post(right)).status).toBe(200);
  });

  it('of a summary that was withdrawn no word is left, in no version that the hospital serves', async () => {
    const { subject, context } = await start('transaction');
    const { key } = await delivered(context, await bookVisit(context));
    expectOk(await context.facets.preconsult.withdraw(key, context.call()));
    const database = new Database(subject.databasePath, { readonly: true });
    expect(JSON.stringify(database.prepare('SELECT * FROM summary').all())).not.toMatch(/心慌|青霉素/);
    database.close();
  });

  it.each<[string, string, RegExp]>([
    [
      'a second summary that stands for an appointment',
      "INSERT INTO summary (hospital, key, appointment, composition, response, content, last_updated) SELECT hospital, 'x', appointment, '', '', '', 1 FROM summary",
      /UNIQUE/,
    ],
    [
      'a summary for an appointment that was cancelled',
      "UPDATE appointment SET status = 'cancelled'; INSERT INTO summary (hospital, key, appointment, composition, response, content, last_updated) SELECT hospital, 'x', seq, '', '', '', 1 FROM appointment",
      /ahead/,
    ],
    [
      'a withdrawal that is undone',
      "UPDATE summary SET withdrawn = 1, content = NULL; UPDATE summary SET withdrawn = 0, content = 'x'",
      /stays so/,
    ],
    [
      'an answer to what nobody sees',
      "UPDATE summary SET withdrawn = 1, content = NULL; INSERT INTO communication (hospital, summary, what, last_updated) SELECT hospital, seq, 'read', 1 FROM summary",
      /nobody sees/,
    ],
  ])('the FHIR hospitals’ own tables refuse %s', async (_, sql, refusal) => {
    const { subject, context } = await start('transaction');
    await delivered(context, await bookVisit(context));
    const database = new Database(subject.databasePath);
    expect(() => database.exec(sql)).toThrow(refusal);
    database.close();
  });
});
