import type { OperationId } from '../../bff/contract/paths.ts';
import { paths } from '../../bff/contract/paths.ts';
import { shareWording } from '../../bff/contract/records/share-wording.ts';
import { digest } from '../../bff/platform/crypto/cipher.ts';
import { commit } from '../../bff/platform/store/commit.ts';
import { bindParts, secretHashOf } from '../../bff/scenes/identity/bound-phone-rows.ts';
import { revokeDevice } from '../../bff/scenes/identity/devices.ts';
import { insertLink } from '../../bff/scenes/identity/link-rows.ts';
import { SESSION_MS } from '../../bff/scenes/identity/open-session.ts';
import { revealPatient } from '../../bff/scenes/identity/patients.ts';
import { addPhone, putBinding } from '../../bff/scenes/identity/phone-binding-rows.ts';
import { sessionName } from '../../bff/scenes/identity/session-names.ts';
import { insertSession } from '../../bff/scenes/identity/session-rows.ts';
import { LINES } from '../support/payer.ts';
import { enrolTestDevice, ORIGIN, signedInStaff, type TestDevice } from '../support/test-device.ts';
import { HOSPITAL, OPERATOR_TOKEN, testPatient } from '../support/test-gateway.ts';
import { agreed, fresh, post, postAt } from '../support/test-people.ts';
import { laboratoryValue, reportOf } from '../support/test-reports.ts';
import type { Engine, TestStore } from '../support/test-store.ts';
import type { About, Subject } from './authorization-policy.ts';
import { type Grants, grantBody, grantsIn } from './grants-world.ts';
import { proposed } from './proposed-refund.ts';
import { atRest, driven, type QuietGateway, type QuietOptions, startQuietGateway } from './quiet-gateway.ts';

const DAY_MS = 24 * 3_600_000;

export interface Objects {
  readonly slotId: string;
  readonly patientId: string;
  /** A session of theirs that nobody asks with. */
  readonly sessionId: string;
  readonly appointmentId: string;
  readonly messageId: string;
  readonly bills: readonly unknown[];
  readonly quotesId: string;
  readonly paymentId: string;
  readonly paymentCode: string;
  readonly refundId: string;
  readonly preconsultId: string;
  readonly resultId: string;
  readonly shareId: string;
  /** A phone that is bound to them, and a browser that waits to be. */
  readonly boundPhoneId: string;
  readonly bindingId: string;
}

/** A request without who sends it. */
interface Sent {
  readonly path: string;
  readonly body?: unknown;
}

/** A gateway with a person, their child, somebody linked to them, a stranger, devices and staff; and a request for each operation. */
export interface World {
  readonly site: QuietGateway;
  ask(subject: Subject, operation: OperationId, about: About | 'unknown'): Promise<Response>;
  /** The same by whoever has these headers, at no device. */
  askWith(headers: Record<string, string>, operation: OperationId, about: About | 'unknown'): Promise<Response>;
  /** Headers of the person; what they have, with a consent of theirs and a grant that they gave to somebody who asks for nothing. */
  readonly owner: Record<string, string>;
  readonly things: Objects & { readonly consentId: string; readonly grantId: string };
}

type Actor = { readonly device?: TestDevice; readonly headers: Record<string, string> };

const person = testPatient(0).id;
const bearer = (token: unknown) => ({ authorization: `Bearer ${String(token)}` });

