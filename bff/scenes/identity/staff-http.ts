import type { StaffRole } from '../../contract/access.ts';
import type { OperationInput } from '../../contract/operations.ts';
import { paths } from '../../contract/paths.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { deviceOf, type RequestContext, staffOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { keyedRequest } from '../../platform/http/idempotency.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { badCursor, decodeCursor, encodeCursor, nextPage } from '../../platform/http/paging.ts';
import { isProblem, problem } from '../../platform/http/reply.ts';
import { clearCookie, STAFF_COOKIE, setCookie } from '../../platform/http/session-token.ts';
import type { CampusNames, IdentityDependencies } from './dependencies.ts';
import { linkPatients, unlinkPatients } from './link-patients.ts';
import { addPasskey, offerPasskey, offerSignIn, siteOf } from './passkeys.ts';
import type { ShiftRow } from './shift-rows.ts';
import { closeShift, listShifts, openShift } from './shifts.ts';
import { closeStaffSession, type OpenedStaffSession, openStaffSession, openStaffSessionWithPasskey } from './staff.ts';
import { touchStaffSession } from './staff-presence.ts';

type SessionOperations = 'openStaffSession' | 'closeStaffSession' | 'touchStaffSession';
type PasskeyOperations = 'offerStaffSignIn' | 'offerPasskey' | 'addPasskey';
type ShiftOperations = 'openShift' | 'listShifts' | 'endShift';
type LinkOperations = 'linkPatients' | 'unlinkPatients';
export type StaffOperations = SessionOperations | PasskeyOperations | ShiftOperations | LinkOperations;

/** What members of staff do: they sign in, come on duty, and link registrations. */
export function staffHandlers(dependencies: IdentityDependencies, campusNames: CampusNames): Pick<Handlers, StaffOperations> {
  return {
    ...sessionHandlers(dependencies),
    ...passkeyHandlers(dependencies),
    ...shiftHandlers(dependencies, campusNames),
    ...linkHandlers(dependencies),
  };
}

function sessionHandlers(dependencies: IdentityDependencies): Pick<Handlers, SessionOperations> {
  /** Devices at which a PIN is being compared: one at a time, so that nobody at one device makes everybody else wait for theirs. */
  const comparing = new Set<string>();
  return {
    async openStaffSession({ body }, context) {
      const { id } = deviceOf(context);
      if (comparing.has(id)) return problem('rate-limited', { headers: { 'retry-after': '1' } });
      comparing.add(id);
      const opened = await opening(dependencies, body, context).finally(() => comparing.delete(id));
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
    async touchStaffSession(_input, context) {
      const there = await touchStaffSession(dependencies, staffOf(context));
      return there ? { status: 204, body: undefined } : problem('staff-locked');
    },
  };
}

function opening(
  dependencies: IdentityDependencies,
  body: OperationInput<'openStaffSession'>['body'],
  context: RequestContext,
): Promise<OpenedStaffSession | undefined> {
  const { requestId } = context;
  const { number } = body;
  const device = deviceOf(context);
  if ('pin' in body) return openStaffSession(dependencies, { number, pin: body.pin, device, requestId });
  const { passkeys, settings } = dependencies;
  if (!passkeys) return Promise.resolve(undefined);
  const site = siteOf(hostOf(context), settings);
  return openStaffSessionWithPasskey(dependencies, passkeys, { number, response: body.passkey, device, site, requestId });
}

function passkeyHandlers(dependencies: IdentityDependencies): Pick<Handlers, PasskeyOperations> {
  const { passkeys, settings } = dependencies;
  return {
    async offerStaffSignIn({ body }, context) {
      if (!passkeys) return problem('not-found');
      const site = siteOf(hostOf(context), settings);
      return { status: 200, body: await offerSignIn(dependencies, { ...body, device: deviceOf(context), site }) };
    },
    async offerPasskey(_input, context) {
      if (!passkeys) return problem('not-found');
      const offered = await offerPasskey(dependencies, staffOf(context), siteOf(hostOf(context), settings));
      return { status: 200, body: offered };
    },
    async addPasskey({ body }, context) {
      if (!passkeys) return problem('not-found');
      const site = siteOf(hostOf(context), settings);
      const { requestId } = context;
      const added = await addPasskey(dependencies, passkeys, { response: body, caller: staffOf(context), site, requestId });
      if (!added) return problem('evidence-refused');
      return { status: 201, body: { id: added.id, createdAt: shanghaiTime(added.createdAt) } };
    },
  };
}

/** As the request names it; the gateway has checked that it is one of ours. */
function hostOf({ header }: RequestContext): string {
  return header('host') ?? 'localhost';
}

function shiftHandlers(dependencies: IdentityDependencies, campusNames: CampusNames): Pick<Handlers, ShiftOperations> {
  const present = ({ id, staffId, name, role, hospitalId, campusRef, since, until, endedAt }: ShiftRow) => ({
    id,
    staffId,
    name,
    role: role as StaffRole,
    hospital: hospitalId,
    campus: campusNames(hospitalId, campusRef).name,
    since: shanghaiTime(since),
    until: shanghaiTime(endedAt ?? until),
    ended: endedAt !== null || until <= dependencies.clock.now(),
  });
  return {
    async openShift(_input, context) {
      const opened = await openShift(dependencies, staffOf(context), context.requestId);
      return opened ? { status: 201, body: present(opened) } : problem('staff-locked');
    },
    async listShifts({ query }, context) {
      const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
      if (query.cursor !== undefined && !before) return badCursor();
      const rows = await listShifts(dependencies, staffOf(context), { before, limit: query.limit + 1 });
      const shown = rows.slice(0, query.limit);
      const last = rows.length > shown.length ? shown.at(-1) : undefined;
      const next = last ? { next: nextPage(paths.listShifts.path, query, encodeCursor([last.since, last.id])) } : {};
      return { status: 200, body: { items: shown.map(present), ...next } };
    },
    async endShift({ params }, context) {
      const { requestId } = context;
      const ended = await closeShift(dependencies, { id: params.id, caller: staffOf(context), requestId });
      return ended ? { status: 200, body: present(ended) } : problem('not-found');
    },
  };
}

function linkHandlers(dependencies: IdentityDependencies): Pick<Handlers, LinkOperations> {
  return {
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
