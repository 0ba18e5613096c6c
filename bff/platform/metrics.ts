/**
 * What the gateway tells of itself, in the text format of Prometheus (version 0.0.4). Every series is a row of this table: docs,
 * dashboard and alarms are held against it. Labels are operations, states, codes and hospitals, never a person or an id.
 */
export const SERIES = {
  onedoor_build_info: { type: 'gauge', help: 'Always 1; the labels say which version runs.' },
  onedoor_requests_total: { type: 'counter', help: 'Requests answered, by operation of the contract and status.' },
  onedoor_request_seconds: { type: 'histogram', help: 'Time to the answer, by operation.' },
  onedoor_hospital_calls_total: { type: 'counter', help: 'Calls to a hospital, by operation of the port and result.' },
  onedoor_hospital_call_seconds: { type: 'histogram', help: 'Time of calls to a hospital, waiting for a place included.' },
  onedoor_hospital_reachable: { type: 'gauge', help: '0 while calls to the hospital are refused because it does not answer.' },
  onedoor_hospital_credentials_refused: {
    type: 'gauge',
    help: '1 since the hospital refused our credentials, until it takes them.',
  },
  onedoor_partner_calls_total: {
    type: 'counter',
    help: 'Calls to a payment channel or an insurer, by operation of the port and result.',
  },
  onedoor_partner_call_seconds: { type: 'histogram', help: 'Time of calls to a payment channel or an insurer.' },
  onedoor_triage_total: { type: 'counter', help: 'Complaints that came to an end, by how.' },
  onedoor_summaries_total: { type: 'counter', help: 'Summaries for doctors that came into a state.' },
  onedoor_payments_total: { type: 'counter', help: 'Parts of payments that came into a state.' },
  onedoor_payments_open: { type: 'gauge', help: 'Parts of payments that have not ended, by state; `case` waits for people.' },
  onedoor_codes_total: {
    type: 'counter',
    help: 'Codes to phones: sent, refused to whoever asked, or stopped for all because the hour has had its most.',
  },
  onedoor_help_calls_total: { type: 'counter', help: 'Calls for help from kiosks, by cause.' },
  onedoor_messages_total: {
    type: 'counter',
    help: 'Messages to phones, by what became of them; unreached are those that a desk is to call about.',
  },
  onedoor_messages_unreached: { type: 'gauge', help: 'People whom nothing reached, and whom the desk of a hospital is to call.' },
  onedoor_messages_unreached_overdue: { type: 'gauge', help: 'Those of them who should have been called by now.' },
  onedoor_break_glass_unreviewed: { type: 'gauge', help: 'Records opened in emergencies that nobody has reviewed yet.' },
  onedoor_break_glass_overdue: { type: 'gauge', help: 'Those of them that should have been reviewed by now.' },
  onedoor_pushes_total: { type: 'counter', help: 'Messages of hospitals that were kept.' },
  onedoor_slots_synced_total: { type: 'counter', help: 'Slots read from a hospital.' },
  onedoor_slots_left_out_total: { type: 'counter', help: 'Slots of a hospital that can not be offered, by reason.' },
  onedoor_bookings_left_out_total: { type: 'counter', help: 'Rows of a list of bookings that could not be used, by reason.' },
  onedoor_records_left_out_total: {
    type: 'counter',
    help: 'Reports and rows of records that a hospital told and that could not be shown, by reason.',
  },
  onedoor_slots_doubted: {
    type: 'gauge',
    help: 'Slots that a hospital stopped listing all at once: not offered, and not yet believed.',
  },
  onedoor_lists_without_end_total: { type: 'counter', help: 'Readings of a list of a hospital that did not end, by list.' },
  onedoor_list_without_end_seconds: { type: 'gauge', help: 'Since when a list of a hospital has had no end, by list.' },
  onedoor_slots_age_seconds: { type: 'gauge', help: 'Since the slots of a hospital were read through for the last time.' },
  onedoor_slots_short: { type: 'gauge', help: 'Slots of which the hospital says that it has fewer places than we have sold.' },
  onedoor_queue_calls_total: { type: 'counter', help: 'Calls of numbers that a hospital told.' },
  onedoor_claims_total: { type: 'counter', help: 'Moves of bookings, by the state that they reached.' },
  onedoor_claims_open: { type: 'gauge', help: 'Bookings under way, by state; manual are those that wait for a duty desk.' },
  onedoor_claims_open_oldest_seconds: { type: 'gauge', help: 'Age of the oldest of them, by state.' },
  onedoor_ghost_bookings_total: { type: 'counter', help: 'Bookings that came late at a hospital, and are being cancelled.' },
  onedoor_ghost_bookings_left_total: {
    type: 'counter',
    help: 'Bookings that came late at a hospital, beyond those that are being cancelled: left to people.',
  },
  onedoor_adopted_bookings_total: { type: 'counter', help: 'Bookings from after the backup that were taken over.' },
  onedoor_stray_bookings_total: { type: 'counter', help: 'Bookings at a hospital under keys that nobody here knows.' },
  onedoor_contradictions_total: {
    type: 'counter',
    help: 'Words of a hospital that can not be true together with what it said before, by kind.',
  },
  onedoor_tasks_due: { type: 'gauge', help: 'Tasks that should run now and do not, by kind.' },
  onedoor_tasks_due_oldest_seconds: { type: 'gauge', help: 'Since when the oldest of them should have run.' },
  onedoor_store_waiting: { type: 'gauge', help: 'Units of work that wait for the database.' },
  onedoor_store_readable: { type: 'gauge', help: '0 when the figures from the database could not be read just now.' },
  onedoor_audit_checkpoint_age_seconds: {
    type: 'gauge',
    help: 'Since the end of the audit was signed; absent before the first time.',
  },
  onedoor_event_loop_lag_seconds: { type: 'gauge', help: '99th percentile of the delay of the event loop since the last look.' },
  process_resident_memory_bytes: { type: 'gauge', help: 'Memory of the process.' },
  process_start_time_seconds: { type: 'gauge', help: 'Start of the process, seconds since 1970.' },
} as const satisfies Record<string, { type: 'counter' | 'gauge' | 'histogram'; help: string }>;

