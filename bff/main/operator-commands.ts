import type { Context } from 'hono';
import * as z from 'zod';
import { anyStaff, deviceKinds } from '../contract/access.ts';
import { givenText } from '../contract/terms.ts';
import { sameSecret } from '../platform/crypto/same-secret.ts';
import { readBody } from '../platform/http/body.ts';
import { send } from '../platform/http/gateway.ts';
import { shanghaiTime } from '../platform/http/instants.ts';
import { isLocalRequest, isPlainlyWritten } from '../platform/http/local-request.ts';
import { problem, toWire } from '../platform/http/reply.ts';
import { commit } from '../platform/store/commit.ts';
import { wakeTaskPart } from '../platform/tasks/task-rows.ts';
import { reopenHospital } from '../scenes/appointments/reopen-hospital.ts';
import { allowEnrolment, listDevices, revokeDevice } from '../scenes/identity/devices.ts';
import { type FinanceRefusal, financeMember } from '../scenes/identity/finance-office.ts';
import { REWRAP_KEYS } from '../scenes/identity/rewrap-keys.ts';
import { addStaff, changeStaffPin, removeStaff } from '../scenes/identity/staff.ts';
import { closeMoney } from '../scenes/payments/close-money.ts';
import { compareDay } from '../scenes/payments/compare-day.ts';
import { drawersOf } from '../scenes/payments/drawers.ts';
import { ledgerOf } from '../scenes/payments/ledger.ts';
import { agreeMerchant, listMerchants, proposeMerchant } from '../scenes/payments/merchants.ts';
import { openMoney } from '../scenes/payments/open-money.ts';
import { approve, signedContents } from '../scenes/preconsult/clinical-content.ts';
import { clinicalContents } from '../scenes/preconsult/contents.ts';
import { unmappedCodesOf } from '../scenes/records/unmapped-codes.ts';
import { acceptShorterList } from '../scenes/slots/missing-slots.ts';
import type { Onedoor } from './compose.ts';

export interface OperatorCommandOptions {
  /** Stands in the key file, which only the operator can read. */
  readonly token: string;
  readonly addKey: () => { readonly current: string };
  readonly clientAddress: (environment: unknown) => string;
}

const place = z.strictObject({
  kind: z.enum(deviceKinds).default('kiosk'),
  hospital: z.string().regex(/^[a-z0-9-]{1,64}$/),
  campus: z.string().min(1).max(64),
  floor: givenText(0, 20),
  name: givenText(1, 60),
  window: givenText(1, 60),
  englishWindow: givenText(1, 60).optional(),
  mmPerPx: z.number().min(0.05).max(2).default(0.248),
});
const revocation = z.strictObject({ deviceId: z.string().max(64), reason: givenText(2, 100) });
const closed = z.strictObject({ hospital: z.string().regex(/^[a-z0-9-]{1,64}$/) });
const member = z.strictObject({
  hospital: z.string().regex(/^[a-z0-9-]{1,64}$/),
  number: z.string().regex(/^[A-Za-z0-9-]{1,32}$/),
});
const memberWithPin = member.extend({ pin: z.string().regex(/^[0-9]{6,12}$/) });
const newMember = memberWithPin.extend({ name: givenText(1, 60), role: z.enum(anyStaff) });

const merchantWish = memberWithPin.extend({ channel: z.string().max(64), merchant: z.string().regex(/^[!-~]{1,64}$/) });

const signature = z.strictObject({
  content: z.string().max(64),
  version: z.string().max(16),
  by: givenText(2, 60),
  on: z.iso.date(),
});
const ledgerDay = z.strictObject({ day: z.iso.date() });
const closedCase = z.strictObject({
  id: z.string().max(64),
  as: z.enum(['settled', 'undone']),
  reason: givenText(2, 100),
});

/** What went wrong, in words for the operator. */
interface Refusal {
  readonly status: 400 | 404 | 409;
  readonly say: string;
}

type Command = (body: unknown, requestId: string) => Promise<object | Refusal>;

/**
 * What `onedoor` on the command line asks of the gateway that runs: a SQLite file belongs to one process, so a command can not open it
 * beside the gateway. Only from this machine, only with the token of the key file; to everybody else it is not there.
 */
