import { carriesWhite } from '../../../bff/contract/contrast.ts';
import { TAP_GUARD_MS } from '../../shell/tap-guard.ts';

/** What is set per kiosk, served beside the app as `config.json`. */
export interface Settings {
  /** Where the device bridge listens, `ws://127.0.0.1:…/`. */
  readonly bridge: string;
  /** What the printer takes. */
  readonly paper: 'receipt' | 'a4';
  /** Seconds without a touch until the kiosk asks whether somebody is there; 30 to 300. */
  readonly idleSeconds: number;
  /** Milliseconds in which a second tap on the same thing, and every tap on a new screen, is taken for a tremor; 300 to 800. */
  readonly tapGuardMs: number;
  /** The hospital's own colour, `#rrggbb`; absent where it has none, or one on which white words are not read (7:1). */
  readonly accent?: string | undefined;
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
  const { bridge, paper, idleSeconds, tapGuardMs, accent } = (given ?? {}) as Record<string, unknown>;
  if (typeof bridge !== 'string' || !/^wss?:\/\/(127\.0\.0\.1|localhost)(:\d+)?\//.test(bridge))
    throw new Error('the settings name no bridge on this machine');
  return {
    bridge,
    paper: paper === 'a4' ? 'a4' : 'receipt',
    idleSeconds: within(IDLE_SECONDS, idleSeconds),
    tapGuardMs: within(TAP_GUARD_MS, tapGuardMs),
    accent: typeof accent === 'string' && carriesWhite(accent) ? accent : undefined,
  };
}

function within({ least, usual, most }: { least: number; usual: number; most: number }, asked: unknown): number {
  return Math.min(most, Math.max(least, typeof asked === 'number' ? asked : usual));
}
