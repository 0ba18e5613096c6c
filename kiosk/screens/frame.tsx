import { DisplayContext } from '../components/display/display.ts';
import { Footer } from '../components/footer/footer.tsx';
import { positionOf, stepBefore } from '../flows/journey.ts';
import { AwayScreen } from './away.tsx';
import { IdleDialog, type IdleDialogProps, type Overlay, OverlayDialog } from './dialogs.tsx';
import './frame.css';
import { Header } from './header.tsx';
import { screens } from './screens.ts';
import { type Visit, VisitContext } from './visit.ts';

export interface FrameProps {
  readonly visit: Visit;
  /** The gateway does not answer; said in place of the step's own screen. */
  readonly away: boolean;
  readonly overlay?: Overlay | undefined;
  readonly onOverlay: (overlay: Overlay | undefined) => void;
  /** Nobody has touched anything. */
  readonly idle?: IdleDialogProps | undefined;
  /** Seconds that are left of practising; absent where everything is real. */
  readonly practiceSecondsLeft?: number | undefined;
}

/** Everything on the glass: whose house it is, the one question, the ways that are always there, and what stands in front. */
export function Frame({ visit, away, overlay, onOverlay, idle, practiceSecondsLeft }: FrameProps) {
  const { say, act, answers, display } = visit;
  const step = positionOf(answers);
  const CurrentScreen = screens[step];
  const begun = step !== 'language';
  const canGoBack = !away && stepBefore(answers) !== undefined;
  return (
    <VisitContext.Provider value={visit}>
      <DisplayContext.Provider value={display}>
        <div class="kiosk" inert={overlay !== undefined || idle !== undefined}>
          {practiceSecondsLeft !== undefined && (
            <p class="practice-banner">
              {say('practice.banner')} {practiceSecondsLeft <= PRACTICE_LAST_SECONDS && say('practice.ending')}
            </p>
          )}
          <Header />
          {away ? <AwayScreen onBack={act.returned} /> : <CurrentScreen />}
          <Footer
            say={say}
            help={begun ? say('frame.help') : say('frame.help.both')}
            onBack={canGoBack ? act.back : undefined}
            onHelp={() => onOverlay('help')}
            onDisplay={() => onOverlay('display')}
            onRestart={begun ? () => onOverlay('restart') : undefined}
          />
        </div>
        {overlay !== undefined && <OverlayDialog overlay={overlay} onClose={() => onOverlay(undefined)} />}
        {idle !== undefined && <IdleDialog {...idle} />}
      </DisplayContext.Provider>
    </VisitContext.Provider>
  );
}

const PRACTICE_LAST_SECONDS = 30;
