import type { Language } from './text.ts';
import { sayIn } from './text.ts';

const SHANGHAI_OFFSET_MS = 8 * 3600 * 1000;
const DAY_MS = 24 * 3600 * 1000;

/** The clock of Asia/Shanghai, which has no daylight saving time, whatever the machine thinks. */
function shanghai(instant: number | string): Date {
  return new Date((typeof instant === 'string' ? Date.parse(instant) : instant) + SHANGHAI_OFFSET_MS);
}

/** A space at which no line ends: a date that is cut in two is read as two. */
const UNBROKEN = '\u00a0';

const two = (value: number) => String(value).padStart(2, '0');

/** `2026-11-24` */
export function dayOf(instant: number | string): string {
  return shanghai(instant).toISOString().slice(0, 10);
}

/** The first instant of a day and of the one after it, as the gateway takes them. */
export function boundsOf(day: string): { from: string; to: string } {
  return { from: `${day}T00:00:00+08:00`, to: `${addDays(day, 1)}T00:00:00+08:00` };
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** `8:30`, `15:30` */
export function clockOf(instant: string | number): string {
  const date = shanghai(instant);
  return `${date.getUTCHours()}:${two(date.getUTCMinutes())}`;
}

/** `8:30–9:00`: a half hour, set so that columns of them line up. */
export function halfHour(slot: { readonly start: string; readonly end: string }): string {
  return `${clockOf(slot.start)}–${clockOf(slot.end)}`;
}

/** When one comes: the half hour, or at hospitals that give out numbers about when the number is called. */
export function timeOf(language: Language, visit: TimedVisit): string {
  const { clinic } = visit;
  if (!clinic?.window) return halfHour(visit);
  return sayIn(language)('clinic.about', { time: halfHour({ start: clinic.window.from, end: clinic.window.to }) });
}

/** From when on one may be called: at a clinic that is not its beginning. */
export function comesAt({ start, clinic }: Pick<TimedVisit, 'start' | 'clinic'>): string {
  return clinic?.window?.from ?? start;
}

/** `上午17号`, or what has become of the number; empty where one comes at a time. */
export function numberOf(language: Language, { clinic }: TimedVisit): string {
  if (!clinic) return '';
  const say = sayIn(language);
  const half = say(`clinic.${clinic.half}`);
  if (clinic.number === undefined) return say('clinic.number-there', { half });
  if (clinic.state === 'passed' || clinic.state === 'ended') return say(`clinic.${clinic.state}`, { number: clinic.number });
  if (clinic.state === 'called') return say('clinic.called', { number: clinic.number });
  return say('clinic.number', { half, number: clinic.number });
}

/** How far the estimate is to be trusted, as one would say it; empty where there is none. */
export function trustOf(language: Language, { clinic }: TimedVisit): string {
  if (!clinic?.window) return '';
  const times = Math.floor(clinic.window.confidence / 10);
  return sayIn(language)('clinic.estimate', { times: language === 'zh' ? hanNumber(times) : times });
}

export interface TimedVisit {
  readonly start: string;
  readonly end: string;
  readonly clinic?:
    | {
        readonly half: 'morning' | 'afternoon' | 'evening';
        readonly number?: number | undefined;
        readonly state: 'waiting' | 'called' | 'passed' | 'ended';
        readonly window?: { readonly from: string; readonly to: string; readonly confidence: number } | undefined;
      }
    | undefined;
}

/** `11月24日 周二`, with 今天 or 明天 in front where it is so. */
export function sayDay(language: Language, day: string, today?: string): string {
  const say = sayIn(language);
  const [, month = '', date = ''] = day.split('-');
  const weekday = say('when.weekdays').split(' ')[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
  const written =
    language === 'zh'
      ? `${say('when.day', { month: Number(month), day: Number(date) })} ${weekday}`
      : `${weekday} ${englishDay(day)}`.replaceAll(' ', UNBROKEN);
  const near = relativeDay(language, day, today);
  return near === undefined ? written : `${near} ${written}`;
}

/** `今天 11月24日 周二 上午九点十二分`: something that was. The year is said when it is another one. */
export function sayMoment(language: Language, instant: string, now: number): string {
  return `${sayDate(language, instant, now)} ${clockInWords(language, instant)}`;
}

/** `今天 11月24日 周二`, `2025年10月20日 周一`: the day of something that was, with its year when that is another one, or when it is asked for. */
export function sayDate(language: Language, instant: string, now?: number): string {
  const day = dayOf(instant);
  const today = now === undefined ? undefined : dayOf(now);
  const year = day.slice(0, 4);
  const said = sayDay(language, day, today);
  return year === today?.slice(0, 4) ? said : sayIn(language)('when.day-of-year', { year, day: said });
}

function relativeDay(language: Language, day: string, today: string | undefined): string | undefined {
  if (today === undefined) return undefined;
  if (day === today) return sayIn(language)('day.today');
  return day === addDays(today, 1) ? sayIn(language)('day.tomorrow') : undefined;
}

/** `今天`, `明天`, or `周四`: a day of the week that comes, where there is no room for a date. */
export function shortDay(language: Language, day: string, today: string): string {
  return relativeDay(language, day, today) ?? dayParts(language, day, today).weekday;
}

/** A day as a calendar shows it: its weekday, or that it is today, and the number. */
export function dayParts(language: Language, day: string, today: string): { readonly weekday: string; readonly date: string } {
  const say = sayIn(language);
  const weekday = say('when.weekdays').split(' ')[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
  // An English tomorrow is longer than a day is wide.
  const near = language === 'zh' || day === today ? relativeDay(language, day, today) : undefined;
  return { weekday: near ?? weekday, date: String(Number(day.slice(8))) };
}

const NOON = 12;
const EVENING = 18;

/** The half of the day in which one comes. */
export function halfOf(visit: TimedVisit): 'morning' | 'afternoon' | 'evening' {
  if (visit.clinic) return visit.clinic.half;
  const hour = shanghai(visit.start).getUTCHours();
  return hour < NOON ? 'morning' : hour < EVENING ? 'afternoon' : 'evening';
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `24 November`: no order of numbers to guess at. */
function englishDay(day: string): string {
  const [, month = '1', date = '1'] = day.split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1]}`;
}

const HAN_DIGITS = [...'零一二三四五六七八九'];
const PARTS_OF_DAY: readonly (readonly [number, string])[] = [
  [18, '晚上'],
  [13, '下午'],
  [12, '中午'],
  [8, '上午'],
  [5, '早上'],
  [0, '凌晨'],
];

/** 下午三点半: as it is said, because 15:30 is a sum for somebody of eighty. */
export function clockInWords(language: Language, instant: string): string {
  const date = shanghai(instant);
  const hour = date.getUTCHours();
  const minute = date.getUTCMinutes();
  const hour12 = hour % 12 === 0 ? 12 : hour % 12;
  if (language === 'en')
    return `${hour12}:${two(minute)} ${hour < 12 ? 'in the morning' : hour < 18 ? 'in the afternoon' : 'in the evening'}`;
  const part = PARTS_OF_DAY.find(([from]) => hour >= from)?.[1] ?? '';
  return `${part}${hour12 === 2 ? '两' : hanNumber(hour12)}点${minutesInWords(minute)}`;
}

function minutesInWords(minute: number): string {
  if (minute === 0) return '';
  if (minute === 30) return '半';
  return `${minute < 10 ? '零' : ''}${hanNumber(minute)}分`;
}

/** 0 to 59 in Chinese numerals. */
function hanNumber(value: number): string {
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  if (tens === 0) return HAN_DIGITS[ones] ?? '';
  return `${tens === 1 ? '' : HAN_DIGITS[tens]}十${ones === 0 ? '' : HAN_DIGITS[ones]}`;
}
