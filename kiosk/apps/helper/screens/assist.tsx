import { useEffect, useRef } from 'preact/hooks';
import { type Asking, useAsking } from '../../../staff/asking.ts';
import { spanOf } from '../../../staff/durations.ts';
import type { EnrolledDevice } from '../../../staff/environment.ts';
import type { AssistAct, AssistSession, FollowedJourney } from '../../../staff/hall-types.ts';
import { Notice, Title } from '../../../staff/parts.tsx';
import { useSay } from '../../../staff/saying.ts';
import { stepWord } from '../../../staff/step-words.ts';
import type { Word } from '../../../staff/word.ts';
import { helperProblems } from '../problem-words.ts';
import { assisting } from '../words.ts';
import { Answers } from './answers.tsx';
import { Display } from './display.tsx';
import { Targets } from './targets.tsx';

interface AssistProps {
  readonly session: AssistSession;
  readonly device: EnrolledDevice;
  /** The gateway's instant. */
  readonly at: number;
}

/** Helping: where the glass of that kiosk stands, and what may be done there. Nothing else of the patient is shown. */
export function AssistScreen({ session, device, at }: AssistProps) {
  const say = useSay();
  const asking = useAsking(helperProblems);
  const { id, kiosk, patient, until, journey } = session;
  useChange(journey, asking);
  const act = async (body: AssistAct, done?: Word) => {
    const acted = await asking.ask(() => device.client('actInAssistSession', { params: { id }, body }));
    if (acted !== undefined) asking.say(done);
  };
  const end = () => void asking.ask(() => device.client('endAssistSession', { params: { id }, body: { outcome: 'helped' } }));
  return (
    <div class="assist">
      <section class="stack assist-head">
        <Title>{say(assisting.title, { patient: patient ?? say(assisting.somebody) })}</Title>
        <p class="place">{kiosk}</p>
        {journey && <p class="assist-step">{say(assisting.step, { step: say(stepWord(journey.step)) })}</p>}
        {until !== undefined && <p>{say(assisting.left, { time: spanOf(say, Date.parse(until) - at) })}</p>}
      </section>
      <section class="stack assist-glass">
        {journey ? (
          <Targets journey={journey} busy={asking.busy} onAct={(body, done) => void act(body, done)} />
        ) : (
          <p>{say(assisting.nothing)}</p>
        )}
      </section>
      <section class="stack assist-rest">
        {journey && <Display journey={journey} busy={asking.busy} onAct={(body) => void act(body)} />}
        {journey && <Answers answers={journey.answers} />}
        <button type="button" class="main" disabled={asking.busy} onClick={end}>
          {say(assisting.done)}
        </button>
      </section>
      {/* Last, and always in sight: whoever presses far down a list hears of it there. */}
      <Notice word={asking.notice} />
    </div>
  );
}

/** What was said of the screen before is not left standing beside the next one. */
function useChange(journey: FollowedJourney | undefined, { say }: Pick<Asking, 'say'>): void {
  const before = useRef(journey?.step);
  useEffect(() => {
    if (before.current !== undefined && before.current !== journey?.step) say(assisting.shown);
    before.current = journey?.step;
  }, [journey?.step]);
}
