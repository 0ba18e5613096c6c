interface Setup<Value> {
  readonly value: Value;
  readonly stop: () => Promise<void>;
}

/** Vitest loads a setup anew for each project; what was set up for the run stands in what all of them share, the process. */
const shared = globalThis as { onedoorSetups?: Map<string, Promise<Setup<unknown>>> };
shared.onedoorSetups ??= new Map();
const setups = shared.onedoorSetups;

/** What several projects need is set up by the first that asks, and stopped by the first that ends: all end together, after the last test. */
export async function onceARun<Value>(name: string, start: () => Promise<Setup<Value>>): Promise<Setup<Value>> {
  const begun = (setups.get(name) as Promise<Setup<Value>> | undefined) ?? start();
  setups.set(name, begun);
  const { value, stop } = await begun;
  return {
    value,
    async stop() {
      if (setups.delete(name)) await stop();
    },
  };
}
