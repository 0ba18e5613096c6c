import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { assistEvent } from '../../bff/contract/assist/schemas.ts';
import { assistSteps } from '../../bff/contract/assist/steps.ts';
import { operations } from '../../bff/contract/operations.ts';
import type { OperationId } from '../../bff/contract/paths.ts';
import { callForHelp } from '../../bff/scenes/assist/call-for-help.ts';
import { residentId } from '../../fixtures/people/document-numbers.ts';
import { rows } from '../kiosk/kit/all-scenes.ts';
import { assistDependenciesOf } from '../scenes/assist/assist-dependencies.ts';
import { AssistHall, CHOICES, type Member } from '../scenes/assist/assist-hall.ts';
import type { Card } from '../support/test-device.ts';
import { bearer, fresh, postAt, putDown } from '../support/test-people.ts';
import { SAMPLED_ENGINES } from '../support/test-store.ts';
import { driven } from './quiet-gateway.ts';
import { scanForCanaries } from './scan-for-canaries.ts';

/** Every field that a volunteer is ever told, by the operation; written by hand. Whatever is new is decided here. */
const VOLUNTEER_FIELDS: Readonly<Record<string, string>> = {
  closeStaffSession: '',
  touchStaffSession: '',
  offerPasskey:
    'alg attestation authenticatorSelection challenge displayName excludeCredentials id name pubKeyCredParams requireResidentKey residentKey rp timeout type user userVerification',
  addPasskey: 'createdAt id',
  openShift: 'campus ended hospital id name role since staffId until',
  listShifts: 'campus ended hospital id items name next role since staffId until',
  endShift: 'campus ended hospital id name role since staffId until',
  followHelpCalls:
    'answeredBy answers at calls campus chosen contrast display floor helpCallId hospital id journey kiosk label language level locked mine onDuty outcome patient reach session since stage state step targets text until urgent version',
  answerHelpCall: 'answeredBy campus floor id kiosk language mine since stage step urgent',
  endHelpCall: '',
  joinAssistSession:
    'answers chosen contrast display helpCallId id journey kiosk label language level outcome patient reach state step targets text until version',
  actInAssistSession: '',
  endAssistSession: '',
};

/** What a cashier is told of money, field for field. */
const AT_THE_WINDOW = 'amount back code currency due id patientName payUntil state';
const A_REFUND = 'amount currency id inCash mine patientName proposedBy since state until';
const A_DRAWER = 'amount at count counted currency difference float given id since state taken timesGiven timesTaken';
const CASHIER_FIELDS: Readonly<Partial<Record<OperationId, string>>> = {
  readPaymentAtDesk: AT_THE_WINDOW,
  takeCash: AT_THE_WINDOW,
  returnCash: AT_THE_WINDOW,
  // Of the lines that can be taken back the name and the amount: the receipt with the same lines lies before the cashier.
  readRefundableAtDesk: 'amount code currency inCash lines name part parts patientName ref state whole',
  proposeRefund: A_REFUND,
  listRefundsAtDesk: `amount currency id inCash items mine patientName proposedBy since state until`,
  confirmRefund: A_REFUND,
  declineRefund: A_REFUND,
  readDrawer: 'amount at before count counted currency difference float given id now since state taken timesGiven timesTaken',
  countDrawer: A_DRAWER,
};
/** What a reviewer is told of an emergency, to judge it: whose records they were, masked, who opened them and why; nothing of what was read. */
const AN_EMERGENCY = 'at birthYear by id note openedAt openedBy patientName reads review reviewBy until verdict why words';
const REVIEWER_FIELDS: Readonly<Partial<Record<OperationId, string>>> = {
  listBreakGlass:
    'at birthYear by id items next note openedAt openedBy patientName reads review reviewBy until verdict why words',
  reviewBreakGlass: AN_EMERGENCY,
};
const OF_CASHIERS = Object.keys(CASHIER_FIELDS) as OperationId[];

/** What no volunteer, cashier or reviewer is told in any operation of theirs: who somebody is, what they have, where they go. */
const NOT_THEIRS = [
  'patientId',
  'patientName',
  'phone',
  'birthYear',
  'birthDate',
  'sex',
  'document',
  'department',
  'practitioner',
  'room',
  'price',
  'amount',
  'coverage',
  'start',
  'content',
  'code',
  'qr',
  'reason',
];

/** What a clerk is told of nobody: a number or a name in full is typed by them and comes back from nowhere. */
const NOT_A_CLERKS = ['birthDate', 'document', 'number of a document', 'address of a person', 'sealed'];

