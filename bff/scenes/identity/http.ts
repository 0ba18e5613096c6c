import type { DeviceKind } from '../../contract/access.ts';
import { paths } from '../../contract/paths.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { callerOf, deviceOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { keyedRequest } from '../../platform/http/idempotency.ts';
import { isProblem, problem } from '../../platform/http/reply.ts';
import { clearCookie, PHONE_COOKIE, SESSION_COOKIE } from '../../platform/http/session-token.ts';
import { answerOpened } from './answer-opened.ts';
import { isKnownSecret } from './bound-phone-rows.ts';
import type { CampusNames, IdentityDependencies } from './dependencies.ts';
import type { DeviceRow } from './device-rows.ts';
import { enrolDevice, readDevice } from './devices.ts';
import { readPhone } from './documents/read-phone.ts';
import { endNamedSession, endOtherSessions } from './end-sessions.ts';
import { documentRefused } from './evidence.ts';
import { listSessions } from './list-sessions.ts';
import { sendOneTimeCode } from './one-time-codes.ts';
import { openSession } from './open-session.ts';
import { browserOf, type PhoneOperations, phoneHandlers } from './phone-http.ts';
import { readMe } from './read-me.ts';
import { registerDependant } from './register-dependant.ts';
import { closeSession } from './sessions.ts';
import { type StaffOperations, staffHandlers } from './staff-http.ts';

export type IdentityOperations =
  | 'sendOneTimeCode'
  | 'openSession'
  | 'closeSession'
  | ElsewhereOperations
  | PhoneOperations
  | 'readMe'
  | 'registerDependant'
  | 'enrolDevice'
  | 'readDevice'
  | StaffOperations;
type ElsewhereOperations = 'listSessions' | 'endSession' | 'endOtherSessions';
type IdentityHandlers = Pick<Handlers, IdentityOperations>;

export function identityHandlers(dependencies: IdentityDependencies, campusNames: CampusNames): IdentityHandlers {
  return {
    ...sessionHandlers(dependencies),
    ...elsewhereHandlers(dependencies),
    ...phoneHandlers(dependencies),
    ...personHandlers(dependencies),
    ...deviceHandlers(dependencies, campusNames),
    ...staffHandlers(dependencies, campusNames),
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
      const browser = browserOf(context);
      const asked = { phone: phone.phone, place, proved: device !== undefined, browser, tokenHash: caller?.tokenHash, requestId };
      const sent = await sendOneTimeCode(dependencies, asked);
      return sent === 'sent' ? { status: 204, body: undefined } : sent;
    },
    async openSession({ body }, context) {
      const { device, staff, place, requestId } = context;
      const opened = await openSession(dependencies, { body, device, staff, place, browser: browserOf(context), requestId });
      if (isProblem(opened)) return opened;
      return answerOpened(dependencies, opened, body.carrier, context);
    },
    async closeSession({ query }, context) {
      const forgotten = query?.forget === undefined ? undefined : browserOf(context);
      await closeSession(dependencies, callerOf(context), context.requestId, forgotten);
      // On a phone that several people share, the others are known by the same cookie.
      const isOthers = forgotten !== undefined && (await isKnownSecret(dependencies.store, forgotten, dependencies.clock.now()));
      const headers = forgotten === undefined || isOthers ? NO_COOKIE : NO_COOKIES;
      return { status: 204, body: undefined, headers };
    },
  };
}

/** The cookie and nothing else: at a desk the browser's store holds the device's key, and another cookie is the clerk's own. */
const NO_COOKIE = { 'set-cookie': clearCookie(SESSION_COOKIE) };
/** For whoever asks to be forgotten: also that by which the browser is known. */
const NO_COOKIES = { 'set-cookie': `${clearCookie(SESSION_COOKIE)}\n${clearCookie(PHONE_COOKIE)}` };

/** What a request hears whose session was ended while it was under way: the same as the next one will. */
const signedOut = () => problem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } });

function elsewhereHandlers(dependencies: IdentityDependencies): Pick<IdentityHandlers, ElsewhereOperations> {
  return {
    async listSessions(_input, context) {
      return { status: 200, body: await listSessions(dependencies, callerOf(context), context.requestId) };
    },
    async endSession({ params }, context) {
      const asked = { name: params.id, caller: callerOf(context), requestId: context.requestId };
      const ended = await endNamedSession(dependencies, asked);
      if (ended === 'unknown') return problem('not-found');
      if (ended === 'gone') return signedOut();
      return { status: 204, body: undefined, ...(ended === 'ended-this' ? { headers: NO_COOKIE } : {}) };
    },
    async endOtherSessions(_input, context) {
      const ended = await endOtherSessions(dependencies, callerOf(context), context.requestId);
      if (ended === 'gone') return signedOut();
      return ended === 'again' ? problem('overloaded', { headers: { 'retry-after': '1' } }) : { status: 200, body: ended };
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
    kind: row.kind as DeviceKind,
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
