import { allPages } from '../../../client/all-pages.ts';
import type { Grant } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit } from '../../../shell/visit.ts';
import './family.css';
import { agreedOf, grantFacts, scopeWords, standingOf, stands, whoOf } from './grant-words.ts';

/** More are not read, they are searched. */
const AT_ONCE = 5;

/** Who may act for whom, on either side: what is in force stands first. */
export function GrantsScreen() {
  const visit = useVisit();
  const { services, answers, language, say, act } = visit;
  const [read, retry] = useLoad(() => allPages((cursor) => services.client('listGrants', { query: { limit: 50, cursor } })));
  if (read.state !== 'ready') return <Loading load={read} retry={retry} />;
  if (read.value.length === 0) return <None />;
  const before = rememberedAnswer(answers, 'grants')?.id;
  const choices = standingFirst(read.value).map((grant) => ({
    key: grant.id,
    title: whoOf(grant, visit),
    hint: [scopeWords(say, language, grant.scope), standingOf(grant, visit), agreedOf(grant, visit)].join('\n'),
    chosen: grant.id === before,
    onPress: () => act.settle('grants', grant),
  }));
  return (
    <Screen title={say('grants.title')}>
      <ChoiceList choices={choices} say={say} atOnce={AT_ONCE} />
    </Screen>
  );
}

function None() {
  const { say, act } = useVisit();
  return (
    <Screen title={say('grants.none')}>
      <div class="screen-actions">
        <Action kind="main" label={say('family.let')} onPress={() => act.settle('family', 'let')} />
        <Action label={say('frame.finish')} onPress={act.finish} />
        <Action label={say('frame.another')} onPress={act.home} />
      </div>
    </Screen>
  );
}

function standingFirst(grants: readonly Grant[]): readonly Grant[] {
  return [...grants.filter(stands), ...grants.filter((grant) => !stands(grant))];
}

/** One of them, and what can be done about it. */
export function GrantScreen() {
  const visit = useVisit();
  const { answers, say, act } = visit;
  const grant = rememberedAnswer(answers, 'grants');
  if (grant === undefined) return null;
  const books = grant.role === 'helper' && grant.state === 'active' && grant.scope.includes('appointments');
  return (
    <Screen title={say('grants.title')}>
      <div class="private">
        <Facts facts={grantFacts(grant, visit)} />
      </div>
      <div class="screen-actions">
        {books && <Action kind="main" label={say('helping.book')} onPress={() => act.settle('home', 'child')} />}
        {stands(grant) && <Action label={say('grant.stop')} onPress={() => act.settle('grant', 'stop')} unshared />}
        <Action kind={books ? 'plain' : 'main'} label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />
      </div>
    </Screen>
  );
}
