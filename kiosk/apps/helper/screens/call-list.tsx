import { inTurn } from '../../../staff/calls-in-turn.ts';
import { spanOf } from '../../../staff/durations.ts';
import type { HelpCall } from '../../../staff/hall-types.ts';
import { useSay } from '../../../staff/saying.ts';
import { stepWord } from '../../../staff/step-words.ts';
import { whereOf } from '../../../staff/where.ts';
import { hall, stages } from '../words.ts';

export interface CallActs {
  readonly busy: boolean;
  readonly onAnswer: (call: HelpCall) => void;
  readonly onJoin: (call: HelpCall) => void;
  readonly onHelped: (call: HelpCall) => void;
}

interface CallListProps {
  readonly calls: readonly HelpCall[];
  /** The gateway's instant. */
  readonly at: number;
  /** Nothing where the page is locked: then calls are only read. */
  readonly acts?: CallActs;
}

/** Who calls, the urgent ones first. */
export function CallList({ calls, at, acts }: CallListProps) {
  const say = useSay();
  if (calls.length === 0) return <p>{say(hall.none)}</p>;
  return (
    <ul class="calls">
      {inTurn(calls).map((call) => (
        <Call key={call.id} call={call} at={at} acts={acts} />
      ))}
    </ul>
  );
}

function Call({ call, at, acts }: { readonly call: HelpCall; readonly at: number; readonly acts: CallActs | undefined }) {
  const say = useSay();
  const { urgent, kiosk, step, language, stage, since, answeredBy, mine } = call;
  const facts = [say(language === 'zh' ? hall.speaks : hall.speaksEnglish), say(stages[stage])].filter((fact) => fact !== '');
  return (
    <li class={urgent ? 'call call-urgent' : 'call'}>
      {urgent && <p class="call-why">{say(hall.urgent)}</p>}
      <h2>{kiosk}</h2>
      <p class="place">{whereOf(call, say)}</p>
      {/* Of a locked page anybody reads where to go, and no more. */}
      {acts && <p>{[say(stepWord(step)), ...facts].join(' · ')}</p>}
      <p>{say(hall.waits, { time: spanOf(say, at - Date.parse(since)) })}</p>
      {answeredBy !== undefined && <p class="call-answered">{say(mine ? hall.mine : hall.answeredBy, { name: answeredBy })}</p>}
      {acts && <CallButtons call={call} {...acts} />}
    </li>
  );
}

function CallButtons({ call, busy, onAnswer, onJoin, onHelped }: CallActs & { readonly call: HelpCall }) {
  const say = useSay();
  if (call.mine)
    return (
      <div class="row">
        <button type="button" class="main" disabled={busy} onClick={() => onJoin(call)}>
          {say(hall.join)}
        </button>
        <button type="button" disabled={busy} onClick={() => onHelped(call)}>
          {say(hall.helped)}
        </button>
      </div>
    );
  if (call.answeredBy !== undefined) return null;
  return (
    <button type="button" class="main" disabled={busy} onClick={() => onAnswer(call)}>
      {say(hall.answer)}
    </button>
  );
}
