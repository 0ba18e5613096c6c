import type { ClinicQueue } from '../../../adapters/port/queue.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import { postponeTaskPart } from '../../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { readClinics, readPast } from './clinic-places.ts';
import type { ClinicUnderWay, QueueDependencies } from './dependencies.ts';
import { CLINIC_CALLS_MAX, insertCallPart, insertLessonPart, saveProgress } from './queue-rows.ts';
import { learn, type QueueCall } from './rules.ts';

/** Kind of the task that asks one hospital how far its clinics have come; its subject is the hospital. */
export const WATCH_QUEUES = 'watch-queues';

/** Clinics asked in one round; the others wait for the next. */
const CLINICS_MAX = 100;
/** New calls taken from one answer; a hospital that tells more at once is heard to the end in the rounds to come. */
const CALLS_MAX = 60;
/** A clinic that has not ended this long after its planned end will not say so any more. */
const OVERTIME_MAX_MS = 3 * 3600 * 1000;

/** Asks for every clinic in which somebody of ours waits, so that their windows follow the queue. */
export function watchQueuesHandler(dependencies: QueueDependencies, everyMs: number): TaskHandler {
  return async (task) => {
    const { store, clock, clinicsUnderWay } = dependencies;
    const clinics = await clinicsUnderWay({
      hospitalId: task.subjectId,
      now: clock.now(),
      overtimeMs: 2 * OVERTIME_MAX_MS,
      limit: CLINICS_MAX,
    });
    const known = await readClinics(
      store,
      clinics.map(({ slotId }) => slotId),
    );
    for (const clinic of clinics) await watch(dependencies, clinic, known.get(clinic.slotId)?.calls ?? []);
    await commit(dependencies, 'postpone-watch-queues', 'background', [postponeTaskPart(task, clock.now() + everyMs)]);
  };
}

async function watch(dependencies: QueueDependencies, clinic: ClinicUnderWay, known: readonly QueueCall[]): Promise<void> {
  const { hospitals, clock, metrics } = dependencies;
  const askedAt = clock.now();
  const outcome = await hospitals.ask(clinic.hospitalId, 'queue', 'read', clinic.slotRef);
  const overdue = askedAt > clinic.endsAt + OVERTIME_MAX_MS;
  // A hospital that forgets its clinic or does not answer until late in the night does not keep it open for ever.
  if (!outcome.ok && !overdue) return;
  const told: ClinicQueue = (outcome.ok ? outcome.value : null) ?? { calls: [], ended: false };
  const ended = told.ended || overdue;
  // Before its half day is over a clinic has ended for as long as the hospital says so; what it taught is told by the whole.
  const over = ended && askedAt >= clinic.endsAt;
  const calls = newCalls(told.calls, known, clinic, askedAt);
  const lesson = over ? await lessonOf(dependencies, clinic, [...known, ...calls]) : [];
  const { slotId } = clinic;
  const parts = [
    ...calls.map((call) => insertCallPart(slotId, call)),
    saveProgress({ slotId, askedAt, ended: ended ? 1 : 0 }),
    ...lesson,
  ];
  await commit(dependencies, 'watch-queue', 'background', parts);
  metrics.count('onedoor_queue_calls_total', `hospital="${clinic.hospitalId}"`, calls.length);
}

/** What is heard of a clinic can be anything: only calls of its own numbers, at times that have been, are taken. */
function newCalls(
  told: readonly QueueCall[],
  known: readonly QueueCall[],
  { startsAt, numbers }: ClinicUnderWay,
  now: number,
): readonly QueueCall[] {
  const heard = new Set(known.map(({ number }) => number));
  const earliest = startsAt - OVERTIME_MAX_MS;
  return told
    .filter(({ number, at }) => {
      const possible = Number.isSafeInteger(number) && number >= 1 && number <= 2 * numbers && at >= earliest && at <= now;
      if (!possible || heard.has(number)) return false;
      heard.add(number);
      return true;
    })
    .slice(0, Math.max(0, Math.min(CALLS_MAX, CLINIC_CALLS_MAX - known.length)));
}

async function lessonOf(
  { store }: QueueDependencies,
  clinic: ClinicUnderWay,
  calls: readonly QueueCall[],
): Promise<readonly Part[]> {
  const past = (await readPast(store, [clinic], clinic.startsAt)).get(clinic.practitionerId) ?? [];
  const inOrder = calls.toSorted((one, other) => one.at - other.at || one.number - other.number);
  const lesson = learn({ ...clinic, calls: inOrder, ended: true }, past);
  const { slotId, practitionerId, startsAt } = clinic;
  return lesson ? [insertLessonPart({ slotId, practitionerId, startsAt }, lesson)] : [];
}
