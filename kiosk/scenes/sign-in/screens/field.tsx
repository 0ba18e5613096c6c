import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface FieldProps {
  readonly label: string;
  /** What is wrong with what stands there. */
  readonly fault?: string | undefined;
  /** The field itself, under this id. */
  readonly children: (id: string) => ComponentChildren;
}

/** Words above a field that people type into with the keys of their own phone. */
export function Field({ label, fault, children }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {children(id)}
      {fault !== undefined && (
        <p class="field-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

/** The digits of what was typed, pasted or filled in by the phone: full-width ones and blanks in between are read as people mean them. */
export function digitsIn(typed: string): string {
  return typed.normalize('NFKC').replace(/\D/g, '');
}
