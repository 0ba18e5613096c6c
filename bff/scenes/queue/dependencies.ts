import type { Hospitals } from '../../partners/hospitals.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Store } from '../../platform/store/store.ts';

/** A clinic that goes on, or should, and in which somebody of ours has a place. */
export interface ClinicUnderWay {
  readonly slotId: string;
  readonly slotRef: string;
  readonly hospitalId: string;
  readonly practitionerId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly numbers: number;
}

export interface ClinicsWanted {
  readonly hospitalId: string;
  readonly now: number;
  /** How long after its planned end a clinic may still go on. */
  readonly overtimeMs: number;
  readonly limit: number;
}

export interface QueueDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly hospitals: Hospitals;
  readonly metrics: Metrics;
  /** The earliest first. Whoever has the slots knows which of them are clinics that go on. */
  readonly clinicsUnderWay: (wanted: ClinicsWanted) => Promise<readonly ClinicUnderWay[]>;
}
