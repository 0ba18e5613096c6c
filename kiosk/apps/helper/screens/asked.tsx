import { spanOf } from '../../../staff/durations.ts';
import type { AssistSession } from '../../../staff/hall-types.ts';
import { Title } from '../../../staff/parts.tsx';
import { useSay } from '../../../staff/saying.ts';
import { assisting, joining, outcomes } from '../words.ts';

interface AskedProps {
  readonly session: AssistSession;
  /** The gateway's instant. */
  readonly at: number;
  readonly onBack: () => void;
}

/** Until the patient says yes. Who goes back has not taken it back: the patient's yes still opens it. */
export function AskedScreen({ session, at, onBack }: AskedProps) {
  const say = useSay();
  return (
    <div class="stack">
      <Title>{say(joining.asked)}</Title>
      <p class="place">{session.kiosk}</p>
      <p>{say(joining.askedWhat)}</p>
      {session.until !== undefined && <p>{say(assisting.left, { time: spanOf(say, Date.parse(session.until) - at) })}</p>}
      <button type="button" onClick={onBack}>
        {say(joining.back)}
      </button>
    </div>
  );
}

interface EndedProps {
  readonly session: AssistSession;
  readonly onClose: () => void;
}

/** How it ended. */
export function EndedScreen({ session, onClose }: EndedProps) {
  const say = useSay();
  return (
    <div class="stack">
      <Title>{say(outcomes[session.outcome ?? 'helped'])}</Title>
      <p class="place">{session.kiosk}</p>
      <button type="button" class="main" onClick={onClose}>
        {say(assisting.close)}
      </button>
    </div>
  );
}
