import type { Appointment, FormQuestion, PreconsultStep } from '../../client/wire.ts';
import type { AnswerTypes } from '../../journey/answers.ts';
import { preconsult } from '../../practice/preconsult.ts';
import { identified, session } from '../../practice/sample-answers.ts';
import { appointmentOn, booked, morning, sampleWorld } from '../../practice/sample-city.ts';
import { problemOf } from '../../practice/sample-problem.ts';
import { type State, settled } from '../../practice/state.ts';
import type { BegunForm, World } from '../../practice/world.ts';
import type { ChosenForm, OfferedForm } from './chosen.ts';
import { type Filling, type Given, stepped } from './filling.ts';

/** At a cardiologist's, where there are two forms. */
const cardiology: Appointment = { ...appointmentOn(morning, 3), department: { code: 'A03.04', name: '心血管内科' } };

type FormId = 'general-history' | 'hypertension-follow-up';

const hypertension = (...answers: readonly Given[]): BegunForm => begunAs('hypertension-follow-up', answers);
const general = (...answers: readonly Given[]): BegunForm => begunAs('general-history', answers);

function begunAs(form: FormId, answers: readonly Given[], appointmentId = cardiology.id): BegunForm {
  const id = `pre_${(form === 'general-history' ? 'g' : 'h').repeat(30)}`;
  return { id, form, appointmentId, patientId: session.patientId, saidBy: { who: 'patient' }, answers, sent: false };
}

const chose = (path: string, ...codes: readonly string[]): Given => ({
  path,
  values: codes.map((code) => ({ coding: { system: 'practice', code } })),
});
const counted = (path: string, integer: number): Given => ({ path, values: [{ integer }] });
const declined = (path: string, how: 'unknown' | 'skipped'): Given => ({ path, declined: how });

/** A city in which this was begun. */
const worldWith = (...preconsults: readonly BegunForm[]): Partial<World> => ({
  appointments: [...sampleWorld.appointments, cardiology],
  preconsults,
});

type Ask = Parameters<typeof preconsult.nextQuestion>[1];

/** What the made-up gateway says of it. */
function answeredTo<T>(answer: { readonly body: T } | { readonly refused: string }): T {
  if ('refused' in answer) throw new TypeError(`the made-up gateway refuses: ${answer.refused}`);
  return answer.body;
}

const world = (begun: BegunForm): World => ({ ...sampleWorld, ...worldWith(begun) });
const shown = (begun: BegunForm) => answeredTo(preconsult.readPreconsult(world(begun), { params: { id: begun.id } } as never));

/** Where somebody stands who answered this; `last` was said just now. */
function fillingOf(begun: BegunForm, body: Ask['body'] = {}): Filling {
  const step = answeredTo(preconsult.nextQuestion(world(begun), { params: { id: begun.id }, body } as never));
  return stepped({ preconsult: shown(begun) }, step as PreconsultStep, null);
}

const offeredOf = (id: FormId): OfferedForm => {
  const items = answeredTo(preconsult.listQuestionnaires({ ...sampleWorld })).items;
  return items.find((one) => one.id === id) as OfferedForm;
};

const toWhich = { ...identified, home: 'mine', mine: cardiology, appointment: 'tell' } as const;
const newForm = (id: FormId): ChosenForm => ({ kind: 'new', form: offeredOf(id) });
const begunForm = (begun: BegunForm): ChosenForm => ({ kind: 'begun', preconsult: shown(begun), alone: true });

/** Of somebody to whom this question stands there. */
const asking = (begun: BegunForm, more: Partial<Filling> = {}, body?: Ask['body']): Pick<State, 'answers' | 'world'> => ({
  answers: {
    ...settled({ ...toWhich, 'form-which': begunForm(begun) }),
    'form-questions': { settled: false, value: { ...fillingOf(begun, body), ...more } },
  },
  world: worldWith(begun),
});

/** Of somebody who was asked everything. */
const whole = (begun: BegunForm, more: { readonly [Q in 'form-check' | 'form-sending']?: AnswerTypes[Q] } = {}) => ({
  answers: settled({
    ...toWhich,
    'form-which': begunForm(begun),
    'form-questions': { preconsult: shown(begun) },
    ...more,
  }),
  world: worldWith(begun),
});

const sent = (delivery: World['hearing']['delivery'], doctor?: World['hearing']['doctor']): Pick<State, 'answers' | 'world'> => {
  const begun = { ...allOfHypertension, sent: true };
  const hearing = { delivery, ...(doctor === undefined ? {} : { doctor }) };
  const { answers } = whole(begun, { 'form-check': { key: 'k' }, 'form-sending': { ...shown(begun), ...hearing } });
  return { answers, world: { ...worldWith(begun), hearing } };
};

const allOfHypertension = hypertension(
  counted('systolic', 168),
  declined('sugar', 'unknown'),
  chose('trouble', 'dizzy', 'swollen'),
  chose('allergies', 'penicillin'),
);
const allOfGeneral = general(
  chose('where', 'limbs'),
  chose('since', 'months'),
  counted('severity', 7),
  chose('illnesses', 'pressure', 'sugar', 'heart', 'stroke', 'lungs'),
  declined('allergies', 'skipped'),
);

