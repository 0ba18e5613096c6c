import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Sample } from '../platform/metrics.ts';

const NANOSECONDS = 1e9;

/** What Node tells of its process. The lag is that since the last look. */
export function processMetrics(version: string, commit: string): () => readonly Sample[] {
  const lag = monitorEventLoopDelay({ resolution: 20 });
  lag.enable();
  const startedAt = Math.round(Date.now() / 1000 - process.uptime());
  return () => {
    const p99 = lag.percentile(99) / NANOSECONDS;
    lag.reset();
    return [
      { name: 'onedoor_build_info', labels: `version="${version}",commit="${commit}"`, value: 1 },
      { name: 'onedoor_event_loop_lag_seconds', value: Number.isFinite(p99) ? p99 : 0 },
      { name: 'process_resident_memory_bytes', value: process.memoryUsage.rss() },
      { name: 'process_start_time_seconds', value: startedAt },
    ];
  };
}
