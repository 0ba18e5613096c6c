import { manifests } from '../../../kiosk/apps/kiosk/manifests.ts';
import type { AnswerTypes, Question } from '../../../kiosk/journey/answers.ts';
import { bills as openBills, payment, paymentAtWindow, paymentFromHome, quotes } from '../../../kiosk/practice/sample-bills.ts';
import { grantOfSister, grantOnCard, grantToSon, helpedSister, sampleFamily } from '../../../kiosk/practice/sample-family.ts';
import { everyMessage } from '../../../kiosk/practice/sample-messages.ts';
import { boundPhone, samplePhones } from '../../../kiosk/practice/sample-phones.ts';
import { reports } from '../../../kiosk/practice/sample-records.ts';
import { sampleSharing, shareByLink } from '../../../kiosk/practice/sample-shares.ts';
import type { Triaging } from '../../../kiosk/scenes/preconsult/said.ts';
import { opaque, STAND_IN_NOW, shanghai, standInDepartments, standInSlots } from './stand-in-city.ts';

const [slot, otherSlot] = standInSlots;
const [department, otherDepartment] = standInDepartments.map((one) => ({ ...one, here: true }));
if (!slot || !otherSlot || !department || !otherDepartment) throw new Error('the city of the stand-in is empty');

const session = {
  patientId: opaque('pat', 1),
  patientName: '王*国',
  sex: 'male' as const,
  birthYear: 1946,
  registered: false,
  level: 'document-read' as const,
  tookOver: [],
  expiresAt: shanghai(STAND_IN_NOW + 900_000),
};
const tookOver = { ...session, tookOver: [{ claimedAt: shanghai(STAND_IN_NOW - 3_600_000), phone: '138****1234' }] };
const child = {
  patientId: opaque('pat', 2),
  name: '王*',
  sex: 'female',
  birthYear: 2020,
  relationship: 'parent',
  level: 'claimed',
} as const;
const { start, end, price, practitioner, place } = slot;
const appointment: AnswerTypes['mine'] = {
  id: opaque('apt', 1),
  status: 'booked',
  confirmation: 'confirmed',
  cancellation: 'none',
  patientId: session.patientId,
  patientName: session.patientName,
  coverage: 'self-pay',
  start,
  end,
  price,
  department: slot.department,
  practitioner,
  place,
  dutyDesk: { name: '导诊台', phone: '0000-88000001' },
};
const answered = {
  rules: ['of-a-test'],
  content: { id: 'of-a-test', version: '1', approved: true },
  noDiagnosis: { zh: '这不是诊断。', en: 'This is no diagnosis.' },
  askWho: false,
};
const ask = (id: string, number: number): Triaging['asked'][number] => ({
  outcome: 'question',
  question: {
    id,
    text: { zh: '是吗？', en: 'Is it so?' },
    kind: 'one',
    options: [{ code: 'yes', text: { zh: '是', en: 'Yes' }, alone: false }],
    quiet: false,
  },
  step: { number, atMost: 3 },
  ...answered,
});
const questions = [ask('first', 1), ask('second', 2), ask('third', 3)];
const said = questions.map(({ question }) => ({ question: question.id, answer: ['yes'] }));
const advice = [{ zh: '请去。', en: 'Please go.' }];
const until = shanghai(STAND_IN_NOW + 3_600_000);
const ended = (outcome: NonNullable<Triaging['ended']>): Triaging => ({
  asked: questions,
  said,
  at: 2,
  pending: false,
  ended: outcome,
});
const stopped = (manner: 'loud' | 'quiet') =>
  ended({ outcome: 'red-flag', manner, advice, phones: ['120'], until, helpCalled: true, ...answered });
const suggestion = { department: department.code, name: { zh: department.name, en: department.englishName }, rule: 'r' };
/** Everything was asked, or a question stands there. */
const triaged: readonly Triaging[] = [
  ended({ outcome: 'departments', suggestions: [{ ...suggestion, reason: { zh: '先看', en: 'First' } }], ...answered }),
  { asked: questions.slice(0, 1), said: [], at: 0, pending: false },
  { asked: questions, said: said.slice(0, 2), at: 2, pending: false },
  stopped('loud'),
  stopped('quiet'),
  ended({ outcome: 'ask-person', advice, ...answered }),
];

const form = { id: 'form', version: '1', approved: true, title: { zh: '说一说', en: 'Tell' }, minutes: 3, departments: [] };
const preconsult: AnswerTypes['form-sending'] = {
  id: opaque('pre', 1),
  patientId: session.patientId,
  appointmentId: appointment.id,
  questionnaire: { id: form.id, version: form.version, approved: true, title: form.title },
  state: 'open',
  saidBy: { who: 'patient' },
  progress: { answered: 2, left: 0 },
  delivery: 'not-yet',
  changedAt: shanghai(STAND_IN_NOW),
  noDiagnosis: answered.noDiagnosis,
};
const formQuestion: NonNullable<AnswerTypes['form-questions']['question']> = {
  path: 'q',
  text: { zh: '是吗？', en: 'Is it so?' },
  type: 'boolean',
  options: [],
  several: false,
  quiet: false,
  answered: [{ boolean: true }],
};

