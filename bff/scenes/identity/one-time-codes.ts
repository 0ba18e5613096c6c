import type { MessageSender } from '../../../adapters/messages/port.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { type Clock, deadlineSignal } from '../../platform/clock.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import { sameSecret } from '../../platform/crypto/same-secret.ts';
import type { Ids, RandomBytes } from '../../platform/ids.ts';
import type { Log } from '../../platform/log.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part, type Statement, type Store } from '../../platform/store/store.ts';
import { countSent, countTry, deleteCodeDays, deleteCodes, insertCode, selectNewestCode, useCode } from './one-time-code-rows.ts';
import { phoneIndexes, phoneIndexOf } from './patients.ts';

export interface OneTimeCodeDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: RandomBytes;
  readonly blindIndex: BlindIndex;
  readonly messages: MessageSender;
  readonly log: Log;
}

/** A code lives this long (ASVS 5.0 6.5.5 allows 10 minutes). */
export const CODE_MS = 5 * 60 * 1000;
export const TRIES_MAX = 5;
export const CODES_A_DAY = 5;
const DAY_MS = 24 * 3600 * 1000;
const SHANGHAI_MS = 8 * 3600 * 1000;
const SEND_DEADLINE_MS = 5_000;

/** Name of the guard: the code was not used in between. */
export const CODE_UNUSED = 'code-unused';

/**
 * Writes a new code for this phone and sends it. The same whether or not anybody is registered with the phone. False when it had
 * its five today. Only a keyed hash of the code is kept; a message that is lost is asked for again by the person.
 */
export async function sendOneTimeCode(dependencies: OneTimeCodeDependencies, phone: string, requestId: string): Promise<boolean> {
  const { store, clock, ids, blindIndex } = dependencies;
  const now = clock.now();
  const id = ids.inOrder('otc');
  const code = sixDigits(dependencies.random);
  const phoneIndex = phoneIndexOf(blindIndex, phone);
  const committed = await commit({ store, clock, ids }, 'send-one-time-code', 'interactive', [
    guarded(countSent({ phoneIndex, day: dayOf(now), max: CODES_A_DAY }), 'codes-left-today'),
    insertCode({ id, phoneIndex, codeHash: hashOf(blindIndex, id, code), now, expiresAt: now + CODE_MS }),
    auditPart(ids, now, {
      actor: { kind: 'anonymous', id: 'anonymous' },
      action: 'one-time-code.send',
      subject: { kind: 'one-time-code', id },
      requestId,
    }),
  ]);
  if (!committed.ok) return false;
  await send(dependencies, { id, to: phone, code });
  return true;
}

async function send(
  { messages, clock, log }: OneTimeCodeDependencies,
  { id, to, code }: { id: string; to: string; code: string },
): Promise<void> {
  const { signal, release } = deadlineSignal(clock, SEND_DEADLINE_MS);
  const text = `【一门】您的验证码是 ${code}，5 分钟内有效。不要告诉别人。 Your code: ${code}`;
  const outcome = await messages.send({ to, text }, { signal });
  release();
  if (!outcome.ok)
    log.write('warn', 'message.not-sent', { codeId: id, detail: `${outcome.failure.kind}: ${outcome.failure.detail}` });
}

/**
 * The part that uses the code up, when it is right; `undefined` when it is wrong, used, too old, or was tried five times. The try is
 * counted and committed before anything is compared, so that guessing at the same time gains nothing.
 */
export async function tryOneTimeCode(
  { store, clock, ids, blindIndex }: OneTimeCodeDependencies,
  { phone, code }: { phone: string; code: string },
): Promise<Part | undefined> {
  const [newest] = await store.read(selectNewestCode(phoneIndexes(blindIndex, phone)));
  if (!newest) return undefined;
  const now = clock.now();
  const { id, codeHash } = newest;
  const counted = await commit({ store, clock, ids }, 'try-one-time-code', 'interactive', [
    guarded(countTry({ id, max: TRIES_MAX, now }), 'tries-left'),
  ]);
  if (!counted.ok) return undefined;
  const right = blindIndex.all(CODE_COLUMN, `${id} ${code}`).some((hash) => sameSecret(hash, codeHash));
  return right ? guarded(useCode({ id, now }), CODE_UNUSED) : undefined;
}

/** Parts that forget codes a day after they expired, and the counts of past days. */
export function forgetCodes(now: number): readonly Statement[] {
  return [deleteCodes({ before: now - DAY_MS, limit: 5_000 }), deleteCodeDays({ before: dayOf(now) - 1 })];
}

const CODE_COLUMN = 'one_time_code|code';

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
