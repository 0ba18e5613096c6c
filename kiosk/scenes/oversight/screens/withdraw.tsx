import type { Problem } from '../../../../bff/contract/client.ts';
import { allPages } from '../../../client/all-pages.ts';
import { readMe } from '../../../client/me.ts';
import type { Consent, Dependant, Me } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { nameInTitle } from '../../../i18n/named.ts';
import { type Answers, answerOf } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { sessionOf } from '../../identity/answers.ts';

const readConsents = ({ services }: Visit) =>
  allPages((cursor) => services.client('listConsents', { query: { limit: 50, cursor } }));

/** The child for whom it is taken back; nobody where it is for the person who stands here. */
function childIn(answers: Answers): Dependant | undefined {
  return answerOf(answers, 'information') === 'withdraw-child' ? answerOf(answers, 'withdraw-for') : undefined;
}

/** What becomes of the bookings and of the next visit stands here first. Staying is as easy as leaving, and nobody is talked out of it. */
export function WithdrawCheckScreen() {
  const visit = useVisit();
  const { answers, say, window, act } = visit;
  const [consents, retry] = useLoad(() => readConsents(visit));
  if (consents.state !== 'ready') return <Loading load={consents} retry={retry} />;
  const child = childIn(answers);
  const self = sessionOf(answers)?.patientId ?? '';
  const receipts = standingOf(consents.value, child?.patientId ?? self);
  const forOthers = child === undefined && consents.value.some((one) => stands(one) && one.patientId !== self);
  return (
    <Screen title={child ? say('withdraw-check.of-child', { name: nameInTitle(child.name) }) : say('withdraw-check.question')}>
      <p>{say('withdraw-check.bookings')}</p>
      <p>{say(child ? 'withdraw-check.child-again' : 'withdraw-check.again')}</p>
      <p>{say('withdraw-check.window', { window })}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('withdraw-check.no')} onPress={act.back} />
        <Action label={say('withdraw-check.yes')} onPress={() => act.settle('withdraw-check', receipts)} />
        {forOthers && <Action label={say('withdraw-check.child')} onPress={() => act.settle('information', 'withdraw-child')} />}
      </div>
    </Screen>
  );
}

const stands = ({ withdrawnAt }: Consent) => withdrawnAt === undefined;

/**
 * Only what is about this one person: what somebody agreed to for a child is in the same list, and is taken back by itself. Health data
 * first: it is what is most private, and the session ends with the first that is withdrawn.
 */
function standingOf(consents: readonly Consent[], of: string): readonly string[] {
  const open = consents.filter((one) => stands(one) && one.patientId === of);
  const first = open.filter(({ kind }) => kind === 'health-data');
  return [...first, ...open.filter(({ kind }) => kind !== 'health-data')].map(({ id }) => id);
}

/** Children for whom this person agreed to something that stands. */
export function WithdrawForScreen() {
  const visit = useVisit();
  const { say, act } = visit;
  const [me, retryMe] = useLoad<Me>(() => readMe(visit.services));
  const [consents, retryConsents] = useLoad(() => readConsents(visit));
  if (me.state !== 'ready') return <Loading load={me} retry={retryMe} />;
  if (consents.state !== 'ready') return <Loading load={consents} retry={retryConsents} />;
  const children = me.value.dependants.filter(({ patientId }) => standingOf(consents.value, patientId).length > 0);
  const choices = children.map((child) => ({
    key: child.patientId,
    title: child.name,
    onPress: () => act.settle('withdraw-for', child),
  }));
  return (
    <Screen title={say(children.length > 0 ? 'withdraw-for.question' : 'withdraw-for.none')}>
      <ChoiceList choices={choices} say={say} />
      <Action label={say('trouble.home')} onPress={act.home} />
    </Screen>
  );
}

export function WithdrawingScreen() {
  const { services, answers, say, act } = useVisit();
  const own = childIn(answers) === undefined;
  const withdraw = async (): Promise<Problem | undefined> => {
    for (const [index, id] of (answerOf(answers, 'withdraw-check') ?? []).entries()) {
      const withdrawn = await services.client('withdrawConsent', { params: { id }, body: {} });
      // The first one ended every session of this person, and without it nothing more is done with their data. A child's ends none of theirs.
      const ended = own && index > 0 && !withdrawn.ok && withdrawn.problem.code === 'unauthenticated';
      if (!withdrawn.ok && !ended) return withdrawn.problem;
    }
    act.settle('withdrawing', 'withdrawn');
    return undefined;
  };
  // Whoever puts the document down again begins afresh: what they agreed to before must not be agreed to again by itself. Whom somebody
  // has helped shows their card, and is asked once more.
  return (
    <Work
      title={say('withdrawing.title')}
      work={withdraw}
      can={({ code }) => ({ document: code === 'presence-required' ? act.identify : act.finish })}
    />
  );
}

/** For oneself the session is over, and the only way on is the one that clears the screen. For a child it goes on. */
export function WithdrawnScreen() {
  const { answers, say, window, act } = useVisit();
  const forChild = childIn(answers) !== undefined;
  return (
    <Screen title={say('withdrawn.title')}>
      <p>{say('withdrawn.bookings')}</p>
      <p>{say(forChild ? 'withdrawn.child' : 'withdrawn.window', { window })}</p>
      {!forChild && <p>{say('withdrawn.again')}</p>}
      <div class="screen-actions">
        <Action kind="main" label={say('frame.finish')} onPress={act.finish} />
        {forChild && <Action label={say('frame.another')} onPress={act.home} />}
      </div>
    </Screen>
  );
}
