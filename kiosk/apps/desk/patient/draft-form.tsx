import { useState } from 'preact/hooks';
import { useAsking } from '../../../staff/asking.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useSay } from '../../../staff/saying.ts';
import type { Word } from '../../../staff/word.ts';
import { useDesk } from '../at-desk.ts';
import { Form, TextField } from '../fields.tsx';
import { Heading } from '../heading.tsx';
import { Act, Submit } from '../keys.tsx';
import { booking, drafts as words } from '../patient-words.ts';
import { deskProblems } from '../problem-words.ts';

interface DraftFormProps {
  readonly onBack: () => void;
  /** With the code of the department that was chosen in it. */
  readonly onTaken: (department: string) => void;
}

/** As it stands on the glass, with a space after each letter. */
const LETTERS_MAX = 16;
/** Crockford base 32. */
const CODE = /^[0-9A-HJKMNP-TV-Z]{8}$/;
const NOT_FOUND = { 'not-found': words.none };

/** What the person began on their phone or at a kiosk, by the code that they have of it. A code is used once. */
export function DraftForm({ onBack, onTaken }: DraftFormProps) {
  const say = useSay();
  const { client } = useDesk();
  const { busy, notice, say: tell, ask } = useAsking(deskProblems);
  const [code, setCode] = useState('');
  const [trouble, setTrouble] = useState<Word>();
  const take = async () => {
    const tidy = code.replace(/[\s-]/g, '').toUpperCase();
    if (busy) return;
    if (!CODE.test(tidy)) return setTrouble(words.wrong);
    setTrouble(undefined);
    const taken = await ask(() => client('takeDraft', { params: { code: tidy }, body: { purpose: 'booking' } }), NOT_FOUND);
    if (taken === undefined) return;
    const department = departmentIn(taken.body.content);
    return department === undefined ? tell(words.nothing) : onTaken(department);
  };
  return (
    <Form onSend={() => void take()}>
      <Heading>{say(words.title)}</Heading>
      <Notice word={notice} />
      <TextField label={words.code} value={code} onInput={setCode} maxLength={LETTERS_MAX} required trouble={trouble} />
      <div class="row">
        <Submit word={words.take} off={busy} />
        <Act keys="Escape" word={booking.back} run={onBack} off={busy} />
      </div>
    </Form>
  );
}

/** A draft is what the kiosk's journey wrote; whatever else stands in it, the desk asks anew. */
function departmentIn(content: Readonly<Record<string, unknown>>): string | undefined {
  const answer = content.department as { readonly value?: { readonly code?: unknown } } | undefined;
  const code = answer?.value?.code;
  return typeof code === 'string' ? code : undefined;
}
