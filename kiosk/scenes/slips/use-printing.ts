import { useEffect, useState } from 'preact/hooks';
import type { Bridge } from '../../client/device/bridge.ts';
import type { PrinterState } from '../../client/device/bridge-messages.ts';
import { useHold } from '../../shell/use-load.ts';
import { useVisit } from '../../shell/visit.ts';

/** A printer from which no paper comes. */
export type PrinterFault = Exclude<PrinterState, 'ready' | 'paper-low'>;

/**
 * `asking`: how the printer is. `checking`: the page went out, and whether the printer is still well will be known soon. `printed`:
 * as far as anybody can tell. `no-printer`: this is somebody's own screen, and it holds everything itself.
 */
export type Printing = 'asking' | 'checking' | 'printed' | 'no-printer' | PrinterFault;

/** By then the paper is out, or stuck: a driver may say yes to a page before it tries. */
const CHECK_AFTER_MS = 3_000;

/**
 * Prints the slip once by itself, and as often as somebody asks for it. It is only paper: nothing is booked. `anew` brings what stands on
 * it up to date before it is printed once more.
 */
export function usePrinting(anew = async () => {}): { readonly printing: Printing; readonly print: () => void } {
  const { services, act } = useVisit();
  const [asked, setAsked] = useState(1);
  const { device } = services;
  const [printing, setPrinting] = useState<Printing>(device === undefined ? 'no-printer' : 'asking');
  // The printer is asked once each time that paper is wanted.
  useEffect(() => {
    if (device === undefined) return undefined;
    const gone = new AbortController();
    void printOnce(device.bridge, act.print, setPrinting, gone.signal);
    return () => gone.abort();
  }, [asked]);
  const pending = isPending(printing);
  useHold(pending);
  const print = () => {
    if (pending || device === undefined) return;
    setPrinting('asking');
    void anew().then(() => setAsked(asked + 1));
  };
  return { printing, print };
}

/** A paper is being printed. */
export function isPending(printing: Printing): printing is 'asking' | 'checking' {
  return printing === 'asking' || printing === 'checking';
}

/** No paper comes: whatever it would say has to be taken along from the screen. */
export function standsOnScreen(printing: Printing): boolean {
  return isFault(printing) || printing === 'no-printer';
}

export function isFault(printing: Printing | PrinterState): printing is PrinterFault {
  return printing === 'out-of-paper' || printing === 'jam' || printing === 'cover-open' || printing === 'absent';
}

/** Nothing is printed, asked or told any more once the person has gone: the paper would lie there for the next one. */
async function printOnce(bridge: Bridge, print: () => void, tell: (now: Printing) => void, gone: AbortSignal): Promise<void> {
  const before = await bridge.printer();
  if (gone.aborted) return;
  if (isFault(before)) return tell(before);
  print();
  tell('checking');
  await new Promise((resolve) => setTimeout(resolve, CHECK_AFTER_MS));
  if (gone.aborted) return;
  const after = await bridge.printer();
  if (!gone.aborted) tell(isFault(after) ? after : 'printed');
}
