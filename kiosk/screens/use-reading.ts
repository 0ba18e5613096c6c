import { useEffect, useState } from 'preact/hooks';
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

/**
 * Asks the reader for a document while the screen stands, and settles the step with it. A card that was lifted after a failure is
 * what the sentence asked for: the reader is asked again by itself, so that laying the card down once more is all there is to do.
 */
export function useReading(): Reading {
  const { door, act } = useVisit();
  const [asked, setAsked] = useState(0);
  const [state, setState] = useState<ReadingState>({ state: 'waiting' });
  const [failures, setFailures] = useState(0);
  const again = () => {
    setState({ state: 'waiting' });
    setAsked((before) => before + 1);
  };
  // The reader is asked once a try.
  useEffect(() => {
    let failed = false;
    return door.bridge.readDocument(door.thumbprint, (told) => {
      if (isOver(told)) return again();
      setState(told);
      if (told.state === 'read') act.settle('document', told.document);
      if (told.state !== 'failed' || failed) return undefined;
      // The bridge may go away after it told why a reading failed: that is no second failed reading.
      failed = true;
      return setFailures((before) => before + 1);
    });
  }, [asked]);
  const reading = state.state === 'reading';
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
