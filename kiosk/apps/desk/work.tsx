import { type ComponentChildren, Fragment } from 'preact';
import { useState } from 'preact/hooks';
import type { Asking } from '../../staff/asking.ts';
import type { HallEvent } from '../../staff/hall-types.ts';
import { Notice } from '../../staff/parts.tsx';
import { useSay } from '../../staff/saying.ts';
import { page } from '../../staff/words.ts';
import { useDesk } from './at-desk.ts';
import { CallsPart } from './calls-part.tsx';
import { DayPart } from './day-part.tsx';
import { HelpPart } from './help-part.tsx';
import { Act, Seen } from './keys.tsx';
import { PatientPart } from './patient/patient-part.tsx';
import { QueuePart } from './queue-part.tsx';
import { RefundsPart } from './refunds-part.tsx';
import type { Clerk } from './use-clerk.ts';
import { useTickets } from './use-tickets.ts';
import { frame } from './words.ts';

type Part = 'patient' | 'help' | 'calls' | 'day' | 'refunds';

interface WorkProps {
  readonly event: HallEvent;
  readonly clerk: Clerk;
  readonly asking: Asking;
  readonly connected: boolean;
}

/** The queue on the left, and on the right whom it is about, who else wants something, and the day. */
export function Work({ event, clerk, asking, connected }: WorkProps) {
  const say = useSay();
  const { client } = useDesk();
  const [part, setPart] = useState<Part>('patient');
  // Another one for each person: nothing of the former is in it.
  const [turn, setTurn] = useState(0);
  const queue = useTickets(client, event.onDuty);
  const { served, setServed } = clerk;
  const nextPerson = () => {
    if (served !== undefined) void client('closeSession', {}).catch(() => undefined);
    setServed(undefined);
    setTurn((before) => before + 1);
    setPart('patient');
  };
  const waiting = event.calls.filter(({ answeredBy }) => answeredBy === undefined).length;
  return (
    <main class="work">
      <QueuePart queue={queue} onDuty={event.onDuty} onNextPerson={nextPerson} />
      <div class="parts">
        <nav class="row" aria-label={say(frame.parts)}>
          <Act keys="F7" word={frame.patient} run={() => setPart('patient')} pressed={part === 'patient'} />
          <Act keys="F8" word={frame.help} filling={{ count: waiting }} run={() => setPart('help')} pressed={part === 'help'} />
          <Act keys="F9" word={frame.calls} run={() => setPart('calls')} pressed={part === 'calls'} />
          <Act keys="F10" word={frame.day} run={() => setPart('day')} pressed={part === 'day'} />
          <Act keys="Alt+G" word={frame.refunds} run={() => setPart('refunds')} pressed={part === 'refunds'} />
        </nav>
        {!connected && <Notice word={page.away} />}
        <Notice word={asking.notice} />
        {!event.onDuty && <p class="notice">{say(frame.offDuty)}</p>}
        <Shown when={part === 'patient'}>
          <Fragment key={turn}>
            <PatientPart clerk={clerk} onNextPerson={nextPerson} />
          </Fragment>
        </Shown>
        {part === 'help' && <HelpPart calls={event.onDuty ? event.calls : []} />}
        {part === 'calls' && <CallsPart />}
        {part === 'refunds' && event.onDuty && <RefundsPart />}
        {part === 'day' && <DayPart queue={queue} onDuty={event.onDuty} />}
      </div>
    </main>
  );
}

/** Kept while another part is looked at, so that nothing has to be typed twice. */
function Shown({ when, children }: { readonly when: boolean; readonly children: ComponentChildren }) {
  return (
    <Seen.Provider value={when}>
      <div hidden={!when}>{children}</div>
    </Seen.Provider>
  );
}
