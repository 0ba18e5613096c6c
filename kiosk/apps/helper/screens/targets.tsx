import type { AssistAct, FollowedJourney } from '../../../staff/hall-types.ts';
import { useSay } from '../../../staff/saying.ts';
import type { Word } from '../../../staff/word.ts';
import { assisting } from '../words.ts';

interface TargetsProps {
  readonly journey: FollowedJourney;
  readonly busy: boolean;
  readonly onAct: (act: AssistAct, done: Word) => void;
}

type Row = FollowedJourney['targets'][number];

/** What can be pressed on the glass, in its order: pointed at, and where the step allows it chosen as the patient says. */
export function Targets({ journey, busy, onAct }: TargetsProps) {
  const say = useSay();
  const { level, targets, version } = journey;
  if (level === 'hidden') return <p class="assist-hidden">{say(assisting.hidden)}</p>;
  const press = (kind: 'point' | 'fill', { id: target }: Row) =>
    onAct({ kind, version, target }, kind === 'point' ? assisting.pointed : assisting.filled);
  return (
    <>
      <h2 id="targets">{say(assisting.targets)}</h2>
      <p>{say(level === 'fill' ? assisting.fillWhat : assisting.seeWhat)}</p>
      <ol class="targets" aria-labelledby="targets">
        {targets.map((target, index) => (
          <Target
            key={target.id}
            target={target}
            what={target.label ?? say(assisting.position, { number: index + 1 })}
            busy={busy}
            onPoint={() => press('point', target)}
            onFill={level === 'fill' ? () => press('fill', target) : undefined}
          />
        ))}
      </ol>
    </>
  );
}

interface TargetProps {
  readonly target: Row;
  readonly what: string;
  readonly busy: boolean;
  readonly onPoint: () => void;
  readonly onFill: (() => void) | undefined;
}

function Target({ target, what, busy, onPoint, onFill }: TargetProps) {
  const say = useSay();
  return (
    <li class={target.chosen ? 'target target-chosen' : 'target'}>
      <span class="target-what">
        {what}
        {target.chosen && <em> · {say(assisting.chosen)}</em>}
      </span>
      <span class="row">
        <button type="button" disabled={busy} aria-label={say(assisting.pointAt, { what })} onClick={onPoint}>
          {say(assisting.point)}
        </button>
        {onFill && (
          <button type="button" class="main" disabled={busy} aria-label={say(assisting.fillIn, { what })} onClick={onFill}>
            {say(assisting.fill)}
          </button>
        )}
      </span>
    </li>
  );
}
