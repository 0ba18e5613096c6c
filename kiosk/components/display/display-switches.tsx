import type { Say } from '../../i18n/text.ts';
import type { Display } from './display.ts';
import './display-switches.css';

export interface DisplaySwitchesProps {
  readonly display: Display;
  readonly onChange: (display: Display) => void;
  readonly say: Say;
}

/** Three switches that act at once, so that one sees what one has chosen. Each says in a word whether it is on. */
export function DisplaySwitches({ display, onChange, say }: DisplaySwitchesProps) {
  const { text, contrast, reach } = display;
  const switches = [
    { key: 'standard', on: text === 'standard', turn: { text: text === 'standard' ? 'large' : 'standard' } },
    { key: 'contrast', on: contrast === 'high', turn: { contrast: contrast === 'high' ? 'usual' : 'high' } },
    { key: 'low', on: reach === 'low', turn: { reach: reach === 'low' ? 'usual' : 'low' } },
  ] as const;
  return (
    <ul class="display-switches">
      {switches.map(({ key, on, turn }) => (
        <li key={key}>
          <button type="button" class="display-switch" aria-pressed={on} onClick={() => onChange({ ...display, ...turn })}>
            <span>{say(`display.${key}`)}</span>
            <span class="display-switch-state">{say(on ? 'display.on' : 'display.off')}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
