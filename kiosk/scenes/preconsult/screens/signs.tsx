import './triage.css';

export interface SignsProps {
  readonly signs: readonly { readonly code: string; readonly title: string }[];
  readonly chosen: readonly string[];
  readonly onToggle: (code: string) => void;
}

/** As many as will stand below each other; more stand in two columns. */
const FEW = 7;

/** All at once, each ticked by itself: what stands on a page that nobody turned to would be no answer. */
export function Signs({ signs, chosen, onToggle }: SignsProps) {
  return (
    <ul class={signs.length > FEW ? 'signs signs-many' : 'signs'}>
      {signs.map(({ code, title }) => {
        const isChosen = chosen.includes(code);
        return (
          <li key={code}>
            <button
              type="button"
              class={isChosen ? 'sign sign-chosen' : 'sign'}
              aria-pressed={isChosen}
              onClick={() => onToggle(code)}
            >
              <span class="sign-box" aria-hidden="true">
                {isChosen ? '✓' : ''}
              </span>
              <span>{title}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
