import type { Say } from '../../i18n/text.ts';
import { Action } from '../action/action.tsx';
import './footer.css';

export interface FooterProps {
  readonly say: Say;
  /** In both languages before one was chosen. */
  readonly help: string;
  /** Absent where there is nothing to go back to; the place stays empty, so that nothing else moves into it. */
  readonly onBack?: (() => void) | undefined;
  readonly onHelp: () => void;
  readonly onDisplay: () => void;
  readonly onRestart?: (() => void) | undefined;
}

/** Back, help, how it is shown, and start over, in the same four places on every screen: whoever found them once finds them blind. */
export function Footer({ say, help, onBack, onHelp, onDisplay, onRestart }: FooterProps) {
  return (
    <footer class="footer">
      <div class="footer-place">{onBack && <Action label={`← ${say('frame.back')}`} onPress={onBack} />}</div>
      <div class="footer-place">
        <Action label={help} onPress={onHelp} />
      </div>
      <div class="footer-place">
        <Action label={say('frame.display')} onPress={onDisplay} />
      </div>
      <div class="footer-place">{onRestart && <Action label={say('frame.restart')} onPress={onRestart} />}</div>
    </footer>
  );
}
