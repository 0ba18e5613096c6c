import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { nameInTitle } from '../../../i18n/named.ts';
import { sayDate } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { helperIn, monthsLater, termsIn } from '../giving.ts';
import './family.css';
import { scopeWords } from './grant-words.ts';

/** Who, what and until when, and the words that one agrees to: one yes, and a no that is as easy. */
export function GrantAgreeScreen() {
  const { services, answers, language, say, act } = useVisit();
  const wording = termsIn(answers)?.wording;
  if (wording === undefined) return null;
  const { version } = wording;
  return (
    <Screen title={say('grant-agree.question')} lead={<Chosen />}>
      <div class="family-words">
        {wording[language].map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <div class="screen-actions">
        <Action
          kind="main"
          label={say('grant-agree.yes')}
          picture={wayDrawings.tick}
          onPress={() => act.settle('grant-agree', { version, language, key: services.newKey() })}
          unshared
        />
        <Action label={say('grant-agree.no')} picture={wayDrawings.home} onPress={act.home} />
      </div>
    </Screen>
  );
}

function Chosen() {
  const { services, answers, language, say } = useVisit();
  const helper = helperIn(answers);
  const until = monthsLater(services.now(), rememberedAnswer(answers, 'grant-long') ?? 0);
  return (
    <div class="private family-facts">
      <p>
        {helper === undefined
          ? say('grant-agree.whoever')
          : say('grant-agree.helper', { name: nameInTitle(helper.taken.helperName) })}
      </p>
      <p>{say('grant-agree.what', { what: scopeWords(say, language, rememberedAnswer(answers, 'grant-scope') ?? []) })}</p>
      <p>{say('grant-until', { when: sayDate(language, until, services.now()) })}</p>
    </div>
  );
}
