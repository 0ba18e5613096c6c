import type { Problem } from '../../../../bff/contract/client.ts';
import { Action } from '../../../components/action/action.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { grantFacts } from './grant-words.ts';

/** Which one it is, once more: keeping it is as easy as ending it. */
export function GrantStopScreen() {
  const visit = useVisit();
  const { answers, say, act } = visit;
  const grant = rememberedAnswer(answers, 'grants');
  if (grant === undefined) return null;
  return (
    <Screen title={say('grant-stop.question')}>
      <div class="private">
        <Facts facts={grantFacts(grant, visit)} />
      </div>
      <div class="screen-actions">
        <Action kind="main" label={say('grant-stop.no')} onPress={act.back} />
        <Action label={say('grant-stop.yes')} onPress={() => act.settle('grant-stop', 'yes')} unshared />
      </div>
    </Screen>
  );
}

/** Ends it. Ending it twice is ending it once. */
export function GrantStoppingScreen() {
  const { services, answers, say, act } = useVisit();
  const stop = async (): Promise<Problem | undefined> => {
    const id = rememberedAnswer(answers, 'grants')?.id ?? '';
    const ended = await services.client('revokeGrant', { params: { id }, body: {} });
    if (!ended.ok) return ended.problem;
    act.settle('grant-stopping', ended.body);
    return undefined;
  };
  return <Work title={say('grant-stopping.title')} work={stop} />;
}

export function GrantStoppedScreen() {
  const { say, act } = useVisit();
  return (
    <Screen title={say('grant-stopped.title')} picture={wayDrawings.tick}>
      <p>{say('grant-stopped.kept')}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('frame.finish')} onPress={act.finish} />
        <Action label={say('grant-stopped.others')} onPress={() => act.ask('grants')} />
        <Action label={say('frame.another')} onPress={act.home} />
      </div>
    </Screen>
  );
}
