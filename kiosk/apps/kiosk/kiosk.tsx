import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Display, showAs, USUAL_DISPLAY } from '../../components/display/display.ts';
import { helpPlace } from '../../i18n/named.ts';
import { type SpokenKey, sayIn } from '../../i18n/text.ts';
import { draftOf } from '../../journey/answering.ts';
import { rememberedAnswer } from '../../journey/answers.ts';
import { type Journey, NEW_JOURNEY } from '../../journey/journey.ts';
import { positionOf, rowOf, startOf } from '../../journey/path.ts';
import { sessionOf } from '../../scenes/identity/answers.ts';
import type { Overlay } from '../../shell/dialogs.tsx';
import { Frame } from '../../shell/frame.tsx';
import { journeyActs } from '../../shell/journey-acts.ts';
import type { Scenes } from '../../shell/scenes.ts';
import type { Acts, Visit } from '../../shell/visit.ts';
import type { Voice } from '../../speech/voice.ts';
import type { OpenServices } from './open-services.ts';
import { useCardHold } from './use-card-hold.ts';
import { useForgotten } from './use-forgotten.ts';
import { useIdle } from './use-idle.ts';
import { useLeftDraft } from './use-left-draft.ts';
import { usePractice } from './use-practice.ts';

export interface KioskProps extends OpenServices {
  readonly scenes: Scenes;
  readonly print: () => void;
  readonly voice: Voice;
  /** The person is done, or gone. */
  readonly onEnd: () => void;
  /** Nothing is real, and it ends by itself. */
  readonly practising?: boolean;
  /** Absent where one practises already. */
  readonly onPractise?: (() => void) | undefined;
}

/** One person's visit, from the choice of a language to the end. */
export function Kiosk({ services, settings, scenes, print, voice, practising = false, onEnd, onPractise }: KioskProps) {
  const [journey, setJourney] = useState<Journey>(NEW_JOURNEY);
  const { answers, page } = journey;
  const [overlay, setOverlay] = useState<Overlay>();
  const [away, setAway] = useState(false);
  const [holds, setHolds] = useState(0);
  const [display, setDisplay] = useState<Display>(USUAL_DISPLAY);
  const position = positionOf(scenes.rows, answers);
  const begun = position !== startOf(scenes.rows);
  const ended = rowOf(scenes.rows, position)?.kind === 'end';
  const language = rememberedAnswer(answers, 'language') ?? 'zh';
  const spoken = useRef(language);
  spoken.current = language;
  const tell = useCallback(
    (key: SpokenKey) => {
      voice.chime();
      voice.say(sayIn(spoken.current)(key), spoken.current);
    },
    [voice],
  );
  const act = useMemo(
    () =>
      actsOn({ scenes, setJourney, setAway, setHolds, setOverlay, setDisplay, print, tell, finish: onEnd, practise: onPractise }),
    [scenes, print, tell, onEnd, onPractise],
  );
  const say = sayIn(language);
  const draft = draftOf(scenes.rows, answers);
  const owner = sessionOf(answers)?.patientId;
  const keepCode = () => {
    if (left?.nearCode !== undefined && owner !== undefined)
      services.device.nearCodes.keep(owner, left.nearCode, Date.parse(left.expiresAt));
    onEnd();
  };
  const practiceSecondsLeft = usePractice(practising, onEnd);
  const active = begun || practising;
  const cardLies = useCardHold(services.device.bridge);
  // Once all is done, a card that still lies there holds the screen no longer: the start reminds of it.
  const idle = useIdle({ active, held: holds > 0 || (cardLies && !ended), idleSeconds: settings.idleSeconds, onEnd: keepCode });
  useForgotten({
    active: !active,
    idleSeconds: settings.idleSeconds,
    onForgotten: () => {
      setOverlay(undefined);
      setDisplay(USUAL_DISPLAY);
    },
  });
  const asking = idle.secondsLeft !== undefined;
  const left = useLeftDraft({ asking, services, draft, owner });
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  useEffect(() => {
    showAs(document.documentElement, display);
    return () => showAs(document.documentElement, USUAL_DISPLAY);
  }, [display]);
  // Shown, sounded and spoken: whoever looks away hears it, whoever does not hear sees it.
  useEffect(() => {
    if (!asking) return undefined;
    voice.chime();
    voice.say(`${say('idle.title')}${say('idle.spoken')}`, language);
    return voice.stop;
  }, [asking]);
  useEscape(overlay !== undefined ? () => setOverlay(undefined) : asking ? idle.stay : act.back);
  const visit: Visit = {
    services,
    scenes,
    answers,
    page,
    language,
    say,
    act,
    display,
    cardLies,
    window: helpPlace(language, services.device.record),
  };
  const question = idle.secondsLeft === undefined ? undefined : { secondsLeft: idle.secondsLeft, onStay: idle.stay, left };
  return <Frame {...{ visit, away, overlay, practiceSecondsLeft }} onOverlay={setOverlay} idle={question} />;
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

interface Setters extends Pick<Acts, 'print' | 'tell' | 'finish' | 'practise'> {
  readonly scenes: Scenes;
  readonly setJourney: (change: (journey: Journey) => Journey) => void;
  readonly setAway: (away: boolean) => void;
  readonly setHolds: (change: (holds: number) => number) => void;
  readonly setOverlay: (overlay: Overlay | undefined) => void;
  readonly setDisplay: (display: Display) => void;
}

function actsOn({ scenes, setJourney, setAway, setHolds, setOverlay, setDisplay, print, tell, finish, practise }: Setters): Acts {
  return {
    ...journeyActs(scenes, setJourney),
    away: () => setAway(true),
    returned: () => setAway(false),
    help: (overlay = 'help') => setOverlay(overlay),
    setDisplay,
    practise,
    hold() {
      setHolds((holds) => holds + 1);
      return () => setHolds((holds) => holds - 1);
    },
    finish,
    leave: finish,
    print,
    tell,
  };
}
