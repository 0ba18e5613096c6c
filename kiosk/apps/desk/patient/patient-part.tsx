import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import type { OperationRequest } from '../../../../bff/contract/operations.ts';
import type { Served } from '../../../client/wire.ts';
import { useAsking } from '../../../staff/asking.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useSay } from '../../../staff/saying.ts';
import { useDesk } from '../at-desk.ts';
import { Form } from '../fields.tsx';
import { Heading } from '../heading.tsx';
import { Submit } from '../keys.tsx';
import { serving } from '../patient-words.ts';
import { deskProblems } from '../problem-words.ts';
import type { Clerk } from '../use-clerk.ts';
import { frame } from '../words.ts';
import { type TypedDocument, useDocument } from './document-fields.tsx';
import { RegisterForm } from './register-form.tsx';
import { ServedPerson } from './served-person.tsx';

interface PatientPartProps {
  readonly clerk: Clerk;
  readonly onNextPerson: () => void;
}

/** Whom the clerk serves; nobody yet: then their document is typed. */
export function PatientPart({ clerk, onNextPerson }: PatientPartProps) {
  const { served, setServed, dropped, forgetDropped, lost } = clerk;
  if (served !== undefined)
    return <ServedPerson served={served} onServed={setServed} onLost={lost} onNextPerson={onNextPerson} />;
  const onServed = (session: Served) => {
    forgetDropped();
    setServed(session);
  };
  return <ServeForm dropped={dropped} onServed={onServed} />;
}

type Serving = OperationRequest<'serveAtDesk'>['body'];

/** What the gateway still wants of somebody: who they are, or their yes to the notice of now. */
type Wanted = 'registration' | 'consent';

interface Found {
  readonly document: TypedDocument;
  readonly reason: string;
  readonly wanted: Wanted;
}

function ServeForm({ dropped, onServed }: { readonly dropped: boolean; readonly onServed: (session: Served) => void }) {
  const say = useSay();
  const { client } = useDesk();
  const { busy, notice, ask, say: tell } = useAsking(deskProblems);
  const typed = useDocument();
  const [found, setFound] = useState<Found>();
  const [errors, setErrors] = useState<Problem['errors']>();
  const serve = async (body: Serving) => {
    const { document, reason } = body;
    let wanted: Wanted | undefined;
    const opened = await ask(async () => {
      const answer = await client('serveAtDesk', { body });
      wanted = answer.ok ? undefined : wantedBy(answer.problem);
      setErrors(answer.ok ? undefined : answer.problem.errors);
      return answer;
    });
    if (opened) return onServed(opened.body);
    if (wanted === undefined) return;
    tell(undefined);
    setFound({ document, reason, wanted });
  };
  const look = () => {
    if (!busy && typed.fits()) void serve({ document: typed.document, reason: typed.reason });
  };
  if (found)
    return (
      <RegisterForm
        key={found.wanted}
        document={found.document}
        consentOnly={found.wanted === 'consent'}
        busy={busy}
        notice={notice}
        errors={errors}
        onBack={() => {
          setFound(undefined);
          tell(undefined);
        }}
        onRegister={(more) => void serve({ document: found.document, reason: found.reason, ...more })}
      />
    );
  return (
    <Form onSend={look}>
      <Heading>{say(serving.title)}</Heading>
      {dropped && <Notice word={frame.sessionOver} />}
      <p>{say(serving.what)}</p>
      <Notice word={notice} />
      {typed.fields}
      <Submit word={serving.look} off={busy} />
    </Form>
  );
}

function wantedBy({ code }: Problem): Wanted | undefined {
  if (code === 'registration-required') return 'registration';
  return code === 'consent-required' ? 'consent' : undefined;
}
