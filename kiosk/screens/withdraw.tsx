import type { Problem } from '../../bff/contract/client.ts';
import { allPages } from '../client/all-pages.ts';
import type { Consent } from '../client/wire.ts';
import { Action } from '../components/action/action.tsx';
import { Screen } from '../components/screen/screen.tsx';
import { answerOf, sessionOf } from '../flows/answers.ts';
import { Loading } from './loading.tsx';
import { useLoad } from './use-load.ts';
import { useVisit } from './visit.ts';
import { Work } from './work.tsx';

/** What becomes of the bookings and of the next visit stands here first. Staying is as easy as leaving, and nobody is talked out of it. */
export function WithdrawCheckScreen() {
  const { door, answers, say, window, act } = useVisit();
  const self = sessionOf(answers)?.patientId;
  const [consents, retry] = useLoad(() => allPages((cursor) => door.client('listConsents', { query: { limit: 50, cursor } })));
  if (consents.state !== 'ready') return <Loading load={consents} retry={retry} />;
  return (
    <Screen title={say('withdraw-check.question')}>
      <p>{say('withdraw-check.bookings')}</p>
      <p>{say('withdraw-check.again')}</p>
      <p>{say('withdraw-check.window', { window })}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('withdraw-check.no')} onPress={act.back} />
        <Action
          label={say('withdraw-check.yes')}
          onPress={() => act.settle('withdraw-check', standing(consents.value.filter(({ patientId }) => patientId === self)))}
        />
      </div>
    </Screen>
  );
}

/** Only what is about this person: what they agreed to for a child is listed, too, and is not taken back with it. Health data first: it is what is most private, and the session ends with the first that is withdrawn. */
function standing(consents: readonly Consent[]): readonly string[] {
  const open = consents.filter(({ withdrawnAt }) => withdrawnAt === undefined);
  const first = open.filter(({ kind }) => kind === 'health-data');
  return [...first, ...open.filter(({ kind }) => kind !== 'health-data')].map(({ id }) => id);
}

export function WithdrawingScreen() {
  const { door, answers, say, act } = useVisit();
  const withdraw = async (): Promise<Problem | undefined> => {
    for (const [index, id] of (answerOf(answers, 'withdraw-check') ?? []).entries()) {
      const withdrawn = await door.client('withdrawConsent', { params: { id }, body: {} });
      // The first one ended every session of this person, and without it nothing more is done with their data.
      const ended = index > 0 && !withdrawn.ok && withdrawn.problem.code === 'unauthenticated';
      if (!withdrawn.ok && !ended) return withdrawn.problem;
    }
    act.settle('withdrawing', 'withdrawn');
    return undefined;
  };
  // Whoever puts the document down again begins afresh: what they agreed to before must not be agreed to again by itself.
  return <Work title={say('withdrawing.title')} work={withdraw} can={() => ({ document: act.finish })} />;
}

/** The session is over. The only way on is the one that clears the screen. */
export function WithdrawnScreen() {
  const { say, window, act } = useVisit();
  return (
    <Screen title={say('withdrawn.title')}>
      <p>{say('withdrawn.bookings')}</p>
      <p>{say('withdrawn.window', { window })}</p>
      <p>{say('withdrawn.again')}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('frame.finish')} onPress={act.finish} />
      </div>
    </Screen>
  );
}
