import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useSay } from '../../../staff/saying.ts';
import type { Word } from '../../../staff/word.ts';
import { Form, TextField } from '../fields.tsx';
import { Submit } from '../keys.tsx';
import { codeIn } from './code-on-paper.ts';
import { cashier as words } from './words.ts';

interface CodeFormProps {
  /** What the code is for. */
  readonly title: Word;
  readonly busy: boolean;
  /** Answers whether there is such a payment. */
  readonly onCode: (code: string) => Promise<boolean>;
}

/** As long as the text of a QR code is, and more. */
const TEXT_MAX = 400;

/** The code of the paper. A scanner types it and ends with Enter, so the field has the focus, and what is typed next takes the place of what was. */
export function CodeForm({ title, busy, onCode }: CodeFormProps) {
  const say = useSay();
  const [text, setText] = useState('');
  const [trouble, setTrouble] = useState<Word>();
  const input = useRef<HTMLInputElement>(null);
  // At once: a scanner does not wait for a paint.
  useLayoutEffect(() => input.current?.focus(), []);
  const look = async () => {
    if (busy) return;
    const code = codeIn(text);
    setTrouble(code === undefined ? words.wrong : undefined);
    if (code !== undefined && (await onCode(code))) return setText('');
    input.current?.select();
  };
  return (
    <Form onSend={() => void look()}>
      <h1 tabIndex={-1}>{say(title)}</h1>
      <TextField
        input={input}
        label={words.code}
        value={text}
        onInput={setText}
        maxLength={TEXT_MAX}
        required
        trouble={trouble}
      />
      <Submit word={words.look} off={busy} />
    </Form>
  );
}
