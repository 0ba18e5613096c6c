import { selectLastCheckpoint } from '../platform/audit/chain-rows.ts';
import type { Sample } from '../platform/metrics.ts';
import { type DueTasks, measureTasks } from '../platform/tasks/task-rows.ts';
import type { AppointmentDependencies } from '../scenes/appointments/dependencies.ts';
import { type AppointmentMeasures, measureAppointments } from '../scenes/appointments/measure-appointments.ts';

/** Whoever asks more often than this is told the same again: a look costs the database a few reads. */
const REMEMBERED_MS = 5_000;

/** Gauges that stand in the database, so that every process tells the same of them. */
export function measureRows(dependencies: AppointmentDependencies): () => Promise<readonly Sample[]> {
  let known: { readonly at: number; readonly samples: Promise<readonly Sample[]> } | undefined;
  return () => {
    const now = dependencies.clock.now();
    if (!known || now - known.at >= REMEMBERED_MS) known = { at: now, samples: samplesOf(dependencies, now) };
    return known.samples;
  };
}

async function samplesOf(dependencies: AppointmentDependencies, now: number): Promise<readonly Sample[]> {
  const { store, hospitals } = dependencies;
  const reachable = hospitals.ids().map((id): Sample => {
    return { name: 'onedoor_hospital_reachable', labels: `hospital="${id}"`, value: hospitals.reachable(id) ? 1 : 0 };
  });
  try {
    const [appointments, tasks, [checkpoint]] = await Promise.all([
      measureAppointments(store),
      measureTasks(store, now),
      store.read(selectLastCheckpoint({})),
    ]);
    const sealed: readonly Sample[] = checkpoint
      ? [{ name: 'onedoor_audit_checkpoint_age_seconds', value: seconds(now, checkpoint.at) }]
      : [];
    const rows = [...appointmentSamples(appointments, now), ...taskSamples(tasks, now), ...sealed];
    return [...reachable, ...rows, { name: 'onedoor_store_readable', value: 1 }];
  } catch {
    return [...reachable, { name: 'onedoor_store_readable', value: 0 }];
  }
}

function appointmentSamples({ claims, syncs, short }: AppointmentMeasures, now: number): readonly Sample[] {
  return [
    ...claims.flatMap(({ hospitalId, state, count, oldestAt }): Sample[] => {
      const labels = `hospital="${hospitalId}",state="${state}"`;
      return [
        { name: 'onedoor_claims_open', labels, value: count },
        { name: 'onedoor_claims_open_oldest_seconds', labels, value: seconds(now, oldestAt) },
      ];
    }),
    ...syncs.flatMap(({ hospitalId, completedAt }): Sample[] =>
      completedAt === 0
        ? []
        : [{ name: 'onedoor_slots_age_seconds', labels: `hospital="${hospitalId}"`, value: seconds(now, completedAt) }],
    ),
    ...short.map(
      ({ hospitalId, count }): Sample => ({ name: 'onedoor_slots_short', labels: `hospital="${hospitalId}"`, value: count }),
    ),
  ];
}

function taskSamples(tasks: readonly DueTasks[], now: number): readonly Sample[] {
  return tasks.flatMap(({ kind, count, oldestAt }): Sample[] => [
    { name: 'onedoor_tasks_due', labels: `kind="${kind}"`, value: count },
    { name: 'onedoor_tasks_due_oldest_seconds', labels: `kind="${kind}"`, value: seconds(now, oldestAt) },
  ]);
}

function seconds(now: number, since: number): number {
  return Math.max(0, (now - since) / 1000);
}
