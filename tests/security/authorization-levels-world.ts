import type { OperationId } from '../../bff/contract/paths.ts';
import { paths } from '../../bff/contract/paths.ts';
import { digest } from '../../bff/platform/crypto/cipher.ts';
import { commit } from '../../bff/platform/store/commit.ts';
import { revealPatient } from '../../bff/scenes/identity/patients.ts';
import { sessionName } from '../../bff/scenes/identity/session-names.ts';
import { residentId } from '../../fixtures/people/document-numbers.ts';
import { LINES } from '../support/payer.ts';
import { type Card, enrolTestDevice, ORIGIN, signedInStaff, type TestDevice } from '../support/test-device.ts';
import { agreed, bearer, cardOf, codeFor, fresh, personOf, post, postAt, putDown, type Reply } from '../support/test-people.ts';
import { laboratoryValue, reportOf } from '../support/test-reports.ts';
import type { Engine } from '../support/test-store.ts';
import type { Level, LevelObject } from './authorization-policy.ts';
import { messageOf, shareBody } from './authorization-world.ts';
import { grantsIn, levelGrantBody } from './grants-world.ts';
import { driven, type QuietGateway, startQuietGateway } from './quiet-gateway.ts';

const DAY_MS = 24 * 3_600_000;
const born = (birthDate: string, name: string, serial: number): Card =>
  cardOf(serial, { birthDate, name, number: residentId({ birthDate, sex: 'female', serial }) });

/** It is 24 November 2026: the person is fifteen, so there are guardians, and a card opens a session all the same. */
const PERSON = born('2011-05-01', '王小花', 3);
const PARENT = born('1985-02-03', '王大花', 4);
const STRANGER = born('1980-06-07', '李四', 5);
const PHONES = { person: '13900000001', parent: '13900000002', claim: '13900000003', word: '13900000004', taken: '13900000005' };

/** What one of the objects is called in requests and answers. */
interface Thing {
  readonly patientId: string;
  readonly appointmentId: string;
  /** What was told of the appointment. */
  readonly messageId: string;
  readonly consentId: string;
  /** A bill, quotes of it, and a payment of another; there of what the person did themselves. */
  readonly money?: Money;
  readonly preconsultId?: string;
  /** A report with a document, and a share; there of what the person did themselves. */
  readonly sessionId?: string;
  readonly boundPhoneId?: string;
  /** A browser that waits to be bound. */
  readonly binding?: { readonly id: string; readonly code: string };
  readonly resultId?: string;
  readonly shareId?: string;
  /** When it was booked, as the access log says it. */
  readonly atSecond: number;
}

interface Money {
  readonly bills: readonly unknown[];
  readonly quotesId: string;
  readonly paymentId: string;
}

interface Session {
  readonly headers: Record<string, string>;
  readonly device?: TestDevice;
}

/** A person whose document was claimed, proved and shown again, with one session for each level of evidence. */
export interface LevelWorld {
  readonly site: QuietGateway;
  ask(level: Level, operation: OperationId, about: LevelObject | 'unknown'): Promise<Response>;
  /** Whether this text, a list that came as an answer, has the object in it. */
  listed(text: string, operation: OperationId, about: LevelObject): boolean;
  /** The consent that was withdrawn stands again, and the sessions that ended with it. */
  agreeAgain(): Promise<void>;
  /** The sessions that others ended live again, and the phones. */
  openAgain(): Promise<void>;
  /** The drafts that were taken are there again. */
  leaveAgain(): Promise<void>;
}

