import { useEffect, useState } from 'preact/hooks';
import { DisplayContext } from '../components/display/display.ts';
import { Footer } from '../components/footer/footer.tsx';
import { sayIn } from '../i18n/text.ts';
import { positionOf, startOf, stepBefore } from '../journey/path.ts';
import { AwayScreen } from './away.tsx';
import { IdleDialog, type IdleDialogProps, type Overlay, OverlayDialog } from './dialogs.tsx';
import './frame.css';
import { Header } from './header.tsx';
import { Loading } from './loading.tsx';
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

/** Everything that is shown: whose house it is, the one question, the ways that are always there, and what stands in front. */
export function Frame({ visit, away, overlay, onOverlay, idle, practiceSecondsLeft }: FrameProps) {
  const { say, act, answers, page, display, scenes } = visit;
  const begun = positionOf(scenes.rows, answers) !== startOf(scenes.rows);
  const canGoBack = !away && (page !== undefined || stepBefore(scenes.rows, answers) !== undefined);
  return (
    <VisitContext.Provider value={visit}>
      <DisplayContext.Provider value={display}>
        <div class="frame" inert={overlay !== undefined || idle !== undefined}>
          {practiceSecondsLeft !== undefined && (
            <p class="practice-banner">
              {say(practiceSecondsLeft <= PRACTICE_LAST_SECONDS ? 'practice.ending' : 'practice.banner')}
              {!begun && <span lang="en">{sayIn('en')('practice.banner')}</span>}
            </p>
          )}
          <Header />
          {away ? <AwayScreen onBack={act.returned} /> : <Shown {...visit} />}
          <Footer
            say={say}
            help={say(begun ? 'frame.help' : 'frame.help.both')}
            display={say(begun ? 'frame.display' : 'frame.display.both')}
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

/** The page that is open, or where the journey stands. A scene that is not here yet is loaded first. */
function Shown({ scenes, answers, page, act }: Visit) {
  const [, setLoaded] = useState(0);
  const step = positionOf(scenes.rows, answers);
  const CurrentScreen = scenes.screenOf(page ?? step);
  const missing = CurrentScreen === undefined;
  useEffect(() => {
    if (!missing) return;
    scenes.enter(step).then(() => setLoaded((before) => before + 1), act.away);
  }, [missing, step]);
  return missing ? <Loading load={{ state: 'loading' }} retry={act.home} /> : <CurrentScreen />;
}

const PRACTICE_LAST_SECONDS = 30;
