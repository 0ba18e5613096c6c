import type { Bound } from './bound.ts';
import { deskLimits } from './desk-limits.ts';
import { familyLimits } from './family-limits.ts';
import { hospitalLimits } from './hospital-limits.ts';
import { linkLimits } from './link-limits.ts';
import { messageLimits } from './message-limits.ts';
import { paymentLimits } from './payment-limits.ts';
import { peopleLimits, sessionLimits } from './people-limits.ts';
import { phoneLimits } from './phone-limits.ts';
import { preconsultLimits } from './preconsult-limits.ts';
import { recordLimits } from './record-limits.ts';
import { houseLimits, requestLimits } from './request-limits.ts';

/** Every bound, by the page's headings. */
export const limitGroups = {
  Requests: requestLimits,
  'Sessions and codes': sessionLimits,
  'Phones of people': phoneLimits,
  'People and their appointments': peopleLimits,
  'Family and other helpers': familyLimits,
  Messages: messageLimits,
  'Bills and payments': paymentLimits,
  'Triage and pre-consult': preconsultLimits,
  'Results and records': recordLimits,
  'Links to results': linkLimits,
  'The desk of a hall': deskLimits,
  Hospitals: hospitalLimits,
  'The gateway itself': houseLimits,
} as const satisfies Record<string, Readonly<Record<string, Bound>>>;

export const limits = {
  ...requestLimits,
  ...sessionLimits,
  ...phoneLimits,
  ...peopleLimits,
  ...familyLimits,
  ...messageLimits,
  ...paymentLimits,
  ...preconsultLimits,
  ...recordLimits,
  ...linkLimits,
  ...deskLimits,
  ...hospitalLimits,
  ...houseLimits,
};
