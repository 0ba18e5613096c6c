import type { MessageSender } from '../../../adapters/messages/port.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { type Clock, deadlineSignal } from '../../platform/clock.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { sameSecret } from '../../platform/crypto/same-secret.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import type { Ids, RandomBytes } from '../../platform/ids.ts';
import { limits } from '../../platform/limits/limits.ts';
import { countUse, returnUse } from '../../platform/limits/use-rows.ts';
import { dayEnd, retryAfter, windowEnd } from '../../platform/limits/windows.ts';
import type { Log } from '../../platform/log.ts';
import type { Metrics } from '../../platform/metrics.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part, type Statement, type Store } from '../../platform/store/store.ts';
import type { CityPolicy } from '../directory/policy.ts';
import { isOwnNumber } from './bound-phone-rows.ts';
import { reaches } from './documents/reached-phones.ts';
import {
  countSent,
  countTry,
  deleteCodeDays,
  deleteCodes,
  insertCode,
  returnTry,
  type SentCode,
  selectCodes,
  useCode,
} from './one-time-code-rows.ts';
import { phoneIndexes, phoneIndexOf } from './patients.ts';

export interface OneTimeCodeDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: RandomBytes;
  readonly blindIndex: BlindIndex;
  readonly messages: MessageSender;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly city: Pick<CityPolicy, 'codes'>;
}

const CODE_MS = limits.codeLife.figure;
const TRIES_MAX = limits.codeTries.figure;
/** Codes of one phone that may wait at once: those of strangers, and of its own browser. */
const READ_MAX = limits.codesToPhone.figure + limits.codesToOwnPhone.figure;
const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;
const SHANGHAI_MS = 8 * HOUR_MS;
const SEND_DEADLINE_MS = 5_000;

/** Name of the guard: the code was not used in between. */
export const CODE_UNUSED = 'code-unused';
const OF_ONE_PLACE = 'codes-left-today';
const OF_THE_PHONE = 'codes-left-of-phone';
const OF_THE_PLACE = 'codes-left-of-place';
const OF_THE_SESSION = 'codes-left-of-session';
const OF_THE_CITY = 'codes-left-of-city';

/** Who asks for a code, and from where. */
export interface CodeRequest {
  readonly phone: string;
  /** The device or the address. */
  readonly place: string;
  /** Asked for at an enrolled device that proved itself: nobody far away can be there. */
  readonly proved: boolean;
  /** The secret of the browser that asks, where it has one. */
  readonly browser?: string | undefined;
  /** Of the session in which it is asked for, if there is one. */
  readonly tokenHash: string | undefined;
  readonly requestId: string;
}

/**
 * Writes a new code for this phone and sends it. The same whether or not anybody is registered with the phone. What is counted can not be
 * aimed at somebody else: whoever asks for another's phone uses up what may be sent from where they are, and the codes that the other one
 * asked for go on working. Only a keyed hash of the code is kept; a message that is lost is asked for again by the person.
 */
export async function sendOneTimeCode(
  dependencies: OneTimeCodeDependencies,
  { phone, place, proved, browser, tokenHash, requestId }: CodeRequest,
): Promise<'sent' | ProblemReply> {
  const { clock, ids, blindIndex, city, metrics } = dependencies;
  if (!reaches(phone, city.codes.countries)) return problem('phone-unserved', { extra: { countries: city.codes.countries } });
  const now = clock.now();
  const id = ids.inOrder('otc');
  const code = sixDigits(dependencies.random);
  const phoneIndex = phoneIndexOf(blindIndex, phone);
  const placeIndex = blindIndex.of(PLACE_COLUMN, place);
  const onePlace = blindIndex.of(PLACE_COLUMN, `${phone} ${place}`);
  const indexes = phoneIndexes(blindIndex, phone);
  const own = browser !== undefined && (await isOwnNumber(dependencies.store, { browser, ...indexes, now }));
  const ofOwn = blindIndex.of(PLACE_COLUMN, `${phone} browser ${browser}`);
  // Whoever stands at a device, or is in a browser of their own, gets theirs, also when strangers have used up what may be sent to the phone.
  const ofPhone = own
    ? [guarded(used('codesToOwnPhone', ofOwn, dayEnd(now), limits.codesToOwnPhone.figure), OF_ONE_PLACE)]
    : [
        guarded(countSent({ phoneIndex: onePlace, day: dayOf(now), max: limits.codesFromOnePlace.figure }), OF_ONE_PLACE),
        ...(proved ? [] : [guarded(used('codesToPhone', phoneIndex, dayEnd(now), limits.codesToPhone.figure), OF_THE_PHONE)]),
      ];
  const committed = await commit(dependencies, 'send-one-time-code', 'interactive', [
    ...ofPhone,
    guarded(used('codesOfPlace', placeIndex, windowEnd(now, HOUR_MS), limits.codesOfPlace.figure), OF_THE_PLACE),
    ...(tokenHash === undefined
      ? []
      : [guarded(used('codesOfSession', tokenHash, windowEnd(now, HOUR_MS), limits.codesOfSession.figure), OF_THE_SESSION)]),
    {
      ...guarded(used('codesAnHour', 'city', windowEnd(now, HOUR_MS), city.codes.anHour), OF_THE_CITY),
      contended: 'codes of the city',
    },
    insertCode({ id, phoneIndex, place: placeIndex, codeHash: hashOf(blindIndex, id, code), now, expiresAt: now + CODE_MS }),
    auditPart(ids, now, {
      actor: { kind: 'anonymous', id: 'anonymous' },
      action: 'one-time-code.send',
      subject: { kind: 'one-time-code', id },
      requestId,
    }),
  ]);
  if (!committed.ok) return refusedCode(dependencies, committed.guard, now);
  metrics.count('onedoor_codes_total', 'result="sent"');
  await send(dependencies, { id, to: phone, code });
  return 'sent';
}

