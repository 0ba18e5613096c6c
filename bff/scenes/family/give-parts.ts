import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import type { Decided } from '../../platform/http/keyed-operation.ts';
import { problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import { PATIENT_PRESENT } from '../identity/patient-present.ts';
import { mayBeginPart, PERSON_AGREES, personAgreesPart, RIGHT_TO_ACT } from '../identity/right-to-act.ts';
import { grantMessageParts } from '../messages/write-message.ts';
import { grantRefused } from './agree.ts';
import { CODE_WAITS, CODES_ROOM } from './code-rows.ts';
import { MADE_TODAY, madeEnough } from './codes.ts';
import type { FamilyDependencies } from './dependencies.ts';
import { GRANT_FREE, HELPED_ROOM, HELPERS_ROOM, OFFER_WAITS, personWithHelpedRoom, replaceGrant } from './grant-rows.ts';

/** The two of a grant, one of whom is the caller. */
export interface Pair {
  readonly helpedId: string;
  readonly helperId: string;
}

/**
 * Parts that hold the rows of both, in the order of their ids so that two units never wait for each other: the caller may begin something of
 * their own, and the other one agrees to the notice. A grant that they had before ends; the helper has room for it.
 */
export function pairParts({ city }: FamilyDependencies, caller: Caller, pair: Pair, now: number): readonly Part[] {
  const { helpedId, helperId } = pair;
  const other = caller.patientId === helpedId ? helperId : helpedId;
  const own = mayBeginPart(caller, caller.patientId, now, 'non-delegable');
  const theirs = personAgreesPart(other);
  return [
    ...(caller.patientId < other ? [own, theirs] : [theirs, own]),
    replaceGrant({ helpedId, helperId, now }),
    guarded(personWithHelpedRoom({ helperId, owner: helperId, now, most: city.family.helped }), HELPED_ROOM),
  ];
}

/** Parts that tell of a grant that is in force from now on: the log of both, and a message to the helped person. */
export function givenParts({ ids }: FamilyDependencies, { caller, pair, grantId, requestId, now }: GivenGrant): readonly Part[] {
  return [
    ...[pair.helpedId, pair.helperId].map((id) =>
      auditPart(ids, now, {
        actor: actorOf(caller),
        action: 'grant.give',
        subject: { kind: 'patient', id },
        requestId,
        deviceId: caller.deviceId ?? undefined,
      }),
    ),
    ...grantMessageParts(ids, { kind: 'grant-given', grantId, now }),
  ];
}

export interface GivenGrant {
  readonly caller: Caller;
  readonly pair: Pair;
  readonly grantId: string;
  readonly requestId: string;
  readonly now: number;
}

/** What is said when a guard refused a unit of this scene. */
export async function refusedBy(
  { city }: Pick<FamilyDependencies, 'city'>,
  guard: string,
  now: number,
): Promise<Decided | 'again'> {
  switch (guard) {
    case RIGHT_TO_ACT:
      return { answer: problem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } }) };
    case PATIENT_PRESENT:
      return { answer: problem('presence-required') };
    case PERSON_AGREES:
    case CODE_WAITS:
    case OFFER_WAITS:
      return { answer: problem('not-found') };
    case GRANT_FREE:
      return 'again';
    case CODES_ROOM:
      return { answer: grantRefused({ because: 'waiting', most: limits.familyCodesWaiting.figure }) };
    case HELPERS_ROOM:
      return { answer: grantRefused({ because: 'too-many', role: 'helped', most: city.family.helpers }) };
    case HELPED_ROOM:
      return { answer: grantRefused({ because: 'too-many', role: 'helper', most: city.family.helped }) };
    case MADE_TODAY:
      return { answer: madeEnough(now) };
    default:
      throw new TypeError(`no reply for the guard ${guard}`);
  }
}
