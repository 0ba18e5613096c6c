import type { OperationInput, OperationReply } from '../../contract/operations.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import { type BodyReply, type ProblemReply, problem } from '../../platform/http/reply.ts';
import { commit } from '../../platform/store/commit.ts';
import { mayActPart } from '../identity/right-to-act.ts';
import type { MessageDependencies } from './dependencies.ts';
import { PREFERENCES_UNCHANGED, readPreferences, savePreferencesPart } from './preference-rows.ts';
import { canBeQuiet, mayBeOff, OPTIONAL, type Preferences, type QuietHours } from './preference-rules.ts';
import { MESSAGE_KINDS } from './rules.ts';

type Wanted = OperationInput<'saveMessagePreferences'>['body'];
type Shown = OperationReply<'readMessagePreferences'>['body'];

/** Who reads or writes, in which request. */
interface Own {
  readonly caller: Caller;
  readonly requestId: string;
}

/** What this person wishes of messages. The row of the access log is committed before it is shown. */
export async function readOwnPreferences(
  { store, accessLog }: MessageDependencies,
  { caller, requestId }: Own,
): Promise<Preferences> {
  await accessLog.record({ ...actOf(caller, requestId), action: 'message.read-preferences' }, []);
  return readPreferences(store, caller.patientId);
}

/** Whoever does not say which wishes they saw replaces those that were said meanwhile; so often, one after the other. */
const TRIES_MAX = 5;

/**
 * Replaces what this person wishes of messages, from the next message on that goes out. `precondition-failed` where somebody has changed it
 * since the version of `ifMatch`; `not-found` where the session has just ended.
 */
export async function savePreferences(
  dependencies: MessageDependencies,
  wanted: Wanted,
  { caller, requestId, ifMatch }: Own & { readonly ifMatch: string | undefined },
): Promise<Preferences | ProblemReply> {
  const wishes = wishesIn(wanted);
  if ('problem' in wishes) return wishes;
  const { store, clock, ids } = dependencies;
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const before = await readPreferences(store, caller.patientId);
    const binds = ifMatch !== undefined && ifMatch !== '*';
    if (binds && ifMatch !== etagOf(before)) break;
    const now = clock.now();
    const committed = await commit(dependencies, 'save-message-preferences', 'interactive', [
      mayActPart(caller, caller.patientId, now, 'non-delegable'),
      savePreferencesPart(before, wishes, now),
      auditPart(ids, now, { ...actOf(caller, requestId), action: 'message.save-preferences' }),
    ]);
    if (committed.ok) return readPreferences(store, caller.patientId);
    if (committed.guard !== PREFERENCES_UNCHANGED) return problem('not-found');
    if (binds) break;
  }
  return problem('precondition-failed');
}

function actOf(caller: Caller, requestId: string) {
  const subject = { kind: 'patient', id: caller.patientId };
  return { actor: actorOf(caller), subject, requestId, deviceId: caller.deviceId ?? undefined };
}

type Wishes = Pick<Preferences, 'phoneOff' | 'appOff' | 'quiet' | 'language'>;

/** What is wanted, where that can be wanted. */
function wishesIn({ kinds, quiet, language }: Wanted): Wishes | ProblemReply {
  const twice = kinds.findIndex(({ kind }, index) => kinds.findIndex((one) => one.kind === kind) !== index);
  if (twice >= 0) return refused(`body.kinds.${twice}.kind`, 'each kind once');
  const owed = kinds.findIndex(({ kind, phone, app }) => !mayBeOff(kind) && !(phone && app));
  if (owed >= 0) return refused(`body.kinds.${owed}`, 'on: nobody can switch this kind off');
  const hours = quiet ? { from: minuteOf(quiet.from), until: minuteOf(quiet.until) } : null;
  if (hours && !canBeQuiet(hours)) return refused('body.quiet', 'some time, and at most twelve hours');
  const off = (way: 'phone' | 'app') => OPTIONAL.filter((kind) => kinds.some((one) => one.kind === kind && !one[way]));
  return { phoneOff: off('phone'), appOff: off('app'), quiet: hours, language };
}

const refused = (at: string, expected: string) => problem('invalid-request', { extra: { errors: [{ at, expected }] } });

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const timeOf = (minute: number) => `${two(Math.trunc(minute / 60))}:${two(minute % 60)}`;
const two = (figure: number) => String(figure).padStart(2, '0');

function etagOf({ version }: Pick<Preferences, 'version'>): string {
  return `"${version}"`;
}

export function preferencesReply(wishes: Preferences): BodyReply & { readonly status: 200; readonly body: Shown } {
  const { phoneOff, appOff, quiet, language } = wishes;
  const kinds = MESSAGE_KINDS.map((kind) => ({
    kind,
    mayBeOff: mayBeOff(kind),
    phone: !(mayBeOff(kind) && phoneOff.includes(kind)),
    app: !(mayBeOff(kind) && appOff.includes(kind)),
  }));
  const body: Shown = { kinds, ...(quiet ? { quiet: shownHours(quiet) } : {}), language };
  return { status: 200, body, headers: { etag: etagOf(wishes) } };
}

function shownHours({ from, until }: QuietHours) {
  return { from: timeOf(from), until: timeOf(until) };
}