export async function startWorld(engine: Engine, options: QuietOptions = {}): Promise<World> {
  const site = await startQuietGateway(engine, options);
  const actors = await actorsOf(site);
  const owner = actors.person.headers;
  const child = await addChild(site, owner, 'X990000001');
  const objects: Record<string, Objects> = {
    person: await book(site, owner, person, 1),
    child: await book(site, owner, child, 3),
    unknown: {
      slotId: '',
      sessionId: `ses_${'u'.repeat(22)}`,
      patientId: `pat_${'u'.repeat(22)}`,
      appointmentId: `apt_${'u'.repeat(22)}`,
      messageId: `msg_${'u'.repeat(30)}`,
      bills: [{ hospital: HOSPITAL, visitRef: 'unknown', billHash: 'unknown' }],
      quotesId: `qts_${'u'.repeat(30)}`,
      paymentId: `pay_${'u'.repeat(30)}`,
      paymentCode: 'ZZZZZZZZZZ',
      refundId: `cfd_${'u'.repeat(22)}`,
      preconsultId: `pre_${'u'.repeat(30)}`,
      resultId: `rpt_${'u'.repeat(22)}`,
      shareId: `shr_${'u'.repeat(22)}`,
      boundPhoneId: `bph_${'u'.repeat(22)}`,
      bindingId: `phb_${'u'.repeat(22)}`,
    },
  };
  await nothingReached(site);
  const slip = (await post(site.gateway, `/v1/appointments/${objects.person?.appointmentId}/slip`, {}, owner)).body;
  const free = (await site.gateway.openSlot(20, 6 * DAY_MS)).slotId;
  const link = await linkTo(site, testPatient(2).id);
  const [consent] = await site.db.rows<{ id: string }>(`SELECT id FROM consent WHERE patient_id = '${person}' ORDER BY id`);
  const atDesk = await servedBy(actors.staff);
  const given = {
    grants: await grantsIn(site, owner),
    slip,
    draft: (await post(site.gateway, '/v1/drafts', DRAFT, fresh(owner))).body,
    free,
    link,
    shift: await shiftOf(actors.staff),
    ...(await helpedAt(actors.device, actors.staff)),
    consent: consent?.id ?? '',
    staffNumber: await numberOf(site),
    ticket: await calledTicket(actors.staff),
    consents: await agreed(site.gateway),
  };
  // What watches over the call looks once at its beginning, and then not while a test looks.
  await driven(site, atRest(site.db, site.clock));
  const askAs = async ({ device, headers }: Actor, operation: OperationId, about: About | 'unknown') => {
    const { path, body } = requestOf(operation, objects[about] as Objects | undefined, given, about);
    const { method } = paths[operation];
    const text = method === 'POST' || method === 'PUT' ? { body: JSON.stringify(body ?? {}) } : {};
    const proof = device ? await device.proof(method, path) : { host: 'localhost' };
    return site.gateway.request(`${ORIGIN}${path}`, {
      method,
      ...text,
      headers: { ...proof, ...fresh({ ...headers, ...(operation === 'readPhoneBinding' ? BROWSER : {}) }) },
    });
  };
  return {
    site,
    ask(subject, operation, about) {
      const actor = actors[subject];
      const served = AT_DESK.includes(operation) && subject.startsWith('staff') ? atDesk : {};
      return askAs({ ...actor, headers: { ...actor.headers, ...served } }, operation, about);
    },
    askWith: (headers, operation, about) => askAs({ headers }, operation, about),
    owner,
    things: { ...(objects.person as Objects), consentId: given.consent, grantId: given.grants.grantId },
  };
}

async function actorsOf(site: QuietGateway): Promise<Record<Subject, Actor>> {
  const { gateway } = site;
  const [device, other, revoked] = [
    await enrolTestDevice(gateway),
    await enrolTestDevice(gateway),
    await enrolTestDevice(gateway),
  ];
  const at = async (where: TestDevice) => {
    const evidence = { kind: 'demo', patientId: person };
    return bearer((await postAt(where, '/v1/sessions', { evidence, carrier: 'bearer' })).body.token);
  };
  const [session, lost] = [await at(device), await at(revoked)];
  // Who is to be linked has been at the hospital of the staff.
  await postAt(device, '/v1/sessions', { evidence: { kind: 'demo', patientId: testPatient(1).id }, carrier: 'bearer' });
  await revokeDevice(gateway.onedoor.dependencies, { id: revoked.id, reason: 'stolen', requestId: 'req_test' });
  // The start of its bridge is noted with its first request.
  await other.request('/v1/devices/me');
  const window = await signedInStaff(gateway);
  return {
    nobody: { headers: {} },
    device: { device, headers: {} },
    person: { headers: bearer(await gateway.signIn(person)) },
    stranger: { headers: bearer(await gateway.signIn(testPatient(1).id)) },
    linked: { headers: bearer(await gateway.signIn(testPatient(2).id)) },
    'no proof': { headers: session },
    "other's proof": { device: other, headers: session },
    staff: { device: window.device, headers: window.staff },
    'staff elsewhere': { device: other, headers: window.staff },
    revoked: { device: revoked, headers: lost },
    operator: { headers: bearer(OPERATOR_TOKEN) },
  };
}

