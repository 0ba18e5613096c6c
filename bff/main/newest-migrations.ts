import { INBOX_MIGRATION } from '../partners/tables.ts';
import { AUDIT_MIGRATION } from '../platform/audit/tables.ts';
import { HTTP_MIGRATION } from '../platform/http/tables.ts';
import { LIMITS_MIGRATION } from '../platform/limits/tables.ts';
import { STORE_MIGRATION } from '../platform/store/tables.ts';
import { TASKS_MIGRATION } from '../platform/tasks/tables.ts';
import { APPOINTMENTS_MIGRATION } from '../scenes/appointments/tables.ts';
import { ASSIST_MIGRATION } from '../scenes/assist/tables.ts';
import { DESK_MIGRATION } from '../scenes/desk/tables.ts';
import { DIRECTORY_MIGRATION } from '../scenes/directory/tables.ts';
import { DRAFTS_MIGRATION } from '../scenes/drafts/tables.ts';
import { FAMILY_MIGRATION } from '../scenes/family/tables.ts';
import { IDENTITY_MIGRATION } from '../scenes/identity/tables.ts';
import { MESSAGES_MIGRATION } from '../scenes/messages/tables.ts';
import { OVERSIGHT_MIGRATION } from '../scenes/oversight/tables.ts';
import { PAYMENTS_MIGRATION } from '../scenes/payments/tables.ts';
import { PRECONSULT_MIGRATION } from '../scenes/preconsult/tables.ts';
import { QUEUE_MIGRATION } from '../scenes/queue/tables.ts';
import { RECORDS_MIGRATION } from '../scenes/records/tables.ts';
import { SLIPS_MIGRATION } from '../scenes/slips/tables.ts';
import { SLOTS_MIGRATION } from '../scenes/slots/tables.ts';

/**
 * The newest migration of each room's tables. A Worker's bundle has none of the files, because `wrangler d1 migrations apply` brings
 * them to the database, in their order; it asks whether these are there.
 */
export const NEWEST_MIGRATIONS: readonly string[] = [
  INBOX_MIGRATION,
  AUDIT_MIGRATION,
  HTTP_MIGRATION,
  LIMITS_MIGRATION,
  STORE_MIGRATION,
  TASKS_MIGRATION,
  APPOINTMENTS_MIGRATION,
  ASSIST_MIGRATION,
  DESK_MIGRATION,
  PAYMENTS_MIGRATION,
  PRECONSULT_MIGRATION,
  DIRECTORY_MIGRATION,
  DRAFTS_MIGRATION,
  FAMILY_MIGRATION,
  IDENTITY_MIGRATION,
  MESSAGES_MIGRATION,
  OVERSIGHT_MIGRATION,
  QUEUE_MIGRATION,
  RECORDS_MIGRATION,
  SLIPS_MIGRATION,
  SLOTS_MIGRATION,
];
