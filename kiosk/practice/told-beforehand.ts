import type { preconsultPaths } from '../../bff/contract/preconsult/paths.ts';
import type { FormQuestion, Preconsult, PreconsultStep, PreconsultSummary } from '../client/wire.ts';
import { type HandlersOf, inSession, refused } from './handler.ts';
import { type ImitatedForm, type ImitatedQuestion, imitatedForms } from './imitated-forms.ts';
import { madeUpId } from './made-up-id.ts';
import type { BegunForm, Facts } from './world.ts';

type Given = BegunForm['answers'][number];

const SHANGHAI_MS = 8 * 3_600_000;
/** Of the random part of an id of this kind. */
const ID_LENGTH = 30;

const NO_DIAGNOSIS = {
  zh: '这不是诊断。这是就诊前说的情况，由医生核对。',
  en: 'This is no diagnosis. It is what was said before the visit, for the doctor to check.',
};
const TELL_STAFF = {
  loud: {
    zh: '先坐下，不要走动。马上请人来看您，不要等到就诊。不在医院，请打120。',
    en: 'Sit down and stay. Have somebody look at you now, before your visit. If you are not at a hospital, call 120.',
  },
  quiet: {
    zh: '请跟工作人员说：“我要一间安静的房间。”不用说为什么。心理援助热线12356；有危险打110或120。',
    en: 'Say to staff: “I would like a quiet room.” You need not say why. Somebody to talk to: 12356. In danger: 110 or 120.',
  },
};
const FOR_THE_DOCTOR = { zh: '有一件事，只给医生看', en: 'One thing is for the doctor alone' };
const FAULTS = {
  'min-value': { zh: '这个数太小了，请再看一看。', en: 'This number is too small. Please look again.' },
  'max-value': { zh: '这个数太大了，请再看一看。', en: 'This number is too large. Please look again.' },
};

/** Which forms are offered, where complaints are asked about at all. */
export function itemsIn(triage: Facts['triage']) {
  if (triage === 'off') return [];
  return imitatedForms.map(({ id, title, minutes, departments }) => ({
    ...{ id, version: '0.1', approved: triage === 'approved', title, minutes },
    departments: [...departments],
  }));
}

/** A form before a visit as the gateway runs it: one question after the other, and nothing of it leaves this page. */
export const toldBeforehand = {
  listPreconsults: inSession((facts, { params }) => {
    if (!facts.appointments.some(({ id }) => id === params.id)) return refused('not-found');
    const items = facts.preconsults.filter(({ appointmentId }) => appointmentId === params.id);
    return { status: 200, body: { items: items.map((begun) => shown(facts, begun)) } };
  }),
  createPreconsult: inSession((facts, { body }) => {
    const { appointmentId, questionnaire: form, saidBy } = body;
    const appointment = facts.appointments.find(({ id }) => id === appointmentId);
    if (appointment === undefined || formOf(form) === undefined) return refused('not-found');
    if (isOver(facts, appointmentId)) return refused('appointment-over');
    if (facts.triage === 'off') return refused('not-approved');
    const before = facts.preconsults.find((one) => one.appointmentId === appointmentId);
    if (before !== undefined) {
      const now = { ...before, saidBy, form: before.answers.length === 0 ? form : before.form };
      facts.preconsults = facts.preconsults.map((one) => (one === before ? now : one));
      return { status: 200, body: shown(facts, now) };
    }
    const id = madeUpId('pre', facts.preconsults.length + 1, ID_LENGTH);
    const begun = { id, form, appointmentId, patientId: appointment.patientId, saidBy, answers: [], sent: false };
    facts.preconsults = [...facts.preconsults, begun];
    return { status: 201, body: shown(facts, begun) };
  }),
  readPreconsult: inSession((facts, { params }) => {
    const begun = begunIn(facts, params.id);
    return begun === undefined ? refused('not-found') : { status: 200, body: shown(facts, begun) };
  }),
  nextQuestion: inSession((facts, { params, body }) => {
    const begun = begunIn(facts, params.id);
    if (begun === undefined) return refused('not-found');
    if (isOver(facts, begun.appointmentId)) return refused('appointment-over');
    const { answer, before } = body;
    if (answer === undefined) return { status: 200, body: stepOf(begun, before) };
    const question = questionOf(begun, answer.path);
    const fault = question && faultIn(question, answer);
    if (question !== undefined && fault !== undefined)
      return {
        status: 200,
        body: {
          ...stepOf(begun),
          question: asked(begun, question),
          faults: [{ path: answer.path, reason: fault, text: FAULTS[fault] }],
        },
      };
    const after = { ...begun, answers: [...begun.answers.filter(({ path }) => path !== answer.path), answer] };
    put(facts, after);
    const manner = mannerOf(after);
    const told = manner !== undefined && manner !== mannerOf(begun);
    const tell = told ? { tellStaff: { manner, text: TELL_STAFF[manner], helpCalled: facts.helpComes } } : {};
    return { status: 200, body: { ...stepOf(after), ...tell } };
  }),
  submitPreconsult: inSession((facts, { params }) => {
    const begun = begunIn(facts, params.id);
    if (begun === undefined) return refused('not-found');
    if (isOver(facts, begun.appointmentId)) return refused('appointment-over');
    const sent = { ...begun, sent: true };
    put(facts, sent);
    return { status: 200, body: shown(facts, sent) };
  }),
  readSummary: inSession((facts, { params }) => {
    const begun = begunIn(facts, params.id);
    return begun === undefined ? refused('not-found') : { status: 200, body: summaryOf(facts, begun) };
  }),
} satisfies HandlersOf<typeof preconsultPaths>;

