import { comparable } from '../../directory/comparable.ts';
import { simplified } from '../../directory/traditional-characters.ts';
import type { Onset } from './rule-set.ts';

/** A piece of what was told: what stands in one is denied, past or feared together. */
export interface Clause {
  readonly text: string;
  /** Each Han character, each word of letters, as the directory compares them. */
  readonly tokens: readonly string[];
}

/** Where a new thought begins without a sign before it. */
const TURNS = /(但是|但|可是|就是|只是|却|然后|后来|现在|而且|另外|还有|同时)/g;
const ENGLISH_TURNS =
  /\b(but\b|however\b|although\b|though\b|except\b|then\b|(?<!\b(?:just|right|until|fine|better|gone|ok|well|good) )now\b|and (?=(?:i|my|he|she|his|her|it|now|then)\b))/g;
const ENDS = /[，,。.;；:：!！?？\n]|(?<=\p{Script=Han})\s+|\s+(?=\p{Script=Han})/u;
/** "no pain, swelling or fever" denies all three. */
const DENIED_LIST = /\b(no|denies|denied|without|not any|any)((?: [a-z]+){1,4}(?:, ?[a-z]+(?: [a-z]+){0,3})+),? (or|nor) /g;
const NOW_AND_THEN = /\b(every )?now and (then|again)\b/g;

export function clausesOf(text: string): readonly Clause[] {
  return plain(text)
    .replace(NOW_AND_THEN, 'sometimes')
    .replace(DENIED_LIST, (_, no, list, or) => `${no}${list.replaceAll(',', ` ${or}`)} ${or} `)
    .replace(TURNS, '，$1')
    .replace(ENGLISH_TURNS, ', $1')
    .split(ENDS)
    .map((clause) => ({ text: clause.trim(), tokens: comparable(clause).tokens }))
    .flatMap(cut)
    .filter(({ tokens }) => tokens.length > 0);
}

/** Nobody speaks so long in one breath; the time to read a clause grows faster than its length. The pieces overlap, so that nothing is cut in two. */
const CLAUSE_MAX = 60;
const OVERLAP = 15;

function cut({ text, tokens }: Clause): readonly Clause[] {
  const pieces: Clause[] = [{ text, tokens: tokens.slice(0, CLAUSE_MAX) }];
  for (let from = CLAUSE_MAX - OVERLAP; from + OVERLAP < tokens.length; from += CLAUSE_MAX - OVERLAP)
    pieces.push({ text, tokens: tokens.slice(from, from + CLAUSE_MAX) });
  return pieces;
}

/** Width, case, apostrophes and traditional characters do not count; the signs stay, because clauses end with them. */
export function plain(text: string): string {
  return simplified(text.normalize('NFKC').toLowerCase()).replace(/['’‘ʼ`]/g, '');
}

const NUMBER = '(?:\\d+|[一二两三四五六七八九十几半多数好]+)个?多?';
const NOT_TODAY = /(?:今天|现在)(?:都|也|还)?(?:没有|没|不)|(?:none|not|nothing|no \w+) (?:today|now|this morning)/g;
const TIMES: readonly (readonly [Onset, RegExp])[] = [
  [
    'today',
    new RegExp(
      `${NUMBER}(?:小时|钟头|分钟|秒)|今天|今早|今晨|今晚|早上|早晨|上午|下午|中午|昨晚|昨夜|昨天夜里|半夜|刚才|刚刚|刚|正在|现在|这会儿|突然|忽然`,
    ),
  ],
  ['today', /\b(?:today|now|this morning|this afternoon|tonight|last night|hours?|minutes?|mins?|just|suddenly|sudden)\b/],
  ['days', new RegExp(`${NUMBER}天|昨天|前天|这几天|这两天|最近几天|(?<![每整一])天(?:了|来)`)],
  ['days', /\b(?:yesterday|days?(?! by day))\b/],
  ['weeks', new RegExp(`${NUMBER}(?:周|星期|礼拜)|上周|上个?星期`)],
  ['weeks', /\bweeks?\b/],
  ['months', new RegExp(`${NUMBER}月|${NUMBER}年|半年|长期|老毛病|多年|常年|去年|前年|上个?月`)],
  ['months', /\b(?:months?|years?|chronic|for ages|long time)\b/],
];

/** When something began, as it is told; what is told not to be today is not. */
export function timesIn({ text }: Clause): readonly Onset[] {
  const told = text.replace(NOT_TODAY, ' ');
  return [...new Set(TIMES.filter(([, time]) => time.test(told)).map(([onset]) => onset))];
}
