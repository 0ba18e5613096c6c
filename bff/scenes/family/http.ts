import { paths } from '../../contract/paths.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { callerOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { keyedRequest } from '../../platform/http/idempotency.ts';
import { isProblem } from '../../platform/http/reply.ts';
import { readDevice } from '../identity/devices.ts';
import type { FamilyDependencies } from './dependencies.ts';
import { createGrant } from './give-grant.ts';
import { createInvitation } from './invite.ts';
import { listGrants } from './list-grants.ts';
import { createOffer } from './offer-grant.ts';
import { revokeGrant } from './revoke-grant.ts';
import { takeInvitation } from './take-invitation.ts';
import { takeOffer } from './take-offer.ts';

export type FamilyOperations =
  | 'createInvitation'
  | 'takeInvitation'
  | 'createOffer'
  | 'takeOffer'
  | 'createGrant'
  | 'listGrants'
  | 'revokeGrant';

export function familyHandlers(dependencies: FamilyDependencies): Pick<Handlers, FamilyOperations> {
  return {
    async createInvitation(_input, context) {
      const caller = callerOf(context);
      const request = keyedRequest(context, caller.patientId, paths.createInvitation.path, digest(''));
      return isProblem(request) ? request : createInvitation(dependencies, { caller, request, requestId: context.requestId });
    },
    async takeInvitation({ body }, context) {
      const taken = await takeInvitation(dependencies, { code: body.code, caller: callerOf(context), place: context.place });
      return isProblem(taken) ? taken : { status: 200, body: taken };
    },
    async createGrant({ body }, context) {
      const caller = callerOf(context);
      const { path } = paths.createGrant;
      const request = keyedRequest(context, caller.patientId, path, digest(JSON.stringify(body)));
      if (isProblem(request)) return request;
      return createGrant(dependencies, { body, caller, place: context.place, request, requestId: context.requestId });
    },
    async createOffer({ body }, context) {
      const caller = callerOf(context);
      const { path } = paths.createOffer;
      const request = keyedRequest(context, caller.patientId, path, digest(JSON.stringify(body)));
      if (isProblem(request)) return request;
      const device = caller.deviceId === null ? undefined : await readDevice(dependencies, caller.deviceId);
      const deviceName = device?.name ?? null;
      return createOffer(dependencies, { body, caller, deviceName, request, requestId: context.requestId });
    },
    async takeOffer({ body }, context) {
      const caller = callerOf(context);
      const { path } = paths.takeOffer;
      const request = keyedRequest(context, caller.patientId, path, digest(JSON.stringify(body)));
      if (isProblem(request)) return request;
      const { place, requestId } = context;
      return takeOffer(dependencies, { code: body.code, caller, place, request, requestId });
    },
    listGrants: ({ query }, context) => listGrants(dependencies, query, callerOf(context)),
    revokeGrant: ({ params }, context) =>
      revokeGrant(dependencies, { id: params.id, caller: callerOf(context), requestId: context.requestId }),
  };
}