export async function startLevelWorld(engine: Engine): Promise<LevelWorld> {
  const site = await startQuietGateway(engine, { patients: 0 });
  const { gateway, clock, db } = site;
  const device = await enrolTestDevice(gateway);
  const consents = await agreed(gateway);
  const typed = (card: Card) => ({ person: personOf(card), consents });
  const byCode = async (phone: string, more: Record<string, unknown> = {}): Promise<Reply> => {
    await clock.leap(1_000);
    const evidence = { kind: 'one-time-code', phone, code: await codeFor(gateway, phone) };
    return opened(await post(gateway, '/v1/sessions', { evidence, carrier: 'bearer', ...more }));
  };
  const shown = async (card: Card, more: Record<string, unknown> = {}): Promise<Reply> => {
    await clock.leap(1_000);
    return opened(await putDown(gateway, device, card, more));
  };
  const child = async (guardian: Session, more: Record<string, unknown>): Promise<string> => {
    const body = { relationship: 'parent', consents, ...more };
    return String(opened(await send(site, guardian, 'registerDependant', '', body)).body.patientId);
  };
  const consentOf = async (patientId: string): Promise<string> => {
    const sql = `SELECT id FROM consent WHERE patient_id = '${patientId}' ORDER BY given_at DESC, id`;
    return (await db.rows<{ id: string }>(sql))[0]?.id ?? '';
  };
  let day = 0;
  const did = async (by: Session, patientId: string): Promise<Thing> => {
    await clock.leap(1_000);
    day += 1;
    const { slotId } = await gateway.openSlot(5, day * DAY_MS);
    const { body } = opened(await driven(site, send(site, by, 'bookAppointment', '', { slotId, patientId })));
    const [row] = await db.rows<{ at: number }>(`SELECT at FROM audit WHERE subject_id = '${body.id}' ORDER BY at`);
    const form = { appointmentId: body.id, questionnaire: 'general-history', saidBy: { who: 'patient' } };
    const begun = opened(await send(site, by, 'createPreconsult', '', form));
    return {
      patientId,
      preconsultId: String(begun.body.id),
      appointmentId: String(body.id),
      messageId: await messageOf(db, String(body.id)),
      consentId: await consentOf(patientId),
      atSecond: secondOf(Number(row?.at)),
    };
  };

  const first = await shown(PERSON, { phone: PHONES.person });
  const patientId = String(first.body.patientId);
  const own = at(device, first);
  const older = {
    ...(await did(own, patientId)),
    money: await owe(site, own, patientId),
    ...(await findOut(site, own, patientId)),
    sessionId: nameOf(first),
  };
  const codes: Record<string, string> = { older: await leave(site, at(device, first), 'form') };
  const taken = await byCode(PHONES.taken, typed(PERSON));
  const claimed = { ...(await did(at(undefined, taken), String(taken.body.patientId))), sessionId: nameOf(taken) };
  const word = at(undefined, await byCode(PHONES.word, typed(STRANGER)));
  const named = await did(word, await child(word, typed(PERSON)));
  // The person's document is read beside that of the guardian: it takes over both claims of it.
  const firm = at(device, await shown(PARENT, { phone: PHONES.parent }));
  await child(firm, { document: await device.read(PERSON) });
  const guardian = { ...older, consentId: await consentOf(patientId) };
  const window = await signedInStaff(gateway);
  await clock.leap(1_000);
  const evidence = { kind: 'staff-present', document: personOf(PERSON).document, reason: '忘带证件' };
  const vouched = opened(
    await postAt(window.device, '/v1/sessions', { evidence, carrier: 'bearer', ...typed(PERSON) }, window.staff),
  );
  const document = at(device, await shown(PERSON));
  const newer = { ...(await did(document, patientId)), money: await owe(site, document, patientId) };
  codes.newer = await leave(site, document, 'booking');
  const ask = async (by: Session) => {
    const { body } = opened(await send(site, by, 'askPhoneBinding', '', {}));
    return { id: String(body.id), code: String(body.code) };
  };
  const bound = at(undefined, await byCode(PHONES.person));
  const binding = await ask(bound);
  await send(site, document, 'enterPhoneBinding', '', { code: binding.code });
  const { id: boundPhoneId } = (await send(site, document, 'confirmPhoneBinding', binding.id, {})).body;
  const sessions: Record<Level, Session> = {
    'a claim': at(undefined, await byCode(PHONES.claim, typed(PERSON))),
    phone: at(undefined, await byCode(PHONES.person)),
    bound,
    document,
    vouched: at(window.device, vouched),
    'by word': word,
    firm,
    'firm, phone': at(undefined, await byCode(PHONES.parent)),
    'taken over': at(undefined, taken),
  };
  const grants = await grantsIn(site, word.headers);
  const elsewhere = await byCode(PHONES.person);
  const waiting = await ask(at(undefined, elsewhere));
  await send(site, document, 'enterPhoneBinding', '', { code: waiting.code });
  await child(word, typed(PERSON));
  await commit({ ...gateway.onedoor.dependencies }, 'keep-drafts', 'background', [
    { sql: `UPDATE draft SET expires_at = expires_at + ${DAY_MS}`, parameters: [] },
    { sql: `UPDATE phone_binding SET expires_at = expires_at + ${DAY_MS}`, parameters: [] },
  ]);
  const drafts = await db.rows<Record<string, string | number | null>>('SELECT * FROM draft');

  const nothing = {
    patientId: `pat_${'u'.repeat(22)}`,
    appointmentId: `apt_${'u'.repeat(22)}`,
    messageId: `msg_${'u'.repeat(30)}`,
    consentId: `con_${'u'.repeat(22)}`,
    atSecond: 0,
  };
  const things = {
    person: { ...older, binding: waiting },
    older,
    newer,
    claimed,
    named,
    guardian,
    code: { ...newer, sessionId: nameOf(elsewhere), boundPhoneId: String(boundPhoneId) },
    vouched: { ...newer, sessionId: nameOf(vouched) },
    typed: older,
    card: older,
    unknown: nothing,
  };
  let children = 0;
  return {
    site,
    async ask(level, operation, about) {
      const session = sessions[level];
      const thing: Thing = things[about];
      if (operation === 'bookAppointment') {
        day += 1;
        const { slotId } = await gateway.openSlot(5, (1 + (day % 8)) * DAY_MS + day * 60_000);
        return raw(site, session, operation, '', { slotId, patientId: thing.patientId });
      }
      if (operation === 'registerDependant') {
        children += 1;
        const baby = born('2026-10-01', '王小小', 10 + children);
        const what = about === 'card' ? { document: await (session.device ?? device).read(baby) } : { person: personOf(baby) };
        return raw(site, session, operation, '', { ...what, relationship: 'parent', consents });
      }
      if (operation === 'createPreconsult') {
        const form = { questionnaire: 'general-history', saidBy: { who: 'patient' } };
        return raw(site, session, operation, '', { appointmentId: thing.appointmentId, ...form });
      }
      if (operation === 'saveResponse') return raw(site, session, operation, idIn(operation, thing), { answers: [] });
      if (operation === 'saveMessagePreferences') return raw(site, session, operation, '', { kinds: [], language: 'zh' });
      const paying = moneyBody(operation, thing);
      if (paying) return raw(site, session, operation, idIn(operation, thing), paying);
      if (operation === 'triage') {
        const complaint = { kind: 'listed', code: 'skin' };
        return raw(site, session, operation, '', { patientId: thing.patientId, complaint, answers: [] });
      }
      if (operation === 'createDraft') return raw(site, session, operation, '', { purpose: 'pre-consult', content: {} });
      if (operation === 'takeDraft')
        return raw(site, session, operation, codes[about] ?? 'XXXX0000', { purpose: about === 'newer' ? 'booking' : 'form' });
      if (operation === 'enterPhoneBinding')
        return raw(site, session, operation, '', { code: thing.binding?.code ?? '00000000' });
      const granting = levelGrantBody(operation, level, grants);
      if (granting) return raw(site, session, operation, '', granting);
      if (operation === 'revokeGrant')
        return raw(site, session, operation, about === 'unknown' ? `grt_${'u'.repeat(22)}` : grants.grantId, {});
      const body = operation === 'createShare' ? shareBody(thing.patientId) : {};
      return raw(site, session, operation, idIn(operation, thing), body, questionOf(operation, thing));
    },
    listed(text, operation, about) {
      const {
        patientId: id,
        appointmentId,
        messageId,
        consentId,
        money,
        atSecond,
        sessionId,
        boundPhoneId,
      }: Thing = things[about];
      if (operation === 'readMe') return text.includes(id);
      const { items } = JSON.parse(text) as { items: Record<string, unknown>[] };
      if (operation === 'listAccess')
        return items.some((line) => line.action === 'appointment.book' && secondOf(Date.parse(String(line.at))) === atSecond);
      if (operation === 'listBoundPhones') return items.some((one) => one.id === boundPhoneId);
      if (operation === 'listGrants') return items.some((one) => one.id === grants.grantId);
      if (operation === 'listSessions') return items.some((one) => one.id === sessionId);
      if (operation === 'listPayments') return items.some((one) => one.id === money?.paymentId);
      if (operation === 'listMessages') return items.some((one) => one.id === messageId);
      return items.some((one) => one.id === (operation === 'listConsents' ? consentId : appointmentId));
    },
    async agreeAgain() {
      const { store, ids } = gateway.onedoor.dependencies;
      const parts = [
        'UPDATE consent SET withdrawn_at = NULL',
        `UPDATE patient SET consented = '${consents.privacyNotice}' WHERE superseded_by IS NULL`,
        `UPDATE session SET ended_at = NULL WHERE patient_id = '${patientId}'`,
        `UPDATE bound_phone SET ended_at = NULL WHERE patient_id = '${patientId}'`,
      ].map((sql) => ({ sql, parameters: [] }));
      await commit({ store, ids, clock }, 'agree-again', 'background', parts);
    },
    async openAgain() {
      const parts = [
        'UPDATE session SET ended_at = NULL',
        'UPDATE bound_phone SET ended_at = NULL',
        // The number of a bound phone ends with it; that of a claim which was taken over stays ended.
        'UPDATE patient_phone SET ended_at = NULL WHERE patient_id IN (SELECT patient_id FROM bound_phone)',
      ].map((sql) => ({ sql, parameters: [] }));
      await commit({ ...gateway.onedoor.dependencies }, 'open-again', 'background', parts);
    },
    async leaveAgain() {
      const again = drafts.map((row) => ({
        sql: `INSERT INTO draft (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map(() => '?')})`,
        parameters: Object.values(row),
      }));
      const parts = [{ sql: 'DELETE FROM draft', parameters: [] }, ...again];
      await commit({ ...gateway.onedoor.dependencies }, 'leave-again', 'background', parts);
    },
  };
}

