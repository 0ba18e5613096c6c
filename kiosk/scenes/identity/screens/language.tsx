import { Action } from '../../../components/action/action.tsx';
import { CardDrawing } from '../../../components/card-drawing/card-drawing.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { sayIn } from '../../../i18n/text.ts';
import './language.css';
import { useVisit } from '../../../shell/visit.ts';
import type { Reading } from '../use-reading.ts';

/**
 * The start. Whoever knows the machine puts the card down and is led on at once; everybody else begins with a language. The reader is
 * asked from the first moment, so that a card that somebody forgot is told before the next one is put upon it.
 */
export function LanguageScreen({ reading, failure }: Pick<Reading, 'reading' | 'failure'>) {
  const { services, act } = useVisit();
  // Whether it is the card or the reader is told on the next screen, to somebody who is there.
  const forgotten = failure === 'left-behind';
  const title = reading ? 'document.reading' : forgotten ? 'document.failed.left-behind' : 'language.card';
  const [zh, en] = [sayIn('zh'), sayIn('en')];
  const { putPracticeCard } = services.device.bridge;
  return (
    <Screen title={zh(title)} lead={<p lang="en">{en(title)}</p>} alert={forgotten}>
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
