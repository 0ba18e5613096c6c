import { Action } from '../../../components/action/action.tsx';
import { Pictogram } from '../../../components/pictogram/pictogram.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { useVisit } from '../../../shell/visit.ts';
import { childsCard, shownBy } from '../answers.ts';
import './document.css';

/** Asked before anything is opened: the card of the person before may still have been on the reader. */
export function WhoScreen() {
  const { answers, language, say, act } = useVisit();
  const child = childsCard(answers);
  const document = shownBy(answers);
  return (
    <Screen
      title={say('who.question', { name: document?.maskedName ?? '' })}
      lead={
        <>
          <p>{say('who.number', { number: document?.maskedNumber ?? '' })}</p>
          {child && <p>{say('who.with', { name: child.maskedName })}</p>}
        </>
      }
    >
      <div class="document-lying">
        <Pictogram drawing={wayDrawings.card} />
      </div>
      <div class="screen-actions">
        <Action kind="main" label={say('who.yes')} picture={wayDrawings.tick} onPress={() => act.settle('who', 'me')} />
        <Action label={say('who.no')} onPress={child ? () => act.ask('with-whom') : act.identify} />
        <Action label={say('who.language')} onPress={() => act.settle('language', language === 'zh' ? 'en' : 'zh')} />
      </div>
      <p>{say('who.take')}</p>
    </Screen>
  );
}
