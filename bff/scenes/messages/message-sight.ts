import type { Caller } from '../../platform/http/context.ts';
import { type Sight, sightOf } from '../identity/acting-for.ts';
import type { MessageDependencies } from './dependencies.ts';
import { type MessageKind, scopeOfMessage } from './rules.ts';
import type { ShownMessage } from './shown-rows.ts';

/** Whose messages somebody is shown. */
export interface MessageSight {
  readonly patientIds: readonly string[];
  /** By what a message is about: a helper is shown what they were let do, and nothing else. */
  readonly shows: (message: Pick<ShownMessage, 'kind' | 'patientId' | 'madeAt'>) => boolean;
}

/** What this person is shown at this moment: theirs, and of those for whom they act what they may see. */
export async function messageSight(dependencies: MessageDependencies, caller: Caller): Promise<MessageSight> {
  const sights = {
    appointments: await sightOf(dependencies, caller, 'appointments'),
    money: await sightOf(dependencies, caller, 'money'),
    'non-delegable': await sightOf(dependencies, caller, 'non-delegable'),
  };
  return {
    patientIds: [...new Set(Object.values(sights).flatMap((sight: Sight) => sight.patientIds))],
    shows: ({ kind, patientId, madeAt }) => sights[scopeOfMessage(kind as MessageKind)].shows(patientId, madeAt),
  };
}
