import { useCallback, useEffect, useState } from 'preact/hooks';
import type * as z from 'zod';
import type { Client } from '../../../../bff/contract/client.ts';
import type * as payments from '../../../../bff/contract/payments/schemas.ts';
import { clockOf, dayOf, sayDay } from '../../../i18n/when.ts';
import { useAsking } from '../../../staff/asking.ts';
import { endOwnShift } from '../../../staff/own-shift.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useLanguage, useSay } from '../../../staff/saying.ts';
import { Heading } from '../heading.tsx';
import { CountForm, type Drawer, useResult } from './count-form.tsx';
import { drawerProblems, drawer as words } from './drawer-words.ts';
import { useSum } from './one-payment.tsx';

interface DrawerPartProps {
  readonly client: Client;
  readonly newKey: () => string;
  readonly staffId: string;
  readonly onDuty: boolean;
  /** They went off duty. */
  readonly onTurned: () => void;
}

/** What came and went in this shift, and the count with which it ends. */
export function DrawerPart({ client, newKey, staffId, onDuty, onTurned }: DrawerPartProps) {
  const say = useSay();
  const asking = useAsking(drawerProblems);
  const { ask, notice } = asking;
  const [told, setTold] = useState<z.output<typeof payments.drawers>>();
  const [kept, setKept] = useState<Drawer>();
  const resultOf = useResult();
  const read = useCallback(async () => {
    const answer = await ask(() => client('readDrawer', {}));
    setTold(answer?.body);
  }, [client, ask]);
  // Whoever comes or goes has another drawer.
  useEffect(() => {
    if (onDuty) setKept(undefined);
    void read();
  }, [read, onDuty]);
  const now = onDuty && !kept ? told?.now : undefined;
  const goOff = async () => {
    const ended = await ask<unknown>(() => endOwnShift(client, staffId));
    if (ended) onTurned();
  };
  return (
    <section class="stack">
      <Heading>{now ? say(words.title, { clock: clockOf(now.since) }) : say(words.offDutyTitle)}</Heading>
      <Notice word={notice} />
      <p class="notice" role="status">
        {kept?.count && say(words.kept, { result: resultOf(kept.count.difference) })}
      </p>
      {now && <Sums drawer={now} />}
      {!onDuty && !kept && <p>{say(words.offDuty)}</p>}
      {now && (
        <CountForm
          key={now.id}
          {...{ client, newKey, asking }}
          drawer={now}
          onCounted={(counted) => {
            setKept(counted);
            onTurned();
          }}
          onWithout={() => void goOff()}
        />
      )}
      {told?.before && !kept && <Before drawer={told.before} />}
    </section>
  );
}

const yuan = (amount: number) => ({ amount, currency: 'CNY' }) as const;

/** Fen with its sign. */
function signed(sumOf: ReturnType<typeof useSum>, amount: number): string {
  return amount < 0 ? `−${sumOf(yuan(-amount))}` : sumOf(yuan(amount));
}

function Sums({ drawer: { taken, given, timesTaken, timesGiven } }: { readonly drawer: Drawer }) {
  const say = useSay();
  const sumOf = useSum();
  return (
    <table class="drawer">
      <tbody>
        <tr>
          <th scope="row">{say(words.taken, { times: timesTaken })}</th>
          <td>{sumOf(taken)}</td>
        </tr>
        <tr>
          <th scope="row">{say(words.given, { times: timesGiven })}</th>
          <td>{sumOf(given)}</td>
        </tr>
        <tr>
          <th scope="row">{say(words.more)}</th>
          <td>
            <strong>{signed(sumOf, taken.amount - given.amount)}</strong>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** How the shift before ended: one that ended by itself was not counted, and that is said. */
function Before({ drawer: { since, state, count, taken, given } }: { readonly drawer: Drawer }) {
  const say = useSay();
  const language = useLanguage();
  const sumOf = useSum();
  const resultOf = useResult();
  if (state === 'open') return null;
  return (
    <>
      <h2>{say(words.before, { day: sayDay(language, dayOf(since)), clock: clockOf(since) })}</h2>
      <p>
        {count
          ? say(words.beforeCounted, { result: resultOf(count.difference) })
          : say(words.notCounted, { taken: sumOf(taken), given: sumOf(given) })}
      </p>
    </>
  );
}
