import { paths } from '../../contract/paths.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { callerOf, deviceOf, staffOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { keyedRequest } from '../../platform/http/idempotency.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { isProblem, problem } from '../../platform/http/reply.ts';
import { clearCookie, SESSION_COOKIE, STAFF_COOKIE, setCookie } from '../../platform/http/session-token.ts';
import type { IdentityDependencies } from './dependencies.ts';
import type { DeviceRow } from './device-rows.ts';
import { enrolDevice, readDevice } from './devices.ts';
import { readPhone } from './documents/read-phone.ts';
import { documentRefused } from './evidence.ts';
import { linkPatients, unlinkPatients } from './link-patients.ts';
import { sendOneTimeCode } from './one-time-codes.ts';
import { openSession } from './open-session.ts';
import { readMe } from './read-me.ts';
import { registerDependant } from './register-dependant.ts';
import { closeSession } from './sessions.ts';
import { closeStaffSession, openStaffSession } from './staff.ts';

export type IdentityOperations =
  | 'sendOneTimeCode'
  | 'openSession'
  | 'closeSession'
  | 'readMe'
  | 'registerDependant'
  | 'enrolDevice'
  | 'readDevice'
  | 'openStaffSession'
  | 'closeStaffSession'
  | 'linkPatients'
  | 'unlinkPatients';
type IdentityHandlers = Pick<Handlers, IdentityOperations>;

/** Names the campus of a device's row; in English where the hospital gives that. */
export type CampusNames = (
  hospitalId: string,
  campusRef: string,
) => { readonly name: string; readonly englishName: string | undefined };

export function identityHandlers(dependencies: IdentityDependencies, campusNames: CampusNames): IdentityHandlers {
  return {
    ...sessionHandlers(dependencies),
    ...personHandlers(dependencies),
    ...deviceHandlers(dependencies, campusNames),
    ...staffHandlers(dependencies),
  };
}

function sessionHandlers(
  dependencies: IdentityDependencies,
): Pick<IdentityHandlers, 'sendOneTimeCode' | 'openSession' | 'closeSession'> {
  return {
    async sendOneTimeCode({ body }, context) {
      const phone = readPhone(body.phone);
      if (!phone.ok) return documentRefused([{ at: 'phone', expected: phone.reason }]);
      const { place, requestId, caller, device } = context;
      const asked = { phone: phone.phone, place, proved: device !== undefined, tokenHash: caller?.tokenHash, requestId };
      const sent = await sendOneTimeCode(dependencies, asked);
      return sent === 'sent' ? { status: 204, body: undefined } : sent;
    },
    async openSession({ body }, context) {
      const opened = await openSession(
        dependencies,
        { body, device: context.device, staff: context.staff, place: context.place },
        context.requestId,
      );
      if (isProblem(opened)) return opened;
      // Nobody is two people at once: the session that the request came with ends (ASVS 5.0 7.2.4).
      if (context.caller) await closeSession(dependencies, context.caller, context.requestId);
      const { token, expiresAt, tookOver, ...shown } = opened;
      const claims = tookOver.map(({ claimedAt, phone }) => ({
        claimedAt: shanghaiTime(claimedAt),
        ...(phone === null ? {} : { phone }),
      }));
      const session = { ...shown, tookOver: claims, expiresAt: shanghaiTime(expiresAt) };
      // A page never sees its token; a program has no cookie jar.
      if (body.carrier === 'bearer') return { status: 201, body: { ...session, token } };
      return { status: 201, body: session, headers: { 'set-cookie': setCookie(SESSION_COOKIE, token) } };
    },
    async closeSession(_input, context) {
      await closeSession(dependencies, callerOf(context), context.requestId);
      const headers = { 'set-cookie': clearCookie(SESSION_COOKIE), 'clear-site-data': '"cache", "cookies", "storage"' };
      return { status: 204, body: undefined, headers };
    },
  };
}

function personHandlers(dependencies: IdentityDependencies): Pick<IdentityHandlers, 'readMe' | 'registerDependant'> {
  return {
    async readMe(_input, context) {
      return { status: 200, body: await readMe(dependencies, callerOf(context), context.requestId) };
    },
    async registerDependant({ body }, context) {
      const caller = callerOf(context);
      const { path } = paths.registerDependant;
      const request = keyedRequest(context, caller.patientId, path, digest(JSON.stringify(body)));
      if (isProblem(request)) return request;
      const { device, staff, requestId } = context;
      return registerDependant(dependencies, { body, caller, device, staff, request, requestId });
    },
  };
}

function deviceHandlers(
  dependencies: IdentityDependencies,
  campusNames: CampusNames,
): Pick<IdentityHandlers, 'enrolDevice' | 'readDevice'> {
  const present = (row: DeviceRow) => ({
    deviceId: row.id,
    name: row.name,
    hospital: row.hospitalId,
    ...namesOf(campusNames(row.hospitalId, row.campusRef)),
    floor: row.floor,
    window: row.helpWindow,
    ...(row.englishHelpWindow === null ? {} : { englishWindow: row.englishHelpWindow }),
    mmPerPx: row.micrometresPerPx / 1000,
  });
  return {
    async enrolDevice({ body }, context) {
      const row = await enrolDevice(dependencies, { ...body, requestId: context.requestId });
      return row ? { status: 201, body: present(row) } : problem('enrolment-refused');
    },
    async readDevice(_input, context) {
      const row = await readDevice(dependencies, deviceOf(context).id);
      return row ? { status: 200, body: present(row) } : problem('device-refused');
    },
  };
}

function namesOf({ name, englishName }: ReturnType<CampusNames>) {
  return { campus: name, ...(englishName === undefined ? {} : { englishCampus: englishName }) };
}

function staffHandlers(
  dependencies: IdentityDependencies,
): Pick<IdentityHandlers, 'openStaffSession' | 'closeStaffSession' | 'linkPatients' | 'unlinkPatients'> {
  return {
    async openStaffSession({ body }, context) {
      const { number, pin } = body;
      const opened = await openStaffSession(dependencies, {
        number,
        pin,
        device: deviceOf(context),
        requestId: context.requestId,
      });
      if (!opened) return problem('evidence-refused');
      const { token, expiresAt, ...shown } = opened;
      const session = { ...shown, expiresAt: shanghaiTime(expiresAt) };
      if (body.carrier === 'bearer') return { status: 201, body: { ...session, token } };
      return { status: 201, body: session, headers: { 'set-cookie': setCookie(STAFF_COOKIE, token) } };
    },
    async closeStaffSession(_input, context) {
      await closeStaffSession(dependencies, staffOf(context), context.requestId);
      return { status: 204, body: undefined, headers: { 'set-cookie': clearCookie(STAFF_COOKIE) } };
    },
    async linkPatients({ body }, context) {
      const staff = staffOf(context);
      const request = keyedRequest(context, staff.staffId, paths.linkPatients.path, digest(JSON.stringify(body)));
      if (isProblem(request)) return request;
      return linkPatients(dependencies, { ...body, staff, request, requestId: context.requestId });
    },
    async unlinkPatients({ params, body }, context) {
      const staff = staffOf(context);
      return unlinkPatients(dependencies, { ...params, ...body, staff, requestId: context.requestId });
    },
  };
}