/** What a clinician is told of nobody whom they treat: a share or an emergency opens records, and no way to the person. */
const NOT_A_CLINICIANS = ['patientId', 'phone', 'document', 'number', 'address', 'sealed', 'token', 'link'];

function fieldsOf(schema: unknown, seen = new Set<unknown>()): readonly string[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const { properties = {} } = schema as { properties?: Record<string, unknown> };
  return [...Object.keys(properties), ...Object.values(schema).flatMap((part) => fieldsOf(part, seen))];
}

/** The fields that an operation answers staff with; of what is told to kiosks too only the part that staff hear. */
function repliesTo(id: OperationId): readonly string[] {
  const replies = Object.values(operations[id].replies).filter((reply) => reply !== null) as z.ZodType[];
  const told = id === 'followHelpCalls' ? [assistEvent.options[1]] : replies;
  return [...new Set(told.flatMap((reply) => fieldsOf(z.toJSONSchema(reply, { unrepresentable: 'any' }))))].sort();
}

function operationsOf(role: string): readonly OperationId[] {
  return (Object.keys(operations) as OperationId[]).filter((id) => {
    const { by } = operations[id].access;
    return by !== 'anyone' && (by as readonly string[]).includes(role);
  });
}

describe('what a role is told', () => {
  it('to a volunteer is field for field what is written down here', () => {
    const told = Object.fromEntries(operationsOf('volunteer').map((id) => [id, repliesTo(id).join(' ')]));
    expect(told).toEqual(VOLUNTEER_FIELDS);
  });

  it.each(['volunteer', 'cashier', 'reviewer'])('to a %s says nothing of who a patient is and what they have', (role) => {
    for (const id of operationsOf(role).filter((one) => !OF_CASHIERS.includes(one) && !(one in REVIEWER_FIELDS))) {
      const told = repliesTo(id);
      expect([id, NOT_THEIRS.filter((field) => told.includes(field))]).toEqual([id, []]);
    }
  });

  it('to a cashier of a payment is field for field what is written down here', () => {
    for (const id of OF_CASHIERS) expect([id, repliesTo(id).join(' ')]).toEqual([id, CASHIER_FIELDS[id]]);
    expect(
      operationsOf('cashier')
        .filter((id) => OF_CASHIERS.includes(id))
        .sort(),
    ).toEqual([...OF_CASHIERS].sort());
  });

  it('to a reviewer of an emergency is field for field what is written down here', () => {
    for (const [id, fields] of Object.entries(REVIEWER_FIELDS))
      expect([id, repliesTo(id as OperationId).join(' ')]).toEqual([id, fields]);
  });

  it('to a clerk of a refund that waits is whose it is, masked, its amount and who proposed it, and nothing of what it is for', () => {
    const ofMoney = operationsOf('clerk').filter((id) => OF_CASHIERS.includes(id));
    expect(ofMoney).toEqual(['listRefundsAtDesk', 'confirmRefund', 'declineRefund']);
    for (const id of ofMoney) expect([id, repliesTo(id).join(' ')]).toEqual([id, CASHIER_FIELDS[id]]);
  });

  it('to a clinician of a person holds no document, no phone and no id of theirs', () => {
    for (const id of operationsOf('clinician').filter((one) => !operationsOf('volunteer').includes(one))) {
      const told = repliesTo(id);
      expect([id, NOT_A_CLINICIANS.filter((field) => told.includes(field))]).toEqual([id, []]);
    }
  });

  it('to a clerk holds no date of birth and no document', () => {
    for (const id of operationsOf('clerk')) {
      const told = repliesTo(id);
      expect([id, NOT_A_CLERKS.filter((field) => told.includes(field))]).toEqual([id, []]);
    }
  });
});

const BORN = '1931-07-09';
const CARD: Card = {
  type: 'resident-id',
  number: residentId({ birthDate: BORN, sex: 'female', serial: 7 }),
  name: '𠮷龘靐齉',
  birthDate: BORN,
  sex: 'female',
};
const PHONE = '13912349876';
/** Nothing of these for a volunteer: not even the last character of the name, which the person themselves is shown. */
const OF_THE_PERSON = [CARD.name, '龘', '靐', '齉', CARD.number, CARD.number.slice(-6), PHONE, BORN];
const TROUBLE = '胸口疼痛canary';

