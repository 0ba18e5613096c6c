import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { useVisit } from '../../../shell/visit.ts';
import { goToBinding } from '../../phones/answers.ts';
import { ownerIn } from '../read-reports.ts';

/**
 * Reports are for whoever has shown whose they are: the card once more, on a phone that of its binding, or at a window the papers of a child
 * that nobody has seen yet.
 */
export function ProofNeeded() {
  const { services, answers, say, window, act } = useVisit();
  const missing = ownerIn(answers).child !== undefined ? 'child' : services.device === undefined ? 'phone' : 'own';
  return (
    <Screen title={say('report-proof.title')} alert>
      <p class="report-held-what">{say(`report-proof.${missing}`, { window })}</p>
      <div class="screen-actions">
        {missing === 'child' && <Action kind="main" label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />}
        {missing === 'phone' && (
          <Action kind="main" label={say('report-proof.bind')} picture={wayDrawings.tick} onPress={() => goToBinding(act)} />
        )}
        {missing === 'own' && (
          <Action kind="main" label={say('trouble.document')} picture={wayDrawings.card} onPress={act.identify} />
        )}
        <Action label={say('trouble.person')} picture={wayDrawings.staff} onPress={act.help} />
      </div>
    </Screen>
  );
}
