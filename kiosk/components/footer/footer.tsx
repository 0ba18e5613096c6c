import type { Say } from '../../i18n/text.ts';
import type { Drawing } from '../pictogram/drawing.ts';
import { Pictogram } from '../pictogram/pictogram.tsx';
import { wayDrawings } from '../pictogram/ways.ts';
import './footer.css';

export interface FooterProps {
  readonly say: Say;
  /** In both languages before one was chosen. */
  readonly help: string;
  readonly display: string;
  /** Absent where there is nothing to go back to; the place stays empty, so that nothing else moves into it. */
  readonly onBack?: (() => void) | undefined;
  readonly onHelp: () => void;
  readonly onDisplay: () => void;
  readonly onRestart?: (() => void) | undefined;
}

/** Back, help, how it is shown, and start over, in the same four places on every screen: whoever found them once finds them blind. */
export function Footer({ say, help, display, onBack, onHelp, onDisplay, onRestart }: FooterProps) {
  return (
    <footer class="footer">
      <div class="footer-place">{onBack && <Way label={say('frame.back')} picture={wayDrawings.back} onPress={onBack} />}</div>
      <div class="footer-place">
        <Way label={help} picture={wayDrawings.staff} onPress={onHelp} />
      </div>
      <div class="footer-place">
        <Way label={display} picture={wayDrawings.letters} onPress={onDisplay} />
      </div>
      <div class="footer-place">
        {onRestart && <Way label={say('frame.restart')} picture={wayDrawings.again} onPress={onRestart} />}
      </div>
    </footer>
  );
}

interface WayProps {
  readonly label: string;
  readonly picture: Drawing;
  readonly onPress: () => void;
}

function Way({ label, picture, onPress }: WayProps) {
  return (
    <button type="button" class="footer-way" onClick={onPress}>
      <Pictogram drawing={picture} />
      <span>{label}</span>
    </button>
  );
}
