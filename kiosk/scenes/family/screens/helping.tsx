import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { nameInTitle } from '../../../i18n/named.ts';
import { useVisit } from '../../../shell/visit.ts';
import { helpingIn } from '../giving.ts';
import './family.css';
import { scopeWords, standingOf } from './grant-words.ts';

/** From now on one may act for somebody: what, until when, and the way to it. */
export function HelpingScreen() {
  const visit = useVisit();
  const { answers, language, say, act } = visit;
  const grant = helpingIn(answers);
  if (grant === undefined) return null;
  const books = grant.scope.includes('appointments');
  return (
    <Screen title={say('helping.title', { name: nameInTitle(grant.helpedName) })} picture={wayDrawings.tick}>
      <section class="family-card private">
        <p class="family-decides">{scopeWords(say, language, grant.scope)}</p>
        <p>{standingOf(grant, visit)}</p>
      </section>
      {books && <p>{say('helping.how')}</p>}
      <div class="screen-actions">
        {books && <Action kind="main" label={say('helping.book')} onPress={() => act.settle('home', 'child')} />}
        <Action kind={books ? 'plain' : 'main'} label={say('frame.finish')} onPress={act.finish} />
        <Action label={say('frame.another')} onPress={act.home} />
      </div>
    </Screen>
  );
}
