import type { Problem } from '../../../../bff/contract/client.ts';
import type { Hospital } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { endsHere, type PhonesWish } from '../answers.ts';
import { type PlaceWords, phoneWords, sessionWords } from './place-words.ts';
import './phones.css';

/** Which one it is, once more: keeping it is as easy as ending it. */
export function PhonesEndScreen() {
  const visit = useVisit();
  const { services, answers, say, act } = visit;
  const [hospitals, retry] = useLoad(() => services.city.hospitals());
  const wish = rememberedAnswer(answers, 'phones');
  if (hospitals.state === 'loading') return <Loading load={hospitals} retry={retry} />;
  const what = wish?.what === 'session' || wish?.what === 'phone' ? wish.what : 'others';
  const place = placeOf(wish, hospitals.state === 'ready' ? hospitals.value : [], visit);
  return (
    <Screen title={say(`phones-end.${what}`)}>
      {place !== undefined && (
        <div class="binding-card private">
          <p class="binding-decides">{place.title}</p>
          {place.hint.split('\n').map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
      <p>{say(`phones-end.${what}.what`)}</p>
      {endsHere(wish) && <p class="binding-decides">{say('phones-end.here')}</p>}
      <div class="screen-actions">
        <Action kind="main" label={say('phones-end.no')} onPress={act.back} />
        <Action label={say('phones-end.yes')} onPress={() => act.settle('phones-end', 'yes')} unshared />
      </div>
    </Screen>
  );
}

/** What the place is called; nothing where it is all the others. */
function placeOf(wish: PhonesWish | undefined, hospitals: readonly Hospital[], visit: Visit): PlaceWords | undefined {
  if (wish?.what === 'session') return sessionWords(wish.session, hospitals, visit);
  return wish?.what === 'phone' ? phoneWords(wish.phone, hospitals, visit) : undefined;
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

type Client = Visit['services']['client'];

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