const formOf = (id: string) => imitatedForms.find((form) => form.id === id);
const begunIn = (facts: Facts, id: string) => facts.preconsults.find((one) => one.id === id);

function put(facts: Facts, after: BegunForm): void {
  facts.preconsults = facts.preconsults.map((one) => (one.id === after.id ? after : one));
}

function isOver({ appointments }: Facts, appointmentId: string): boolean {
  const found = appointments.find(({ id }) => id === appointmentId);
  return found === undefined || found.status === 'cancelled' || found.cancellation !== 'none';
}

/** The questions that are on with what was answered. */
function questionsOf({ form, answers }: BegunForm): readonly ImitatedQuestion[] {
  const isChosen = ([path, code]: readonly [string, string]) => codesIn(answers.find((one) => one.path === path)).includes(code);
  return (formOf(form) as ImitatedForm).questions.filter(({ when }) => when === undefined || isChosen(when));
}

const questionOf = (begun: BegunForm, path: string) => questionsOf(begun).find((question) => question.path === path);

function codesIn(given: Given | undefined): readonly string[] {
  if (given === undefined || !('values' in given)) return [];
  return given.values.flatMap((value) => ('coding' in value ? [value.coding.code] : []));
}

/** As it stands on the screen, with what was said to it. */
function asked({ answers }: BegunForm, question: ImitatedQuestion): FormQuestion {
  const { when: _, about: _about, tells: _tells, abnormal: _abnormal, section: _section, ...shownOf } = question;
  const given = answers.find(({ path }) => path === question.path);
  const said = given !== undefined && 'values' in given ? given.values : [];
  const declined = given !== undefined && 'declined' in given ? { declined: given.declined } : {};
  return { ...shownOf, options: [...question.options], answered: [...said], ...declined };
}

/** What is asked next; or what was asked before this. */
function stepOf(begun: BegunForm, before?: string): PreconsultStep {
  const all = questionsOf(begun);
  const isAnswered = ({ path }: ImitatedQuestion) => begun.answers.some((one) => one.path === path);
  const open = all.filter((question) => !isAnswered(question));
  const at = all.findIndex(({ path }) => path === before);
  const earlier = before === undefined ? undefined : all.slice(0, at < 0 ? all.length : at).findLast(isAnswered);
  const next = earlier ?? open[0];
  return {
    ...(next === undefined ? {} : { question: asked(begun, next) }),
    progress: progressOf(begun),
    faults: [],
  };
}

function progressOf(begun: BegunForm): Preconsult['progress'] {
  const all = questionsOf(begun);
  const answered = all.filter(({ path }) => begun.answers.some((one) => one.path === path)).length;
  return { answered, left: all.length - answered };
}

function faultIn({ min = -Infinity, max = Infinity }: ImitatedQuestion, given: Given): keyof typeof FAULTS | undefined {
  const number = numberIn(given);
  if (number === undefined) return undefined;
  return number < min ? 'min-value' : number > max ? 'max-value' : undefined;
}

function numberIn(given: Given): number | undefined {
  if (!('values' in given)) return undefined;
  const [value] = given.values;
  if (value === undefined) return undefined;
  return 'integer' in value ? value.integer : 'decimal' in value ? value.decimal : undefined;
}

/** Whether something was said for which nobody should wait. */
function mannerOf(begun: BegunForm): 'loud' | 'quiet' | undefined {
  const manners = questionsOf(begun).flatMap(({ path, tells }) => {
    const said = codesIn(begun.answers.find((one) => one.path === path));
    return tells !== undefined && said.includes(tells.code) ? [tells.manner] : [];
  });
  return manners.includes('quiet') ? 'quiet' : manners[0];
}

