import { useEffect, useState } from 'preact/hooks';
import { Action } from '../components/action/action.tsx';
import { Screen } from '../components/screen/screen.tsx';
import type { ReadingState } from '../devices/bridge.ts';
import './document.css';
import { useHold } from './use-load.ts';
import { useVisit } from './visit.ts';

/** Put the document down. A drawing shows where; what the reader says is told as it happens. */
export function DocumentScreen() {
  const { door, act, say, window } = useVisit();
  const [tries, setTries] = useState(0);
  const [reading, setReading] = useState<ReadingState>({ state: 'waiting' });
  // The reader is asked once a try.
  useEffect(
    () =>
      door.bridge.readDocument(door.thumbprint, (state) => {
        setReading(state);
        if (state.state === 'read') act.settle('document', state.document);
      }),
    [tries],
  );
  useHold(reading.state === 'reading');
  const failure = failureOf(reading);
  if (failure !== undefined) {
    const again = () => {
      setReading({ state: 'waiting' });
      setTries(tries + 1);
    };
    return (
      <Screen title={say('document.failed.title')} alert>
        <p class="document-failure">
          {failure === 'bridge' ? say('document.failed.bridge', { window }) : say(`document.failed.${failure}`)}
        </p>
        {failure !== 'left-behind' && failure !== 'bridge' && <Drawing />}
        <Action kind="main" label={say('document.again')} onPress={again} />
      </Screen>
    );
  }
  return (
    <Screen title={say('document.question')} lead={<p>{say('document.how')}</p>}>
      <Drawing />
      <p class="document-state" role="status">
        {reading.state === 'reading' ? say('document.reading') : say('document.waiting')}
      </p>
      <div class="quiet">
        <p>{say('document.other')}</p>
        <p>{say('document.window', { window })}</p>
      </div>
    </Screen>
  );
}

function failureOf(reading: ReadingState) {
  if (reading.state === 'removed') return 'removed';
  return reading.state === 'failed' ? reading.reason : undefined;
}

/** A hand-height drawing of the machine: the screen above, the reader below, the card on its way to it. */
function Drawing() {
  const { say } = useVisit();
  return (
    <figure class="document-drawing">
      <svg viewBox="0 0 520 420" role="img" aria-label={say('document.drawing')}>
        <g fill="none" stroke="currentColor" stroke-width="5" stroke-linejoin="round" stroke-linecap="round">
          <path d="M110 8h300v150H110z" />
          <path d="M150 50h130M150 84h220M150 118h170" stroke-width="4" />
          <path d="M70 158h380l60 254H10z" />
        </g>
        <path class="document-drawing-reader" d="M122 296h276l20 88H102z" />
        <g class="document-drawing-card">
          <path d="M170 186h180l8 62H162z" />
          <path class="document-drawing-print" d="M186 204h70M183 222h92M298 202h30l3 28h-31z" />
        </g>
        <path class="document-drawing-arrow" d="M260 260v44m-20-18l20 20l20-20" />
      </svg>
      <figcaption>{say('document.place')} ↓</figcaption>
    </figure>
  );
}
