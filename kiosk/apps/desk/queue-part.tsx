import { useState } from 'preact/hooks';
import { useAsking } from '../../staff/asking.ts';
import { Notice } from '../../staff/parts.tsx';
import { useSay } from '../../staff/saying.ts';
import { useDesk } from './at-desk.ts';
import { Act } from './keys.tsx';
import { deskProblems } from './problem-words.ts';
import type { Queue } from './use-tickets.ts';
import { queue as words } from './words.ts';

interface QueuePartProps {
  readonly queue: Queue;
  readonly onDuty: boolean;
  /** Somebody else is called: nothing of the former person stays. */
  readonly onNextPerson: () => void;
}

const SHOWN = 7;
const COUNTER_MAX = 12;

export function QueuePart({ queue, onDuty, onNextPerson }: QueuePartProps) {
  const say = useSay();
  const { client, device } = useDesk();
  const { busy, notice, say: tell, ask } = useAsking(deskProblems);
  const [counter, setCounter] = useState([...device.window].slice(0, COUNTER_MAX).join(''));
  const [issued, setIssued] = useState<{ readonly number: string; readonly ahead: number }>();
  const { mine, read } = queue;
  const off = busy || !onDuty;
  const act = async <T,>(question: () => ReturnType<typeof ask<T>>) => {
    setIssued(undefined);
    const answer = await question();
    // Also where no answer came: what became of it is read.
    await read();
    return answer;
  };
  const callNext = async () => {
    const body = { counter: counter.trim(), ...(mine ? { serving: mine.id } : {}) };
    const called = await act(() => ask(() => client('callTicket', { body })));
    if (called === undefined) return;
    if (called.body === undefined) return tell(words.empty);
    onNextPerson();
  };
  const end = (outcome: 'served' | 'not-there') => {
    if (mine) void act(() => ask(() => client('endTicket', { params: { id: mine.id }, body: { outcome } })));
  };
  const issue = async (priority: boolean) => {
    const drawn = await act(() => ask(() => client('issueTicket', { body: { priority } })));
    setIssued(drawn?.body);
  };
  return (
    <section class="queue" aria-label={say(words.title)}>
      <p>{say(words.now)}</p>
      <p class={mine ? 'now' : 'now now-nobody'} role="status">
        {mine ? mine.number : say(words.nobody)}
      </p>
      <Act keys="F2" word={words.next} run={() => void callNext()} off={off || counter.trim() === ''} main />
      <div class="row">
        <Act keys="F3" word={words.notThere} run={() => end('not-there')} off={off || !mine} />
        <Act keys="F4" word={words.served} run={() => end('served')} off={off || !mine} />
      </div>
      <div class="row">
        <Act keys="F5" word={words.issue} run={() => void issue(false)} off={busy} />
        <Act keys="F6" word={words.issuePriority} run={() => void issue(true)} off={busy} />
      </div>
      <Notice word={notice} />
      <p class="notice" role="status">
        {issued && say(words.issued, issued)}
      </p>
      <label class="field field-beside">
        {say(words.counter)}
        <input
          type="text"
          value={counter}
          maxLength={COUNTER_MAX}
          onInput={({ currentTarget }) => setCounter(currentTarget.value)}
          autocomplete="off"
        />
      </label>
      <Waiting queue={queue} />
    </section>
  );
}

function Waiting({ queue: { tickets } }: Pick<QueuePartProps, 'queue'>) {
  const say = useSay();
  const { at } = useDesk();
  if (tickets === undefined) return null;
  const { counts, waiting } = tickets;
  const minutes = (since: string) => Math.max(0, Math.floor((at - Date.parse(since)) / 60_000));
  return (
    <>
      <h2>{say(words.waiting, { count: counts.waiting, priority: counts.waitingPriority })}</h2>
      <ol class="waiting">
        {waiting.slice(0, SHOWN).map(({ id, number, priority, reason, since }) => (
          <li key={id}>
            <strong>{number}</strong>
            <span>
              {[...(priority ? [say(words.priority)] : []), ...(reason === 'help-call' ? [say(words.helpCall)] : [])].join(' · ')}
            </span>
            <span>{say(words.minutes, { minutes: minutes(since) })}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
