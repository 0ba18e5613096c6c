import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import type { GrantScope } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import '../../../components/display/display-switches.css';
import { Screen } from '../../../components/screen/screen.tsx';
import { sayDate } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { monthsLater, monthsOffered, SCOPES, termsIn } from '../giving.ts';
import './family.css';

/** What can be given here, where nobody's digits have told it: asked once, before anything is chosen. */
export function GrantTermsScreen() {
  const { services, say, act } = useVisit();
  const read = async (): Promise<Problem | undefined> => {
    const told = await services.client('listGrants', { query: { limit: 1 } });
    if (!told.ok) return told.problem;
    const { scopes, months, wording } = told.body;
    act.settle('grant-terms', { scopes, months, wording });
    return undefined;
  };
  return <Work title={say('grant-terms.title')} work={read} />;
}

/** Visits are what a grant is for. Results and money are given only by whoever turns them on, and only where the gateway lets them. */
export function GrantScopeScreen() {
  const { answers, say, act } = useVisit();
  const scopes = termsIn(answers)?.scopes ?? [];
  const [chosen, setChosen] = useState<readonly GrantScope[]>(
    (rememberedAnswer(answers, 'grant-scope') ?? ['appointments']).filter((scope) => scopes.includes(scope)),
  );
  const besides = SCOPES.filter((scope) => scope !== 'appointments' && scopes.includes(scope));
  const turn = (scope: GrantScope) =>
    setChosen(SCOPES.filter((one) => (one === scope ? !chosen.includes(one) : chosen.includes(one))));
  return (
    <Screen title={say('grant-scope.question')} lead={besides.length === 0 ? <p>{say('grant-scope.proof')}</p> : undefined}>
      <ul class="display-switches family-scopes">
        <li>
          <div class="display-switch">
            <span>{say('scope.appointments')}</span>
            <span class="display-switch-state">{say('grant-scope.on')}</span>
          </div>
        </li>
        {besides.map((scope) => (
          <li key={scope}>
            <button
              type="button"
              class="display-switch"
              aria-pressed={chosen.includes(scope)}
              data-unshared
              onClick={() => turn(scope)}
            >
              <span>{say(`scope.${scope}`)}</span>
              <span class="display-switch-state">{say(chosen.includes(scope) ? 'grant-scope.on' : 'grant-scope.off')}</span>
            </button>
          </li>
        ))}
      </ul>
      <div class="screen-actions">
        <Action kind="main" label={say('grant-scope.done')} onPress={() => act.settle('grant-scope', chosen)} />
      </div>
    </Screen>
  );
}

/** How long, and until when that is. The usual one stands out. */
export function GrantLongScreen() {
  const { services, answers, language, say, act } = useVisit();
  const before = rememberedAnswer(answers, 'grant-long');
  const months = termsIn(answers)?.months;
  const choices = (months === undefined ? [] : monthsOffered(months)).map((count) => ({
    key: `${count}`,
    title: sayMonths(say, count),
    hint: say('grant-until', { when: sayDate(language, monthsLater(services.now(), count), services.now()) }),
    chosen: count === before,
    main: before === undefined && count === months?.usual,
    onPress: () => act.settle('grant-long', count),
  }));
  return (
    <Screen title={say('grant-long.question')}>
      <ChoiceList choices={choices} say={say} />
    </Screen>
  );
}

const YEAR = 12;

function sayMonths(say: Visit['say'], count: number): string {
  if (count === 1) return say('grant-long.month');
  if (count === YEAR) return say('grant-long.year');
  return count % YEAR === 0 ? say('grant-long.years', { count: count / YEAR }) : say('grant-long.months', { count });
}
