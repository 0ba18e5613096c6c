import { useState } from 'preact/hooks';
import type { Client } from '../../../../bff/contract/client.ts';
import { useAsking } from '../../../staff/asking.ts';
import { Notice } from '../../../staff/parts.tsx';
import { NO_ANSWER } from '../../../staff/problem-words.ts';
import { useSay } from '../../../staff/saying.ts';
import { Act } from '../keys.tsx';
import { CodeForm } from './code-form.tsx';
import { type Cash, type DeskPayment, isToBeMoved, OnePayment, useSum } from './one-payment.tsx';
import { cashierProblems, cashier as words } from './words.ts';

interface TillPartProps {
  readonly client: Client;
  readonly newKey: () => string;
  readonly onDuty: boolean | undefined;
  /** The gateway says that they are off duty. */
  readonly onOffDuty: () => void;
}

/** The code of a paper, and what is to be taken or given back by it. */
export function TillPart({ client, newKey, onDuty, onOffDuty }: TillPartProps) {
  const say = useSay();
  const asking = useAsking(cashierProblems);
  const [payment, setPayment] = useState<DeskPayment>();
  const [moved, setMoved] = useState<Cash>();
  const sumOf = useSum();
  const clear = () => {
    setPayment(undefined);
    setMoved(undefined);
    asking.say(undefined);
  };
  const look = async (code: string) => {
    clear();
    const read = await asking.ask(() => client('readPaymentAtDesk', { params: { code } }));
    setPayment(read?.body);
    return read !== undefined;
  };
  const open = payment !== undefined && isToBeMoved(payment);
  const unknown = asking.notice === NO_ANSWER;
  return (
    <>
      {!open && <CodeForm title={words.title} busy={asking.busy} onCode={look} />}
      <Notice word={unknown ? (open ? words.again : words.notRead) : asking.notice} />
      <p class="notice" role="status">
        {moved && say(moved.kind === 'take' ? words.took : words.gave, { sum: sumOf(moved.amount) })}
      </p>
      {open && (
        <OnePayment
          // Another sum is another question, under another key.
          key={`${payment.code} ${payment.due.amount} ${payment.back.amount}`}
          {...{ client, newKey, payment, asking, onDuty, onOffDuty }}
          onNow={setPayment}
          onMoved={(now, cash) => {
            setPayment(now);
            setMoved(cash);
          }}
          onBack={clear}
        />
      )}
      <div role="status">
        {payment !== undefined && !open && (
          <>
            <h2>{payment.patientName}</h2>
            <p class="said">{say(payment.state === 'gone' ? words.gone : words.paid)}</p>
          </>
        )}
      </div>
      {payment !== undefined && !open && <Act keys="Escape" word={words.clear} run={clear} />}
    </>
  );
}