async function addChild(site: QuietGateway, headers: Record<string, string>, number: string): Promise<string> {
  const body = dependantBody(number, await agreed(site.gateway));
  return String((await post(site.gateway, '/v1/patients/me/dependants', body, fresh(headers))).body.patientId);
}

function dependantBody(number: string, consents: unknown) {
  const document = { type: 'birth-certificate', number };
  return { person: { name: '试小', birthDate: '2026-10-01', sex: 'female', document }, relationship: 'parent', consents };
}

async function book(site: QuietGateway, headers: Record<string, string>, patientId: string, day: number): Promise<Objects> {
  const { slotId } = await site.gateway.openSlot(5, day * DAY_MS);
  const { body } = await driven(site, post(site.gateway, '/v1/appointments', { slotId, patientId }, fresh(headers)));
  const appointmentId = String(body.id);
  const messageId = await messageOf(site.db, appointmentId);
  const preconsultId = await beginForm(site, headers, appointmentId);
  const found = await findOut(site, headers, patientId);
  const sessionId = await sessionOf(site, patientId);
  const phones = await phonesOf(site, patientId);
  return {
    slotId,
    patientId,
    sessionId,
    ...phones,
    appointmentId,
    messageId,
    preconsultId,
    ...found,
    ...(await owe(site, headers, patientId)),
  };
}

/** Whoever asks how far a binding is comes in the browser that waits. */
const BROWSER = { cookie: `__Host-onedoor-phone=${'s'.repeat(43)}` };

/** A phone is bound to them, and another browser with it waits to be bound. */
async function phonesOf({ gateway, clock }: QuietGateway, patientId: string) {
  const { store, ids } = gateway.onedoor.dependencies;
  const [phoneId, boundPhoneId, bindingId] = [ids.inOrder('phn'), ids.next('bph'), ids.next('phb')];
  const now = clock.now();
  const later = now + 10 * DAY_MS;
  const secretHash = secretHashOf('s'.repeat(43));
  const parts = [
    addPhone({ id: phoneId, patientId, phoneIndex: phoneId, maskedPhone: '139****0009', now, heldAt: now }),
    ...bindParts({ id: boundPhoneId, patientId, phoneId, secretHash, deviceId: 'dev_1', staffId: null, now, expiresAt: later }),
    putBinding({
      id: bindingId,
      patientId,
      tokenHash: 'hash',
      phoneId,
      secretHash,
      codeHash: 'hash',
      digits: '07',
      now,
      expiresAt: later,
    }),
  ];
  await commit({ store, ids, clock }, 'bind', 'background', parts);
  return { boundPhoneId, bindingId };
}

/** Somebody is signed in elsewhere; a child as if a phone of its own had opened it. */
async function sessionOf({ gateway, clock }: QuietGateway, patientId: string): Promise<string> {
  const { store, ids } = gateway.onedoor.dependencies;
  const tokenHash = digest(ids.secret());
  const opened = { patientId, evidence: 'demo', deviceId: null, staffId: null, phoneId: null, boundPhoneId: null, atDesk: 0 };
  const session = insertSession({ ...opened, tokenHash, now: clock.now(), expiresAt: clock.now() + SESSION_MS });
  await commit({ store, ids, clock }, 'sign-in', 'background', [session]);
  return sessionName(tokenHash);
}

