import type { AssistAct, FollowedJourney } from '../../../staff/hall-types.ts';
import { useSay } from '../../../staff/saying.ts';
import type { Word } from '../../../staff/word.ts';
import { assisting } from '../words.ts';

interface DisplayProps {
  readonly journey: FollowedJourney;
  readonly busy: boolean;
  readonly onAct: (act: AssistAct) => void;
}

/** How the glass looks, and which language it speaks. */
export function Display({ journey, busy, onAct }: DisplayProps) {
  const say = useSay();
  const { display, language } = journey;
  const show = (change: Partial<FollowedJourney['display']>) => onAct({ kind: 'display', display: { ...display, ...change } });
  const large = display.text === 'large';
  const high = display.contrast === 'high';
  const low = display.reach === 'low';
  const switches: readonly (readonly [word: Word, on: boolean, turn: () => void])[] = [
    [assisting.large, large, () => show({ text: large ? 'standard' : 'large' })],
    [assisting.contrast, high, () => show({ contrast: high ? 'usual' : 'high' })],
    [assisting.low, low, () => show({ reach: low ? 'usual' : 'low' })],
  ];
  return (
    <>
      <fieldset>
        <legend>{say(assisting.display)}</legend>
        <span class="row">
          {switches.map(([word, on, turn]) => (
            <button key={word.en} type="button" disabled={busy} aria-pressed={on} onClick={turn}>
              {say(word)}
            </button>
          ))}
        </span>
      </fieldset>
      <fieldset>
        <legend>{say(assisting.language)}</legend>
        <span class="row">
          {(['zh', 'en'] as const).map((one) => (
            <button
              key={one}
              type="button"
              disabled={busy}
              lang={one === 'zh' ? 'zh-CN' : 'en'}
              aria-pressed={language === one}
              onClick={() => onAct({ kind: 'language', language: one })}
            >
              {one === 'zh' ? '中文' : 'English'}
            </button>
          ))}
        </span>
      </fieldset>
    </>
  );
}
