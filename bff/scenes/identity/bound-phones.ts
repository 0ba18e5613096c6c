import type { OperationReply } from '../../contract/operations.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import { BOUND_PHONE_STANDS, endBoundPhoneParts, phoneHeldSince, secretHashOf, selectBoundPhones } from './bound-phone-rows.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { mayActPart } from './right-to-act.ts';
import { seesPhone } from './session-names.ts';

type Ended = OperationReply<'endBoundPhone'>['body'];
type BoundPhones = OperationReply<'listBoundPhones'>['body'];

interface Asking {
  readonly caller: Caller;
  /** The secret of the browser that asks, where it has one. */
  readonly browser: string | undefined;
  readonly requestId: string;
}

async function seenPhones({ store, clock }: IdentityDependencies, caller: Caller) {
  const now = clock.now();
  const { patientId } = caller;
  const limit = limits.boundPhonesOfPerson.figure;
  const rows = await store.read(selectBoundPhones({ patientId, now, heldSince: phoneHeldSince(now), limit }));
  return rows.filter((row) => seesPhone(caller, row));
}

/** The phones that are somebody's own, the last used first. The row of the access log is committed before they are shown. */
export async function listBoundPhones(
  dependencies: IdentityDependencies,
  { caller, browser, requestId }: Asking,
): Promise<BoundPhones> {
  await dependencies.accessLog.record({
    actor: actorOf(caller),
    action: 'phone.list',
    subject: { kind: 'patient', id: caller.patientId },
    requestId,
    deviceId: caller.deviceId ?? undefined,
  });
  const here = browser === undefined ? undefined : secretHashOf(browser);
  const rows = await seenPhones(dependencies, caller);
  return {
    items: rows.map(({ id, maskedPhone, boundAt, usedAt, expiresAt, deviceName, hospitalId, staffId, secretHash }) => ({
      id,
      phone: maskedPhone,
      boundAt: shanghaiTime(boundAt),
      usedAt: shanghaiTime(usedAt),
      expiresAt: shanghaiTime(expiresAt),
      ...(deviceName === null || hospitalId === null ? {} : { at: { device: deviceName, hospital: hospitalId } }),
      byStaff: staffId !== null,
      current: secretHash === here,
    })),
  };
}

/**
 * This phone is bound no longer, and its number opens nothing of the person any more: whoever has it now is not them. What it opened and gave
 * ends with it; ending it twice is no error. `unknown`: the caller sees none of this id.
 */
export async function endBoundPhone(
  dependencies: IdentityDependencies,
  { id, caller, requestId }: Omit<Asking, 'browser'> & { readonly id: string },
): Promise<Ended | 'unknown' | 'gone'> {
  const { clock, ids } = dependencies;
  const seen = await seenPhones(dependencies, caller);
  const row = seen.find((one) => one.id === id);
  if (!row) return 'unknown';
  const now = clock.now();
  const { patientId } = caller;
  const committed = await commit(dependencies, 'end-bound-phone', 'interactive', [
    mayActPart(caller, patientId, now, 'non-delegable'),
    ...endBoundPhoneParts({ id, patientId, now }),
    auditPart(ids, now, {
      actor: actorOf(caller),
      action: 'phone.end',
      subject: { kind: 'patient', id: patientId },
      requestId,
      deviceId: caller.deviceId ?? undefined,
    }),
  ]);
  if (!committed.ok && committed.guard !== BOUND_PHONE_STANDS) return 'gone';
  return { phone: row.maskedPhone, signedOut: caller.phoneId === row.phoneId };
}
