import type { OperationRequest } from '../../bff/contract/operations.ts';
import type { preconsultPaths } from '../../bff/contract/preconsult/paths.ts';
import type { TriageOutcome } from '../client/wire.ts';
import { type HandlersOf, inSession, refused } from './handler.ts';
import { itemsIn, toldBeforehand } from './told-beforehand.ts';
import type { Facts } from './world.ts';

type Question = Extract<TriageOutcome, { outcome: 'question' }>['question'];
type Suggestion = Extract<TriageOutcome, { outcome: 'departments' }>['suggestions'][number];
type Said = OperationRequest<'triage'>['body']['answers'];
type Flag = Pick<Extract<TriageOutcome, { outcome: 'red-flag' }>, 'manner' | 'advice' | 'phones'>;

const HELD_MS = 4 * 3_600_000;

const option = (code: string, zh: string, en: string) => ({
  code,
  text: { zh, en },
  alone: code === 'none' || code === 'unknown',
});
const NONE = option('none', '都没有', 'None of these');
const UNKNOWN = option('unknown', '不清楚', 'I do not know');
const SIGNS = { zh: '现在有下面哪种情况？', en: 'Which of these do you have now?' };

const onset: Question = {
  id: 'onset',
  text: { zh: '从什么时候开始的？', en: 'When did it begin?' },
  kind: 'one',
  options: [
    option('today', '今天', 'Today'),
    option('days', '这几天', 'In the last days'),
    option('weeks', '一到四个星期', 'One to four weeks ago'),
    option('months', '一个月以上', 'Over a month ago'),
    UNKNOWN,
  ],
  quiet: false,
};

const signsOf = (topic: string, ...signs: Question['options']): Question => ({
  id: `signs-${topic}`,
  text: SIGNS,
  kind: 'several',
  options: [...signs, NONE, UNKNOWN],
  quiet: false,
});

const breathless = option('breathless', '喘得说不成话', 'Too breathless to talk');
const fainted = option('fainted', '昏倒过', 'I fainted');
const sideWeak = option('side-weak', '突然半边没力或麻', 'Sudden weak or numb side');
const chestNow = option('chest-now', '胸口正在痛或发闷', 'Chest hurts or tight now');
const chestSweat = option('chest-sweat', '胸痛胸闷时出冷汗', 'Cold sweat with it');

const loud: Flag = {
  manner: 'loud',
  advice: [
    {
      zh: '现在就去急诊。坐下不动，叫人帮忙；不在医院就打120。',
      en: 'Go to the emergency department now. Sit still and let people help you; outside a hospital call 120.',
    },
  ],
  phones: ['120'],
};
const quiet: Flag = {
  manner: 'quiet',
  advice: [
    {
      zh: '请到安静的房间，有人陪您。心理热线12356，急时120。',
      en: 'Please go to a quiet room: somebody stays with you. Helpline 12356; in danger 120.',
    },
  ],
  phones: ['12356', '120'],
};
const quietSafe: Flag = {
  ...quiet,
  advice: [
    {
      zh: '请到安静的房间，工作人员会帮您。危险时打110、120。',
      en: 'Please come to a quiet room; staff will help you. In danger call 110 or 120.',
    },
  ],
};

/** One thing that people come with: what is asked, which answers stop it, and where it is looked after. */
interface Imitated {
  readonly text: { readonly zh: string; readonly en: string };
  readonly parts: readonly ('head' | 'chest' | 'back-joints' | 'mind' | 'whole-body')[];
  readonly questions: readonly Question[];
  readonly stopsAt: readonly string[];
  readonly stopped: Flag;
  /** What stops otherwise than the rest. */
  readonly stoppedBy?: Readonly<Record<string, Flag>>;
  readonly suggestions: readonly Pick<Suggestion, 'department' | 'reason'>[];
}

const HEART = { zh: '胸口和心跳的问题，心内科先看', en: 'Cardiology looks at chest and heartbeat first' };
const cardiology = { department: 'A03.04', reason: HEART };
const lungs = {
  department: 'A03.01',
  reason: { zh: '咳嗽、气喘，呼吸内科看', en: 'Respiratory medicine, for cough and breath' },
};
const nerves = {
  department: 'A03.03',
  reason: { zh: '头、麻木、没力气，神经内科看', en: 'Neurology, for the head and weak limbs' },
};
const bones = { department: 'A04.03', reason: { zh: '骨头、关节、扭伤，骨科看', en: 'Orthopaedics, for bones and joints' } };

