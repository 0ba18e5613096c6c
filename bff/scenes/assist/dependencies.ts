import type { Clock } from '../../platform/clock.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import type { Signals } from '../../platform/events/signals.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Log } from '../../platform/log.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Part, Store } from '../../platform/store/store.ts';
import type { TaskRunner } from '../../platform/tasks/task-runner.ts';

/** Tickets for the window, as the desk keeps them. */
export interface Tickets {
  /** A new one, as parts of the unit that sends somebody there. */
  readonly parts: (ticket: {
    readonly id: string;
    readonly hospitalId: string;
    readonly campusRef: string;
    readonly now: number;
  }) => readonly Part[];
  /** The number under which the window calls it. */
  readonly numberOf: (id: string) => Promise<string | undefined>;
}

export interface AssistDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly signals: Signals;
  readonly tasks: TaskRunner;
  readonly blindIndex: BlindIndex;
  readonly tickets: Tickets;
  /** Names of a campus, as the directory has them. */
  readonly campusNames: (hospitalId: string, campusRef: string) => { readonly name: string };
}

/** The task that watches over one call until nothing of it is open. */
export const WATCH_HELP_CALL = 'watch-help-call';

/** What wakes those who follow the calls of a hospital. */
export function signalOf(hospitalId: string): string {
  return `help-calls ${hospitalId}`;
}
