import { useCallback, useEffect, useState } from 'preact/hooks';
import type * as z from 'zod';
import type { Client } from '../../../../bff/contract/client.ts';
import type { deskRefund } from '../../../../bff/contract/payments/schemas.ts';
import { clockOf } from '../../../i18n/when.ts';
import { useAsking } from '../../../staff/asking.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useSay } from '../../../staff/saying.ts';
import { useSum } from '../cashier/one-payment.tsx';
import { Choices, Question } from '../choices.tsx';
import { Act } from '../keys.tsx';
import { useKeyed } from '../use-keyed.ts';
import { type Said, useSaid } from './said.ts';
import { refundProblems, refunds as words } from './words.ts';

type DeskRefund = z.output<typeof deskRefund>;

interface WaitingProps {
  readonly client: Client;
  readonly newKey: () => string;
  /** Another number each time that it may have changed. */
  readonly turn?: number;
}

/** What waits at this hospital for a second member of staff: looked at when it is asked for, because each look is in somebody's log. */
export function WaitingRefunds({ client, newKey, turn = 0 }: WaitingProps) {
  const say = useSay();
  const sumOf = useSum();
  const saidIn = useSaid();
  const { busy, notice, ask } = useAsking(refundProblems);
  const [list, setList] = useState<readonly DeskRefund[]>();
  const [open, setOpen] = useState<DeskRefund>();
  const [said, setSaid] = useState<Said>();
  const read = useCallback(async () => {
    const loaded = await ask(() => client('listRefundsAtDesk', {}));
    setList(loaded?.body.items);
  }, [client, ask]);
  useEffect(() => void read(), [read, turn]);
  const ended = (what: Said) => {
    setOpen(undefined);
    setSaid(what);
    void read();
  };
  const wayOf = ({ inCash }: DeskRefund) => say(inCash ? words.inCash : words.byChannel);
  const choiceOf = (one: DeskRefund) => ({
    id: one.id,
    title: `${one.patientName} · ${sumOf(one.amount)}`,
    aside: [say(words.by, { name: one.proposedBy, clock: clockOf(one.since) }), wayOf(one)].join(' · '),
    act: one.mine ? say(words.mine) : say(words.until, { clock: clockOf(one.until) }),
    off: busy,
    run: () => {
      setSaid(undefined);
      setOpen(one);
    },
  });
  return (
    <section class="stack" aria-label={say(words.waiting)}>
      <h2>{say(words.waiting)}</h2>
      <p class="notice" role="status">
        {said && saidIn(said)}
      </p>
      {open ? (
        <OneWaiting
          key={open.id}
          {...{ client, newKey }}
          refund={open}
          way={wayOf(open)}
          onConfirmed={() => ended({ ...open, word: words.confirmed })}
          onDeclined={() => ended({ word: words.declined })}
          onBack={() => setOpen(undefined)}
        />
      ) : (
        <>
          <Notice word={notice} />
          {list?.length === 0 && <p>{say(words.none)}</p>}
          <Choices wide label={say(words.waiting)} choices={(list ?? []).map(choiceOf)} />
          <Act keys="Alt+R" word={words.look} run={() => void read()} off={busy} />
        </>
      )}
    </section>
  );
}

interface OneWaitingProps {
  readonly client: Client;
  readonly newKey: () => string;
  readonly refund: DeskRefund;
  readonly way: string;
  readonly onConfirmed: () => void;
  readonly onDeclined: () => void;
  readonly onBack: () => void;
}

/** Whose money, how much, who proposed it and since when; the sum is said once more on what confirms it. */
function OneWaiting({ client, newKey, refund, way, onConfirmed, onDeclined, onBack }: OneWaitingProps) {
  const say = useSay();
  const sumOf = useSum();
  const { busy, notice, ask } = useAsking(refundProblems);
  const keyed = useKeyed(newKey);
  const { id, amount, mine, patientName, proposedBy, since } = refund;
  const sum = sumOf(amount);
  const confirm = async () => {
    const given = { params: { id }, body: { amount } };
    const done = await ask(() => keyed((idempotencyKey) => client('confirmRefund', { ...given, idempotencyKey })));
    if (done?.body.state === 'confirmed') onConfirmed();
  };
  const decline = async () => {
    if (await ask(() => client('declineRefund', { params: { id }, body: {} }))) onDeclined();
  };
  const shown = (
    <>
      <Notice word={notice} />
      <p>{patientName}</p>
      <p class="sum">{sum}</p>
    </>
  );
  if (mine)
    return (
      <Question yes={words.withdraw} no={words.later} onYes={() => void decline()} onNo={onBack} off={busy}>
        {shown}
        <p>{say(words.mineAsk)}</p>
      </Question>
    );
  return (
    <Question
      yes={words.confirmYes}
      filling={{ sum }}
      no={words.later}
      onYes={() => void confirm()}
      onNo={onBack}
      off={busy}
      other={{ keys: 'Alt+N', word: words.decline, run: () => void decline() }}
    >
      {shown}
      <p>{say(words.confirmAsk, { name: proposedBy, clock: clockOf(since), way })}</p>
    </Question>
  );
}
