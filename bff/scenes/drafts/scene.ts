import type { Scene } from '../scene.ts';
import type { DraftDependencies } from './dependencies.ts';
import { forgetDrafts } from './forget-drafts.ts';
import { type DraftOperations, draftHandlers } from './http.ts';

/** What somebody began and did not finish: it follows the person, for ten minutes. */
export function draftScene(dependencies: DraftDependencies): Scene<DraftOperations> {
  return { operations: draftHandlers(dependencies), forget: (now) => [forgetDrafts(now)] };
}
