import type { RecordsQuery, Report, Section } from '../../../adapters/port/records.ts';
import type { Failure } from '../../../adapters/port/terms.ts';
import { noteLeftOut } from '../../partners/left-out.ts';
import { pause } from '../../platform/clock.ts';
import { limits } from '../../platform/limits/limits.ts';
import { errorFields } from '../../platform/log.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import { findFile } from '../identity/find-file.ts';
import { revealPatient, sealingOf } from '../identity/patients.ts';
import { personAgreesPart } from '../identity/right-to-act.ts';
import { type RecordDependencies, sectionPlace } from './dependencies.ts';
import { type Keeping, keepReportParts, noteUnmappedCodes } from './keep-reports.ts';
import type { NormalResult } from './normalise/normal-result.ts';
import {
  failReadingPart,
  moveReadingPart,
  putReadingPart,
  type ReadingKind,
  type ReadingRow,
  readReadings,
} from './reading-rows.ts';
import { extendResultsPart } from './result-rows.ts';

/** How far one hospital's answer has come. */
export interface Source {
  readonly hospitalId: string;
  readonly state: 'read' | 'asking' | 'unavailable' | 'no-file' | 'no-source' | 'withheld';
  readonly readAt?: number;
  readonly noneKnown?: true;
  /** Something of what it told can not be shown. */
  readonly leftOut?: true;
}

/** What was read a moment ago is not asked for again, ms. */
const FRESH_MS = 60_000;
/** Whoever did not answer is asked again after this, ms. */
const AGAIN_MS = 10_000;
/** Pages of reports that are read in one turn; what is behind them is read in the next. */
const PAGES_MAX = 40;
/** Reports that are read of one person at one hospital, until what is kept of them is over. */
const RECEIVED_MAX = limits.reportsReceived.figure;
/** A page counts as so many at least: one can be empty for ever, too. */
const PAGE_COUNTS_MIN = 50;
/** Statements of one unit. */
const TOGETHER = 80;

/** It was read to its end; false: it gave no answer that can be used. */
type Done = { readonly leftOut: boolean } | false | 'no-file';

interface Whose {
  readonly patientId: string;
  readonly hospitalId: string;
  readonly kind: ReadingKind;
}

/**
 * Reads what hospitals have of people, each at most once at a time in this process: a hospital that answers slowly is not asked again by
 * everybody who looks meanwhile. What was read lies in the database, so a second process at most asks a second time.
 */
export class RecordReader {
  readonly #dependencies: RecordDependencies;
  readonly #underWay = new Map<string, Promise<Source>>();

  constructor(dependencies: RecordDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * How far each hospital's answer has come. Those that were not asked of late are asked now, all at once, and waited for until `waitMs`;
   * what comes later is there at the next look.
   */
  async sources(patientId: string, kind: ReadingKind, waitMs: number): Promise<readonly Source[]> {
    const { hospitals, clock, store } = this.#dependencies;
    const readings = await readReadings(store, { patientId, kind, now: clock.now() });
    const asked = hospitals.ids().map((hospitalId) => {
      if (!this.#has(hospitalId, kind)) return Promise.resolve<Source>({ hospitalId, state: 'no-source' });
      return this.#source({ patientId, hospitalId, kind }, readings.get(hospitalId));
    });
    const late = pause(clock, waitMs).then(() => undefined);
    return Promise.all(
      asked.map(async (one, index): Promise<Source> => {
        const source = await Promise.race([one, late]);
        const hospitalId = hospitals.ids()[index] as string;
        return source ?? { hospitalId, state: 'asking' };
      }),
    );
  }

  #has(hospitalId: string, kind: ReadingKind): boolean {
    return this.#dependencies.hospitals.facet(hospitalId, 'records')?.[kind] !== undefined;
  }

  async #source(whose: Whose, row: ReadingRow | undefined): Promise<Source> {
    const { clock } = this.#dependencies;
    const { hospitalId } = whose;
    if (row?.readAt != null && clock.now() - row.readAt < FRESH_MS)
      return { hospitalId, state: 'read', readAt: row.readAt, ...leftOutIn(row.leftOut === 1) };
    // It told more than anybody has: it is read anew once what is kept of it is over.
    if (row?.readAt != null && row.received >= RECEIVED_MAX)
      return { hospitalId, state: 'read', readAt: row.readAt, leftOut: true };
    if (row?.failedAt != null && clock.now() - row.failedAt < AGAIN_MS) return unavailable(hospitalId, row);
    return this.#once(whose, row);
  }

