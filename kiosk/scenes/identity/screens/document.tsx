import { Action } from '../../../components/action/action.tsx';
import { CardDrawing } from '../../../components/card-drawing/card-drawing.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { WhereHelpIs } from '../../../components/trouble/where-help-is.tsx';
import './document.css';
import { useLimits, useVisit } from '../../../shell/visit.ts';
import type { Reading, ShownFailure } from '../use-reading.ts';

/** Put the document down. A drawing shows where; what the reader says is told as it happens. */
export function DocumentScreen({ reading, failure, failures, again }: Reading) {
  const { services, say, window } = useVisit();
  if (failure !== undefined) return <NotRead {...{ failure, failures }} onAgain={again} />;
  return (
    <Screen title={say('document.question')} lead={<p>{say('document.how')}</p>}>
      <Drawing />
      <p class="document-state" role="status">
        {reading ? say('document.reading') : say('document.waiting')}
      </p>
      {services.device.bridge.putPracticeCard && (
        <Action kind="main" label={say('practice.card')} onPress={services.device.bridge.putPracticeCard} />
      )}
      <div class="quiet">
        <p>{say('document.other')}</p>
        <p>{say('document.window', { window })}</p>
      </div>
    </Screen>
  );
}

/** Failures that have nothing to do with how the card lies: the drawing would explain nothing. */
const NOT_ABOUT_PLACE: readonly ShownFailure[] = ['left-behind', 'reader-absent', 'bridge'];
/** Failures in which no card was put down, so that none can be put down again. */
const WITHOUT_CARD: readonly ShownFailure[] = ['no-card', 'reader-absent', 'bridge'];

interface NotReadProps {
  readonly failure: ShownFailure;
  readonly failures: number;
  readonly onAgain: () => void;
}

/** Why it was not read, and two ways on: once more, and to a person. */
function NotRead({ failure, failures, onAgain }: NotReadProps) {
  const { say, window, act } = useVisit();
  const { triesMax } = useLimits('document');
  const words = say(`document.failed.${failure}`, { window });
  const again = { label: say(WITHOUT_CARD.includes(failure) ? 'trouble.retry' : 'document.again'), onPress: onAgain };
  const person = { label: say('trouble.person'), onPress: act.help };
  const [first, second] = failures < triesMax ? [again, person] : [person, again];
  return (
    <Screen title={say('document.failed.title')} alert>
      <p class="document-failure">{words}</p>
      <WhereHelpIs {...{ say, window, words }} />
      {!NOT_ABOUT_PLACE.includes(failure) && <Drawing />}
      <div class="screen-actions">
        <Action kind="main" {...first} />
        <Action {...second} />
      </div>
    </Screen>
  );
}

function Drawing() {
  const { say } = useVisit();
  return (
    <figure class="document-drawing">
      <CardDrawing label={say('document.drawing')} />
      <figcaption>{say('document.place')} ↓</figcaption>
    </figure>
  );
}
