import { allPages } from '../../../client/all-pages.ts';
import type { Share } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import '../../../components/choice-list/choice-list.css';
import { Pages } from '../../../components/pages/pages.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { ownerIn } from '../../records/read-reports.ts';
import { ProofNeeded } from '../../records/screens/proof-needed.tsx';
import '../../records/screens/records.css';
import { partsOf, standingOf, whomOf } from './share-words.ts';

/** More are not read, they are searched. */
const AT_ONCE = 5;

/** What one shares, and has shared: what can still be read stands first. */
export function SharesScreen() {
  const visit = useVisit();
  const { services, answers, say, act } = visit;
  const { patientId } = ownerIn(answers);
  const [read, retry] = useLoad(() =>
    allPages((cursor) => services.client('listShares', { query: { patientId, limit: 50, cursor } })),
  );
  const names = useNames();
  if (read.state === 'problem' && read.problem.code === 'document-required') return <ProofNeeded />;
  if (read.state !== 'ready') return <Loading load={read} retry={retry} />;
  if (names === undefined) return <Loading load={{ state: 'loading' }} retry={retry} />;
  if (read.value.length === 0) return <None />;
  const before = rememberedAnswer(answers, 'shares')?.id;
  const shares = standingFirst(read.value);
  return (
    <Screen title={say('shares.title')} lead={<Whose />}>
      <Pages
        items={shares}
        keyOf={({ id }) => id}
        atOnce={AT_ONCE}
        startAt={shares.findIndex(({ id }) => id === before)}
        say={say}
      >
        {(shown) => (
          <ul class="choice-list private">
            {shown.map((share) => (
              <li key={share.id}>
                <button
                  type="button"
                  class={share.id === before ? 'choice choice-chosen' : 'choice'}
                  onClick={() => act.settle('shares', share)}
                >
                  <span class="choice-words">
                    <span class="choice-title as-written">{whomOf(share, names, visit)}</span>
                    <span class="choice-hint">
                      {[partsOf(share, visit), standingOf(share, visit), readsOf(share, visit)].join('\n')}
                    </span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Pages>
    </Screen>
  );
}

function None() {
  const { say, act } = useVisit();
  return (
    <Screen title={say('shares.none')}>
      <div class="screen-actions">
        <Action kind="main" label={say('frame.finish')} onPress={act.finish} />
        <Action label={say('frame.another')} onPress={act.home} />
      </div>
    </Screen>
  );
}

/** Of a child it is told whose it is. */
function Whose() {
  const { answers, say } = useVisit();
  const { child } = ownerIn(answers);
  return child === undefined ? null : <p class="private">{say('shares.of', { name: child.name })}</p>;
}

function standingFirst(shares: readonly Share[]): readonly Share[] {
  const ended = ({ endedAt }: Share) => endedAt !== undefined;
  return [...shares.filter((share) => !ended(share)), ...shares.filter(ended)];
}

/** How often it was read, and how often a passcode was wrong. */
function readsOf({ reads }: Share, { say }: Visit): string {
  const count = (outcome: Share['reads'][number]['outcome']) => reads.filter((one) => one.outcome === outcome).length;
  const [read, wrong] = [count('read'), count('wrong-passcode')];
  return [
    read === 0 ? say('shares.unread') : say('shares.read', { count: read }),
    ...(wrong === 0 ? [] : [say('shares.wrong', { count: wrong })]),
  ].join(' · ');
}
