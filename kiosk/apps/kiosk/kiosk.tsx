import { useEffect, useMemo, useState } from 'preact/hooks';
import { Footer } from '../../components/footer/footer.tsx';
import { ask, goBack, goHome, identifyAgain, settle } from '../../flows/answering.ts';
import { type Answers, rememberedAnswer } from '../../flows/answers.ts';
import { positionOf, stepBefore } from '../../flows/journey.ts';
import { floorOf } from '../../i18n/named.ts';
import { sayIn } from '../../i18n/text.ts';
import { screens } from '../../screens/screens.ts';
import { type Acts, type Visit, VisitContext } from '../../screens/visit.ts';
import { AwayScreen } from './away.tsx';
import { Header } from './header.tsx';
import type { OpenDoor } from './open-door.ts';
import { HelpDialog, IdleDialog, RestartDialog } from './overlays.tsx';
import { useIdle } from './use-idle.ts';

export interface KioskProps extends OpenDoor {
  readonly print: () => void;
  /** The person is done, or gone. */
  readonly onEnd: () => void;
}

type Overlay = 'help' | 'restart' | undefined;

/** One person's visit, from the choice of a language to the end. */
export function Kiosk({ door, settings, print, onEnd }: KioskProps) {
  const [answers, setAnswers] = useState<Answers>({});
  const [overlay, setOverlay] = useState<Overlay>();
  const [away, setAway] = useState(false);
  const [holds, setHolds] = useState(0);
  const act = useMemo(() => actsOn(setAnswers, setAway, setHolds, { print, finish: onEnd }), [print, onEnd]);
  const step = positionOf(answers);
  const language = rememberedAnswer(answers, 'language') ?? 'zh';
  const say = sayIn(language);
  const idle = useIdle({ active: step !== 'language', held: holds > 0, idleSeconds: settings.idleSeconds, onEnd });
  const asking = idle.secondsLeft !== undefined;
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  useEscape(overlay !== undefined ? () => setOverlay(undefined) : asking ? idle.stay : act.back);
  const { campus, floor, window } = door.device;
  const visit: Visit = {
    door,
    answers,
    language,
    say,
    act,
    window: say('when.window', { campus, floor: floorOf(language, floor), window }),
  };
  const CurrentScreen = screens[step];
  const canGoBack = !away && stepBefore(answers) !== undefined;
  const begun = step !== 'language';
  return (
    <VisitContext.Provider value={visit}>
      <div class="kiosk" inert={overlay !== undefined || asking}>
        {begun && <Header />}
        {away ? <AwayScreen onBack={() => setAway(false)} /> : <CurrentScreen key={step} />}
        <Footer
          say={say}
          help={begun ? say('frame.help') : say('frame.help.both')}
          onBack={canGoBack ? act.back : undefined}
          onHelp={() => setOverlay('help')}
          onRestart={begun ? () => setOverlay('restart') : undefined}
        />
      </div>
      {overlay === 'help' && <HelpDialog onClose={() => setOverlay(undefined)} />}
      {overlay === 'restart' && <RestartDialog onClose={() => setOverlay(undefined)} />}
      {idle.secondsLeft !== undefined && <IdleDialog secondsLeft={idle.secondsLeft} onStay={idle.stay} />}
    </VisitContext.Provider>
  );
}

/** Esc is Back on a screen, and the harmless answer in a dialog. */
function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onEscape();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}

function actsOn(
  setAnswers: (change: (answers: Answers) => Answers) => void,
  setAway: (away: boolean) => void,
  setHolds: (change: (holds: number) => number) => void,
  { print, finish }: Pick<Acts, 'print' | 'finish'>,
): Acts {
  return {
    settle: (question, value) => setAnswers((answers) => settle(answers, question, value)),
    ask: (question) => setAnswers((answers) => ask(answers, question)),
    back: () => setAnswers(goBack),
    home: () => setAnswers(goHome),
    identify: () => setAnswers(identifyAgain),
    away: () => setAway(true),
    hold() {
      setHolds((holds) => holds + 1);
      return () => setHolds((holds) => holds - 1);
    },
    finish,
    print,
  };
}
