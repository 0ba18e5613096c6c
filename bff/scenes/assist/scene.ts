import type { Scene } from '../scene.ts';
import { deleteActs, deleteAssists } from './assist-rows.ts';
import { type AssistDependencies, WATCH_HELP_CALL } from './dependencies.ts';
import { deleteHelpCalls } from './help-call-rows.ts';
import { type AssistOperations, assistHandlers } from './http.ts';
import { watchHelpCall } from './watch-help-call.ts';

/** Who did what stays in the audit; the rows of calls and helpers are of no use a day later. */
const KEPT_MS = 24 * 3_600_000;
const FORGOTTEN_MAX = 5_000;

/** Somebody beside you: calls for help from kiosks, and helpers who follow and point, and never act as the patient. */
export function assistScene(dependencies: AssistDependencies): Scene<AssistOperations> {
  return {
    operations: assistHandlers(dependencies),
    tasks: { [WATCH_HELP_CALL]: watchHelpCall(dependencies) },
    forget: (now) => {
      const old = { before: now - KEPT_MS, limit: FORGOTTEN_MAX };
      return [deleteActs(old), deleteAssists(old), deleteHelpCalls(old)];
    },
  };
}
