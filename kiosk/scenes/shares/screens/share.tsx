import type { Share } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { type Fact, Facts } from '../../../components/facts/facts.tsx';
import { Pages } from '../../../components/pages/pages.tsx';
import '../../../components/record-list/record-list.css';
import { Screen } from '../../../components/screen/screen.tsx';
import { sayMoment } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { type Names, useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import '../../records/screens/records.css';
import './shares.css';
import { partsOf, standingOf, whomOf, whoOf } from './share-words.ts';

/** More are read by turning the page. */
const AT_ONCE = 4;

/** One share: with whom, what, until when, and who asked for it. */
export function ShareScreen() {
  const visit = useVisit();
  const { services, answers, language, say, act } = visit;
  const names = useNames();
  const share = rememberedAnswer(answers, 'shares');
  if (share === undefined) return null;
  if (names === undefined) return <Loading load={{ state: 'loading' }} retry={act.home} />;
  const stands = share.endedAt === undefined;
  const reads = share.reads.map((read, at) => ({ read, key: `${at}` }));
  return (
    <Screen
      title={say('share.title')}
      lead={
        <div class="private share-facts">
          <Facts facts={shareFacts(share, names, visit)} />
        </div>
      }
    >
      {reads.length === 0 && <p class="private">{say('shares.unread')}</p>}
      {reads.length > 0 && (
        <Pages items={reads} keyOf={({ key }) => key} atOnce={AT_ONCE} say={say}>
          {(shown) => (
            <ul class="record-list private">
              {shown.map(({ read, key }) => (
                <li key={key} class="record">
                  <span class="record-title as-written">{`${whoOf(read, visit)} ${say(`read.${read.outcome}`)}`}</span>
                  <span class="record-note">{sayMoment(language, read.at, services.now())}</span>
                </li>
              ))}
            </ul>
          )}
        </Pages>
      )}
      <div class="screen-actions">
        {stands && <Action kind="main" label={say('share.stop')} onPress={() => act.settle('share', 'stop')} />}
        <Action label={say('share.access')} onPress={() => act.open({ scene: 'oversight', page: 'access', sheet: 1 })} />
      </div>
    </Screen>
  );
}

/** What is shared, in rows. */
export function shareFacts(share: Share, names: Names, visit: Visit): readonly Fact[] {
  const { say } = visit;
  return [
    { label: say('share.whom'), value: whomOf(share, names, visit), note: triesOf(share, visit), decides: true },
    { label: say('share.what'), value: partsOf(share, visit) },
    { label: say('share.long'), value: standingOf(share, visit) },
  ];
}

/** Whether it is opened with a passcode, and how often one may still be wrong. */
function triesOf({ with: receiver, endedAt }: Share, { say }: Visit): string | undefined {
  if (receiver.kind === 'doctor' || endedAt !== undefined) return undefined;
  if (!receiver.passcode) return say('share.no-passcode');
  return receiver.triesLeft === undefined ? undefined : say('share.tries', { left: receiver.triesLeft });
}