const topics: Readonly<Record<string, Imitated>> = {
  chest: {
    text: { zh: '胸痛、胸闷', en: 'Chest pain or tightness' },
    parts: ['chest'],
    questions: [signsOf('chest', chestNow, chestSweat, breathless, fainted), onset],
    stopsAt: ['chest-now', 'chest-sweat', 'breathless', 'fainted', 'today', 'days'],
    stopped: loud,
    suggestions: [cardiology, lungs],
  },
  palpitations: {
    text: { zh: '心慌、心跳不齐', en: 'Racing or uneven heart' },
    parts: ['chest'],
    questions: [
      signsOf(
        'palpitations',
        option('palpitations-now', '正在心慌，停不下来', 'Racing now, will not stop'),
        chestNow,
        chestSweat,
        breathless,
        fainted,
      ),
      onset,
      {
        id: 'palpitations-with',
        text: { zh: '心慌的时候还有什么？', en: 'What comes with it?' },
        kind: 'one',
        options: [
          option('thin', '手抖、怕热、变瘦', 'Shaky, hot, thinner'),
          option('worry', '紧张、害怕、睡不好', 'Worry, fear, poor sleep'),
          option('effort', '走路、爬楼、用力时', 'Walking, stairs, effort'),
          option('else', '别的，说不准', 'Other, not sure'),
          UNKNOWN,
        ],
        quiet: false,
      },
    ],
    stopsAt: ['palpitations-now', 'chest-now', 'chest-sweat', 'breathless', 'fainted'],
    stopped: loud,
    suggestions: [cardiology],
  },
  headache: {
    text: { zh: '头痛', en: 'Headache' },
    parts: ['head'],
    questions: [
      signsOf(
        'headache',
        option('headache-worst', '突然最厉害的头痛', 'Sudden, the worst ever'),
        option('neck-stiff', '发烧、头痛又脖子硬', 'Fever, headache, stiff neck'),
        option('head-hit', '撞到头后头痛、吐或昏', 'Hit my head, ache or sick'),
        sideWeak,
        option('speech', '突然说话不清', 'Sudden slurred words'),
        option('sight-lost', '突然看不见', 'Sudden loss of sight'),
      ),
      onset,
    ],
    stopsAt: ['headache-worst', 'neck-stiff', 'head-hit', 'side-weak', 'speech', 'sight-lost'],
    stopped: loud,
    suggestions: [nerves],
  },
  joints: {
    text: { zh: '关节、手脚痛', en: 'Joints, arms, legs' },
    parts: ['back-joints'],
    questions: [onset],
    stopsAt: [],
    stopped: loud,
    suggestions: [bones],
  },
  mood: {
    text: { zh: '心情、睡觉、记性', en: 'Mood, sleep, memory' },
    parts: ['mind', 'head'],
    questions: [
      {
        id: 'quiet-mood',
        text: { zh: '有没有下面的情况？', en: 'Is any of this so?' },
        kind: 'several',
        options: [
          option('not-live', '不想活了', 'I do not want to live'),
          option('self-harm', '伤过自己或想伤自己', 'I hurt or would hurt myself'),
          option('violence', '有人打我、逼我', 'Somebody hurts or forces me'),
          NONE,
          UNKNOWN,
        ],
        quiet: true,
      },
    ],
    stopsAt: ['not-live', 'self-harm', 'violence'],
    stopped: quiet,
    stoppedBy: { violence: quietSafe },
    suggestions: [nerves],
  },
  other: {
    text: { zh: '别的不舒服', en: 'Something else' },
    parts: ['whole-body'],
    questions: [signsOf('other', chestNow, breathless, sideWeak), onset],
    stopsAt: ['chest-now', 'breathless', 'side-weak'],
    stopped: loud,
    suggestions: [{ department: 'A02', reason: { zh: '先由全科医生看一看', en: 'A general doctor looks first' } }, cardiology],
  },
};