  #once(whose: Whose, row: ReadingRow | undefined): Promise<Source> {
    const name = `${whose.patientId} ${whose.hospitalId} ${whose.kind}`;
    const known = this.#underWay.get(name);
    if (known) return known;
    const reading = this.#read(whose, row).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, reading);
    return reading;
  }

  async #read(whose: Whose, row: ReadingRow | undefined): Promise<Source> {
    const { hospitalId } = whose;
    try {
      const query = await this.#query(whose);
      if (query === 'no-file') return { hospitalId, state: 'no-file' };
      if (query === 'unavailable') return await this.#failed(whose, row);
      const done =
        whose.kind === 'reports' ? await this.#reports(whose, query, row) : await this.#section(whose, whose.kind, query);
      if (done === 'no-file') return { hospitalId, state: 'no-file' };
      if (done === 'more') return { hospitalId, state: 'asking' };
      if (!done) return await this.#failed(whose, row);
      return { hospitalId, state: 'read', readAt: this.#dependencies.clock.now(), ...leftOutIn(done.leftOut) };
    } catch (error) {
      // Whoever waited may have gone; what was not kept is read again.
      this.#dependencies.log.write('warn', 'records.not-read', { hospitalId, ...errorFields(error) });
      return unavailable(hospitalId, row);
    }
  }

  async #query({ patientId, hospitalId }: Whose): Promise<RecordsQuery | 'no-file' | 'unavailable'> {
    const patient = await revealPatient(this.#dependencies, patientId);
    if (this.#dependencies.hospitals.facet(hospitalId, 'patients') === undefined) return { patient };
    const file = await findFile(this.#dependencies, { patientId, hospitalId });
    if (file.kind === 'found') return { patient, patientRef: file.ref };
    return file.kind === 'none' ? 'no-file' : 'unavailable';
  }

  async #failed(whose: Whose, row: ReadingRow | undefined): Promise<Source> {
    const now = this.#dependencies.clock.now();
    const failed = failReadingPart({ ...whose, now, until: now + this.#keptMs(whose.hospitalId) });
    await commit(this.#dependencies, 'fail-reading', 'background', [personAgreesPart(whose.patientId), failed]);
    return unavailable(whose.hospitalId, row);
  }

  #keptMs(hospitalId: string): number {
    return this.#dependencies.directory.policyOf(hospitalId).records.keptMinutes * 60_000;
  }

  /** All pages from where it was left. False: the hospital did not answer, and what came before is kept. */
  async #reports(whose: Whose, query: RecordsQuery, row: ReadingRow | undefined): Promise<Done | 'more'> {
    const { hospitals, clock } = this.#dependencies;
    const { patientId, hospitalId } = whose;
    const keptUntil = clock.now() + this.#keptMs(hospitalId);
    const sealing = await sealingOf(this.#dependencies, patientId);
    const keeping = { patientId, hospitalId, patient: query.patient, sealing, keptUntil };
    let cursor = row?.cursor ?? undefined;
    // What was left out before this place is not told again.
    let isLeftOut = cursor !== undefined && row?.leftOut === 1;
    let received = cursor === undefined ? 0 : (row?.received ?? 0);
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const answer = await hospitals.ask(hospitalId, 'records', 'reports', {
        ...query,
        ...(cursor === undefined ? {} : { cursor }),
      });
      if (!answer.ok && cursor !== undefined && isRefused(answer.failure)) {
        // It does not know this place any more, as after a restore on either side: all of it is told once more, and kept once.
        cursor = undefined;
        isLeftOut = false;
        received = 0;
        continue;
      }
      if (!answer.ok) return isUnknown(answer.failure) ? 'no-file' : false;
      const { reports, cursor: next, more, leftOut } = answer.value;
      if (leftOut) noteLeftOut(this.#dependencies, { hospitalId, list: 'records', leftOut });
      received += Math.max(reports.length, PAGE_COUNTS_MIN);
      const isWithoutEnd = more && received >= RECEIVED_MAX;
      isLeftOut ||= leftOut !== undefined || isWithoutEnd;
      const moved = { ...whose, cursor: next, leftOut: isLeftOut ? 1 : 0, received, now: clock.now(), until: keptUntil };
      const end = more && !isWithoutEnd ? moveReadingPart(moved) : putReadingPart({ ...moved, sealed: null });
      const kept = await this.#keep(keeping, reports, [end, extendResultsPart({ patientId, hospitalId, until: keptUntil })]);
      if (!kept) return false;
      if (isWithoutEnd) this.#dependencies.log.write('error', 'records.without-end', { hospitalId });
      if (!more || isWithoutEnd) return { leftOut: isLeftOut };
      if (next === cursor) return false;
      cursor = next;
    }
    // What is behind these pages is read on at the next look.
    return 'more';
  }

  /** Some reports a unit; how far it was read is written with the last of them. */
  async #keep(keeping: Keeping, reports: readonly Report[], end: readonly Part[]): Promise<boolean> {
    const agrees = personAgreesPart(keeping.patientId);
    let parts: Part[] = [];
    const seen: NormalResult[] = [];
    for (const report of reports) {
      const kept = keepReportParts(this.#dependencies, keeping, report);
      seen.push(...kept.results);
      if (parts.length > 0 && parts.length + kept.parts.length > TOGETHER) {
        if (!(await commit(this.#dependencies, 'keep-reports', 'outcomes', [agrees, ...parts])).ok) return false;
        parts = [];
      }
      parts.push(...kept.parts);
    }
    if (!(await commit(this.#dependencies, 'keep-reports', 'outcomes', [agrees, ...parts, ...end])).ok) return false;
    await noteUnmappedCodes(this.#dependencies, keeping.hospitalId, seen);
    return true;
  }

  async #section(whose: Whose, section: Section, query: RecordsQuery): Promise<Done> {
    const { hospitals, clock } = this.#dependencies;
    const { patientId, hospitalId, kind } = whose;
    const answer = await hospitals.ask(hospitalId, 'records', section, query);
    if (!answer.ok) return isUnknown(answer.failure) ? 'no-file' : false;
    const { leftOut, ...list } = answer.value;
    if (leftOut) noteLeftOut(this.#dependencies, { hospitalId, list: 'records', leftOut });
    const sealing = await sealingOf(this.#dependencies, patientId);
    const sealed = sealing.seal(JSON.stringify(list), sectionPlace(patientId, hospitalId, kind));
    const until = clock.now() + this.#keptMs(hospitalId);
    const kept = await commit(this.#dependencies, 'keep-section', 'outcomes', [
      personAgreesPart(patientId),
      putReadingPart({ ...whose, cursor: null, sealed, leftOut: leftOut ? 1 : 0, received: 0, now: clock.now(), until }),
    ]);
    return kept.ok && { leftOut: leftOut !== undefined };
  }
}

const isRefused = (failure: Failure) => failure.kind === 'rejected' && failure.reason === 'request-refused';
const isUnknown = (failure: Failure) => failure.kind === 'rejected' && failure.reason === 'patient-unknown';

const leftOutIn = (isLeftOut: boolean) => (isLeftOut ? { leftOut: true as const } : {});

function unavailable(hospitalId: string, row: ReadingRow | undefined): Source {
  return {
    hospitalId,
    state: 'unavailable',
    ...(row?.readAt == null ? {} : { readAt: row.readAt }),
    ...leftOutIn(row?.leftOut === 1),
  };
}

/** How long whoever looks waits for hospitals, ms: what has arrived by then is shown, and the rest is named. */
export const WAIT_MS = limits.recordsWait.figure;
