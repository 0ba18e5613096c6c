import { useEffect, useState } from 'preact/hooks';
import type { PrinterState } from '../../../client/device/bridge-messages.ts';
import { machineOf } from '../../../client/services.ts';
import { Action } from '../../../components/action/action.tsx';
import { CardDrawing } from '../../../components/card-drawing/card-drawing.tsx';
import { Pictogram } from '../../../components/pictogram/pictogram.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { helpPlace } from '../../../i18n/named.ts';
import { sayIn } from '../../../i18n/text.ts';
import { useVisit } from '../../../shell/visit.ts';
import type { Reading, ShownFailure } from '../use-reading.ts';
import './document.css';
import './language.css';

/**
 * The start, in both languages. Whoever knows the machine puts the card down and is led on at once; everybody else begins with a language.
 * The reader is asked from the first moment, so that a card that somebody forgot is told before the next one is put upon it.
 */
export function LanguageScreen({ reading, failure, again }: Pick<Reading, 'reading' | 'failure' | 'again'>) {
  const { services, act } = useVisit();
  const [zh, en] = [sayIn('zh'), sayIn('en')];
  const { putPracticeCard } = machineOf(services).bridge;
  const forgotten = failure === 'left-behind';
  useEffect(() => (forgotten ? act.tell('start.left-behind') : undefined), [forgotten]);
  const title = titleOf(reading, failure);
  return (
    <Screen title={zh(title)} lead={<p lang="en">{en(title)}</p>} alert={failure !== undefined}>
      {failure === undefined ? <Reader reading={reading} /> : <NotRead failure={failure} again={again} />}
      {putPracticeCard !== undefined && (
        <Action label={`${zh('practice.card')} ${en('practice.card')}`} onPress={putPracticeCard} />
      )}
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
      <NoPaper />
      {act.practise && <Action label={zh('language.practise')} onPress={act.practise} />}
    </Screen>
  );
}

/** Where the card goes, or the card that lies there and is being read. */
function Reader({ reading }: { readonly reading: boolean }) {
  const [zh, en] = [sayIn('zh'), sayIn('en')];
  if (reading)
    return (
      <div class="document-lying">
        <Pictogram drawing={wayDrawings.card} />
      </div>
    );
  return (
    <figure class="start-reader">
      <CardDrawing label={zh('document.drawing')} />
      <figcaption>
        {zh('document.place')} <span lang="en">{en('document.place')}</span> ↓
      </figcaption>
    </figure>
  );
}

/** Failures of the machine and not of how the card lies: putting it down once more would not help. */
const OF_THE_READER: readonly ShownFailure[] = ['reader-absent', 'bridge'];

function titleOf(reading: boolean, failure: ShownFailure | undefined) {
  if (reading) return 'document.reading';
  if (failure === undefined) return 'language.card';
  if (failure === 'left-behind') return 'start.left-behind';
  return OF_THE_READER.includes(failure) ? 'start.no-reader' : 'document.failed.title';
}

/** Why it was not read, and what to do, in both languages: nobody has chosen one. */
function NotRead({ failure, again }: { readonly failure: ShownFailure; readonly again: () => void }) {
  const { services } = useVisit();
  const says = (['zh', 'en'] as const).map((language) => ({ language, say: sayIn(language) }));
  const words = failure === 'left-behind' ? 'start.not-yours' : (`document.failed.${failure}` as const);
  const canPutDown = failure !== 'left-behind' && !OF_THE_READER.includes(failure);
  return (
    <div class="start-not-read">
      {says.map(({ language, say }) => (
        <p key={language} lang={language === 'zh' ? 'zh-CN' : 'en'}>
          {say(words, { window: helpPlace(language, machineOf(services).record) })}
        </p>
      ))}
      {canPutDown && (
        <Action label={says.map(({ say }) => say('document.again')).join(' ')} picture={wayDrawings.again} onPress={again} />
      )}
    </div>
  );
}

/** How often a printer that stands idle is asked how it is. */
const LOOK_MS = 30_000;
const WITHOUT_PAPER: readonly PrinterState[] = ['out-of-paper', 'jam', 'cover-open', 'absent'];

/** What this machine can not do now is said before anybody counts on it. */
function NoPaper() {
  const { services } = useVisit();
  const [printer, setPrinter] = useState<PrinterState>('ready');
  useEffect(() => {
    let gone = false;
    const look = () =>
      void machineOf(services)
        .bridge.printer()
        .then((state) => (gone ? undefined : setPrinter(state)));
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, []);
  if (!WITHOUT_PAPER.includes(printer)) return null;
  return (
    <p class="start-no-paper" role="status">
      {sayIn('zh')('start.no-paper')} <span lang="en">{sayIn('en')('start.no-paper')}</span>
    </p>
  );
}
