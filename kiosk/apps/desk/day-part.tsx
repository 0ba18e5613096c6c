import { useCallback, useEffect, useState } from 'preact/hooks';
import type * as z from 'zod';
import type * as deskSchemas from '../../../bff/contract/desk/schemas.ts';
import type * as identity from '../../../bff/contract/identity/schemas.ts';
import { clockOf } from '../../i18n/when.ts';
import { useAsking } from '../../staff/asking.ts';
import { spanOf } from '../../staff/durations.ts';
import { Notice } from '../../staff/parts.tsx';
import { useSay } from '../../staff/saying.ts';
import { wholeList } from '../../staff/whole-list.ts';
import { useDesk } from './at-desk.ts';
import { Choices, Question } from './choices.tsx';
import { Heading } from './heading.tsx';
import { deskProblems } from './problem-words.ts';
import type { Queue } from './use-tickets.ts';
import { roles, day as words } from './words.ts';

type DeskDay = z.output<typeof deskSchemas.deskDay>;
type Shift = z.output<typeof identity.shift>;

/** Who is on duty, who was called and was not there, and what was done today. */
export function DayPart({ queue, onDuty }: { readonly queue: Queue; readonly onDuty: boolean }) {
  const say = useSay();
  const { client } = useDesk();
  const { busy, notice, say: tell, ask } = useAsking(deskProblems);
  const [shifts, setShifts] = useState<readonly Shift[]>([]);
  const [counts, setCounts] = useState<DeskDay>();
  const [ending, setEnding] = useState<Shift>();
  const read = useCallback(async () => {
    const loaded = await ask(() => wholeList((cursor) => client('listShifts', { query: { limit: 50, cursor } })));
    if (loaded) setShifts(loaded.body.filter(({ ended }) => !ended));
    const read = onDuty ? await ask(() => client('readDeskDay', {})) : undefined;
    setCounts(read?.body);
  }, [client, ask, onDuty]);
  useEffect(() => void read(), [read]);
  const end = async (id: string) => {
    const ended = await ask(() => client('endShift', { params: { id }, body: {} }));
    setEnding(undefined);
    if (ended === undefined) return;
    await read();
    tell(words.ended);
  };
  const shiftChoice = (shift: Shift) => ({
    id: shift.id,
    title: shift.name,
    aside: say(words.since, { role: say(roles[shift.role] ?? { zh: shift.role, en: shift.role }), clock: clockOf(shift.since) }),
    act: say(words.end),
    off: busy,
    run: () => setEnding(shift),
  });
  return (
    <section class="stack">
      <Heading>{say(words.title)}</Heading>
      <Notice word={notice} />
      <h2>{say(words.shifts)}</h2>
      {shifts.length === 0 && <p>{say(words.nobody)}</p>}
      {ending ? (
        <Question
          yes={words.endYes}
          no={words.endNo}
          onYes={() => void end(ending.id)}
          onNo={() => setEnding(undefined)}
          off={busy}
        >
          <p>{say(words.endAsk, { name: ending.name })}</p>
        </Question>
      ) : (
        <Choices label={say(words.shifts)} choices={shifts.map(shiftChoice)} />
      )}
      <Missed queue={queue} />
      {counts && <Counts counts={counts} />}
    </section>
  );
}

/** Who comes back after their number was called is served without another one. */
function Missed({ queue: { tickets, read } }: { readonly queue: Queue }) {
  const say = useSay();
  const { client } = useDesk();
  const { busy, notice, ask } = useAsking(deskProblems);
  const missed = tickets?.missed ?? [];
  const back = async (id: string) => {
    await ask(() => client('endTicket', { params: { id }, body: { outcome: 'served' } }));
    await read();
  };
  return (
    <>
      <h2>{say(words.missed)}</h2>
      <Notice word={notice} />
      {missed.length === 0 && <p>{say(words.nobodyMissed)}</p>}
      <ul class="row">
        {missed.map(({ id, number }) => (
          <li key={id}>
            <button type="button" aria-disabled={busy} onClick={() => void (busy || back(id))}>
              {`${number} ${say(words.back)}`}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

const COLUMNS = ['issued', 'waiting', 'served', 'notThere'] as const;

function Counts({ counts: { tickets, helpCalls, bookings, cancellations, prints } }: { readonly counts: DeskDay }) {
  const say = useSay();
  const { open, helped, withdrawn, ticket, lapsed } = helpCalls;
  const calls = open + helped + withdrawn + ticket + lapsed;
  return (
    <>
      <h2>{say(words.counts)}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{say(words.count)}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {say(words[column])}
              </th>
            ))}
            <th scope="col">{say(words.longest)}</th>
          </tr>
        </thead>
        <tbody>
          {(['others', 'priority'] as const).map((row) => (
            <tr key={row}>
              <th scope="row">{say(words[row])}</th>
              {COLUMNS.map((column) => (
                <td key={column}>{tickets[row][column]}</td>
              ))}
              <td>{spanOf(say, tickets[row].longestWaitSeconds * 1000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{say(words.rest, { bookings, cancellations, prints, calls, helped })}</p>
    </>
  );
}
