import type { Problem } from '../../../../bff/contract/client.ts';
import { Action } from '../../../components/action/action.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { shareFacts } from './share.tsx';

/** Which one it is, once more: keeping it is as easy as ending it. */
export function ShareStopScreen() {
  const visit = useVisit();
  const { answers, say, act } = visit;
  const names = useNames();
  const share = rememberedAnswer(answers, 'shares');
  if (share === undefined) return null;
  if (names === undefined) return <Loading load={{ state: 'loading' }} retry={act.home} />;
  return (
    <Screen title={say('share-stop.question')}>
      <div class="private">
        <Facts facts={shareFacts(share, names, visit)} />
      </div>
      <div class="screen-actions">
        <Action kind="main" label={say('share-stop.no')} onPress={act.back} />
        <Action label={say('share-stop.yes')} onPress={() => act.settle('share-stop', 'yes')} unshared />
      </div>
    </Screen>
  );
}

/** Ends it. Ending it twice is ending it once. */
export function ShareStoppingScreen() {
  const { services, answers, say, act } = useVisit();
  const stop = async (): Promise<Problem | undefined> => {
    const id = rememberedAnswer(answers, 'shares')?.id ?? '';
    const ended = await services.client('revokeShare', { params: { id }, body: {} });
    if (!ended.ok) return ended.problem;
    act.settle('share-stopping', ended.body);
    return undefined;
  };
  return <Work title={say('share-stopping.title')} work={stop} />;
}

export function ShareStoppedScreen() {
  const { say, act } = useVisit();
  return (
    <Screen title={say('share-stopped.title')} picture={wayDrawings.tick}>
      <p class="share-decides">{say('share-stopped.what')}</p>
      <p>{say('share-stopped.kept')}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('frame.finish')} onPress={act.finish} />
        <Action label={say('share-stopped.others')} onPress={() => act.ask('shares')} />
        <Action label={say('frame.another')} onPress={act.home} />
      </div>
    </Screen>
  );
}