/** What the one who asks for one code too many hears. That the whole city has sent too many is for the operator to hear too. */
function refusedCode({ metrics, log }: OneTimeCodeDependencies, guard: string, now: number): ProblemReply {
  metrics.count('onedoor_codes_total', `result="${guard === OF_THE_CITY ? 'stopped' : 'refused'}"`);
  if (guard === OF_ONE_PLACE || guard === OF_THE_PHONE) return problem('too-many-codes', retryAfter(dayEnd(now), now));
  if (guard !== OF_THE_CITY) return problem('rate-limited', retryAfter(windowEnd(now, HOUR_MS), now));
  log.write('error', 'codes.stopped');
  return problem('overloaded', retryAfter(windowEnd(now, HOUR_MS), now));
}

function used(bound: string, subject: string, endsAt: number, max: number): Statement {
  return countUse({ bound, subject, endsAt, amount: 1, max });
}

async function send(
  { messages, clock, log }: OneTimeCodeDependencies,
  { id, to, code }: { id: string; to: string; code: string },
): Promise<void> {
  const { signal, release } = deadlineSignal(clock, SEND_DEADLINE_MS);
  const text = `【一门】您的验证码是 ${code}，5 分钟内有效。不要告诉别人。 Your code: ${code}`;
  const outcome = await messages.send({ key: id, to, text }, { signal });
  release();
  if (!outcome.ok)
    log.write('warn', 'message.not-sent', { codeId: id, detail: `${outcome.failure.kind}: ${outcome.failure.detail}` });
}

/** A code that came back. */
export interface GivenCode {
  readonly phone: string;
  readonly code: string;
  /** The device or the address. */
  readonly place: string;
  /** A hash of the whole request, where whoever made it put a secret of theirs into it, and may send it again. */
  readonly again?: string | undefined;
}

/** The code was used, by this very request: the token of the session that it opened. */
export interface OpenedBefore {
  readonly kind: 'opened-before';
  readonly token: string;
}

/** `right`: what uses the code up, and the token to open the session with, if the request may come again. */
export type TriedCode = OpenedBefore | { readonly kind: 'right'; readonly use: Part; readonly token: string | undefined };

/**
 * Whether the code is right; `undefined` when it is wrong, used, too old, or was tried too often. Tries are counted and committed before
 * anything is compared, so that guessing at the same time gains nothing; the try of a right one is given back, because a name, a consent or
 * a choice may be asked for before it is used.
 *
 * First it is the newest code that was asked for from here, which nobody elsewhere can use up. Then those that were asked for elsewhere,
 * because phones change their address: with them a phone is compared so often a day and no more, whoever tries.
 *
 * A request that comes again, to the letter and with the secret that it had the first time, finds the session that it opened: a double tap, or
 * an answer that was lost. Everybody else hears that the code was used.
 */
