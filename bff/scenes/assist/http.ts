import { deviceOf, type RequestContext, staffOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { OpenStreams } from '../../platform/http/open-streams.ts';
import { isProblem, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { actOnGlass, publish } from './act.ts';
import { answerCall, callInHall, endCall } from './answer-help-call.ts';
import { outcomeOf } from './assist-facts.ts';
import { selectAssist } from './assist-rows.ts';
import { callForHelp } from './call-for-help.ts';
import type { AssistDependencies } from './dependencies.ts';
import { endAssistNow } from './end-assist.ts';
import { assistNow, type Follower, followAssist } from './follow.ts';
import { selectHelpCall } from './help-call-rows.ts';
import { acceptJoin, joinAssist } from './join-assist.ts';
import { presentAssistAtKiosk, presentAtHelper, presentAtKiosk, presentAtStaff } from './present.ts';

export type AssistOperations =
  | 'createHelpCall'
  | 'followHelpCalls'
  | 'answerHelpCall'
  | 'endHelpCall'
  | 'joinAssistSession'
  | 'acceptAssistSession'
  | 'publishJourney'
  | 'actInAssistSession'
  | 'endAssistSession';
type AssistHandlers = Pick<Handlers, AssistOperations>;

export function assistHandlers(dependencies: AssistDependencies): AssistHandlers {
  return { ...callHandlers(dependencies), ...sessionHandlers(dependencies) };
}

function callHandlers(
  dependencies: AssistDependencies,
): Pick<AssistHandlers, 'createHelpCall' | 'followHelpCalls' | 'answerHelpCall' | 'endHelpCall'> {
  const { store, clock } = dependencies;
  const streams = new OpenStreams(limits.streamsOfFollower.figure);
  return {
    async createHelpCall({ body }, context) {
      const { id: deviceId, kind } = deviceOf(context);
      // A phone or a desk that lies about calls nobody from where it is not.
      if (kind !== 'kiosk') return problem('device-refused');
      const called = await callForHelp(dependencies, { ...body, deviceId, requestId: context.requestId });
      if (isProblem(called)) return called;
      return { status: called.made ? 201 : 200, body: await presentAtKiosk(dependencies, called.row, clock.now()) };
    },
    async followHelpCalls(_, context) {
      const follower = followerIn(context);
      const key = 'staff' in follower ? follower.staff.staffId : follower.deviceId;
      if (streams.isFull(key)) return problem('rate-limited', { headers: { 'retry-after': '10' } });
      const first = await assistNow(dependencies, follower);
      if (!first) return problem('device-refused');
      const events = followAssist(dependencies, follower, { first, signal: context.signal });
      return { status: 200, events: streams.counted(key, events) };
    },
    async answerHelpCall({ params }, context) {
      const staff = staffOf(context);
      const row = await callInHall(dependencies, params.id, staff);
      const answered = isProblem(row) ? row : await answerCall(dependencies, row, staff, context.requestId);
      return isProblem(answered) ? answered : { status: 200, body: presentAtStaff(dependencies, answered, staff) };
    },
    async endHelpCall({ params }, context) {
      const [row] = await store.read(selectHelpCall({ id: params.id }));
      const { staff, device, requestId } = context;
      // Whoever was to be looked at may be gone from the glass, and not from the hall: an urgent call is ended by those who came.
      const mine = staff ? row?.answeredBy === staff.staffId : row?.deviceId === device?.id && row?.urgent === 0;
      if (!row || !mine) return problem('not-found');
      await endCall(dependencies, row, staff ? { staff } : { deviceId: row.deviceId }, requestId);
      return { status: 204, body: undefined };
    },
  };
}

function sessionHandlers(
  dependencies: AssistDependencies,
): Pick<
  AssistHandlers,
  'joinAssistSession' | 'acceptAssistSession' | 'publishJourney' | 'actInAssistSession' | 'endAssistSession'
> {
  const { store, clock } = dependencies;
  return {
    async joinAssistSession({ body }, context) {
      const staff = staffOf(context);
      const call = await callInHall(dependencies, body.helpCallId, staff);
      if (isProblem(call)) return call;
      const joined = await joinAssist(dependencies, call, { staff, code: body.code, requestId: context.requestId });
      return isProblem(joined) ? joined : { status: 201, body: presentAtHelper(joined, clock.now()) };
    },
    async acceptAssistSession({ params }, context) {
      const { id: deviceId } = deviceOf(context);
      const { caller, requestId } = context;
      const row = await acceptJoin(dependencies, { id: params.id, deviceId, caller, requestId });
      return row ? { status: 200, body: await presentAssistAtKiosk(dependencies, row, clock.now()) } : problem('not-found');
    },
    async publishJourney({ params, body }, context) {
      const kept = await publish(dependencies, { id: params.id, deviceId: deviceOf(context).id, journey: body });
      return kept ? { status: 204, body: undefined } : problem('not-found');
    },
    async actInAssistSession({ params, body }, context) {
      const { requestId } = context;
      const refused = await actOnGlass(dependencies, { id: params.id, act: body, staff: staffOf(context), requestId });
      return refused ?? { status: 204, body: undefined };
    },
    async endAssistSession({ params, body }, context) {
      const { staff, device, requestId } = context;
      const now = clock.now();
      const [row] = await store.read(selectAssist({ id: params.id, now }));
      const mine = staff ? row?.staffId === staff.staffId : row?.deviceId === device?.id;
      if (!row || !mine) return problem('not-found');
      const actor = staff ? ({ kind: 'staff', id: staff.staffId } as const) : ({ kind: 'device', id: row.deviceId } as const);
      const asked = row.state === 'asked' && !staff ? 'refused' : body.outcome;
      const outcome = outcomeOf(row, now) ?? (staff ? 'helped' : asked);
      if (row.endedAt === null) await endAssistNow(dependencies, row, outcome, { actor, requestId });
      return { status: 204, body: undefined };
    },
  };
}

/** A member of staff who is signed in follows the hall; any other device what is its own. */
function followerIn(context: RequestContext): Follower {
  if (context.staff) return { staff: context.staff };
  const { id, hospitalId } = deviceOf(context);
  return { deviceId: id, hospitalId };
}