/** What is asked before a visit. */
const FORM = { questionnaire: 'general-history', saidBy: { who: 'patient' } };

async function beginForm(site: QuietGateway, headers: Record<string, string>, appointmentId: string): Promise<string> {
  return String((await post(site.gateway, '/v1/preconsults', { appointmentId, ...FORM }, headers)).body.id);
}

/** The hospital has found out something, with a document, and it is shared with a doctor of its own. */
async function findOut(site: QuietGateway, headers: Record<string, string>, patientId: string) {
  const { gateway, clock } = site;
  const { records } = gateway.hospital;
  const patient = await revealPatient(gateway.onedoor.dependencies, patientId);
  const ref = await records?.issue({ patient }, reportOf(clock.now(), [laboratoryValue('14749-6', '5.5', 'mmol/L')]));
  await records?.attach?.(ref ?? '', { title: 'a scan', mediaType: 'application/pdf', content: new Uint8Array([1]) });
  const read = await gateway.request(`/v1/results?patientId=${patientId}`, { headers });
  const { items } = (await read.json()) as { items: { id: string }[] };
  const { body } = await post(gateway, '/v1/shares', shareBody(patientId), fresh(headers));
  return { resultId: items[0]?.id ?? '', shareId: (body.share as { id: string }).id };
}

export function shareBody(patientId: string) {
  const agreed = { version: shareWording.version, language: 'zh' };
  return { patientId, with: { kind: 'doctor', hospital: HOSPITAL }, parts: { results: 'all' }, agreed };
}

/** Somebody owes two bills: one is quoted, and one is being paid in cash. */
async function owe(site: QuietGateway, headers: Record<string, string>, patientId: string) {
  const { gateway, clock } = site;
  const patient = await revealPatient(gateway.onedoor.dependencies, patientId);
  for (let bill = 0; bill < 2; bill += 1) await gateway.hospital.charges?.open({ patient, at: clock.now(), lines: LINES });
  const read = await gateway.request(`/v1/bills?patientId=${patientId}`, { headers });
  const { hospitals } = (await read.json()) as { hospitals: { hospital: string; visits: Record<string, unknown>[] }[] };
  const bills = hospitals.flatMap(({ hospital, visits }) =>
    visits.map(({ visitRef, billHash }) => ({ hospital, visitRef, billHash })),
  );
  const quotesOf = (bill: unknown) => post(gateway, '/v1/quotes', { patientId, bills: [bill], insurance: false }, fresh(headers));
  const quoted = await quotesOf(bills[0]);
  const paying = await quotesOf(bills[1]);
  const { body } = await post(gateway, '/v1/payments', { quotesId: paying.body.id, channel: 'cash' }, fresh(headers));
  const quotesId = String(quoted.body.id);
  const refundId = await proposed(site, String(body.id));
  return { bills: bills.slice(0, 1), quotesId, paymentId: String(body.id), paymentCode: String(body.code), refundId };
}

/** What was told of the appointments reached nobody, and the desk is to call. */
async function nothingReached(site: QuietGateway): Promise<void> {
  const { gateway, clock, db } = site;
  await driven(site, atRest(db, clock));
  const { store, ids } = gateway.onedoor.dependencies;
  const now = clock.now();
  const unreached = "UPDATE message SET state = 'unreached', unreached_at = ?, due_by = ?";
  await commit({ store, ids, clock }, 'unreached', 'background', [{ sql: unreached, parameters: [now, now + DAY_MS] }]);
}

/** What was told of an appointment when it was booked. */
export async function messageOf(db: TestStore, appointmentId: string): Promise<string> {
  return (await db.rows<{ id: string }>(`SELECT id FROM message WHERE appointment_id = '${appointmentId}'`))[0]?.id ?? '';
}

