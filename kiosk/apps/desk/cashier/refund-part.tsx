import { useState } from 'preact/hooks';
import type { Client } from '../../../../bff/contract/client.ts';
import { useAsking } from '../../../staff/asking.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useSay } from '../../../staff/saying.ts';
import { Heading } from '../heading.tsx';
import { type DeskRefundable, ProposeRefund } from '../refunds/propose-refund.tsx';
import { type Said, useSaid } from '../refunds/said.ts';
import { WaitingRefunds } from '../refunds/waiting-refunds.tsx';
import { refundProblems, refunds as words } from '../refunds/words.ts';
import { CodeForm } from './code-form.tsx';

interface RefundPartProps {
  readonly client: Client;
  readonly newKey: () => string;
  readonly onDuty: boolean;
}

/** By the code of a receipt, what goes back of it; and what waits for a second person. */
export function RefundPart({ client, newKey, onDuty }: RefundPartProps) {
  const say = useSay();
  const saidIn = useSaid();
  const { busy, notice, say: tell, ask } = useAsking(refundProblems);
  const [refundable, setRefundable] = useState<DeskRefundable>();
  const [said, setSaid] = useState<Said>();
  const [turn, setTurn] = useState(0);
  const look = async (code: string) => {
    setSaid(undefined);
    const read = await ask(() => client('readRefundableAtDesk', { params: { code } }));
    setRefundable(read?.body);
    return read !== undefined;
  };
  if (!onDuty)
    return (
      <section class="stack">
        <Heading>{say(words.title)}</Heading>
        <p>{say(words.offDuty)}</p>
      </section>
    );
  if (refundable)
    return (
      <ProposeRefund
        {...{ client, newKey, refundable }}
        onProposed={(proposed) => {
          setRefundable(undefined);
          setSaid(proposed);
          setTurn((before) => before + 1);
        }}
        onBack={() => {
          setRefundable(undefined);
          tell(undefined);
        }}
      />
    );
  return (
    <>
      <CodeForm title={words.title} busy={busy} onCode={look} />
      <Notice word={notice} />
      <p class="notice" role="status">
        {said && saidIn(said)}
      </p>
      <WaitingRefunds {...{ client, newKey, turn }} />
    </>
  );
}
