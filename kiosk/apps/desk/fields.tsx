import type { ComponentChildren, RefObject } from 'preact';
import { useId } from 'preact/hooks';
import { useSay } from '../../staff/saying.ts';
import type { Word } from '../../staff/word.ts';

interface TextFieldProps {
  readonly label: Word;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onBlur?: () => void;
  /** What is wrong with it: said under it, and by a voice with it. */
  readonly trouble?: Word | undefined;
  readonly maxLength: number;
  readonly required?: boolean;
  /** For whoever puts the focus into it. */
  readonly input?: RefObject<HTMLInputElement | null>;
}

export function TextField({ label, value, onInput, onBlur, trouble, maxLength, required = false, input }: TextFieldProps) {
  const say = useSay();
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{say(label)}</label>
      <input
        ref={input}
        id={id}
        type="text"
        value={value}
        maxLength={maxLength}
        aria-required={required}
        aria-invalid={trouble !== undefined}
        aria-describedby={`${id}-trouble`}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
        onBlur={onBlur}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
      />
      <p class="trouble" id={`${id}-trouble`} role="status">
        {trouble && say(trouble)}
      </p>
    </div>
  );
}

interface SelectFieldProps<T extends string> {
  readonly label: Word;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly options: readonly (readonly [value: T, word: Word])[];
  readonly trouble?: Word | undefined;
}

export function SelectField<T extends string>({ label, value, onChange, options, trouble }: SelectFieldProps<T>) {
  const say = useSay();
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{say(label)}</label>
      <select
        id={id}
        value={value}
        aria-invalid={trouble !== undefined}
        aria-describedby={`${id}-trouble`}
        onChange={({ currentTarget }) => onChange(currentTarget.value as T)}
      >
        {options.map(([option, word]) => (
          <option key={option} value={option}>
            {say(word)}
          </option>
        ))}
      </select>
      <p class="trouble" id={`${id}-trouble`} role="status">
        {trouble && say(trouble)}
      </p>
    </div>
  );
}

export function Form({ onSend, children }: { readonly onSend: () => void; readonly children: ComponentChildren }) {
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      {children}
    </form>
  );
}
