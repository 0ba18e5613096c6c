import { useState } from 'preact/hooks';
import { Action } from '../../../components/action/action.tsx';
import '../../../components/display/display-switches.css';
import { Screen } from '../../../components/screen/screen.tsx';
import { shortened } from '../../../i18n/named.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { chosenReport } from '../../records/read-reports.ts';
import { SHARED_LISTS, type SharedParts } from '../sharing.ts';
import './shares.css';

const NAME_MAX = 24;

/** What of it: the one report from which somebody came, or all of them; and besides, only where they want it, two lists. */
export function SharePartsScreen() {
  const { answers, say, act } = useVisit();
  const report = chosenReport(answers) === undefined ? undefined : rememberedAnswer(answers, 'reading-report');
  const usual: SharedParts = { results: report === undefined ? 'all' : 'one', lists: [] };
  const [parts, setParts] = useState(rememberedAnswer(answers, 'share-parts') ?? usual);
  const { results, lists } = parts;
  const whole = {
    key: 'all',
    words: say('share-parts.all'),
    on: results === 'all',
    turned: { ...parts, results: 'all' } as const,
  };
  const one = report && {
    key: 'one',
    words: say('share-parts.one', { name: shortened(report.name, NAME_MAX) }),
    on: results === 'one',
    turned: { ...parts, results: 'one' } as const,
  };
  const besides = SHARED_LISTS.map((list) => {
    const on = lists.includes(list);
    const turned = { ...parts, lists: SHARED_LISTS.filter((other) => (other === list ? !on : lists.includes(other))) };
    return { key: list, words: say(`share-parts.${list}`), on, turned };
  });
  const rows = [...(one ? [one, whole] : []), ...besides];
  return (
    <Screen title={say('share-parts.question')} lead={one ? undefined : <p>{say('share-parts.whole')}</p>}>
      <ul class="display-switches share-parts private">
        {rows.map(({ key, words, on, turned }) => (
          <li key={key}>
            <button type="button" class="display-switch" aria-pressed={on} onClick={() => setParts(turned)}>
              <span class="as-written">{words}</span>
              <span class="display-switch-state">{say(on ? 'share-parts.on' : 'share-parts.off')}</span>
            </button>
          </li>
        ))}
      </ul>
      <div class="screen-actions">
        <Action kind="main" label={say('share-parts.done')} onPress={() => act.settle('share-parts', parts)} />
      </div>
    </Screen>
  );
}
