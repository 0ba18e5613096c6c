import { useEffect, useState } from 'preact/hooks';
import { Action } from '../components/action/action.tsx';
import { CardDrawing } from '../components/card-drawing/card-drawing.tsx';
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
      {door.bridge.putPracticeCard && <Action kind="main" label={say('practice.card')} onPress={door.bridge.putPracticeCard} />}
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

function Drawing() {
  const { say } = useVisit();
  return (
    <figure class="document-drawing">
      <CardDrawing label={say('document.drawing')} />
      <figcaption>{say('document.place')} ↓</figcaption>
    </figure>
  );
}