/** A few complaints and two forms, each with some questions: enough to practise with. The rules are the gateway's. */
export const preconsult = {
  ...toldBeforehand,
  listQuestionnaires: ({ triage }) => {
    const on = triage !== 'off';
    const all = Object.entries(topics).map(([code, { text, parts }]) => ({ code, text, parts: [...parts] }));
    return { status: 200, body: { triage: { ...contentIn(triage), on }, topics: on ? all : [], items: itemsIn(triage) } };
  },
  triage: inSession((facts, { body }) => {
    if (facts.triage === 'off') return refused('not-approved');
    return { status: 200, body: outcomeOf(facts, body) };
  }),
} satisfies HandlersOf<typeof preconsultPaths>;

const contentIn = (triage: Facts['triage']) => ({ id: 'practice', version: '0.1', approved: triage === 'approved' });

function outcomeOf(facts: Facts, { patientId, complaint, answers }: OperationRequest<'triage'>['body']): TriageOutcome {
  const answered = {
    rules: [],
    content: contentIn(facts.triage),
    noDiagnosis: {
      zh: '这不是诊断，只帮您找对科室。不舒服加重，请马上叫工作人员或打120。',
      en: 'This is no diagnosis; it only helps to find the right door. If you feel worse, call staff or 120 at once.',
    },
    askWho: false,
  };
  const offered = offeredTo(complaint);
  const known = lastOf(answers, 'topic')?.[0];
  const code = offered.length === 1 ? offered[0] : offered.includes(known ?? '') ? known : undefined;
  const { questions, stopsAt, stopped, stoppedBy = {}, suggestions } = topics[code ?? ''] ?? topicAsked(offered);
  const stopping = answers.flatMap(({ answer }) => answer).find((one) => stopsAt.includes(one));
  if (stopping !== undefined) {
    facts.flagged = [...facts.flagged, patientId];
    const until = new Date(facts.now() + HELD_MS).toISOString();
    return { outcome: 'red-flag', ...(stoppedBy[stopping] ?? stopped), until, helpCalled: facts.helpComes, ...answered };
  }
  const asked = offered.length > 1 ? [topicQuestion(offered), ...questions.filter(({ id }) => id !== 'topic')] : questions;
  const open = asked.findIndex(({ id }) => lastOf(answers, id) === undefined);
  const question = asked[open];
  const step = { number: open + 1, atMost: code === undefined ? 4 : asked.length };
  if (question !== undefined) return { outcome: 'question', question, step, ...answered };
  const isOpen = asked.some(({ id, kind }) => kind === 'several' && lastOf(answers, id)?.includes('unknown'));
  const desk = {
    zh: '请到预检分诊台，护士当面问问您，再告诉您挂哪个科。',
    en: 'Please go to the triage desk: a nurse asks you there and tells you which department.',
  };
  const found = suggestions.flatMap(({ department, reason }) => {
    const { name, englishName } = facts.departments.find((one) => one.code === department) ?? {};
    if (name === undefined || englishName === undefined) return [];
    return { department, name: { zh: name, en: englishName }, reason, rule: 'practice' };
  });
  if (isOpen || found.length === 0) return { outcome: 'ask-person', advice: [desk], ...answered };
  return { outcome: 'departments', suggestions: found, ...answered };
}

function offeredTo(complaint: OperationRequest<'triage'>['body']['complaint']): readonly string[] {
  if (complaint.kind === 'listed') return [complaint.code in topics ? complaint.code : 'other'];
  if (complaint.kind === 'words') return Object.keys(topics);
  const of = Object.entries(topics).filter(([, { parts }]) => (parts as readonly string[]).includes(complaint.part));
  return of.length === 0 ? ['other'] : of.map(([code]) => code);
}

const lastOf = (answers: Said, question: string) => answers.findLast((one) => one.question === question)?.answer;

function topicQuestion(offered: readonly string[]): Question {
  const options = offered.map((code) => option(code, topics[code]?.text.zh ?? '', topics[code]?.text.en ?? ''));
  const text = { zh: '今天主要是哪里不舒服？', en: 'What is the main trouble today?' };
  return { id: 'topic', text, kind: 'one', options: [...options, UNKNOWN], quiet: false };
}

/** As long as nobody knows which it is, that is all that is asked; who does not know it either is asked as for anything else. */
function topicAsked(offered: readonly string[]): Imitated {
  const other = topics.other as Imitated;
  return offered.length > 1 ? { ...other, questions: [topicQuestion(offered), ...other.questions] } : other;
}
