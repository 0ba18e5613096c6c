import { useContext } from 'preact/hooks';
import { DisplayContext } from '../display/display.ts';
import './facts.css';

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** What is beside it, in smaller words. */
  readonly note?: string | undefined;
  /** What somebody decides by, or goes by: it stands in the letters of a choice. */
  readonly decides?: boolean;
  readonly onChange?: (() => void) | undefined;
}

/** What was answered, a row each, with a button beside what can be changed. Within low reach the buttons stand together, below. */
export function Facts({ facts, change }: { readonly facts: readonly Fact[]; readonly change?: string }) {
  const below = useContext(DisplayContext).reach === 'low';
  const changeable = facts.filter(({ onChange }) => onChange !== undefined);
  return (
    <>
      <dl class="facts">
        {facts.map((fact) => (
          <div class="fact" key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>
              <span class={fact.decides ? 'fact-decides' : ''}>{fact.value}</span>
              {fact.note !== undefined && <span class="fact-note">{fact.note}</span>}
            </dd>
            {fact.onChange !== undefined && !below && (
              <dd class="fact-change">
                <Change {...fact} change={change} />
              </dd>
            )}
          </div>
        ))}
      </dl>
      {below && changeable.length > 0 && (
        <ul class="facts-changes">
          {changeable.map((fact) => (
            <li key={fact.label}>
              <Change {...fact} change={change} named />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface ChangeProps extends Pick<Fact, 'label' | 'onChange'> {
  readonly change: string | undefined;
  /** What is changed stands on the button, and not beside it. */
  readonly named?: boolean;
}

function Change({ label, onChange, change = '', named = false }: ChangeProps) {
  return (
    <button type="button" class="action" aria-label={`${change} ${label}`} onClick={onChange}>
      {named ? `${change} ${label}` : change}
    </button>
  );
}
