import { noteLeftOut } from '../../partners/left-out.ts';
import { commit } from '../../platform/store/commit.ts';
import { keepLeasePart, postponeTaskPart } from '../../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { noteDoctorPart } from './delivery-rows.ts';
import type { PreconsultDependencies } from './dependencies.ts';
import { putDoctorCursorPart, readDoctorCursor } from './doctor-rows.ts';

/** How often a hospital is asked what its doctors said, ms. */
const EVERY_MS = 60_000;
/** Pages read in one turn: the rest waits for the next one. */
const PAGES_MAX = 20;
/** Answers noted in one unit. */
const TOGETHER = 50;

/** Asks a hospital what its doctors said of our summaries, from where it was left; what is told twice changes nothing the second time. */
export function doctorsHandler(dependencies: PreconsultDependencies): TaskHandler {
  const { store, clock, ids, hospitals } = dependencies;
  return async (task) => {
    const { subjectId: hospitalId } = task;
    let cursor = await readDoctorCursor(store, hospitalId);
    for (let page = 0; page < PAGES_MAX && hospitals.facet(hospitalId, 'preconsult') !== undefined; page += 1) {
      const answer = await hospitals.ask(hospitalId, 'preconsult', 'answers', cursor);
      if (!answer.ok) break;
      const { answers, cursor: next, more, leftOut } = answer.value;
      if (leftOut) noteLeftOut(dependencies, { hospitalId, list: 'answers', leftOut });
      const moved = next !== cursor;
      for (let from = 0; from === 0 || from < answers.length; from += TOGETHER) {
        const isLast = from + TOGETHER >= answers.length;
        const noted = answers
          .slice(from, from + TOGETHER)
          .map(({ key, what, at }) => noteDoctorPart({ hospitalId, key, answer: what, at: Math.min(at, clock.now()) }));
        // How far it was read is written with the last of it: whoever has lost the lease passes over no answer.
        const kept = await commit({ store, ids, clock }, 'note-doctors', 'background', [
          keepLeasePart(task, clock.now()),
          ...noted,
          ...(moved && isLast ? [putDoctorCursorPart({ hospitalId, cursor: next, now: clock.now() })] : []),
        ]);
        if (!kept.ok) return;
      }
      cursor = next;
      if (!more || !moved) break;
    }
    await commit({ store, ids, clock }, 'postpone-doctors', 'background', [postponeTaskPart(task, clock.now() + EVERY_MS)]);
  };
}