function shown({ hearing, triage, now }: Facts, begun: BegunForm): Preconsult {
  const { id, patientId, appointmentId, saidBy, form, sent } = begun;
  return {
    ...{ id, patientId, appointmentId, saidBy },
    questionnaire: { id: form, version: '0.1', approved: triage === 'approved', title: (formOf(form) as ImitatedForm).title },
    state: sent ? 'submitted' : 'open',
    progress: progressOf(begun),
    ...(sent ? hearing : { delivery: 'not-yet' }),
    changedAt: new Date(now()).toISOString(),
    noDiagnosis: NO_DIAGNOSIS,
  };
}

const SECTIONS = {
  'chief-complaint': { zh: '主诉', en: 'Chief complaint' },
  'present-illness': { zh: '现病史', en: 'Present illness' },
  'past-history': { zh: '既往史', en: 'Past history' },
  allergies: { zh: '过敏史', en: 'Allergies' },
  medications: { zh: '用药史', en: 'Medicines' },
  'family-history': { zh: '家族史', en: 'Family history' },
} as const;

/** What would be told: a line a question, in its own words. */
function summaryOf({ now }: Facts, begun: BegunForm): PreconsultSummary {
  const lines = questionsOf(begun).flatMap((question) => {
    const given = begun.answers.find(({ path }) => path === question.path);
    return given === undefined ? [] : [{ section: question.section, ...lineOf(question, given) }];
  });
  const chiefComplaint = (formOf(begun.form) as ImitatedForm).title;
  const sections = Object.entries(SECTIONS).map(([code, title]) => {
    const own = lines.filter(({ section }) => section === code).map(({ section: _, ...line }) => line);
    const main = code === 'chief-complaint' ? [{ text: chiefComplaint, abnormal: false, unsure: false, quiet: false }] : own;
    const notAsked = [{ text: { zh: '未询问', en: 'Not asked' }, abnormal: false, unsure: false, quiet: false }];
    return { code: code as keyof typeof SECTIONS, title, asked: main.length > 0, lines: main.length > 0 ? main : notAsked };
  });
  const at = new Date(now() + SHANGHAI_MS).toISOString().replace('Z', '+08:00');
  const textIn = (language: 'zh' | 'en') =>
    [
      { zh: '就诊前情况', en: 'Before the visit' }[language],
      `${at.slice(0, 16).replace('T', ' ')} ${provenance(begun.saidBy)[language]}`,
      ...sections.flatMap(({ title, asked: isAsked, lines: own }) =>
        isAsked
          ? [
              `${title[language]}${language === 'zh' ? '：' : ': '}${own
                .filter(({ quiet }) => !quiet)
                .map(({ text, abnormal }) => `${abnormal ? '★' : ''}${text[language]}`)
                .join('；')}`,
            ]
          : [],
      ),
      ...(lines.some(({ quiet }) => quiet) ? [FOR_THE_DOCTOR[language]] : []),
      NO_DIAGNOSIS[language],
    ].join('\n');
  return {
    preconsultId: begun.id,
    at,
    saidBy: begun.saidBy,
    chiefComplaint,
    complaintQuiet: false,
    sections,
    text: { zh: textIn('zh'), en: textIn('en') },
    fhir: {},
    national: {},
    noDiagnosis: NO_DIAGNOSIS,
  };
}

function lineOf({ about, options, unit = '', abnormal = [], quiet }: ImitatedQuestion, given: Given) {
  const told = (zh: string, en: string, marks = {}) => ({
    text: { zh: `${about.zh}：${zh}`, en: `${about.en}: ${en}` },
    abnormal: false,
    unsure: false,
    quiet: false,
    ...marks,
  });
  if ('declined' in given)
    return given.declined === 'unknown' ? told('不清楚', 'not known', { unsure: true }) : told('未回答', 'not answered');
  const codes = codesIn(given);
  const chosen = options.filter(({ value }) => 'coding' in value && codes.includes(value.coding.code));
  const number = numberIn(given);
  if (number !== undefined) return told(`${number}${unit}`, `${number} ${unit === '分' ? 'points' : unit}`);
  const words = (language: 'zh' | 'en') => chosen.map(({ text }) => text[language]).join(language === 'zh' ? '、' : ', ');
  const isAbnormal = codes.some((code) => abnormal.includes(code));
  return told(words('zh'), words('en'), { abnormal: isAbnormal, quiet: quiet && isAbnormal });
}

/** Whose words these are. */
function provenance({ who, relationship }: Preconsult['saidBy']) {
  if (who === 'patient') return { zh: '本人陈述', en: 'Said by the patient' };
  if (who === 'volunteer') return { zh: '由志愿者代为填写', en: 'Filled in by a volunteer' };
  const as = relationship === undefined ? { zh: '', en: '' } : { zh: `（${relationship}）`, en: ` (${relationship})` };
  return { zh: `由亲属${as.zh}代述`, en: `Said by a relative${as.en}` };
}
