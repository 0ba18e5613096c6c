import type { Part, Statement } from '../../platform/store/store.ts';
import { deleteDraftsOf, deleteOldDrafts } from './draft-rows.ts';

const FORGOTTEN_MAX = 5_000;

/** Forgets drafts whose time is over. */
export function forgetDrafts(now: number): Statement {
  return deleteOldDrafts({ now, limit: FORGOTTEN_MAX });
}

/** Drops all that this person left, where they agree to nothing any more, or their registration is taken over. */
export function dropDraftsPart(patientId: string): Part {
  return deleteDraftsOf({ patientId });
}
