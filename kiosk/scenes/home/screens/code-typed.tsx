import { useState } from 'preact/hooks';
import { Field } from '../../../components/field/field.tsx';
import { codeIn } from '../../../components/field/typed.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { useVisit } from '../../../shell/visit.ts';

export interface CodeTypedProps {
  readonly length: number;
  /** The code before led nowhere. */
  readonly wrong: boolean;
  readonly onCode: (code: string) => void;
}

/** On a phone only the long code works, and a phone has keys of its own: one field, into which a code can be pasted, too. */
export function CodeTyped({ length, wrong, onCode }: CodeTypedProps) {
  const { say } = useVisit();
  const [typed, setTyped] = useState('');
  const code = codeIn(typed).slice(0, length);
  return (
    <Screen title={say('draft-code.long')} lead={<p>{say('draft-code.hint')}</p>}>
      <form
        class="field-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (code.length === length) onCode(code);
        }}
      >
        <Field label={say('draft-code.field')} fault={wrong ? say('draft-code.wrong') : undefined}>
          {(id) => (
            <input
              id={id}
              class="field-input field-number"
              type="text"
              aria-label={say('draft-code.field')}
              autoCapitalize="characters"
              autoComplete="off"
              spellcheck={false}
              value={typed}
              onInput={({ currentTarget }) => setTyped(currentTarget.value)}
            />
          )}
        </Field>
        <button type="submit" class="action action-main" disabled={code.length !== length}>
          <span>{say('pad.done')}</span>
        </button>
      </form>
    </Screen>
  );
}
