import { useEffect, useState } from 'preact/hooks';
import { Action } from '../components/action/action.tsx';
import { CardDrawing } from '../components/card-drawing/card-drawing.tsx';
import { Screen } from '../components/screen/screen.tsx';
import type { ReadingState } from '../devices/bridge.ts';
import { sayIn } from '../i18n/text.ts';
import './language.css';
import { useVisit } from './visit.ts';

/**
 * The start. Whoever knows the machine puts the card down and is led on at once; everybody else begins with a language. The reader is
 * asked from the first moment, so that a card that somebody forgot is told before the next one is put upon it.
 */
export function LanguageScreen() {
  const { door, act } = useVisit();
  const forgotten = useCardAtTheStart();
  const [zh, en] = [sayIn('zh'), sayIn('en')];
  const { putPracticeCard } = door.bridge;
  return (
    <Screen
      title={zh(forgotten ? 'document.failed.left-behind' : 'language.card')}
      lead={<p lang="en">{en(forgotten ? 'document.failed.left-behind' : 'language.card')}</p>}
      alert={forgotten}
    >
      <CardDrawing label={zh('document.drawing')} />
      {putPracticeCard !== undefined && <Action label={zh('practice.card')} onPress={putPracticeCard} />}
      <div class="language-choices">
        <button type="button" class="language-choice is-first" lang="zh-CN" onClick={() => act.settle('language', 'zh')}>
          中文
          <span>{zh('language.what')}</span>
        </button>
        <button type="button" class="language-choice" lang="en" onClick={() => act.settle('language', 'en')}>
          English
          <span>{en('language.what')}</span>
        </button>
      </div>
      {act.practise && <Action label={zh('language.practise')} onPress={act.practise} />}
    </Screen>
  );
}

/** Reads a card that is put down before anything was pressed, again and again. Answers whether one lies there that somebody forgot. */
function useCardAtTheStart(): boolean {
  const { door, act } = useVisit();
  const [round, setRound] = useState(0);
  const [forgotten, setForgotten] = useState(false);
  // One reading after the other; each ends with a card, or with the minute in which none came.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onState = (reading: ReadingState) => {
      if (reading.state === 'read') {
        act.settle('language', 'zh');
        act.settle('document', reading.document);
      } else if (reading.state === 'removed') {
        setForgotten(false);
        setRound((before) => before + 1);
      } else if (reading.state === 'failed') {
        setForgotten(reading.reason === 'left-behind');
        // Whether it is the card or the reader is told on the next screen, to somebody who is there. After a minute without a card
        // the next reading begins at once: a card that is put down between two readings would be taken for a forgotten one.
        const pause = reading.reason === 'no-card' ? 0 : ROUND_MS;
        if (reading.reason !== 'left-behind') timer = setTimeout(() => setRound((before) => before + 1), pause);
      }
    };
    const stop = door.bridge.readDocument(door.thumbprint, onState);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [round]);
  return forgotten;
}

const ROUND_MS = 5_000;