/** Something that was begun and not finished: its code. */
async function leave(site: QuietGateway, session: Session, purpose: string): Promise<string> {
  return String(opened(await send(site, session, 'createDraft', '', { purpose, content: {} })).body.code);
}

/** The hospital has found out something, with a document, and it is shared with a doctor of its own. */
async function findOut(site: QuietGateway, by: Session, patientId: string) {
  const { gateway, clock } = site;
  const { records } = gateway.hospital;
  const patient = await revealPatient(gateway.onedoor.dependencies, patientId);
  const ref = await records?.issue({ patient }, reportOf(clock.now(), [laboratoryValue('14749-6', '5.5', 'mmol/L')]));
  await records?.attach?.(ref ?? '', { title: 'a scan', mediaType: 'application/pdf', content: new Uint8Array([1]) });
  const { body } = await send(site, by, 'listResults', '', {}, `?patientId=${patientId}`);
  const made = opened(await send(site, by, 'createShare', '', shareBody(patientId)));
  return { resultId: (body.items as { id: string }[])[0]?.id ?? '', shareId: (made.body.share as { id: string }).id };
}

/** Two bills: one is quoted, and one is being paid in cash. */
async function owe(site: QuietGateway, by: Session, patientId: string): Promise<Money> {
  const { gateway, clock } = site;
  await clock.leap(1_000);
  const patient = await revealPatient(gateway.onedoor.dependencies, patientId);
  for (let bill = 0; bill < 2; bill += 1) await gateway.hospital.charges?.open({ patient, at: clock.now(), lines: LINES });
  const { body } = await send(site, by, 'readBills', '', {}, `?patientId=${patientId}`);
  const hospitals = body.hospitals as { hospital: string; visits: Record<string, unknown>[] }[];
  const bills = hospitals
    .flatMap(({ hospital, visits }) =>
      visits.map(({ visitRef, billHash, beingPaid }) => ({ hospital, visitRef, billHash, beingPaid })),
    )
    .filter(({ beingPaid }) => !beingPaid)
    .map(({ hospital, visitRef, billHash }) => ({ hospital, visitRef, billHash }));
  const quotesOf = (bill: unknown) => send(site, by, 'askQuotes', '', { patientId, bills: [bill], insurance: false });
  const quotesId = String(opened(await quotesOf(bills[0])).body.id);
  const paying = opened(await quotesOf(bills.at(-1))).body.id;
  const payment = opened(await send(site, by, 'createPayment', '', { quotesId: paying, channel: 'cash' }));
  return { bills: bills.slice(0, 1), quotesId, paymentId: String(payment.body.id) };
}

