import { Action } from '../../../components/action/action.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';

/** Asked before anything is opened: the card of the person before may still have been on the reader. */
export function WhoScreen() {
  const { answers, language, say, act } = useVisit();
  const document = rememberedAnswer(answers, 'document');
  return (
    <Screen
      title={say('who.question', { name: document?.maskedName ?? '' })}
      lead={<p>{say('who.number', { number: document?.maskedNumber ?? '' })}</p>}
    >
      <div class="screen-actions">
        <Action kind="main" label={say('who.yes')} onPress={() => act.settle('who', 'me')} />
        <Action label={say('who.no')} onPress={act.identify} />
        <Action label={say('who.language')} onPress={() => act.settle('language', language === 'zh' ? 'en' : 'zh')} />
      </div>
      <p>{say('who.take')}</p>
    </Screen>
  );
}