/** Two people of staff linked them some time ago. */
async function linkTo({ gateway, clock }: QuietGateway, otherId: string): Promise<string> {
  const { store, ids } = gateway.onedoor.dependencies;
  const id = ids.next('lnk');
  const [patientId = '', other = ''] = [person, otherId].sort();
  const link = {
    id,
    patientId,
    otherId: other,
    reason: '换证，同一人',
    staffId: 'stf_two',
    proposedBy: 'stf_one',
    now: clock.now(),
  };
  await commit({ store, ids, clock }, 'link', 'background', [insertLink(link)]);
  return id;
}

async function shiftOf({ device, headers }: Actor): Promise<string> {
  if (!device) throw new Error('staff stand at a device');
  return String((await postAt(device, '/v1/shifts', {}, headers)).body.id);
}

/** Somebody at the first kiosk called, and staff help there. */
async function helpedAt({ device: kiosk }: Actor, { device, headers }: Actor) {
  if (!kiosk || !device) throw new Error('one calls at a kiosk, and another comes from theirs');
  const { body: call } = await postAt(kiosk, '/v1/help-calls', { step: 'home', language: 'zh' });
  const join = { helpCallId: call.id, code: (call.join as { code: string }).code };
  const assistSession = String((await postAt(device, '/v1/assist-sessions', join, headers)).body.id);
  await postAt(kiosk, `/v1/assist-sessions/${assistSession}/accept`, {});
  return { helpCall: String(call.id), assistSession };
}

/** The session of the person, whom the staff serve at their device. */
async function servedBy({ device, headers }: Actor): Promise<Record<string, string>> {
  if (!device) throw new Error('staff stand at a device');
  return bearer((await postAt(device, '/v1/desk/patients', { ...PAPER, carrier: 'bearer' }, headers)).body.token);
}

async function calledTicket({ device, headers }: Actor): Promise<string> {
  if (!device) throw new Error('staff stand at a device');
  await postAt(device, '/v1/desk/tickets', { priority: false }, headers);
  return String((await postAt(device, '/v1/desk/tickets/next', { counter: '3' }, headers)).body.id);
}

async function numberOf(site: QuietGateway): Promise<string> {
  const [row] = await site.db.rows<{ number: string }>(
    `SELECT number FROM staff WHERE hospital_id = '${HOSPITAL}' AND state = 'active' ORDER BY created_at, id LIMIT 1`,
  );
  return row?.number ?? '';
}

interface Given {
  readonly grants: Grants;
  readonly slip: Record<string, unknown>;
  readonly draft: Record<string, unknown>;
  readonly free: string;
  readonly link: string;
  readonly shift: string;
  readonly helpCall: string;
  readonly assistSession: string;
  readonly consent: string;
  readonly staffNumber: string;
  readonly ticket: string;
  readonly consents: unknown;
}

let children = 2;

