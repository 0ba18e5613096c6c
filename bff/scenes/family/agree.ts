import { evidenceLevels } from '../../contract/evidence.ts';
import { grantWording } from '../../contract/family/grant-wording.ts';
import type { OperationInput } from '../../contract/operations.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { type Caller, callerLevel } from '../../platform/http/context.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { today } from '../identity/dependencies.ts';
import { isChild } from '../identity/documents/age.ts';
import { areOnePerson } from '../identity/one-person.ts';
import { revealPatient } from '../identity/patients.ts';
import type { FamilyDependencies } from './dependencies.ts';
import type { Agreed } from './grant-rows.ts';
import { monthsOf, scopesOfSession } from './present-grant.ts';
import { monthsLater } from './rules.ts';

/** What the helped person chose and agreed to. */
export type GivenAgreement = Pick<OperationInput<'createOffer'>['body'], 'scope' | 'months' | 'agreed'>;

/** What they agreed to as the row says it, or why it can not be. */
export function agreementOf(
  dependencies: FamilyDependencies,
  { scope, months: chosen, agreed }: GivenAgreement,
  caller: Caller,
): { readonly row: Agreed } | ProblemReply {
  if (agreed.version !== grantWording.version) return problem('consent-required');
  const may = scopesOfSession(caller);
  if (scope.some((one) => !may.includes(one))) return problem('document-required');
  const { usual, most } = monthsOf(dependencies, caller);
  const months = chosen ?? usual;
  if (months > most) return grantRefused({ because: 'too-long', most });
  const { ids, clock } = dependencies;
  const now = clock.now();
  const { patientId: helpedId, evidence, seesFrom, deviceId, phoneId } = caller;
  const covers = (one: (typeof may)[number]) => (scope.includes(one) ? 1 : 0);
  const row = {
    id: ids.next('grt'),
    helpedId,
    appointments: covers('appointments'),
    results: covers('results'),
    money: covers('money'),
    evidence,
    proved: evidenceLevels[callerLevel(caller)].proves ? 1 : 0,
    seesFrom,
    channel: deviceId === null ? 'phone' : 'kiosk',
    deviceId,
    language: agreed.language,
    wordingVersion: grantWording.version,
    wordingHash: digest([grantWording.version, ...grantWording[agreed.language]].join('\n')),
    now,
    endsAt: monthsLater(now, months),
    phoneId,
  };
  return { row };
}

type Because = 'oneself' | 'under-age' | 'too-many' | 'too-long' | 'waiting';

export function grantRefused(
  extra: { readonly because: Because; readonly most?: number; readonly role?: 'helped' | 'helper' } & Record<string, unknown>,
): ProblemReply {
  return problem('grant-refused', { extra });
}

/** Why this person can give no grant and take none: a child under age has a guardian. `undefined`: they can. */
export async function refuseChild(dependencies: FamilyDependencies, patientId: string): Promise<ProblemReply | undefined> {
  const { birthDate } = await revealPatient(dependencies, patientId);
  return isChild(birthDate, today(dependencies.clock.now())) ? grantRefused({ because: 'under-age' }) : undefined;
}

/** Why these two can not help each other. `undefined`: they can. */
export async function refusePair(
  dependencies: FamilyDependencies,
  one: string,
  other: string,
): Promise<ProblemReply | undefined> {
  if (await areOnePerson(dependencies.store, one, other)) return grantRefused({ because: 'oneself' });
  return (await refuseChild(dependencies, one)) ?? (await refuseChild(dependencies, other));
}
