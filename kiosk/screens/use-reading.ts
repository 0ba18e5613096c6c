import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReadingState } from '../devices/bridge.ts';
import type { ReadFailure } from '../devices/bridge-messages.ts';
import { useHold } from './use-load.ts';
import { useVisit } from './visit.ts';

/** What a person is told. `stopped` was the page's own wish. */
export type ShownFailure = Exclude<ReadFailure, 'stopped'> | 'bridge';

export interface Reading {
  /** A card lies on the reader and is being read. */
  readonly reading: boolean;
  readonly failure: ShownFailure | undefined;
  /** How many readings failed, this one included. */
  readonly failures: number;
  readonly again: () => void;
}

/** At the start a reader that is away is asked again after this time: nobody has to see it, and it may come back. */
const ROUND_MS = 5_000;

/**
 * Asks the reader for a document while the start or the document's screen stands, and settles the step with it. A card that was
 * lifted after a failure is what the sentence asked for: the reader is asked again by itself, so that laying the card down once more
 * is all there is to do. A card that is being read is read on when a language is chosen meanwhile; asked anew, the reader would
 * take it for one that somebody forgot.
 */
export function useReading(atStart: boolean): Reading {
  const { door, act } = useVisit();
  const [asked, setAsked] = useState(0);
  const [state, setState] = useState<ReadingState>({ state: 'waiting' });
  const [failures, setFailures] = useState(0);
  const putDown = useRef(false);
  const stood = useRef(atStart);
  const stands = useRef(atStart);
  stands.current = atStart;
  const again = () => {
    setState({ state: 'waiting' });
    setAsked((before) => before + 1);
  };
  // The reader is asked once a try.
  useEffect(() => {
    let failed = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    putDown.current = false;
    const toNobody = (told: ReadingState) => {
      // A card that is put down between two readings would be taken for a forgotten one.
      if (told.state === 'failed' && told.reason === 'no-card') return again();
      if (told.state === 'failed' && told.reason !== 'left-behind') timer ??= setTimeout(again, ROUND_MS);
      return setState(told);
    };
    const stop = door.bridge.readDocument(door.thumbprint, (told) => {
      if (isOver(told)) return again();
      if (told.state === 'reading' || told.state === 'read') putDown.current = true;
      if (stands.current && !putDown.current) return toNobody(told);
      setState(told);
      // Who has put a card down at the start is told on the document's screen why it was not read.
      if (stands.current && told.state !== 'reading') act.settle('language', 'zh');
      if (told.state === 'read') act.settle('document', told.document);
      // The bridge may go away after it told why a reading failed: that is no second failed reading.
      if (told.state !== 'failed' || failed) return undefined;
      failed = true;
      return setFailures((before) => before + 1);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [asked]);
  const reading = state.state === 'reading';
  // The other of the two screens has its own minute, unless a card is there already.
  useEffect(() => {
    if (stood.current === atStart) return;
    stood.current = atStart;
    if (atStart) setFailures(0);
    if (!reading && (atStart || !putDown.current)) again();
  }, [atStart]);
  useHold(reading);
  return { reading, failure: failureIn(state), failures, again };
}

/** Nothing is being read any more, and nobody has to do anything about it. */
function isOver(told: ReadingState): boolean {
  return told.state === 'removed' || (told.state === 'failed' && told.reason === 'stopped');
}

function failureIn(state: ReadingState): ShownFailure | undefined {
  return state.state === 'failed' && state.reason !== 'stopped' ? state.reason : undefined;
}
