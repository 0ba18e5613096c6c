import type { Address } from './address.ts';
import { appointmentPaths } from './appointments/paths.ts';
import { assistPaths } from './assist/paths.ts';
import { deskPaths } from './desk/paths.ts';
import { directoryPaths } from './directory/paths.ts';
import { draftPaths } from './drafts/paths.ts';
import { familyPaths } from './family/paths.ts';
import { identityPaths } from './identity/paths.ts';
import { mergeTables } from './merge-tables.ts';
import { messagePaths } from './messages/paths.ts';
import { oversightPaths } from './oversight/paths.ts';
import { paymentPaths } from './payments/paths.ts';
import { preconsultPaths } from './preconsult/paths.ts';
import { recordPaths } from './records/paths.ts';
import { slipPaths } from './slips/paths.ts';
import { slotPaths } from './slots/paths.ts';

/**
 * Where each operation lives. No zod in this file nor in those it takes: the browser's client imports it, and gets nothing else.
 * The rest of each row (parameters, bodies, replies, problems, policy) is in the scene's `operations.ts`.
 */
export const paths = mergeTables(
  directoryPaths,
  slotPaths,
  appointmentPaths,
  slipPaths,
  identityPaths,
  oversightPaths,
  draftPaths,
  familyPaths,
  assistPaths,
  messagePaths,
  deskPaths,
  paymentPaths,
  preconsultPaths,
  recordPaths,
) satisfies Record<string, Address>;

export type OperationId = keyof typeof paths;
