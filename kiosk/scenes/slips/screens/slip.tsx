import type { Appointment } from '../../../client/wire.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { type Answers, answerOf } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { SlipView } from './slip-view.tsx';

/** The one that was chosen from the list, or that stood first on the home screen. */
function slipIn(answers: Answers): Appointment | undefined {
  const home = answerOf(answers, 'home');
  return typeof home === 'object' && 'coming' in home ? home.coming : answerOf(answers, 'mine');
}

export function SlipScreen() {
  const { answers, say } = useVisit();
  return (
    <Screen title={say('slip.title')}>
      <SlipView appointmentId={slipIn(answers)?.id ?? ''} />
    </Screen>
  );
}