describe.each(SAMPLED_ENGINES)('%s: whatever a patient does at a kiosk where they are helped', (engine) => {
  let hall: AssistHall;
  let sinks: Record<string, string>;

  beforeEach(async () => {
    sinks = {};
    hall = await AssistHall.open(engine);
  });
  afterEach(() => hall.stop());

  const keep = (name: string, told: unknown) => {
    sinks[`${name} ${Object.keys(sinks).length}`] = JSON.stringify(told);
  };

  async function clean(member: string) {
    sinks.log = hall.site.gateway.logged.join('');
    sinks.metrics = await (await hall.site.gateway.request('/metrics')).text();
    sinks.audit = JSON.stringify(await hall.site.db.rows('SELECT * FROM audit'));
    expect([member, scanForCanaries(sinks, [...OF_THE_PERSON, TROUBLE])]).toEqual([member, []]);
  }

  it('is told to a volunteer without a name, a number, a trouble or a time, at every step there is', {
    timeout: 240_000,
  }, async () => {
    const kiosk = await hall.kiosk();
    const volunteer: Member = await hall.onDuty();
    const person = await putDown(hall.site.gateway, kiosk, CARD, { phone: PHONE });
    keep('call', (await hall.by(volunteer, '/v1/shifts', {})).body);
    const id = await hall.helped(kiosk, volunteer, person);
    let version = CHOICES.version;
    for (const step of Object.keys(rows)) {
      version += 1;
      const fills = (assistSteps as Record<string, string>)[step] === 'fill';
      const label = fills ? '内科' : `${CARD.name} ${CARD.number} ${TROUBLE}`;
      const targets = [{ id: 't1', label }];
      const answers = { [step]: true, mine: 'private', 'child-name': 'xiaoming', check: true };
      const path = `/v1/assist-sessions/${id}/journey`;
      expect([step, (await hall.at(kiosk, path, { ...CHOICES, version, step, answers, targets })).status]).toEqual([step, 204]);
      const told = await hall.toldTo(volunteer);
      expect(told.session).toMatchObject({ patient: '𠮷*', journey: { version } });
      expect(JSON.stringify(told)).not.toContain('xiaoming');
      keep(`stream at ${step}`, told);
      keep(`fill at ${step}`, (await hall.act(volunteer, id, { kind: 'fill', version, target: 't1' })).body);
    }
    // A number of a document, a date of birth and a name are no masked answer, whatever a page says.
    for (const value of [CARD.number, BORN, CARD.name, 'E12345678']) {
      const told = { ...CHOICES, version, answers: { document: value } };
      const reply = await hall.at(kiosk, `/v1/assist-sessions/${id}/journey`, told);
      expect([value, reply.status]).toEqual([value, 400]);
      keep('refused', reply.body);
    }
    await callForHelp(assistDependenciesOf(hall.site.gateway), {
      deviceId: kiosk.id,
      step: 'body-part',
      language: 'zh',
      cause: 'red-flag',
      requestId: 'req_test',
    });
    const urgent = await hall.toldTo(volunteer);
    expect(urgent.calls).toMatchObject([{ urgent: true }]);
    expect(JSON.stringify(urgent)).not.toMatch(/red|flag|cause/);
    keep('urgent', urgent);
    keep('ended', (await hall.by(volunteer, `/v1/assist-sessions/${id}/end`, { outcome: 'helped' })).body);
    await clean('volunteer');
  });

  it('is shown to a clerk who serves them masked, and on the slip too', async () => {
    const clerk = await hall.onDuty('clerk');
    const { device, staff } = clerk;
    const { type, number, ...particulars } = CARD;
    const consents = await hall.consents();
    const body = { document: { type, number }, person: particulars, consents, reason: '证件已核对', carrier: 'bearer' };
    const served = await postAt(device, '/v1/desk/patients', body, fresh(staff));
    expect(served.status, served.text).toBe(201);
    const { token: _, ...shown } = served.body;
    keep('served', shown);
    const headers = { ...staff, ...bearer(served) };
    const { slotId } = await hall.site.gateway.openSlot(2);
    const booked = await driven(
      hall.site,
      postAt(device, '/v1/desk/appointments', { slotId, patientId: served.body.patientId }, fresh(headers)),
    );
    expect(booked.status, booked.text).toBe(201);
    keep('booked', booked.body);
    keep('slip', (await postAt(device, `/v1/desk/appointments/${booked.body.id}/slip`, {}, fresh(headers))).body);
    for (const path of ['/v1/desk/appointments', '/v1/desk/tickets', '/v1/desk/day', '/v1/messages/unreached', '/v1/shifts'])
      keep(path, await (await device.request(path, { headers })).text());
    // The last character of a name is what is shown to the person and to their clerk.
    sinks.log = hall.site.gateway.logged.join('');
    sinks.audit = JSON.stringify(await hall.site.db.rows('SELECT * FROM audit'));
    const canaries = OF_THE_PERSON.filter((one) => one !== '齉');
    expect(scanForCanaries(sinks, canaries)).toEqual([]);
    expect(JSON.stringify(sinks)).toContain('𠮷**齉');
  });
});
