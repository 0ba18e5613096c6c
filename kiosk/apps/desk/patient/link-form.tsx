import { useState } from 'preact/hooks';
import type { Served } from '../../../client/wire.ts';
import { clockOf } from '../../../i18n/when.ts';
import { useAsking } from '../../../staff/asking.ts';
import { Notice } from '../../../staff/parts.tsx';
import { NO_ANSWER } from '../../../staff/problem-words.ts';
import { useSay } from '../../../staff/saying.ts';
import { useDesk } from '../at-desk.ts';
import { Form } from '../fields.tsx';
import { Heading } from '../heading.tsx';
import { Act, Submit } from '../keys.tsx';
import { booking, linking as words } from '../patient-words.ts';
import { deskProblems } from '../problem-words.ts';
import { useKeyed } from '../use-keyed.ts';
import { useDocument } from './document-fields.tsx';

interface LinkFormProps {
  readonly served: Served;
  /** Whose document came last is the one who is served. */
  readonly onServed: (session: Served) => void;
  readonly onLost: () => void;
  readonly onBack: () => void;
}

const UNREGISTERED = { 'registration-required': words.unregistered };

/**
 * Two registrations of one person. The other document is served for a moment, which is how the gateway knows that the clerk has seen it.
 */
export function LinkForm({ served, onServed, onLost, onBack }: LinkFormProps) {
  const say = useSay();
  const { client, environment } = useDesk();
  const { busy, notice, say: tell, ask } = useAsking(deskProblems);
  const typed = useDocument();
  const [first] = useState(served);
  const keyed = useKeyed(environment.newKey);
  const [done, setDone] = useState<string>();
  // Whatever became of the link: the one whose document came last is served now, and nobody is to take them for the first.
  const moved = served.patientId !== first.patientId;
  const link = async () => {
    if (busy || !typed.fits()) return;
    const { document, reason } = typed;
    let answered = false;
    const other = await ask(async () => {
      const answer = await client('serveAtDesk', { body: { document, reason } });
      answered = true;
      return answer;
    }, UNREGISTERED);
    // Without an answer nobody knows whom this desk serves.
    if (!answered) return onLost();
    if (other === undefined) return;
    onServed(other.body);
    if (other.body.patientId === first.patientId) return tell(words.same);
    const body = { patientId: first.patientId, otherId: other.body.patientId, reason };
    const linked = await ask(() => keyed((idempotencyKey) => client('linkPatients', { body, idempotencyKey })));
    if (linked === undefined) return;
    const { state, expiresAt } = linked.body;
    const proposed = () => say(words.proposed, { clock: expiresAt === undefined ? '—' : clockOf(expiresAt) });
    setDone(state === 'linked' ? say(words.linked) : proposed());
  };
  return (
    <Form onSend={() => void link()}>
      <Heading>{say(words.title)}</Heading>
      <Notice word={notice} />
      {done !== undefined && (
        <p class="notice" role="status">
          {done}
        </p>
      )}
      {moved ? (
        <p class="notice" role="status">
          {say(words.nowServed, { name: served.patientName, year: served.birthYear })}
        </p>
      ) : (
        <>
          <p>{say(words.what, { name: first.patientName })}</p>
          {typed.fields}
        </>
      )}
      <div class="row">
        {(!moved || notice === NO_ANSWER) && <Submit word={words.link} off={busy} />}
        <Act keys="Escape" word={booking.back} run={onBack} off={busy} />
      </div>
    </Form>
  );
}
