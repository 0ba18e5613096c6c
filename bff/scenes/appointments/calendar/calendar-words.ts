import type { Bilingual } from '../../directory/directory.ts';

export type Language = keyof Bilingual;

/** What a calendar may be told of an appointment. Instants are ms since the epoch. */
export interface CalendarVisit {
  /** `confirming`: the hospital has not said yes yet. `cancelling`: it was asked to cancel, and holds the place until it says so. */
  readonly state: 'confirmed' | 'confirming' | 'cancelling' | 'cancelled';
  readonly startsAt: number;
  readonly endsAt: number;
  /** People are called by number, so that the times are an estimate. */
  readonly byNumber: boolean;
  /** The person's own number; absent where there is none, or none yet. */
  readonly number: number | undefined;
  readonly hospital: Bilingual;
  readonly campus: Bilingual;
  readonly address: Bilingual;
  readonly floor: string;
  readonly room: string;
  readonly department: Bilingual;
  readonly practitioner: Bilingual;
  /** Where one reports; it may name the department. */
  readonly reportTo: Bilingual | undefined;
  readonly arriveMinutesEarly: number | undefined;
  readonly bring: readonly Bilingual[];
  readonly fasting: boolean;
  /** What the department wants one to prepare; it may say what it is for. */
  readonly preparation: Bilingual | undefined;
  readonly dutyDeskPhone: string;
}

export interface CalendarWords {
  readonly summary: string;
  readonly location: string;
  readonly description: string;
}

export interface Wanted {
  readonly language: Language;
  /** `plain` names neither department nor doctor, nor anything by which one could tell them: strangers read calendars. */
  readonly detail: 'plain' | 'full';
}

/** The words of the event. They name nobody, and the times in them are those of Beijing, whatever zone the calendar is in. */
export function calendarWords(visit: CalendarVisit, wanted: Wanted): CalendarWords {
  return {
    summary: summaryOf(visit, wanted),
    location: locationOf(visit, wanted),
    description: linesOf(visit, wanted).join('\n'),
  };
}

const STATES = {
  confirmed: { zh: '', en: '' },
  confirming: { zh: '待医院确认：', en: 'Not confirmed yet: ' },
  cancelling: { zh: '正在取消：', en: 'Being cancelled: ' },
  cancelled: { zh: '已取消：', en: 'Cancelled: ' },
} as const satisfies Record<CalendarVisit['state'], Bilingual>;

/** Some calendars show no STATUS: what is not certain, or over, is said in words too. */
function summaryOf({ state, byNumber, hospital, department, practitioner }: CalendarVisit, { language, detail }: Wanted): string {
  const kind = {
    zh: `医院预约${byNumber ? '（约这时叫号）' : ''}`,
    en: `Hospital appointment${byNumber ? ' (called about then)' : ''}`,
  };
  const whom = detail === 'full' ? [department[language], practitioner[language]] : [];
  return STATES[state][language] + [kind[language], hospital[language], ...whom].join(' · ');
}

function locationOf({ hospital, campus, address, floor, room }: CalendarVisit, { language, detail }: Wanted): string {
  const within = detail === 'full' ? [floorOf(language, floor), roomOf(language, room)].filter((part) => part !== '') : [];
  if (language === 'zh')
    return [`${hospital.zh} ${campus.zh}`, address.zh, ...(within.length > 0 ? [within.join(' ')] : [])].join('，');
  return [hospital.en, campus.en, address.en, ...within].join(', ');
}

/** `3F` is 3楼 or floor 3; what a hospital calls otherwise stays as it is. */
function floorOf(language: Language, floor: string): string {
  const number = /^(-?\d+)\s*(?:F|楼|层)?$/i.exec(floor)?.[1];
  if (number === undefined) return floor;
  return language === 'zh' ? `${number}楼` : `floor ${number}`;
}

function roomOf(language: Language, room: string): string {
  if (!/^\d+$/.test(room)) return room;
  return language === 'zh' ? `${room}室` : `room ${room}`;
}

