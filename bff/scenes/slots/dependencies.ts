import type { Hospitals } from '../../partners/hospitals.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Foreground } from '../../platform/foreground.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Log } from '../../platform/log.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Store } from '../../platform/store/store.ts';
import type { Directory } from '../directory/directory.ts';

export interface SlotDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly hospitals: Hospitals;
  readonly directory: Directory;
  readonly foreground: Foreground;
}
