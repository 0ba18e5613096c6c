import './facts.css';

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** The one fact that must be read first. */
  readonly strong?: boolean;
  readonly onChange?: (() => void) | undefined;
}

/** What was answered, a row each, with a button beside what can be changed. */
export function Facts({ facts, change }: { readonly facts: readonly Fact[]; readonly change?: string }) {
  return (
    <dl class="facts">
      {facts.map(({ label, value, strong, onChange }) => (
        <div class="fact" key={label}>
          <dt>{label}</dt>
          <dd class={strong ? 'fact-strong' : ''}>{value}</dd>
          {onChange && (
            <dd class="fact-change">
              <button type="button" class="action" aria-label={`${change ?? ''} ${label}`} onClick={onChange}>
                {change}
              </button>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
