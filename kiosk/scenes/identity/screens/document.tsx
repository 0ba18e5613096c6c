import { machineOf } from '../../../client/services.ts';
import { Action } from '../../../components/action/action.tsx';
import { CardDrawing } from '../../../components/card-drawing/card-drawing.tsx';
import { Pictogram } from '../../../components/pictogram/pictogram.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { WhereHelpIs } from '../../../components/trouble/where-help-is.tsx';
import './document.css';
import { useLimits, useVisit } from '../../../shell/visit.ts';
import type { Reading, ShownFailure } from '../use-reading.ts';

/** Put the document down. A drawing shows where; what the reader says is told as it happens. */
export function DocumentScreen({ reading, failure, failures, again }: Reading) {
  const { services, say, window } = useVisit();
  const { putPracticeCard } = machineOf(services).bridge;
  if (failure !== undefined) return <DocumentNotRead {...{ failure, failures }} onAgain={again} of="document" />;
  return (
    <Screen
      title={say(reading ? 'document.reading' : 'document.question')}
      lead={reading ? undefined : <p>{say('document.how')}</p>}
    >
      {reading ? <Lying /> : <Drawing />}
      <p class="document-state" role="status">
        {say(reading ? 'wait.loading' : 'document.waiting')}
      </p>
      {putPracticeCard && <Action kind="main" label={say('practice.card')} onPress={putPracticeCard} />}
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

/** What is the matter, where it is not that a card could not be read. */
const TITLES: Partial<Readonly<Record<ShownFailure, 'document.failed.other-card' | 'start.no-reader'>>> = {
  'left-behind': 'document.failed.other-card',
  'reader-absent': 'start.no-reader',
  bridge: 'start.no-reader',
};

interface NotReadProps {
  readonly of: 'document' | 'with-whom';
  readonly failure: ShownFailure;
  readonly failures: number;
  readonly onAgain: () => void;
}

/** Why it was not read, and two ways on: once more, and to a person. */
export function DocumentNotRead({ of, failure, failures, onAgain }: NotReadProps) {
  const { say, window, act } = useVisit();
  const { triesMax } = useLimits(of);
  const words = say(`document.failed.${failure}`, { window });
  const again = {
    label: say(WITHOUT_CARD.includes(failure) ? 'trouble.retry' : 'document.again'),
    picture: wayDrawings.again,
    onPress: onAgain,
  };
  const person = { label: say('trouble.person'), picture: wayDrawings.staff, onPress: act.help };
  // What no card can mend is for a person from the first.
  const hopeless = failure === 'reader-absent' || failure === 'bridge';
  const [first, second] = failures < triesMax && !hopeless ? [again, person] : [person, again];
  return (
    <Screen title={say(TITLES[failure] ?? 'document.failed.title')} alert>
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

/** A card that lies there and is being read: nothing is to be done. */
export function Lying() {
  return (
    <div class="document-lying">
      <Pictogram drawing={wayDrawings.card} />
    </div>
  );
}

export function Drawing() {
  const { say } = useVisit();
  return (
    <figure class="document-drawing">
      <CardDrawing label={say('document.drawing')} />
      <figcaption>{say('document.place')} ↓</figcaption>
    </figure>
  );
}
