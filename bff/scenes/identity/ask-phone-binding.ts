import type { OperationReply } from '../../contract/operations.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import { sameSecret } from '../../platform/crypto/same-secret.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import type { RandomBytes } from '../../platform/ids.ts';
import { limits } from '../../platform/limits/limits.ts';
import { retryAfter } from '../../platform/limits/windows.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded } from '../../platform/store/store.ts';
import { isKnownSecret, secretHashOf } from './bound-phone-rows.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { BINDINGS_ROOM, personWithBindingsRoom, putBinding, selectBinding } from './phone-binding-rows.ts';
import { mayActPart } from './right-to-act.ts';
import { resolveCaller } from './sessions.ts';

type Asked = OperationReply<'askPhoneBinding'>['body'];
type State = OperationReply<'readPhoneBinding'>['body'];

const CODE_DIGITS = 8;
const COMPARED_DIGITS = 2;
const CODE_COLUMN = 'phone_binding|code';

/** Whether this is the code of this binding; its hash is that of no other. */
export function leadsToBinding(
  blindIndex: BlindIndex,
  { id, codeHash }: { id: string; codeHash: string },
  code: string,
): boolean {
  return blindIndex.all(CODE_COLUMN, `${id} ${code}`).some((hash) => sameSecret(hash, codeHash));
}

export interface AskingBinding {
  readonly caller: Caller;
  /** The secret of the browser, where it has one already. */
  readonly browser: string | undefined;
  readonly requestId: string;
}

/**
 * A browser in which somebody signed in by code wants to become their own: the code that they enter at a kiosk or tell a clerk, and the digits
 * that both show. The secret by which the browser is known is for its cookie, where no page sees it. What this session
 * asked for before waits no longer; what another one did waits on, so that nobody voids it who has no more than the number.
 */
export async function askPhoneBinding(
  dependencies: IdentityDependencies,
  { caller, browser, requestId }: AskingBinding,
): Promise<{ readonly asked: Asked; readonly secret: string } | ProblemReply> {
  const { store, clock, ids, random, blindIndex } = dependencies;
  const { patientId, tokenHash, phoneId, deviceId } = caller;
  // What is bound is a phone: a session that a code opened, and in no device of a hospital.
  if (phoneId === null) return problem('evidence-refused');
  if (deviceId !== null) return problem('device-refused');
  const now = clock.now();
  const known = browser !== undefined && (await isKnownSecret(store, browser, now));
  const secret = known ? browser : ids.secret();
  const id = ids.next('phb');
  const code = digitsOf(random, CODE_DIGITS);
  const digits = digitsOf(random, COMPARED_DIGITS);
  const expiresAt = now + limits.phoneBindingLife.figure;
  const codeHash = blindIndex.of(CODE_COLUMN, `${id} ${code}`);
  const committed = await commit(dependencies, 'ask-phone-binding', 'interactive', [
    mayActPart(caller, patientId, now, 'non-delegable'),
    guarded(
      personWithBindingsRoom({ patientId, ofPatientId: patientId, tokenHash, now, max: limits.bindingsWaiting.figure }),
      BINDINGS_ROOM,
    ),
    putBinding({ id, patientId, tokenHash, phoneId, secretHash: secretHashOf(secret), codeHash, digits, now, expiresAt }),
    auditPart(ids, now, {
      actor: actorOf(caller),
      action: 'phone.ask-binding',
      subject: { kind: 'patient', id: patientId },
      requestId,
    }),
  ]);
  if (!committed.ok && committed.guard === BINDINGS_ROOM) return problem('rate-limited', retryAfter(expiresAt, now));
  // The session ended in between.
  if (!committed.ok) return problem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } });
  return { asked: { id, code, digits, expiresAt: shanghaiTime(expiresAt) }, secret };
}

/**
 * How far it is, for the browser that asked and no other. It is asked without a session, because the one in which it was asked for ends when
 * whoever shows the document takes over what was only claimed of it.
 */
export async function readPhoneBinding(
  dependencies: IdentityDependencies,
  { id, browser }: { readonly id: string; readonly browser: string | undefined },
): Promise<State | undefined> {
  const [row] = await dependencies.store.read(selectBinding({ id, now: dependencies.clock.now() }));
  if (!row || browser === undefined || row.secretHash !== secretHashOf(browser)) return undefined;
  if (row.boundPhoneId === null) return { state: row.takenBy === null ? 'waiting' : 'entered', signedIn: true };
  const session = await resolveCaller(dependencies, row.tokenHash);
  return { state: 'bound', signedIn: session?.evidence === 'bound-phone' };
}

/** So many digits, every number equally often: what is drawn beyond the last whole run is drawn again. */
function digitsOf(random: RandomBytes, count: number): string {
  const numbers = 10 ** count;
  const last = Math.floor(2 ** 32 / numbers) * numbers;
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = random(4);
    const drawn = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
    if (drawn < last) return String(drawn % numbers).padStart(count, '0');
  }
}
