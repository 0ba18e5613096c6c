import type { Hospitals } from '../partners/hospitals.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sample } from '../platform/metrics.ts';
import type { Scene } from '../scenes/scene.ts';

/** Whoever asks more often than this is told the same again: a look costs the database a few reads. */
const REMEMBERED_MS = 5_000;

interface MeasureDependencies {
  readonly hospitals: Hospitals;
  readonly clock: Clock;
}

/** Gauges that stand in the database, so that every process tells the same of them, and which hospitals answer. */
export function measureRows(
  dependencies: MeasureDependencies,
  scenes: readonly Scene<never>[],
): () => Promise<readonly Sample[]> {
  let known: { readonly at: number; readonly samples: Promise<readonly Sample[]> } | undefined;
  return () => {
    const now = dependencies.clock.now();
    if (!known || now - known.at >= REMEMBERED_MS) known = { at: now, samples: samplesOf(dependencies, scenes, now) };
    return known.samples;
  };
}

async function samplesOf(
  { hospitals }: MeasureDependencies,
  scenes: readonly Scene<never>[],
  now: number,
): Promise<readonly Sample[]> {
  const reachable = hospitals.ids().flatMap((id): Sample[] => {
    const labels = `hospital="${id}"`;
    const refused = hospitals.state(id) === 'credentials';
    return [
      { name: 'onedoor_hospital_reachable', labels, value: hospitals.reachable(id) ? 1 : 0 },
      { name: 'onedoor_hospital_credentials_refused', labels, value: refused ? 1 : 0 },
    ];
  });
  try {
    const rows = await Promise.all(scenes.map((scene) => scene.measure?.(now) ?? []));
    return [...reachable, ...rows.flat(), { name: 'onedoor_store_readable', value: 1 }];
  } catch {
    return [...reachable, { name: 'onedoor_store_readable', value: 0 }];
  }
}