function requestOf(operation: OperationId, objects: Objects | undefined, given: Given, about: About | 'unknown'): Sent {
  const unknown = about === 'unknown';
  const address = paths[operation].path;
  switch (operation) {
    case 'bookAppointment':
    case 'bookAtDesk':
      return { path: address, body: { slotId: given.free, patientId: objects?.patientId } };
    case 'saveMessagePreferences':
      return { path: address, body: { kinds: [], language: 'zh' } };
    case 'markMessageRead':
      return { path: address.replace('{id}', objects?.messageId ?? '') };
    case 'closeUnreached':
      return { path: address.replace('{id}', objects?.messageId ?? ''), body: { outcome: 'reached' } };
    case 'createPreconsult':
      return { path: address, body: { appointmentId: objects?.appointmentId, ...FORM } };
    case 'readPreconsult':
    case 'nextQuestion':
    case 'submitPreconsult':
    case 'readSummary':
      return { path: address.replace('{id}', objects?.preconsultId ?? '') };
    case 'saveResponse':
      return { path: address.replace('{id}', objects?.preconsultId ?? ''), body: { answers: [] } };
    case 'enterPhoneBinding':
      return { path: address, body: { code: '01234567' } };
    case 'readPhoneBinding':
    case 'confirmPhoneBinding':
      return { path: address.replace('{id}', objects?.bindingId ?? '') };
    case 'endBoundPhone':
      return { path: address.replace('{id}', objects?.boundPhoneId ?? '') };
    case 'endSession':
      return { path: address.replace('{id}', objects?.sessionId ?? '') };
    case 'triage':
      return { path: address, body: { patientId: objects?.patientId, complaint: { kind: 'listed', code: 'skin' }, answers: [] } };
    case 'readBills':
    case 'listResults':
    case 'listVisits':
    case 'listMedications':
    case 'listAllergies':
    case 'listShares':
      return { path: `${address}?patientId=${objects?.patientId ?? ''}` };
    case 'readTrend':
      return { path: `${address}?patientId=${objects?.patientId ?? ''}&code=glucose` };
    case 'readResult':
    case 'readResultDocument':
      return { path: address.replace('{id}', objects?.resultId ?? '').replace('{document}', '0') };
    case 'createShare':
      return { path: address, body: shareBody(objects?.patientId ?? '') };
    case 'revokeShare':
    case 'readShared':
      return { path: address.replace('{id}', objects?.shareId ?? '') };
    case 'printResultsAtDesk':
      return { path: address, body: { results: 'all' } };
    case 'openBreakGlass':
      return { path: address, body: { person: { file: 'unknown' }, reason: 'unconscious', words: '送来时叫不醒，没有家属' } };
    case 'readBreakGlass':
      return { path: address.replace('{id}', `brk_${'u'.repeat(22)}`) };
    case 'reviewBreakGlass':
      return { path: address.replace('{id}', `brk_${'u'.repeat(22)}`), body: { verdict: 'justified', note: '看过' } };
    case 'readEverything':
      return { path: address.replace('{id}', (objects?.patientId ?? '').replaceAll('_', '.')) };
    case 'askQuotes':
      return { path: address, body: { patientId: objects?.patientId, bills: objects?.bills, insurance: false } };
    case 'readQuotes':
      return { path: address.replace('{id}', objects?.quotesId ?? '') };
    case 'createPayment':
      return { path: address, body: { quotesId: objects?.quotesId, channel: 'cash' } };
    case 'readPayment':
    case 'followPayment':
    case 'cancelPayment':
    case 'readRefundable':
    case 'readReceipt':
      return { path: address.replace('{id}', objects?.paymentId ?? '') };
    case 'askRefund':
      return {
        path: address.replace('{id}', objects?.paymentId ?? ''),
        body: { part: 0, lines: 'whole', amount: { amount: 1, currency: 'CNY' } },
      };
    case 'readPaymentAtDesk':
    case 'readRefundableAtDesk':
      return { path: address.replace('{code}', objects?.paymentCode ?? '') };
    case 'returnCash':
    case 'takeCash':
      return { path: address.replace('{code}', objects?.paymentCode ?? ''), body: { amount: { amount: 1, currency: 'CNY' } } };
    case 'proposeRefund':
      return {
        path: address.replace('{code}', objects?.paymentCode ?? ''),
        body: { part: 0, lines: 'whole', amount: { amount: 1, currency: 'CNY' } },
      };
    case 'confirmRefund':
      return { path: address.replace('{id}', objects?.refundId ?? ''), body: { amount: { amount: 1, currency: 'CNY' } } };
    case 'declineRefund':
      return { path: address.replace('{id}', objects?.refundId ?? '') };
    case 'countDrawer': {
      const nothing = { amount: 0, currency: 'CNY' };
      return {
        path: address.replace('{id}', unknown ? `shf_${'u'.repeat(22)}` : given.shift),
        body: { counted: nothing, float: nothing },
      };
    }
    case 'readSlip':
      return { path: address.replace('{code}', String(given.slip.code)) };
    case 'verifySlip':
      return { path: address, body: { text: given.slip.qr } };
    case 'takeInvitation':
    case 'createGrant':
    case 'createOffer':
    case 'takeOffer':
      return { path: address, body: grantBody(operation, given.grants) };
    case 'revokeGrant':
      return { path: address.replace('{id}', unknown ? `grt_${'u'.repeat(22)}` : given.grants.grantId) };
    case 'createDraft':
      return { path: address, body: { ...DRAFT, purpose: 'form' } };
    case 'takeDraft':
      return { path: address.replace('{code}', unknown ? 'XXXX0000' : String(given.draft.code)), body: { purpose: 'booking' } };
    case 'withdrawConsent':
      return { path: address.replace('{id}', unknown ? `con_${'u'.repeat(22)}` : given.consent) };
    case 'offerStaffSignIn':
      return { path: address, body: { number: given.staffNumber } };
    case 'addPasskey':
      return { path: address, body: NO_PASSKEY };
    case 'serveAtDesk':
      return { path: address, body: PAPER };
    case 'issueTicket':
      return { path: address, body: { priority: true } };
    case 'callTicket':
      return { path: address, body: { counter: '3', serving: given.ticket } };
    case 'endTicket':
      return { path: address.replace('{id}', unknown ? `tkt_${'u'.repeat(22)}` : given.ticket), body: { outcome: 'served' } };
    case 'endShift':
      return { path: address.replace('{id}', unknown ? `shf_${'u'.repeat(22)}` : given.shift) };
    case 'createHelpCall':
      return { path: address, body: { step: 'home', language: 'zh' } };
    case 'answerHelpCall':
    case 'endHelpCall':
      return { path: address.replace('{id}', unknown ? `hlp_${'u'.repeat(22)}` : given.helpCall) };
    case 'joinAssistSession':
      return { path: address, body: { helpCallId: given.helpCall, code: '000000' } };
    case 'acceptAssistSession':
    case 'publishJourney':
    case 'actInAssistSession':
    case 'endAssistSession':
      return {
        path: address.replace('{id}', unknown ? `ast_${'u'.repeat(22)}` : given.assistSession),
        body: ASSIST_BODIES[operation],
      };
    case 'unlinkPatients':
      return { path: address.replace('{id}', given.link), body: { reason: '不是同一人' } };
    case 'linkPatients':
      return { path: address, body: { patientId: person, otherId: testPatient(1).id, reason: '换证，同一人' } };
    case 'registerDependant':
      children += 1;
      return { path: address, body: dependantBody(`X99${String(children).padStart(7, '0')}`, given.consents) };
    case 'sendOneTimeCode':
      return { path: address, body: { phone: '13900000001' } };
    case 'openSession':
      return { path: address, body: { evidence: { kind: 'demo', patientId: testPatient(1).id } } };
    case 'enrolDevice':
      return { path: address, body: { code: 'A'.repeat(43), publicKey: NO_KEY } };
    case 'openStaffSession':
      return { path: address, body: { number: given.staffNumber, pin: '135790' } };
    default:
      return { path: address.replace('{id}', objects?.appointmentId ?? '') };
  }
}

const ASSIST_BODIES = {
  acceptAssistSession: {},
  publishJourney: {
    version: 1,
    step: 'home',
    answers: {},
    targets: [],
    display: { text: 'large', contrast: 'usual', reach: 'usual' },
    language: 'zh',
  },
  actInAssistSession: { kind: 'language', language: 'en' },
  endAssistSession: { outcome: 'helped' },
} as const;
/** What a clerk does for whom they serve. */
const AT_DESK: readonly OperationId[] = ['bookAtDesk', 'listAtDesk', 'cancelAtDesk', 'issueSlipAtDesk', 'printResultsAtDesk'];
const PAPER = { document: testPatient(0).patient.document, reason: '证件已核对' };
const DRAFT = { purpose: 'booking', content: { 'body-part': { settled: true, value: 'head' } } };
const NO_PASSKEY = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
  clientExtensionResults: {},
};

const NO_KEY = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) };
