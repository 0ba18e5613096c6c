export interface SwitchRow {
  readonly name: string;
  readonly word: string;
  readonly on: boolean;
  readonly turn: () => void;
}

interface SwitchesProps {
  readonly label: string;
  readonly rows: readonly SwitchRow[];
  /** Out of sight until somebody opens it. */
  readonly folded?: boolean;
}

/** Things that can be on or off, each by a press. */
export function Switches({ label, rows, folded = false }: SwitchesProps) {
  const group = (
    <fieldset class="switches" aria-label={label}>
      {rows.map(({ name, word, on, turn }) => (
        <button key={name} type="button" class="switch" aria-pressed={on} onClick={turn}>
          {word}
        </button>
      ))}
    </fieldset>
  );
  if (!folded)
    return (
      <>
        <p class="label">{label}</p>
        {group}
      </>
    );
  return (
    <details>
      <summary class="label">{label}</summary>
      {group}
    </details>
  );
}
