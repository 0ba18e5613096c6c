import type { Scene } from '../scene.ts';
import { END_GRANTS, type FamilyDependencies } from './dependencies.ts';
import { endGrantsHandler } from './end-grants.ts';
import { forgetFamily } from './forget-family.ts';
import { type FamilyOperations, familyHandlers } from './http.ts';

/** One grown-up lets another act for them: for what, until when, and how they agreed to it. */
export function familyScene(dependencies: FamilyDependencies): Scene<FamilyOperations> {
  return {
    operations: familyHandlers(dependencies),
    tasks: { [END_GRANTS]: endGrantsHandler(dependencies) },
    recurring: [{ kind: END_GRANTS, subjects: ['gateway'] }],
    forget: forgetFamily,
  };
}
