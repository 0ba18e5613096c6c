import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { useVisit } from '../../../shell/visit.ts';
import { ownerIn } from '../read-reports.ts';

/** Reports are for whoever has shown whose they are: the card once more, or at a window the papers of a child that nobody has seen yet. */
export function ProofNeeded() {
  const { answers, say, window, act } = useVisit();
  const ofChild = ownerIn(answers).child !== undefined;
  return (
    <Screen title={say('report-proof.title')} alert>
      <p class="report-held-what">{say(ofChild ? 'report-proof.child' : 'report-proof.own', { window })}</p>
      <div class="screen-actions">
        {ofChild ? (
          <Action kind="main" label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />
        ) : (
          <Action kind="main" label={say('trouble.document')} picture={wayDrawings.card} onPress={act.identify} />
        )}
        <Action label={say('trouble.person')} picture={wayDrawings.staff} onPress={act.help} />
      </div>
    </Screen>
  );
}
