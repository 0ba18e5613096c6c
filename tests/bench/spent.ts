/** Wall clock and CPU of a piece of work in this process. */
export interface Spent {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

export function timed(work: () => void): Spent {
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  work();
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpuSeconds: (user + system) / 1e6 };
}
