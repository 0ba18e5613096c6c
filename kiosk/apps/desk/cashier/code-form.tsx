import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
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
  useTypingInto(input);
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

/**
 * A scanner types wherever the focus is. After the mouse that is a button, which the Enter of a scanner would press: whoever came on duty
 * with a click would be off duty again with the first paper.
 */
function useTypingInto(input: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKeyDown = ({ key, ctrlKey, altKey, metaKey, target }: KeyboardEvent) => {
      const types = key.length === 1 && key !== ' ' && !ctrlKey && !altKey && !metaKey;
      if (!types || target instanceof HTMLInputElement) return;
      input.current?.focus();
      // What is typed next takes the place of what was.
      input.current?.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
