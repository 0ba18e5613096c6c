import { preferWords } from '../../i18n/text.ts';
import { guardTaps, TAP_GUARD_MS } from '../../shell/tap-guard.ts';
import type { Environment } from './environment.ts';
import { sceneWords } from './scene-words.ts';

/**
 * What no first screen waits for, and everything of a person does: the words of the scenes on a phone, and the guard of hands that tremble,
 * without which a second tap answers the next question. Answers how to stop guarding.
 */
export function beAtHome({ tapGuardMs = TAP_GUARD_MS.usual }: Environment): () => void {
  preferWords(sceneWords);
  return guardTaps(
    document,
    () => performance.now(),
    () => tapGuardMs,
  );
}