export function addOperatorCommands(onedoor: Onedoor, options: OperatorCommandOptions): void {
  for (const [name, command] of Object.entries(commandsOf(onedoor, options))) {
    onedoor.app.post(`/operator/${name}`, async (c) => {
      const requestId = onedoor.dependencies.ids.next('req');
      if (!isOperator(c, options)) return send(toWire(problem('not-found'), requestId), requestId);
      const answer = await command(await bodyOf(c), requestId);
      const refused = 'say' in answer;
      const status = refused ? (answer as Refusal).status : 200;
      return send({ status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) }, requestId);
    });
  }
}

/** `undefined` for what is too long or no JSON. */
async function bodyOf(c: Context): Promise<unknown> {
  const read = await readBody(c.req.raw);
  try {
    return 'text' in read ? JSON.parse(read.text) : undefined;
  } catch {
    return undefined;
  }
}

function commandsOf(onedoor: Onedoor, { addKey }: OperatorCommandOptions): Readonly<Record<string, Command>> {
  const { dependencies } = onedoor;
  return {
    'device-enrol': (body, requestId) => enrol(onedoor, body, requestId),
    'device-list': async () => ({
      devices: (await listDevices(dependencies)).map(({ id, kind, name, hospitalId, state }) => ({
        id,
        kind,
        name,
        hospital: hospitalId,
        state,
      })),
    }),
    'device-revoke': async (body, requestId) => {
      const given = revocation.safeParse(body);
      if (!given.success) return { status: 400, say: 'give --device and --reason' };
      const { deviceId: id, reason } = given.data;
      const revoked = await revokeDevice(dependencies, { id, reason, requestId });
      return revoked ? { revoked: id } : { status: 404, say: `there is no active device ${id}; see onedoor device list` };
    },
    'staff-add': async (body, requestId) => {
      const given = newMember.safeParse(body);
      if (!given.success)
        return {
          status: 400,
          say: `give --hospital, --number, --name and --role (${anyStaff.join(', ')}), and a PIN of 6 to 12 digits on standard input`,
        };
      if (!isHospital(onedoor, given.data.hospital)) return noHospital(given.data.hospital);
      const { hospital: hospitalId, ...rest } = given.data;
      const id = await addStaff(dependencies, { ...rest, hospitalId, requestId });
      return id ? { staffId: id } : { status: 409, say: 'this number is taken at this hospital, or was before' };
    },
    'staff-remove': async (body, requestId) => {
      const given = member.safeParse(body);
      if (!given.success) return { status: 400, say: 'give --hospital and --number' };
      const { hospital: hospitalId, number } = given.data;
      const removed = await removeStaff(dependencies, { hospitalId, number, requestId });
      return removed ? { removed } : noMember(hospitalId, number);
    },
    'staff-pin': async (body, requestId) => {
      const given = memberWithPin.safeParse(body);
      if (!given.success)
        return { status: 400, say: 'give --hospital and --number, and a PIN of 6 to 12 digits on standard input' };
      const { hospital: hospitalId, number, pin } = given.data;
      const changed = await changeStaffPin(dependencies, { hospitalId, number, pin, requestId });
      return changed ? { changed } : noMember(hospitalId, number);
    },
    'hospital-reopen': async (body, requestId) => {
      const given = closed.safeParse(body);
      if (!given.success) return { status: 400, say: 'give --hospital' };
      const hospitalId = given.data.hospital;
      if (!dependencies.hospitals.ids().includes(hospitalId)) return noHospital(hospitalId);
      if (dependencies.hospitals.facet(hospitalId, 'bookings'))
        return { status: 409, say: `${hospitalId} tells what it holds itself, and opens when that was read` };
      const reopened = await reopenHospital(dependencies, { hospitalId, requestId });
      return reopened ? { reopened: hospitalId } : { status: 409, say: `${hospitalId} is not closed` };
    },
    'hospital-accept-slots': async (body, requestId) => {
      const given = closed.safeParse(body);
      if (!given.success) return { status: 400, say: 'give --hospital' };
      const hospitalId = given.data.hospital;
      if (!dependencies.hospitals.ids().includes(hospitalId)) return noHospital(hospitalId);
      const withdrawn = await acceptShorterList(dependencies, { hospitalId, requestId });
      return withdrawn === undefined
        ? { status: 409, say: `of the slots of ${hospitalId} nothing is doubted` }
        : { accepted: hospitalId, withdrawn };
    },
    ledger: async (body) => {
      const given = ledgerDay.safeParse(body);
      if (!given.success) return { status: 400, say: 'give --day, as 2026-11-29' };
      return { day: given.data.day, fen: await ledgerOf(dependencies, given.data.day) };
    },
    payments: async () => ({
      open: (await openMoney(dependencies)).map(({ hospitalId, since, endBy, ...row }) => ({
        ...row,
        hospital: hospitalId,
        since: shanghaiTime(since),
        ...(endBy === null ? {} : { endBy: shanghaiTime(endBy) }),
        owner: ownerOf(onedoor, hospitalId),
      })),
    }),
    'payments-drawers': async (body) => {
      const given = ledgerDay.safeParse(body);
      if (!given.success) return { status: 400, say: 'give --day, as 2026-11-29' };
      return { day: given.data.day, ...(await drawersOf(dependencies, given.data.day)) };
    },
    'payments-compare': async (body) => {
      const given = ledgerDay.safeParse(body);
      if (!given.success) return { status: 400, say: 'give --day, as 2026-11-29' };
      const { differences, unread, more } = await compareDay(dependencies, given.data.day);
      return { day: given.data.day, differences: differences.map((one) => ({ ...one, at: shanghaiTime(one.at) })), unread, more };
    },
    'payments-close': async (body, requestId) => {
      const given = closedCase.safeParse(body);
      if (!given.success) return { status: 400, say: 'give --id, --as settled or --as undone, and --reason' };
      const { id, as } = given.data;
      const done = await closeMoney(dependencies, { ...given.data, requestId });
      return done ? { closed: id, as } : { status: 409, say: `${id} does not wait for people; see onedoor payments` };
    },
    'merchant-list': async () => ({
      merchants: (await listMerchants(dependencies)).map(({ hospitalId, since, ...row }) => ({
        hospital: hospitalId,
        ...row,
        since: shanghaiTime(since),
      })),
    }),
    'merchant-propose': (body, requestId) => wishForMerchant(onedoor, body, requestId, 'propose'),
    'merchant-agree': (body, requestId) => wishForMerchant(onedoor, body, requestId, 'agree'),
    'clinical-list': async () => ({ contents: await signedContents(dependencies, clinicalContents) }),
    'clinical-approve': (body, requestId) => signContent(onedoor, body, requestId),
    'records-unmapped': async (body) => {
      const given = closed.safeParse(body);
      if (!given.success) return { status: 400, say: 'give --hospital' };
      const hospital = given.data.hospital;
      if (!isHospital(onedoor, hospital)) return noHospital(hospital);
      const codes = await unmappedCodesOf(dependencies, hospital);
      return { hospital, codes: codes.map(({ firstAt, ...code }) => ({ ...code, since: shanghaiTime(firstAt) })) };
    },
    'keys-rotate': async () => {
      const { current } = addKey();
      const wake = wakeTaskPart(REWRAP_KEYS, 'gateway', dependencies.clock.now());
      await commit(dependencies, 'wake-rewrap', 'background', [wake]);
      dependencies.tasks.poke();
      return { current };
    },
  };
}

