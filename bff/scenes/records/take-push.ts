import type { Failure } from '../../../adapters/port/terms.ts';
import type { Subscriptions } from '../../partners/inbox.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import { finishTaskPart, insertReadyTask, postponeTaskPart, wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { ownersOf } from '../identity/file-owner.ts';
import { localRefOf } from '../identity/local-patients.ts';
import { revealPatient, sealingOf } from '../identity/patients.ts';
import { personAgreesPart } from '../identity/right-to-act.ts';
import { hasConsented } from '../oversight/consents.ts';
import { READ_PUSHED, type RecordDependencies } from './dependencies.ts';
import { keepReportParts, noteUnmappedCodes } from './keep-reports.ts';
import { keepForGoodPart } from './result-rows.ts';

/** Reports that one message may have read again. */
const READ_AGAIN_MAX = 50;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * What a hospital tells of reports. It is asked for what it has told of, so a message that lies costs one question; the task that asks is
 * written with the message, so that a report is not lost with the process. Of somebody whom nobody here knows nothing is kept.
 */
export function recordSubscriptions(dependencies: RecordDependencies): Subscriptions {
  const { hospitals, ids, clock } = dependencies;
  return {
    report: {
      max: READ_AGAIN_MAX,
      async parts(hospitalId, changes) {
        if (hospitals.facet(hospitalId, 'records')?.report === undefined) return [];
        const parts: Part[] = [];
        for (const { patientRef, ref } of changes)
          for (const patientId of await ownersOf(dependencies, hospitalId, patientRef)) {
            if (!(await hasConsented(dependencies, patientId))) continue;
            const subject = `${patientId} ${hospitalId} ${ref}`;
            const now = clock.now();
            parts.push(insertReadyTask(ids.inOrder('tsk'), READ_PUSHED, subject, now), wakeTaskPart(READ_PUSHED, subject, now));
          }
        return parts;
      },
    },
  };
}

/** A refusal ends it; that the hospital does not know us at the moment, as while keys are being changed, is none. */
const isRefused = (failure: Failure) => failure.kind === 'rejected' && failure.reason !== 'not-authorised';

/** Reads a report of which a hospital has told, and keeps it for as long as the person agrees. */
export function pushedReportHandler(dependencies: RecordDependencies): TaskHandler {
  const { hospitals, clock } = dependencies;
  return async (task) => {
    const [patientId = '', hospitalId = '', ref = ''] = task.subjectId.split(' ');
    const finish = (name: string, parts: readonly Part[] = []) =>
      commit(dependencies, name, 'background', [...parts, finishTaskPart(task)]);
    const patientRef = await localRefOf(dependencies, patientId, hospitalId);
    if (patientRef === undefined || !(await hasConsented(dependencies, patientId))) return void (await finish('leave-pushed'));
    const patient = await revealPatient(dependencies, patientId);
    const answer = await hospitals.ask(hospitalId, 'records', 'report', { patient, patientRef, ref });
    if (!answer.ok) {
      const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(task.attempts, 20), LONGEST_PAUSE_MS);
      // Whoever looks reads it all the same, with the rest of the hospital's answer.
      if (isRefused(answer.failure) || task.attempts * LONGEST_PAUSE_MS > limits.pushedReportTried.figure)
        return void (await finish('give-up-pushed'));
      await commit(dependencies, 'postpone-pushed', 'background', [postponeTaskPart(task, clock.now() + pauseMs)]);
      return;
    }
    if (answer.value === null) return void (await finish('leave-pushed'));
    const sealing = await sealingOf(dependencies, patientId);
    const kept = keepReportParts(dependencies, { patientId, hospitalId, patient, sealing, keptUntil: null }, answer.value);
    const of = { patientId, hospitalId, ref: answer.value.ref };
    const done = await finish('keep-pushed', [personAgreesPart(patientId), ...kept.parts, keepForGoodPart(of)]);
    if (done.ok) await noteUnmappedCodes(dependencies, hospitalId, kept.results);
  };
}
