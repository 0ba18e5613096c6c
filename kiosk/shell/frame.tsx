import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { DisplayContext } from '../components/display/display.ts';
import { Footer } from '../components/footer/footer.tsx';
import { sayIn } from '../i18n/text.ts';
import { positionOf, startOf, stepBefore } from '../journey/path.ts';
import { AwayScreen } from './away.tsx';
import { IdleDialog, type IdleDialogProps, type Overlay, OverlayDialog } from './dialogs.tsx';
import './frame.css';
import { type Helped, type HelpOverlay, isAsked, isBanded } from './glass.ts';
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
  /** How being helped stands, for whoever only looks; nobody is called or followed then. */
  readonly looked?: Helped | undefined;
}

/** Everything that is shown: whose house it is, the one question, the ways that are always there, and what stands in front. */
export function Frame({ visit, away, overlay, onOverlay, idle, practiceSecondsLeft, looked }: FrameProps) {
  const { say, act, answers, page, display, scenes } = visit;
  const { glass } = scenes;
  const [helped = looked, setHelped] = useState<Helped>();
  const [, setCame] = useState(false);
  useEffect(() => {
    const stop = scenes.onGlass(() => setCame(true));
    // It may have come between the drawing and this.
    setCame(scenes.glass !== undefined);
    return () => void stop();
  }, []);
  const begun = positionOf(scenes.rows, answers) !== startOf(scenes.rows);
  const canGoBack = !away && (page !== undefined || stepBefore(scenes.rows, answers) !== undefined);
  const asked = helped !== undefined && isAsked(helped);
  const help = overlay === 'help' || overlay === 'readings' ? overlay : undefined;
  const close = () => onOverlay(undefined);
  const covered = overlay !== undefined || idle !== undefined || asked;
  useFocusBehind(covered);
  return (
    <VisitContext.Provider value={visit}>
      <DisplayContext.Provider value={display}>
        <div class="frame" inert={covered}>
          {practiceSecondsLeft !== undefined && (
            <p class="practice-banner">
              {say(practiceSecondsLeft <= PRACTICE_LAST_SECONDS ? 'practice.ending' : 'practice.banner')}
              {!begun && <span lang="en">{sayIn('en')('practice.banner')}</span>}
            </p>
          )}
          {glass && helped && isBanded(helped) ? <glass.Band helped={helped} onOpen={() => onOverlay('help')} /> : <Header />}
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
        {glass && !looked && <glass.HelpLine overlay={help} onClose={close} onChange={setHelped} />}
        <Front {...{ visit, overlay, help, helped, asked }} onClose={close} />
        {idle !== undefined && <IdleDialog {...idle} />}
      </DisplayContext.Provider>
    </VisitContext.Provider>
  );
}

/** What had the focus before something came in front gets it back when nothing stands there any more, however many came in turn. */
export function useFocusBehind(covered: boolean): void {
  const behind = useRef<Element | null>(null);
  // Taken before the screen is covered: as soon as it can not be touched, the browser takes the focus from it.
  if (!covered) behind.current = null;
  else behind.current ??= document.activeElement;
  useLayoutEffect(() => {
    const before = behind.current;
    if (!covered || !(before instanceof HTMLElement)) return undefined;
    return () => before.focus();
  }, [covered]);
}

interface FrontProps {
  readonly visit: Visit;
  readonly overlay: Overlay | undefined;
  readonly help: HelpOverlay | undefined;
  readonly helped: Helped | undefined;
  readonly asked: boolean;
  readonly onClose: () => void;
}

/** What only the person can answer comes before what they opened. */
function Front({ visit, overlay, help, helped, asked, onClose }: FrontProps) {
  const { glass } = visit.scenes;
  // Whoever came stands beside them by now: the dialog in which they were waited for is in the way of what is pointed at.
  const accept = () => {
    helped?.accept();
    onClose();
  };
  if (glass && helped && asked) return <glass.Question helped={{ ...helped, accept }} />;
  if (overlay === undefined) return null;
  if (glass && helped && help) return <glass.HelpDialog helped={helped} onClose={onClose} />;
  return <OverlayDialog overlay={overlay} onClose={onClose} />;
}

/** The page that is open, or where the journey stands. A scene that is not here yet is loaded first. */
export function Shown({ scenes, answers, page, act }: Visit) {
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
