import { useSay } from '../../staff/saying.ts';
import { useDesk } from './at-desk.ts';
import { Heading } from './heading.tsx';
import { WaitingRefunds } from './refunds/waiting-refunds.tsx';
import { frame } from './words.ts';

/** Refunds that a cashier proposed, and that wait for a second person. */
export function RefundsPart() {
  const say = useSay();
  const { client, environment } = useDesk();
  return (
    <section class="stack">
      <Heading>{say(frame.refunds)}</Heading>
      <WaitingRefunds client={client} newKey={environment.newKey} />
    </section>
  );
}
