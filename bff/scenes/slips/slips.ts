import type * as z from 'zod';
import type { slipVerdict } from '../../contract/slips/schemas.ts';
import type { slip } from '../../contract/terms.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf } from '../../platform/http/context.ts';
import type { HandlerReply } from '../../platform/http/gateway.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { problem } from '../../platform/http/reply.ts';
import { newSlipCode } from '../../platform/slip-code.ts';
import { commit } from '../../platform/store/commit.ts';
import { presentAppointments } from '../appointments/present.ts';
import {
  type AppointmentRow,
  findAppointment,
  type Reading,
  readAppointment,
  standingOf,
} from '../appointments/read-appointments.ts';
import { mayActPart } from '../identity/right-to-act.ts';
import type { SlipDependencies } from './dependencies.ts';
import { insertSlip, selectSlip, selectSlipOf } from './slip-rows.ts';

type Slip = z.output<typeof slip>;
type Verdict = z.output<typeof slipVerdict>;

/** Before this prefix nothing is ours; the number is the version of the form. */
const QR_PREFIX = 'ONEDOOR1';

/** The slip of this appointment, for whoever may see it. */
export async function answerSlip(
  dependencies: SlipDependencies,
  id: string,
  reading: Reading,
): Promise<HandlerReply<'issueSlip'>> {
  const row = await readAppointment(dependencies, id, reading);
  const slip = row && (await issueSlip(dependencies, row, reading));
  if (!row || slip === 'not-theirs') return problem('not-found');
  return slip ? { status: 200, body: slip } : problem('slip-not-ready');
}

/**
 * The slip of an appointment that is booked or being confirmed, under the same code each time: whoever books while the hospital is slow has
 * something in the hand, and it says how far that is. `undefined` for any other, and `not-theirs` when the right to it ended in between.
 */
async function issueSlip(
  dependencies: SlipDependencies,
  row: AppointmentRow,
  reading: Reading,
): Promise<Slip | 'not-theirs' | undefined> {
  const { store, directory } = dependencies;
  const state = stateOf(row);
  if (!state) return undefined;
  const [known] = await store.read(selectSlipOf({ appointmentId: row.id }));
  const issued = known ?? (await write(dependencies, row, reading));
  if (!issued) return 'not-theirs';
  const { code, issuedAt } = issued;
  const [shownNow] = await presentAppointments(dependencies, [row]);
  if (!shownNow) return undefined;
  const { knowBy, patientName, start, end, price, coverage, department, practitioner, place, clinic, dutyDesk } = shownNow;
  const { preparation } = directory.department(row.departmentId);
  const { bring, queueRule, arriveMinutesEarly } = directory.hospital(row.hospitalId).visit;
  return {
    code,
    qr: qrOf(dependencies, code, row),
    state,
    knowBy,
    issuedAt: shanghaiTime(issuedAt),
    patientName,
    start,
    end,
    price,
    coverage,
    department,
    practitioner,
    place,
    ...(clinic ? { clinic } : {}),
    dutyDesk,
    arriveMinutesEarly,
    bring: [...bring],
    fasting: preparation.fasting,
    ...(preparation.note ? { preparation: preparation.note } : {}),
    queueRule,
  };
}

async function write(
  dependencies: SlipDependencies,
  row: AppointmentRow,
  { caller, staff, requestId }: Reading,
): Promise<{ code: string; issuedAt: number } | undefined> {
  const { store, ids, clock, random } = dependencies;
  const now = clock.now();
  const committed = await commit(dependencies, 'issue-slip', 'interactive', [
    mayActPart(caller, row.patientId, now, 'appointments'),
    insertSlip({ code: newSlipCode(random), appointmentId: row.id, now }),
    auditPart(ids, now, {
      actor: actorOf(caller, staff),
      action: 'slip.issue',
      subject: { kind: 'appointment', id: row.id },
      requestId,
      deviceId: caller.deviceId ?? undefined,
    }),
  ]);
  if (!committed.ok) return undefined;
  // Somebody may have been first, and that slip is the one that counts.
  const [kept] = await store.read(selectSlipOf({ appointmentId: row.id }));
  if (!kept) throw new TypeError('a slip was written and is not there');
  return kept;
}

/** What the QR code holds: the text, behind the address of the page that checks it where there is one, so that any phone opens it. */
function qrOf(dependencies: SlipDependencies, code: string, row: AppointmentRow): string {
  return dependencies.slipAddress + qrText(dependencies, code, row);
}

/**
 * The signed text: version, code, beginning in minutes since the epoch, hospital, and the signature over all of it. A phone
 * without a network can check it with the public key; what it says of the appointment is nothing that the paper does not say.
 */
function qrText({ slipSigner }: SlipDependencies, code: string, row: AppointmentRow): string {
  const signed = `${QR_PREFIX}.${code}.${Math.floor(row.startsAt / 60_000).toString(36)}.${row.hospitalId}`;
  return `${signed}.${slipSigner.sign(signed)}`;
}

/** Whether this slip is genuine and still stands, and for whom, masked; nothing more. `undefined`: there is no such slip. */
export async function readSlip(dependencies: SlipDependencies, code: string): Promise<Verdict | undefined> {
  const found = await find(dependencies, code);
  return found && judge(dependencies, found);
}

/** Whether a text is that of a genuine slip, with or without the address in front. Without our signature it is forged. */
export async function verifySlip(dependencies: SlipDependencies, given: string): Promise<Verdict> {
  const { slipAddress } = dependencies;
  // A scanner that types ends its line.
  const read = given.trim();
  const text = read.startsWith(slipAddress) ? read.slice(slipAddress.length) : read;
  const parts = text.split('.');
  const [prefix, code = '', , , signature = ''] = parts;
  const signed = parts.slice(0, 4).join('.');
  const genuine = parts.length === 5 && prefix === QR_PREFIX && dependencies.slipSigner.verify(signed, signature);
  if (!genuine) return { verdict: 'forged' };
  const row = await find(dependencies, code);
  if (!row) return { verdict: 'forged' };
  // Signed by us, but no longer what the appointment says: it was moved since.
  return qrText(dependencies, code, row) === text ? judge(dependencies, row) : { verdict: 'altered' };
}

async function find({ store }: SlipDependencies, code: string): Promise<AppointmentRow | undefined> {
  const [known] = await store.read(selectSlip({ code }));
  return known ? findAppointment(store, known.appointmentId) : undefined;
}

function judge({ clock }: SlipDependencies, row: AppointmentRow): Verdict {
  const { patientName, endsAt } = row;
  const state = stateOf(row);
  if (!state) return { verdict: 'cancelled', patientName };
  if (endsAt <= clock.now()) return { verdict: 'expired', patientName };
  return { verdict: state === 'confirmed' ? 'valid' : 'provisional', patientName };
}

/** How far the hospital has confirmed what the slip is of; `undefined`: there is nothing to have a slip of, or nobody wants it any more. */
function stateOf(row: AppointmentRow): Slip['state'] | undefined {
  const { status, cancellation } = standingOf(row);
  if (status === 'cancelled' || cancellation !== 'none') return undefined;
  return status === 'booked' ? 'confirmed' : 'provisional';
}
