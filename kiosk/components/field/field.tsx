import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import './field.css';

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
