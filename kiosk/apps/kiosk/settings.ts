/** What is set per kiosk, served beside the app as `config.json`. */
export interface Settings {
  /** Where the device bridge listens, `ws://127.0.0.1:…/`. */
  readonly bridge: string;
  /** What the printer takes. */
  readonly paper: 'receipt' | 'a4';
  /** Seconds without a touch until the kiosk asks whether somebody is there; 30 to 300. */
  readonly idleSeconds: number;
}

const IDLE_SECONDS = { least: 30, usual: 60, most: 300 } as const;
const LOAD_MS_MAX = 5_000;

/** The settings of this kiosk. Rejects when there are none: a kiosk without its bridge knows nobody and books nothing. */
export async function loadSettings(url: string, fetch: typeof globalThis.fetch): Promise<Settings> {
  const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(LOAD_MS_MAX) });
  if (!response.ok) throw new Error(`no settings: ${response.status}`);
  return readSettings(await response.json());
}

export function readSettings(given: unknown): Settings {
  const { bridge, paper, idleSeconds } = (given ?? {}) as Record<string, unknown>;
  if (typeof bridge !== 'string' || !/^wss?:\/\/(127\.0\.0\.1|localhost)(:\d+)?\//.test(bridge))
    throw new Error('the settings name no bridge on this machine');
  const asked = typeof idleSeconds === 'number' ? idleSeconds : IDLE_SECONDS.usual;
  return {
    bridge,
    paper: paper === 'a4' ? 'a4' : 'receipt',
    idleSeconds: Math.min(IDLE_SECONDS.most, Math.max(IDLE_SECONDS.least, asked)),
  };
}
