import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Services } from '../../client/services.ts';
import { type Display, showAs } from '../../components/display/display.ts';
import { sayIn } from '../../i18n/text.ts';
import type { Answers } from '../../journey/answers.ts';
import { type Journey, NEW_JOURNEY } from '../../journey/journey.ts';
import { positionOf, rowOf, stepBefore } from '../../journey/path.ts';
import { sessionOf } from '../../scenes/identity/answers.ts';
import { journeyActs } from '../../shell/journey-acts.ts';
import type { Scenes } from '../../shell/scenes.ts';
import type { Acts, Visit } from '../../shell/visit.ts';
import { followBackGesture } from './back-gesture.ts';
import type { KeptSettings, Leaving, PhoneSettings } from './kept-settings.ts';
import { PhoneFrame, type PhoneFrameProps, type PhoneFront } from './phone-frame.tsx';
import { useUntouched } from './use-untouched.ts';

/** Which build of the page the gateway serves, beside the one that is open. `unknown`: it does not answer. */
export type ServedBuild = 'same' | 'another' | 'unknown';

export interface PhoneProps {
  readonly services: Services;
  readonly scenes: Scenes;
  readonly kept: KeptSettings;
  /** Of the page. */
  readonly build: string;
  /** Answers with which the journey begins: of somebody whose session still lives. */
  readonly begun: Answers;
  /** What is shown instead of the visit until it is known whose it is; the visit goes on below it. */
  readonly cover?: ComponentChildren;
  /** Nobody touched the page for so long before it was opened that somebody else may hold the phone. */
  readonly untouched: boolean;
  /** Who is signed in is looked at once more: an errand is done, or the session may be over. */
  readonly onDone: () => void;
  readonly loadSettings: () => Promise<ComponentType<PhoneFrameProps>>;
  readonly onSignOut: (leaving: Leaving) => void;
  /** Who is signed in, at first and whenever that changes in the course of the visit. */
  readonly onOwner: (owner: string | undefined) => void;
  /** Something did not come: an answer, or a part of the page. Answers which build the gateway serves. */
  readonly onAway: (isPartMissing: boolean) => Promise<ServedBuild>;
  /** Whether the page may be replaced by a newer one now: nothing is under way. */
  readonly onRest: (rests: boolean, owner: string | undefined) => void;
}

/** One person's visit on their own phone. */
export function Phone(props: PhoneProps) {
  const { services, scenes, kept, build, begun, cover, onDone, onSignOut, onOwner, onAway, onRest } = props;
  const [settings, setSettings] = useState(kept.read());
  const [journey, setJourney] = useState<Journey>(() => ({ ...NEW_JOURNEY, answers: { ...begun, language: settled(settings) } }));
  const [away, setAway] = useState(false);
  const [holds, setHolds] = useState(0);
  const [front, setFront] = useState<PhoneFront>();
  const [settingsDialog, setSettingsDialog] = useState<ComponentType<PhoneFrameProps>>();
  const { answers, page } = journey;
  const isMissing = useRef(false);
  const { language } = settings;
  const say = sayIn(language);
  const display = displayOf(settings);
  const change = (to: Partial<PhoneSettings>) => {
    const next = { ...kept.read(), ...to };
    kept.write(next);
    setSettings(next);
    if (to.language !== undefined) act.speak(to.language);
  };
  const act = useMemo<Acts>(
    () => ({
      ...journeyActs(scenes, setJourney),
      away: () => void onAway(isMissing.current).then((served) => (served === 'another' ? setFront('update') : setAway(true))),
      returned: () => setAway(false),
      help: () => setFront('help'),
      setDisplay: ({ text, contrast }) => change({ elder: text === 'large', contrast: contrast === 'high' }),
      hold() {
        setHolds((before) => before + 1);
        return () => setHolds((before) => before - 1);
      },
      finish: onDone,
      // There is no printer, and nobody who has turned away.
      print: () => undefined,
      tell: () => undefined,
    }),
    [scenes],
  );
  const session = sessionOf(answers);
  const { untouched, touched } = useUntouched({
    active: session !== undefined,
    now: services.now,
    fromStart: props.untouched,
    onTouched: kept.touch,
  });
  const position = positionOf(scenes.rows, answers);
  isMissing.current = scenes.screenOf(page ?? position) === undefined;
  const canGoBack = !away && (page !== undefined || stepBefore(scenes.rows, answers) !== undefined);
  const rests = holds === 0 && page === undefined && (position === 'home' || rowOf(scenes.rows, position)?.starts === true);
  const owner = session?.patientId;
  useEffect(() => onOwner(owner), [owner]);
  useEffect(() => onRest(rests, owner), [rests, owner]);
  useEffect(() => {
    if (front !== 'settings') return;
    props.loadSettings().then(
      (dialog) => setSettingsDialog(() => dialog),
      () => {
        setFront(undefined);
        act.away();
      },
    );
  }, [front]);
  // What stands in front of the screen, and can be put away, goes first.
  const isPutAway = front === 'help' || front === 'settings';
  useBackGesture(isPutAway || canGoBack, isPutAway ? () => setFront(undefined) : act.back);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  useEffect(() => showAs(document.documentElement, display), [display.text, display.contrast]);
  // A new question begins at its top.
  useEffect(() => window.scrollTo(0, 0), [position, page]);
  const visit: Visit = {
    services,
    scenes,
    answers,
    page,
    language,
    say,
    act: session === undefined ? act : { ...act, leave: () => onSignOut('sign-out') },
    display,
    cardLies: false,
    window: say('phone.window'),
  };
  return (
    <PhoneFrame
      {...{ visit, away, build, settings, settingsDialog, canGoBack, cover }}
      front={untouched ? 'who' : front}
      onFront={setFront}
      onChange={change}
      onMe={touched}
      onSignOut={onSignOut}
    />
  );
}

const settled = ({ language }: PhoneSettings) => ({ settled: true, value: language }) as const;

/** 长辈版 is what a kiosk shows to everybody: large. */
export function displayOf({ elder, contrast }: PhoneSettings): Display {
  return { text: elder ? 'large' : 'standard', contrast: contrast ? 'high' : 'usual', reach: 'usual' };
}

/** The phone's own way back leads one screen back. */
function useBackGesture(canGoBack: boolean, back: () => void): void {
  const gesture = useRef<ReturnType<typeof followBackGesture>>(undefined);
  const going = useRef(back);
  going.current = back;
  useEffect(() => {
    gesture.current = followBackGesture(window, () => going.current());
    return () => gesture.current?.stop();
  }, []);
  useEffect(() => gesture.current?.allow(canGoBack), [canGoBack]);
}