export async function tryOneTimeCode(dependencies: OneTimeCodeDependencies, given: GivenCode): Promise<TriedCode | undefined> {
  const { store, clock, blindIndex } = dependencies;
  const { phone, code, place, again } = given;
  const now = clock.now();
  const sent = await store.read(selectCodes({ ...phoneIndexes(blindIndex, phone), now, limit: READ_MAX }));
  const opened = again === undefined ? undefined : openedBy(blindIndex, sent, again);
  if (opened !== undefined) return { kind: 'opened-before', token: opened };
  const here = blindIndex.all(PLACE_COLUMN, place);
  const own = sent.find((one) => here.includes(one.place));
  const right =
    own && (await tryHere(dependencies, own, code, now))
      ? own
      : await tryElsewhere(dependencies, { phone, code, elsewhere: newestOfEach(sent, here), now });
  if (!right) return undefined;
  const token = again === undefined ? undefined : blindIndex.of(TOKEN_COLUMN, `${right.id} ${again}`);
  const sessionHash = token === undefined ? null : digest(token);
  return { kind: 'right', use: guarded(useCode({ id: right.id, now, sessionHash }), CODE_UNUSED), token };
}

/** The token of the session that this very request opened, with one of these codes. It is written nowhere, and made anew from the request. */
function openedBy(blindIndex: BlindIndex, sent: readonly SentCode[], again: string): string | undefined {
  for (const { id, sessionHash } of sent) {
    if (sessionHash === null) continue;
    const token = blindIndex.all(TOKEN_COLUMN, `${id} ${again}`).find((one) => sameSecret(digest(one), sessionHash));
    if (token !== undefined) return token;
  }
  return undefined;
}

async function tryHere(
  { store, clock, ids, blindIndex }: OneTimeCodeDependencies,
  own: SentCode,
  code: string,
  now: number,
): Promise<boolean> {
  const counted = await commit({ store, clock, ids }, 'try-one-time-code', 'interactive', [
    guarded(countTry({ id: own.id, max: TRIES_MAX, now }), 'tries-left'),
  ]);
  if (!counted.ok || !fits(blindIndex, own, code)) return false;
  await commit({ store, clock, ids }, 'return-try', 'interactive', [returnTry({ id: own.id })]);
  return true;
}

/** The newest code of each other place, where it can still be used. */
function newestOfEach(sent: readonly SentCode[], here: readonly string[]): readonly SentCode[] {
  const newest = new Map<string, SentCode>();
  for (const one of sent) if (!here.includes(one.place) && !newest.has(one.place)) newest.set(one.place, one);
  return [...newest.values()].filter(({ tries, usedAt }) => usedAt === null && tries < TRIES_MAX);
}

async function tryElsewhere(
  { store, clock, ids, blindIndex }: OneTimeCodeDependencies,
  { phone, code, elsewhere, now }: { phone: string; code: string; elsewhere: readonly SentCode[]; now: number },
): Promise<SentCode | undefined> {
  if (elsewhere.length === 0) return undefined;
  const bound = { bound: 'comparisonsElsewhere', subject: phoneIndexOf(blindIndex, phone), endsAt: dayEnd(now) };
  const max = limits.comparisonsElsewhere.figure;
  const counted = await commit({ store, clock, ids }, 'try-one-time-code', 'interactive', [
    guarded(countUse({ ...bound, amount: elsewhere.length, max }), 'comparisons-left'),
  ]);
  const right = counted.ok ? elsewhere.find((one) => fits(blindIndex, one, code)) : undefined;
  if (right)
    await commit({ store, clock, ids }, 'return-try', 'interactive', [returnUse({ ...bound, amount: elsewhere.length })]);
  return right;
}

function fits(blindIndex: BlindIndex, { id, codeHash }: SentCode, code: string): boolean {
  return blindIndex.all(CODE_COLUMN, `${id} ${code}`).some((hash) => sameSecret(hash, codeHash));
}

/** Parts that forget codes a day after they expired, and the counts of past days. */
export function forgetCodes(now: number): readonly Statement[] {
  return [deleteCodes({ before: now - DAY_MS, limit: 5_000 }), deleteCodeDays({ before: dayOf(now) - 1 })];
}

const CODE_COLUMN = 'one_time_code|code';
const PLACE_COLUMN = 'one_time_code|place';
const TOKEN_COLUMN = 'one_time_code|session';

function hashOf(blindIndex: BlindIndex, id: string, code: string): string {
  return blindIndex.of(CODE_COLUMN, `${id} ${code}`);
}

/** Every number from 000000 to 999999 equally often: 2^32 is no multiple of a million, so the last incomplete run is drawn again. */
function sixDigits(random: RandomBytes): string {
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = random(4);
    const number = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
    if (number < 4_294_000_000) return String(number % 1_000_000).padStart(6, '0');
  }
}

function dayOf(now: number): number {
  return Math.floor((now + SHANGHAI_MS) / DAY_MS);
}
