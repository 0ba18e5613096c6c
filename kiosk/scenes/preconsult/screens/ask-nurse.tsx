import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { useVisit } from '../../../shell/visit.ts';
import { endedIn, triagingIn } from '../said.ts';
import { TriageLines } from './triage-lines.tsx';

/** A question that decides stays open: people decide, at the desk where they sort patients. */
export function AskNurseScreen() {
  const { answers, language, say, window, act } = useVisit();
  const { ended } = triagingIn(answers);
  const advice = endedIn(answers, 'ask-person')?.advice ?? [];
  return (
    <Screen title={say('ask-nurse.title')} lead={<TriageLines approved={ended?.content.approved !== false} />}>
      {advice.map((one) => (
        <p key={one.en} class="triage-sentence">
          {one[language]}
        </p>
      ))}
      <p class="triage-sentence">{say('ask-nurse.where', { window })}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('trouble.person')} picture={wayDrawings.staff} onPress={() => act.help()} />
        <Action label={say('frame.finish')} onPress={act.finish} />
      </div>
    </Screen>
  );
}
