import { isByWord, readMe } from '../../../client/me.ts';
import type { Me } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';

/** What is known about the person who stands here. Masked, because somebody may stand behind them. */
export function InformationScreen() {
  const visit = useVisit();
  const { say, window, act } = visit;
  const [me, retry] = useLoad<Me>(() => readMe(visit.services));
  if (me.state !== 'ready') return <Loading load={me} retry={retry} />;
  return (
    <Screen title={say('information.title')} lead={<p>{say('information.masked')}</p>}>
      <Facts facts={factsOf(me.value, visit)} />
      {me.value.dependants.some(isByWord) && <p class="quiet">{say('information.child-by-word', { window })}</p>}
      <div class="screen-actions">
        <Action
          kind="main"
          label={say('information.access')}
          onPress={() => act.open({ scene: 'oversight', page: 'access', sheet: 1 })}
        />
        <div class="screen-actions is-row">
          <Action label={say('information.messages')} onPress={() => act.settle('information', 'messages')} />
          <Action label={say('information.shares')} onPress={() => act.settle('information', 'shares')} />
        </div>
        <div class="screen-actions is-row">
          <Action label={say('information.family')} onPress={() => act.settle('information', 'family')} />
          <Action label={say('information.phones')} onPress={() => act.settle('information', 'phones')} />
        </div>
      </div>
    </Screen>
  );
}

function factsOf({ name, birthYear, documents, phone, dependants }: Me, { say }: Visit) {
  const papers = documents.map(({ type, number }) => `${say(`paper.${type}`)}\n${number}`);
  const facts = [
    { label: say('information.name'), value: name },
    { label: say('information.born'), value: say('information.year', { year: birthYear }) },
    { label: say('information.papers'), value: papers.join('\n') },
    { label: say('information.phone'), value: phone ?? '' },
    { label: say('information.children'), value: dependants.map((child) => child.name).join('  ') },
  ];
  return facts.filter(({ value }) => value !== '');
}