function linesOf(visit: CalendarVisit, wanted: Wanted): readonly string[] {
  const lines =
    visit.state === 'cancelled' ? [whenOf(visit), CANCELLED] : [whenOf(visit), ...standing(visit), ...arriving(visit, wanted)];
  const asking = { zh: `有问题请打电话：${visit.dutyDeskPhone}`, en: `Questions? Call ${visit.dutyDeskPhone}` };
  return [...lines, asking].map((line) => line[wanted.language]);
}

const CANCELLED: Bilingual = { zh: '这个预约已经取消，请不要前往。', en: 'This appointment is cancelled. Please do not come.' };
const CONFIRMING: Bilingual = {
  zh: '医院还没有确认，去之前请再看一次。',
  en: 'The hospital has not confirmed yet: look again before you go.',
};
const CANCELLING: Bilingual = { zh: '正在取消，医院还没有答复。', en: 'Being cancelled: the hospital has not answered yet.' };
const FASTING: Bilingual = { zh: '来之前不要吃东西。', en: 'Do not eat before you come.' };
/** A file is a copy, and nobody can call it back. */
const A_COPY: Bilingual = {
  zh: '预约有变动时这里不会自己改，以“一门”和凭条为准。',
  en: 'This entry does not change by itself: what Onedoor and your slip say counts.',
};

function standing({ state, byNumber, number }: CalendarVisit): readonly Bilingual[] {
  return [
    ...(state === 'confirming' ? [CONFIRMING] : []),
    ...(state === 'cancelling' ? [CANCELLING] : []),
    ...(byNumber ? [calledBy(number)] : []),
  ];
}

function calledBy(number: number | undefined): Bilingual {
  if (number === undefined) return { zh: '按号就诊，以叫号为准。', en: 'People are called by number.' };
  return { zh: `您的号：${number}号，以叫号为准。`, en: `Your number: ${number}. Wait until it is called.` };
}

function arriving(visit: CalendarVisit, { detail }: Wanted): readonly Bilingual[] {
  const { reportTo, arriveMinutesEarly = 0, bring, fasting, preparation } = visit;
  const full = detail === 'full';
  const where = (full && reportTo) || { zh: '自助机或服务台', en: 'a kiosk or the desk' };
  return [
    ...(arriveMinutesEarly > 0
      ? [{ zh: `请提前${arriveMinutesEarly}分钟到。`, en: `Please come ${arriveMinutesEarly} minutes early.` }]
      : []),
    { zh: `先到：${where.zh}`, en: `First go to: ${where.en}` },
    ...(bring.length > 0
      ? [
          {
            zh: `请带上：${bring.map(({ zh }) => zh).join('、')}`,
            en: `Bring along: ${bring.map(({ en }) => en).join(', ')}`,
          },
        ]
      : []),
    ...(fasting ? [FASTING] : []),
    ...(full && preparation ? [preparation] : []),
    A_COPY,
  ];
}

const SHANGHAI_MS = 8 * 3_600_000;
const DAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;
const ENGLISH_DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Day and time in Beijing: a calendar abroad shows its own, and the visit is there. */
function whenOf({ startsAt, endsAt, byNumber }: CalendarVisit): Bilingual {
  const day = new Date(startsAt + SHANGHAI_MS);
  const [year, month, date, weekday] = [day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), day.getUTCDay()];
  const clocks = `${clockOf(startsAt)}–${clockOf(endsAt)}`;
  return {
    zh: `北京时间：${year}年${month + 1}月${date}日（周${DAYS[weekday]}）${byNumber ? '约 ' : ''}${clocks}`,
    en: `Beijing time (北京时间): ${ENGLISH_DAYS[weekday]} ${date} ${MONTHS[month]} ${year}, ${byNumber ? 'about ' : ''}${clocks}`,
  };
}

function clockOf(instant: number): string {
  return new Date(instant + SHANGHAI_MS).toISOString().slice(11, 16);
}