const agreed = { agreed: true, version: '2026-11-01', key: 'key-of-the-agreement' } as const;
const consents = [agreed, { agreed: false }] as const;

const { scopes, months, wording } = sampleFamily;
const taken = { helperName: '王*明', helperProved: true, expiresAt: shanghai(STAND_IN_NOW + 900_000), scopes, months, wording };

const createdShare: AnswerTypes['sharing'] = {
  share: shareByLink,
  receipt: {
    shareId: shareByLink.id,
    at: shareByLink.createdAt,
    until: shareByLink.until,
    purpose: { zh: '给您选的人看', en: 'To be read by whom you choose' },
    receiver: '',
    version: sampleSharing.wording.version,
    wordingHash: 'hash',
    language: 'zh',
    channel: 'kiosk',
    withdrawal: `/v1/shares/${shareByLink.id}/revoke`,
  },
};

const chosenBills = quotes.quotes.map(({ hospital, visitRef }) => ({ hospital, visitRef, billHash: `hash-of-${visitRef}` }));

/** What a scene offers that is not in the list of branches below, which is told apart by its place. */
const offered = manifests
  .flatMap(({ offers = [] }) => offers.map(({ key }) => key))
  .filter((key) => !['book', 'child', 'mine', 'information'].includes(key));

/** What a step can be answered with: every branch is in here. A step that leads to one other whatever is answered needs none. */
const branches: { readonly [Q in Question]?: readonly AnswerTypes[Q][] } = {
  language: ['zh', 'en'],
  document: [
    { jws: 'a.b.c', type: 'resident-id', maskedName: '王*国', maskedNumber: '110***********1234' },
    { jws: 'd.e.f', type: 'passport', maskedName: 'O** E******', maskedNumber: 'A9****01' },
    { jws: 'g.h.i', type: 'resident-id', maskedName: '王*雨', maskedNumber: '110***********2022', minor: true },
  ],
  'with-whom': [{ jws: 'j.k.l', type: 'resident-id', maskedName: '王*国', maskedNumber: '110***********1234' }],
  who: ['me'],
  opening: [session, 'consent-needed', tookOver],
  notice: consents,
  'health-data': consents,
  registering: [session, tookOver],
  'took-over': ['seen'],
  home: [
    'book',
    'child',
    'mine',
    'information',
    'draft',
    { coming: appointment },
    { tell: appointment },
    ...offered,
    { draft: '4812' },
  ],
  'draft-code': [{ 'body-part': { settled: true, value: 'head' }, department: { settled: true, value: department } }, {}],
  'child-card': [child, 'consent-needed'],
  'for-whom': [child, 'new', 'first', helpedSister],
  relationship: ['parent', 'grandparent'],
  'child-number': ['Z990000001'],
  'child-birth-date': ['2020-01-31'],
  'child-sex': ['female', 'male'],
  'child-name': ['王小雨'],
  'child-notice': consents,
  'child-health-data': consents,
  'registering-child': [child],
  'body-part': ['head', 'belly', 'name', 'initials', 'unsure'],
  department: [department, otherDepartment, { ...department, alone: true }, { ...department, here: false }],
  complaint: [
    { kind: 'listed', code: 'palpitations' },
    { kind: 'body', part: 'chest' },
    { kind: 'listed', code: 'mood' },
  ],
  'triage-questions': triaged,
  suggested: [department, { ...otherDepartment, here: false }],
  elsewhere: ['linjiang-central', 'linjiang-women'],
  hospital: ['linjiang-first', 'linjiang-central'],
  slot: [slot, otherSlot],
  coverage: ['self-pay', 'medical-insurance'],
  check: ['key-1', 'key-2'],
  booking: [
    { kind: 'kept', appointment },
    { kind: 'taken', alternatives: [otherSlot] },
  ],
  taken: [otherSlot],
  mine: [appointment],
  appointment: ['slip', 'cancel', 'tell'],
  'form-which': [
    { kind: 'new', form },
    { kind: 'begun', preconsult },
    { kind: 'begun', preconsult: { ...preconsult, state: 'submitted' } },
  ],
  'form-who': [{ who: 'patient' }],
  'form-questions': [{ preconsult }, { preconsult, question: formQuestion }],
  'form-check': [{ key: 'key-12' }, 'later'],
  'form-sending': [{ ...preconsult, state: 'submitted', delivery: 'acknowledged' }],
  'cancel-check': ['key-3'],
  cancelling: [{ ...appointment, status: 'cancelled' }],
  information: ['withdraw', 'withdraw-child', 'shares', 'messages', 'phones', 'family'],
  messages: everyMessage.slice(0, 1),
  message: [
    { to: 'appointment', appointment },
    { to: 'payment', paymentId: payment.id },
  ],
  'withdraw-for': [child],
  'withdraw-check': [[opaque('con', 2), opaque('con', 1)]],
  withdrawing: ['withdrawn'],
  'pay-for': ['alone', 'me', child],
  'reading-bills': [{ patientId: session.patientId, hospitals: [...openBills] }],
  bills: [
    { bills: chosenBills, insurance: true, key: 'key-4' },
    { bills: chosenBills.slice(1), insurance: false, key: 'key-5' },
    'paid-before',
    { paymentId: payment.id },
  ],
  quoting: [quotes],
  split: [
    { how: 'phone', key: 'key-6' },
    { how: 'cash', key: 'key-8' },
    { how: 'from-home', key: 'key-11' },
  ],
  paying: [payment, paymentAtWindow, paymentFromHome],
  'pay-code': [payment, 'cash'],
  stopping: [
    { kind: 'stopped', key: 'key-10' },
    { kind: 'kept', payment },
  ],
  payments: [payment.id, paymentAtWindow.id],
  payment: (['code', 'window', 'home', 'receipt', 'stop', 'refund', 'collect'] as const).map((what) => ({ what, payment })),
  'refund-what': [
    { part: 0, what: 'whole', amount: { amount: 48_000, currency: 'CNY' } },
    { part: 0, what: 'lines', lines: [{ ref: 'line-3', name: '一次性静脉留置针', amount: { amount: 2_680, currency: 'CNY' } }] },
  ],
  'refund-lines': [['line-3']],
  'refund-check': ['key-11'],
  refunding: [payment],
  'report-for': ['alone', 'me', child],
  'reading-reports': [{ reports, sources: [], more: false }],
  'report-filter': [{ by: 'all' }, { by: 'kind', kind: 'imaging' }],
  reports: [...reports.map(({ id }) => id), { share: 'all' }],
  'reading-report': [...reports],
  report: ['print', 'share'],
  'reading-shares': [{ wording: sampleSharing.wording, links: true }],
  'share-with': ['doctor', 'link', 'shares'],
  'share-hospital': [{ hospital: 'linjiang-central', hospitalName: '临江市中心医院' }],
  'share-parts': [
    { results: 'one', lists: [] },
    { results: 'all', lists: ['allergies'] },
  ],
  'share-long': [24, 72],
  'share-passcode': [{ digits: '730418' }, 'none'],
  'share-agree': [{ version: sampleSharing.wording.version, language: 'zh', key: 'key-13' }],
  sharing: [createdShare],
  shares: sampleSharing.shares,
  share: ['stop'],
  'share-stop': ['yes'],
  'share-stopping': sampleSharing.shares,
  phones: [
    { what: 'enter' },
    { what: 'bind' },
    { what: 'others' },
    { what: 'phone', phone: boundPhone },
    ...samplePhones.sessions.map((session) => ({ what: 'session', session }) as const),
  ],
  'phones-end': ['yes'],
  'phones-ending': ['ended'],
  'bind-phone': ['yes'],
  'asking-binding': [{ id: opaque('phb', 1), code: '48120937', digits: '62', expiresAt: shanghai(STAND_IN_NOW) }],
  'binding-code': [{ signedIn: true }, { signedIn: false }],
  'enter-binding': [
    {
      id: opaque('phb', 1),
      phone: boundPhone.phone,
      heldSince: boundPhone.boundAt,
      digits: '62',
      expiresAt: shanghai(STAND_IN_NOW),
    },
  ],
  'binding-digits': ['same', 'other'],
  'binding-phone': ['bound'],
  family: ['let', 'help', 'card', 'grants'],
  'grant-how': ['digits', 'card'],
  'invitation-code': [{ code: '48120937', taken }],
  'grant-helper': ['yes'],
  'grant-terms': [taken],
  'grant-scope': [['appointments'], ['appointments', 'money']],
  'grant-long': [3, 12],
  'grant-agree': [{ version: taken.wording.version, language: 'zh', key: 'key-14' }],
  granting: [{ grant: grantToSon }, { grant: grantOnCard, code: '7KQ2M9XD' }],
  'help-how': ['invite', 'card'],
  inviting: [grantOfSister],
  'offer-code': [grantOfSister],
  grants: [grantToSon, grantOfSister],
  grant: ['stop'],
  'grant-stop': ['yes'],
  'grant-stopping': [grantToSon],
};

export function samplesOf<Q extends Question>(question: Q): readonly AnswerTypes[Q][] {
  return (branches[question] as readonly AnswerTypes[Q][] | undefined) ?? [undefined as unknown as AnswerTypes[Q]];
}