/** A clinician has read the tables or the form, and signed this version on paper; from now on it may be used outside demo mode. */
async function signContent({ dependencies }: Onedoor, body: unknown, requestId: string): Promise<object | Refusal> {
  const given = signature.safeParse(body);
  if (!given.success)
    return {
      status: 400,
      say: 'give --content and --version (see onedoor clinical list), --by (who signed it) and --on (the day, as 2026-11-30)',
    };
  const { content: id, version, by: approvedBy, on: approvedOn } = given.data;
  if (Date.parse(approvedOn) > dependencies.clock.now()) return { status: 400, say: `${approvedOn} is still to come` };
  const content = clinicalContents.find((one) => one.id === id && one.version === version);
  if (!content) return { status: 404, say: `there is no ${id} ${version} here; see onedoor clinical list` };
  return (await approve(dependencies, { content, approvedBy, approvedOn, requestId }))
    ? { approved: id, version, by: approvedBy, on: approvedOn }
    : { status: 409, say: `${id} ${version} has been signed before; see onedoor clinical list` };
}

const NO_FINANCE: Readonly<Record<FinanceRefusal, Refusal>> = {
  'no-member': { status: 404, say: 'nobody at the finance office of this hospital has this number and this PIN' },
  'too-many-tries': { status: 409, say: 'too many PINs were tried; wait a quarter of an hour' },
  'too-new': { status: 409, say: 'this member was added, or got another PIN, less than a day ago; come back when a day is over' },
};

