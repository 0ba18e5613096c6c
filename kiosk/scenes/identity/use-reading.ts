import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ReadingState } from '../../client/device/bridge.ts';
import type { ReadFailure } from '../../client/device/bridge-messages.ts';
import { machineOf } from '../../client/services.ts';
import { useHold } from '../../shell/use-load.ts';
import { useLimits, useVisit } from '../../shell/visit.ts';
import type { DocumentRead } from './answers.ts';

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

/** Which question the reader answers. */
export type ReadFor = 'language' | 'document' | 'with-whom';

/** `start`: nobody put a card down. `card`: still at the start, and somebody did. `document`: where the document is asked for. */
type Place = 'start' | 'card' | 'document';

/** `over`: nothing is being read any more, and nobody has to do anything about it. */
type Said = 'waiting' | 'reading' | 'read' | 'over' | 'no-card' | 'left-behind' | 'failed';

/**
 * `show` what was said; `ask` the reader again, at once or `ask-later`; `lead-on` to who that is, in the language that their document is
 * written in; `take` the document that was read; `count` a reading that failed.
 */
type Effect = 'show' | 'ask' | 'ask-later' | 'lead-on' | 'take' | 'count';

/** What follows from what the reader says, by where the person stands. */
const FOLLOWS: Readonly<Record<Place, Readonly<Record<Said, readonly Effect[]>>>> = {
  start: {
    waiting: ['show'],
    reading: ['show'],
    read: ['show', 'lead-on', 'take'],
    over: ['ask'],
    // A card that is put down between two readings would be taken for a forgotten one.
    'no-card': ['ask'],
    'left-behind': ['show'],
    failed: ['show', 'ask-later'],
  },
  card: {
    waiting: ['show', 'lead-on'],
    reading: ['show'],
    read: ['show', 'lead-on', 'take'],
    over: ['ask'],
    // No language is known yet: the start tells it in both.
    'no-card': ['show', 'count'],
    'left-behind': ['show', 'count'],
    failed: ['show', 'count'],
  },
  document: {
    waiting: ['show'],
    reading: ['show'],
    read: ['show', 'take'],
    over: ['ask'],
    'no-card': ['show', 'count'],
    'left-behind': ['show', 'count'],
    failed: ['show', 'count'],
  },
};

/**
 * Asks the reader for a document while the start or the document's screen stands, and settles the step with it. A card that was
 * lifted after a failure is what the sentence asked for: the reader is asked again by itself, so that laying the card down once more
 * is all there is to do. A card that is being read is read on when a language is chosen meanwhile; asked anew, the reader would
 * take it for one that somebody forgot.
 */
export function useReading(readFor: ReadFor): Reading {
  const atStart = readFor === 'language';
  const { services, act } = useVisit();
  const [asked, setAsked] = useState(0);
  const [state, setState] = useState<ReadingState>({ state: 'waiting' });
  const [failures, setFailures] = useState(0);
  const place = useRef<Place>(atStart ? 'start' : 'document');
  const reading = state.state === 'reading';
  const again = () => {
    setState({ state: 'waiting' });
    setAsked((before) => before + 1);
  };
  // The other of the two screens has its own minute, unless a card is there already.
  useLayoutEffect(() => {
    if (atStart !== (place.current === 'document')) return;
    const kept = reading || place.current === 'card';
    place.current = !atStart ? 'document' : reading ? 'card' : 'start';
    if (atStart) setFailures(0);
    if (!kept) again();
  }, [atStart]);
  // The reader is asked once a try.
  useEffect(() => {
    let counted = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (place.current === 'card') place.current = 'start';
    const effects: Readonly<Record<Effect, (told: ReadingState) => void>> = {
      show: setState,
      ask: again,
      'ask-later': () => {
        timer ??= setTimeout(again, ROUND_MS);
      },
      'lead-on': (told) => act.settle('language', told.state === 'read' && isForeign(told.document) ? 'en' : 'zh'),
      take: (told) => told.state === 'read' && act.settle(readFor === 'with-whom' ? 'with-whom' : 'document', told.document),
      // The bridge may go away after it told why a reading failed: that is no second failed reading.
      count: () => {
        if (!counted) setFailures((before) => before + 1);
        counted = true;
      },
    };
    const { bridge, thumbprint } = machineOf(services);
    const stop = bridge.readDocument(thumbprint, (told) => {
      const said = saidBy(told);
      for (const effect of FOLLOWS[place.current][said]) effects[effect](told);
      if (said === 'reading' && place.current === 'start') place.current = 'card';
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [asked]);
  const { triesMax } = useLimits(atStart ? 'document' : readFor);
  useEffect(() => {
    if (failures === triesMax) act.help('readings');
  }, [failures]);
  useHold(reading);
  return { reading, failure: failureIn(state), failures, again };
}

/** Whose papers are written in English, as far as one can tell: the next screen offers the other language. */
function isForeign({ type }: DocumentRead): boolean {
  return type === 'passport' || type === 'foreigner-residence-permit';
}

function saidBy(told: ReadingState): Said {
  if (told.state === 'removed') return 'over';
  if (told.state !== 'failed') return told.state;
  if (told.reason === 'stopped') return 'over';
  return told.reason === 'no-card' || told.reason === 'left-behind' ? told.reason : 'failed';
}

function failureIn(state: ReadingState): ShownFailure | undefined {
  return state.state === 'failed' && state.reason !== 'stopped' ? state.reason : undefined;
}
