import { newEnvelope } from '../../platform/crypto/cipher.ts';
import type { RotatingCipher } from '../../platform/crypto/rotating-cipher.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded } from '../../platform/store/store.ts';
import { postponeTaskPart } from '../../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { rewrap, selectToRewrap } from './patient-rows.ts';
import { keyPlace, patientPlace } from './patients.ts';

/** Kind of the task that brings every person's own key under the current key of the key file. */
export const REWRAP_KEYS = 'rewrap-keys';

const PEOPLE_AT_ONCE = 50;

/**
 * A few people at a time, each row on its own and only if nobody changed it meanwhile: it may be killed anywhere, and goes on where
 * it was. Each row is readable before and after, because both keys are in the file until nothing is wrapped by the old one.
 */
export function rewrapHandler(dependencies: IdentityDependencies, everyMs: number, cipher?: RotatingCipher): TaskHandler {
  return async (task) => {
    cipher?.reload();
    const more = await rewrapSome(dependencies);
    const runAt = dependencies.clock.now() + (more ? 0 : everyMs);
    await commit(dependencies, 'postpone-rewrap', 'background', [postponeTaskPart(task, runAt)]);
  };
}

/** True when there may be more. */
export async function rewrapSome(dependencies: IdentityDependencies): Promise<boolean> {
  const { store, cipher } = dependencies;
  const rows = await store.read(selectToRewrap({ keyId: cipher.current, limit: PEOPLE_AT_ONCE }));
  for (const { id, sealed, dataKey, keyId } of rows) {
    const wrapped = dataKey === null ? fromBefore(dependencies, id, sealed) : rewrapped(dependencies, id, sealed, dataKey);
    await commit(dependencies, 'rewrap-key', 'background', [
      guarded(rewrap({ id, from: keyId, keyId: cipher.current, ...wrapped }), 'key-not-moved'),
    ]);
  }
  return rows.length === PEOPLE_AT_ONCE;
}

function rewrapped({ cipher }: IdentityDependencies, id: string, sealed: string, dataKey: string) {
  return { sealed, dataKey: cipher.seal(cipher.open(dataKey, keyPlace(id)), keyPlace(id)) };
}

/** Rows from before people had keys of their own. */
function fromBefore({ cipher, random }: IdentityDependencies, id: string, sealed: string) {
  const envelope = newEnvelope(cipher, random, id, keyPlace(id));
  return { sealed: envelope.seal(cipher.open(sealed, patientPlace(id)), patientPlace(id)), dataKey: envelope.wrappedKey };
}
