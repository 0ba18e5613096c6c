import type { Hospitals } from '../../partners/hospitals.ts';
import type { AccessLog } from '../../platform/audit/access-log.ts';
import type { Clock } from '../../platform/clock.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import type { Cipher } from '../../platform/crypto/cipher.ts';
import type { Signals } from '../../platform/events/signals.ts';
import type { Ids, RandomBytes } from '../../platform/ids.ts';
import type { Log } from '../../platform/log.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Store } from '../../platform/store/store.ts';
import type { TaskRunner } from '../../platform/tasks/task-runner.ts';
import type { Directory } from '../directory/directory.ts';

export interface RecordDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly signals: Signals;
  readonly tasks: TaskRunner;
  readonly cipher: Cipher;
  readonly blindIndex: BlindIndex;
  readonly random: RandomBytes;
  readonly hospitals: Hospitals;
  readonly directory: Directory;
  readonly accessLog: AccessLog;
}

/** Kind of the task that reads a report of which a hospital has told; its subject is `<patient> <hospital> <reference>`. */
export const READ_PUSHED = 'read-pushed-report';

/** Kind of the task that tells the operator of records that were opened in an emergency and that nobody reviewed; its subject is their id. */
export const REVIEW_DUE = 'break-glass-review-due';

/** One report of one person at one hospital. */
export interface ReportOf {
  readonly patientId: string;
  readonly hospitalId: string;
  readonly ref: string;
}

const named = ({ patientId, hospitalId, ref }: ReportOf) => `${patientId} ${hospitalId} ${ref}`;

/** What a report, its line in a list and one of its values are sealed to. */
export const headPlace = (report: ReportOf) => `result|${named(report)}|sealed_head`;
export const reportPlace = (report: ReportOf) => `result|${named(report)}|sealed`;
export const pointPlace = (report: ReportOf, nth: number) => `result_point|${named(report)} ${nth}|sealed`;
/** What a list that is read whole is sealed to. */
export const sectionPlace = (patientId: string, hospitalId: string, kind: string) =>
  `record_reading|${patientId} ${hospitalId} ${kind}|sealed`;

/** What a share is sealed to, and what somebody said of themselves who asked for it. */
export const sharePlace = (id: string) => `share|${id}|sealed`;
export const shareReadPlace = (shareId: string, id: string) => `share_read|${shareId} ${id}|sealed_recipient`;

/** What a clinician says why they opened records, and what a reviewer says of it. */
export const breakGlassPlace = (id: string) => `break_glass|${id}|sealed`;
export const breakGlassNotePlace = (id: string) => `break_glass|${id}|sealed_note`;

/** Under which a value is found as this person's value of this measure. */
export const TREND_COLUMN = 'result_point|trend_index';
export const trendValue = (patientId: string, code: string) => `${patientId} ${code}`;