const OF_PRECONSULTS: readonly OperationId[] = [
  'readPreconsult',
  'saveResponse',
  'nextQuestion',
  'submitPreconsult',
  'readSummary',
];

const OF_PAYMENTS: readonly OperationId[] = [
  'readPayment',
  'followPayment',
  'cancelPayment',
  'readReceipt',
  'readRefundable',
  'askRefund',
];

/** What is said to an operation about money, where it is said in the body. */
function moneyBody(operation: OperationId, { money, patientId }: Thing): object | undefined {
  if (operation === 'askQuotes') return { patientId, bills: money?.bills, insurance: false };
  if (operation === 'createPayment') return { quotesId: money?.quotesId ?? `qts_${'u'.repeat(30)}`, channel: 'cash' };
  if (operation !== 'askRefund') return undefined;
  return { part: 0, lines: 'whole', amount: { amount: 1, currency: 'CNY' } };
}

const BY_PATIENT: readonly OperationId[] = [
  'readBills',
  'listResults',
  'listVisits',
  'listMedications',
  'listAllergies',
  'listShares',
];

/** What is asked behind an address, where that is not only how many. */
function questionOf(operation: OperationId, { patientId }: Thing): string | undefined {
  if (operation === 'readTrend') return `?patientId=${patientId}&code=glucose`;
  if (operation === 'readEverything') return '';
  return BY_PATIENT.includes(operation) ? `?patientId=${patientId}` : undefined;
}