/** What no form of ours has yet. */
const yesOrNo: FormQuestion = {
  path: 'yes-or-no',
  text: { zh: '现在还抽烟吗？', en: 'Do you still smoke?' },
  type: 'boolean',
  options: [],
  several: false,
  quiet: false,
  answered: [],
};
const whichDay: FormQuestion = {
  ...yesOrNo,
  path: 'which-day',
  type: 'date',
  text: { zh: '哪天开始不舒服的？', en: 'On which day did it begin?' },
};
const inWords: FormQuestion = {
  ...yesOrNo,
  path: 'in-words',
  type: 'text',
  text: { zh: '还想跟医生说什么？', en: 'What else would you tell the doctor?' },
};

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'tell-offered', answers: settled({ ...identified, home: 'mine', mine: cardiology }), world: worldWith() },
  {
    name: 'tell-begun',
    telling: true,
    answers: settled({ ...identified, home: 'mine', mine: cardiology }),
    world: worldWith(hypertension(counted('systolic', 168))),
  },
  {
    name: 'tell-sent',
    answers: settled({ ...identified, home: 'mine', mine: cardiology }),
    world: {
      ...worldWith({ ...allOfHypertension, sent: true }),
      hearing: { delivery: 'acknowledged', doctor: { at: booked.start, answer: 'read' } },
    },
  },
  { name: 'form-which', telling: true, answers: settled(toWhich), world: worldWith() },
  {
    name: 'form-which-sent',
    answers: settled(toWhich),
    world: worldWith({ ...allOfGeneral, sent: true }),
  },
  { name: 'form-which-none', answers: settled(toWhich), world: { ...worldWith(), triage: 'off' } },
  {
    name: 'form-who',
    telling: true,
    answers: settled({ ...toWhich, 'form-which': newForm('general-history') }),
    world: worldWith(),
  },
  { name: 'form-one', telling: true, ...asking(general()) },
  { name: 'form-one-draft', ...asking(general()), world: { ...worldWith(general()), triage: 'draft' } },
  { name: 'form-one-again', ...asking(general(chose('where', 'limbs')), {}, { before: 'since' }) },
  { name: 'form-declined-again', ...asking(general(declined('where', 'unknown')), {}, { before: 'since' }) },
  {
    name: 'form-several',
    telling: true,
    ...asking(general(chose('where', 'head'), chose('since', 'days'), counted('severity', 3))),
  },
  {
    name: 'form-several-chosen',
    ...asking(general(chose('where', 'head'), chose('since', 'days'), counted('severity', 3))),
    pressed: '.signs > :nth-child(2) > button',
  },
  { name: 'form-integer', telling: true, ...asking(hypertension()) },
  { name: 'form-integer-wrong', ...asking(hypertension(), {}, { answer: counted('systolic', 900) }), typed: '900' },
  { name: 'form-decimal', ...asking(hypertension(counted('systolic', 168))), typed: '6.1' },
  { name: 'form-points', ...asking(general(chose('where', 'head'), chose('since', 'days'))), typed: '7' },
  { name: 'form-quiet', telling: true, ...asking(general(chose('where', 'whole'), chose('since', 'days'))) },
  { name: 'form-yes-or-no', ...asking(general(), { question: yesOrNo }) },
  { name: 'form-day', ...asking(general(), { question: whichDay }), typed: '20261103' },
  { name: 'form-in-words', ...asking(general(), { question: inWords }) },
  { name: 'form-elsewhere', ...asking(general(chose('where', 'head')), { elsewhere: true }) },
  {
    name: 'form-tell-staff',
    telling: true,
    ...asking(
      hypertension(counted('systolic', 168), declined('sugar', 'skipped')),
      {},
      { answer: chose('trouble', 'chest-now') },
    ),
  },
  {
    name: 'form-tell-staff-quiet',
    ...asking(general(chose('where', 'whole'), chose('since', 'days')), {}, { answer: chose('mood', 'not-live') }),
  },
  {
    name: 'form-tell-staff-quiet-shown',
    ...asking(general(chose('where', 'whole'), chose('since', 'days')), {}, { answer: chose('mood', 'not-live') }),
    pressed: '.screen-actions > :nth-child(1)',
  },
  {
    name: 'form-over',
    ...asking(general(), { asking: 'where' }),
    world: { ...worldWith(general()), trouble: { nextQuestion: problemOf('appointment-over') } },
  },
  {
    name: 'form-change',
    telling: true,
    answers: {
      ...settled({ ...toWhich, 'form-which': begunForm(allOfGeneral) }),
      'form-questions': { settled: false, value: { preconsult: shown(allOfGeneral) } },
    },
    world: worldWith(allOfGeneral),
  },
  { name: 'form-check', telling: true, ...whole(allOfHypertension) },
  { name: 'form-check-long', ...whole(allOfGeneral) },
  { name: 'form-kept', ...whole(allOfHypertension, { 'form-check': 'later' }) },
  { name: 'form-sent', telling: true, ...sent('acknowledged') },
  { name: 'form-on-its-way', ...sent('sent') },
  { name: 'form-not-yet', telling: true, ...sent('not-yet') },
  { name: 'form-withdrawn', ...sent('withdrawn') },
  { name: 'form-not-possible', ...sent('not-possible') },
  { name: 'form-no-paper', ...sent('acknowledged'), printer: 'out-of-paper' },
  {
    name: 'form-looked-at',
    answers: settled({ ...toWhich, 'form-which': begunForm({ ...allOfHypertension, sent: true }) }),
    world: {
      ...worldWith({ ...allOfHypertension, sent: true }),
      hearing: { delivery: 'acknowledged', doctor: { at: booked.start, answer: 'read' } },
    },
  },
];