/** One of the two steps by which another merchant number becomes a hospital's. */
async function wishForMerchant(
  { dependencies }: Onedoor,
  body: unknown,
  requestId: string,
  step: 'propose' | 'agree',
): Promise<object | Refusal> {
  const given = merchantWish.safeParse(body);
  if (!given.success)
    return {
      status: 400,
      say: 'give --hospital, --channel, --merchant (the number at the provider) and --number (of the member of the finance office), and their PIN on standard input',
    };
  const { hospital: hospitalId, channel, merchant, number, pin } = given.data;
  const by = await financeMember(dependencies, { hospitalId, number, pin });
  if (typeof by === 'string') return NO_FINANCE[by];
  const wish = { hospitalId, channel, number: merchant, by, requestId };
  if (step === 'propose')
    return (await proposeMerchant(dependencies, wish))
      ? { proposed: merchant, next: 'another member of the finance office agrees: onedoor merchant agree' }
      : { status: 409, say: `${hospitalId} is no merchant at ${channel}, or has this number; see onedoor merchant list` };
  return (await agreeMerchant(dependencies, wish))
    ? { agreed: merchant, next: 'the same number into the hospitals’ file, and start the gateway again' }
    : { status: 409, say: 'nobody else has proposed this number in the last three days; see onedoor merchant list' };
}

async function enrol(onedoor: Onedoor, body: unknown, requestId: string): Promise<object | Refusal> {
  const given = place.safeParse(body);
  if (!given.success)
    return {
      status: 400,
      say: `give --hospital, --campus, --floor, --name and --window; --kind is one of ${deviceKinds.join(', ')}`,
    };
  const { kind, hospital, campus, floor, name, window, englishWindow, mmPerPx } = given.data;
  if (!isHospital(onedoor, hospital)) return noHospital(hospital);
  const campuses = onedoor.dependencies.directory.campusesOf(hospital).map(({ ref }) => ref);
  if (!campuses.includes(campus)) return { status: 404, say: `${hospital} has the campuses ${campuses.join(', ')}` };
  const { code, expiresAt } = await allowEnrolment(
    onedoor.dependencies,
    {
      kind,
      hospitalId: hospital,
      campusRef: campus,
      floor,
      name,
      helpWindow: window,
      englishHelpWindow: englishWindow,
      micrometresPerPx: Math.round(mmPerPx * 1000),
    },
    requestId,
  );
  return { code, expiresAt: shanghaiTime(expiresAt) };
}

/** Who ends what people have to end: the hospital's duty desk. */
function ownerOf({ dependencies }: Onedoor, hospitalId: string): string {
  const { dutyDeskName, dutyDeskPhone } = dependencies.directory.hospital(hospitalId);
  return `${dutyDeskName} ${dutyDeskPhone}`;
}

function isHospital({ dependencies }: Onedoor, id: string): boolean {
  return dependencies.directory.hospitals().some((hospital) => hospital.id === id);
}

function noMember(hospitalId: string, number: string): Refusal {
  return { status: 404, say: `${hospitalId} has no member of staff with the number ${number}` };
}

function noHospital(id: string): Refusal {
  return { status: 404, say: `there is no hospital ${id}; see GET /v1/hospitals` };
}

function isOperator(c: Context, { token, clientAddress }: OperatorCommandOptions): boolean {
  const near = isLocalRequest(c.req.raw, c.env, clientAddress) && isPlainlyWritten(c.req.path, c.env);
  return near && sameSecret(c.req.header('authorization') ?? '', `Bearer ${token}`);
}