/** What shows all that there is. */
const WITHOUT_PAGES: readonly OperationId[] = [
  'readMe',
  'listSessions',
  'listBoundPhones',
  'followMessages',
  'readMessagePreferences',
];

/** What the session is called that came as this answer. */
const nameOf = ({ body }: Reply) => sessionName(digest(String(body.token)));

/** What the address of an operation names. */
function idIn(operation: OperationId, thing: Thing): string {
  if (operation === 'readQuotes') return thing.money?.quotesId ?? `qts_${'u'.repeat(30)}`;
  if (OF_PRECONSULTS.includes(operation)) return thing.preconsultId ?? `pre_${'u'.repeat(30)}`;
  if (OF_PAYMENTS.includes(operation)) return thing.money?.paymentId ?? `pay_${'u'.repeat(30)}`;
  if (operation === 'readResult' || operation === 'readResultDocument') return thing.resultId ?? `rpt_${'u'.repeat(22)}`;
  if (operation === 'endSession') return thing.sessionId ?? `ses_${'u'.repeat(22)}`;
  if (operation === 'endBoundPhone') return thing.boundPhoneId ?? `bph_${'u'.repeat(22)}`;
  if (operation === 'confirmPhoneBinding') return thing.binding?.id ?? `phb_${'u'.repeat(22)}`;
  if (operation === 'revokeShare') return thing.shareId ?? `shr_${'u'.repeat(22)}`;
  if (operation === 'readEverything') return thing.patientId.replaceAll('_', '.');
  if (operation === 'withdrawConsent') return thing.consentId;
  return operation === 'markMessageRead' ? thing.messageId : thing.appointmentId;
}

const secondOf = (ms: number) => Math.floor(ms / 1000);

function at(device: TestDevice | undefined, reply: Reply): Session {
  return device ? { headers: bearer(reply), device } : { headers: bearer(reply) };
}

function opened(reply: Reply): Reply {
  if (reply.status !== 201) throw new Error(`the world could not be made: ${reply.status} ${reply.text}`);
  return reply;
}

async function send(
  site: QuietGateway,
  session: Session,
  operation: OperationId,
  id: string,
  body: unknown,
  asked?: string,
): Promise<Reply> {
  const response = await raw(site, session, operation, id, body, asked);
  const text = await response.text();
  return { status: response.status, text, headers: response.headers, body: JSON.parse(text) };
}

async function raw(
  site: QuietGateway,
  { device, headers }: Session,
  operation: OperationId,
  id: string,
  body: unknown,
  asked?: string,
) {
  const { method } = paths[operation];
  const path = paths[operation].path.replace('{document}', '0').replace(/\{\w+\}/, id);
  const text = method === 'POST' || method === 'PUT' ? { body: JSON.stringify(body) } : {};
  const proof = device ? await device.proof(method, path) : { host: 'localhost' };
  const usual = method === 'GET' && !path.includes(id || '\0') && !WITHOUT_PAGES.includes(operation) ? '?limit=50' : '';
  const query = asked ?? usual;
  return site.gateway.request(`${ORIGIN}${path}${query}`, { method, ...text, headers: { ...proof, ...fresh(headers) } });
}
