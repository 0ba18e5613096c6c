import type { Problem } from '../../../../bff/contract/client.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { endsHere, type PhonesWish } from '../answers.ts';
import { phoneWords, sessionWords } from './place-words.ts';
import './phones.css';

/** Which one it is, once more: keeping it is as easy as ending it. */
export function PhonesEndScreen() {
  const { answers, say, act } = useVisit();
  const wish = rememberedAnswer(answers, 'phones');
  const what = wish?.what === 'session' || wish?.what === 'phone' ? wish.what : 'others';
  return (
    <Screen title={say(`phones-end.${what}`)}>
      {wish !== undefined && <Which wish={wish} />}
      <p>{say(`phones-end.${what}.what`)}</p>
      {endsHere(wish) && <p class="binding-decides">{say('phones-end.here')}</p>}
      <div class="screen-actions">
        <Action kind="main" label={say('phones-end.no')} onPress={act.back} />
        <Action label={say('phones-end.yes')} onPress={() => act.settle('phones-end', 'yes')} unshared />
      </div>
    </Screen>
  );
}

function Which({ wish }: { readonly wish: PhonesWish }) {
  const visit = useVisit();
  const [hospitals] = useLoad(() => visit.services.city.hospitals());
  if (wish.what !== 'session' && wish.what !== 'phone') return null;
  if (hospitals.state === 'loading') return <Loading load={hospitals} retry={visit.act.back} />;
  const named = hospitals.state === 'ready' ? hospitals.value : [];
  const { title, hint } =
    wish.what === 'session' ? sessionWords(wish.session, named, visit) : phoneWords(wish.phone, named, visit);
  return (
    <div class="binding-card private">
      <p class="binding-decides">{title}</p>
      {hint.split('\n').map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

/** Ends it. Ending it twice is ending it once, and what is there no more has ended. */
export function PhonesEndingScreen() {
  const { services, answers, say, act } = useVisit();
  const end = async (): Promise<Problem | undefined> => {
    const wish = rememberedAnswer(answers, 'phones');
    const ended = await endIt(wish, services.client);
    if (!ended.ok && ended.problem.code !== 'not-found') return ended.problem;
    act.settle('phones-ending', 'ended');
    return undefined;
  };
  return <Work title={say('phones-ending.title')} work={end} />;
}

type Client = ReturnType<typeof useVisit>['services']['client'];

function endIt(wish: PhonesWish | undefined, client: Client) {
  if (wish?.what === 'session') return client('endSession', { params: { id: wish.session.id }, body: {} });
  if (wish?.what === 'phone') return client('endBoundPhone', { params: { id: wish.phone.id }, body: {} });
  return client('endOtherSessions', { body: {} });
}

/** Whoever ended the place where they are is done here. */
export function PhonesEndedScreen() {
  const { answers, say, act } = useVisit();
  const here = endsHere(rememberedAnswer(answers, 'phones'));
  return (
    <Screen title={say('phones-ended.title')} picture={wayDrawings.tick}>
      <p class="binding-decides">{say('phones-ended.what')}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('frame.finish')} onPress={act.finish} />
        {!here && <Action label={say('phones-ended.rest')} onPress={() => act.ask('phones')} />}
        {!here && <Action label={say('frame.another')} onPress={act.home} />}
      </div>
    </Screen>
  );
}
