/** Counters, gauges and histograms in the text format of Prometheus (version 0.0.4). Labels are route patterns and codes, never ids. */
export class Metrics {
  readonly #counters = new Map<string, number>();
  readonly #gauges = new Map<string, () => number>();
  readonly #histograms = new Map<string, { counts: number[]; sum: number; count: number }>();

  /** @param labels already in the form `a="b",c="d"` */
  count(name: string, labels = '', by = 1): void {
    const key = series(name, labels);
    this.#counters.set(key, (this.#counters.get(key) ?? 0) + by);
  }

  gauge(name: string, read: () => number): void {
    this.#gauges.set(name, read);
  }

  observe(name: string, labels: string, seconds: number): void {
    const key = `${name}|${labels}`;
    let histogram = this.#histograms.get(key);
    if (!histogram) {
      histogram = { counts: BUCKETS.map(() => 0), sum: 0, count: 0 };
      this.#histograms.set(key, histogram);
    }
    histogram.sum += seconds;
    histogram.count += 1;
    for (let index = 0; index < BUCKETS.length; index += 1) {
      if (seconds <= (BUCKETS[index] as number)) histogram.counts[index] = (histogram.counts[index] ?? 0) + 1;
    }
  }

  text(): string {
    const lines: string[] = [];
    for (const [key, value] of this.#counters) lines.push(`${key} ${value}`);
    for (const [name, read] of this.#gauges) lines.push(`${name} ${read()}`);
    for (const [key, histogram] of this.#histograms) lines.push(...histogramLines(key, histogram));
    return `${lines.join('\n')}\n`;
  }
}

/** Seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10];

function series(name: string, labels: string): string {
  return labels === '' ? name : `${name}{${labels}}`;
}

function histogramLines(key: string, histogram: { counts: number[]; sum: number; count: number }): string[] {
  const [name = '', labels = ''] = key.split('|');
  const lines = BUCKETS.map(
    (bound, index) => `${series(`${name}_bucket`, `${labels},le="${bound}"`)} ${histogram.counts[index]}`,
  );
  lines.push(`${series(`${name}_bucket`, `${labels},le="+Inf"`)} ${histogram.count}`);
  lines.push(`${series(`${name}_sum`, labels)} ${histogram.sum}`, `${series(`${name}_count`, labels)} ${histogram.count}`);
  return lines;
}