type OfType<T extends string> = {
  [K in keyof typeof SERIES]: (typeof SERIES)[K]['type'] extends T ? K : never;
}[keyof typeof SERIES];
export type CounterName = OfType<'counter'>;
export type GaugeName = OfType<'gauge'>;
export type HistogramName = OfType<'histogram'>;

/** One value of a gauge. `labels` already in the form `a="b",c="d"`. */
export interface Sample {
  readonly name: GaugeName;
  readonly labels?: string;
  readonly value: number;
}

type Collect = () => readonly Sample[] | Promise<readonly Sample[]>;

/** Counters, gauges and histograms of one process. */
export class Metrics {
  readonly #counters = new Map<CounterName, Map<string, number>>();
  readonly #histograms = new Map<HistogramName, Map<string, { counts: number[]; sum: number; count: number }>>();
  readonly #collectors: Collect[] = [];

  /** @param labels already in the form `a="b",c="d"` */
  count(name: CounterName, labels = '', by = 1): void {
    const series = entry(this.#counters, name, () => new Map<string, number>());
    series.set(labels, (series.get(labels) ?? 0) + by);
  }

  observe(name: HistogramName, labels: string, seconds: number): void {
    const series = entry(this.#histograms, name, () => new Map());
    const histogram = entry(series, labels, () => ({ counts: BUCKETS.map(() => 0), sum: 0, count: 0 }));
    histogram.sum += seconds;
    histogram.count += 1;
    for (let index = 0; index < BUCKETS.length; index += 1) {
      if (seconds <= (BUCKETS[index] as number)) histogram.counts[index] = (histogram.counts[index] ?? 0) + 1;
    }
  }

  /** Gauges that are read when somebody looks. A collector must not throw. */
  collect(collector: Collect): void {
    this.#collectors.push(collector);
  }

  async text(): Promise<string> {
    const samples = (await Promise.all(this.#collectors.map((collect) => collect()))).flat();
    const lines: string[] = [];
    for (const name of Object.keys(SERIES) as (keyof typeof SERIES)[]) {
      const own = this.#linesOf(name, samples);
      if (own.length > 0) lines.push(`# HELP ${name} ${SERIES[name].help}`, `# TYPE ${name} ${SERIES[name].type}`, ...own);
    }
    return `${lines.join('\n')}\n`;
  }

  #linesOf(name: keyof typeof SERIES, samples: readonly Sample[]): readonly string[] {
    switch (SERIES[name].type) {
      case 'counter':
        return [...(this.#counters.get(name as CounterName) ?? [])].map(([labels, value]) => `${series(name, labels)} ${value}`);
      case 'histogram':
        return [...(this.#histograms.get(name as HistogramName) ?? [])].flatMap(([labels, histogram]) =>
          histogramLines(name, labels, histogram),
        );
      case 'gauge':
        return samples
          .filter((sample) => sample.name === name)
          .map(({ labels = '', value }) => `${series(name, labels)} ${value}`);
    }
  }
}

/** Seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10];

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function series(name: string, labels: string): string {
  return labels === '' ? name : `${name}{${labels}}`;
}

function histogramLines(
  name: string,
  labels: string,
  histogram: { counts: number[]; sum: number; count: number },
): readonly string[] {
  const bucket = (bound: string, count: number | undefined) => `${series(`${name}_bucket`, `${labels},le="${bound}"`)} ${count}`;
  return [
    ...BUCKETS.map((bound, index) => bucket(String(bound), histogram.counts[index])),
    bucket('+Inf', histogram.count),
    `${series(`${name}_sum`, labels)} ${histogram.sum}`,
    `${series(`${name}_count`, labels)} ${histogram.count}`,
  ];
}
