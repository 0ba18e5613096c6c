import { useEffect, useRef, useState } from 'preact/hooks';
import type { AssistAct } from '../../client/wire.ts';
import type { Display } from '../../components/display/display.ts';
import type { HelpLineProps } from '../../shell/glass.ts';
import type { HelpState, Told } from '../../shell/help-state.ts';
import { useHold } from '../../shell/use-load.ts';
import { useVisit, type Visit } from '../../shell/visit.ts';
import { type HelpLine as Line, makeHelpLine } from './help-line.ts';
import { levelAt, makePublisher, type Publisher, placeOf, snapshotOf } from './publisher.ts';
import { pointAt } from './ring.ts';
import { nameOf } from './targets.ts';
import './assist.css';

/** Shows nothing itself: the line of this visit, for as long as it lasts. */
export function HelpLine({ overlay, onClose, onChange }: HelpLineProps) {
  const visit = useVisit();
  const [state, setState] = useState<HelpState>({});
  const hand = useHand(visit, setState);
  const runs = state.session?.state === 'running';
  useEffect(() => {
    hand.line.begin();
    return () => hand.end();
  }, [hand]);
  useEffect(() => {
    if (overlay === undefined) return;
    // Once a visit the kiosk calls by itself; after that the way to a person stands on the screen as before.
    if (hand.call(overlay === 'readings' ? 'readings' : 'pressed') === 'not-again') onClose();
  }, [overlay]);
  useEffect(() => (runs ? hand.follow() : undefined), [runs]);
  useEffect(() => hand.moved(), [visit]);
  useEffect(() => onChange({ ...state, ...hand.acts }), [state]);
  const asked = state.session?.state === 'asked';
  useEffect(() => {
    if (asked) hand.visit.act.tell('assist.asked.spoken');
  }, [asked]);
  // Two people stand there: whoever helps or is helped is not asked whether they are still there. It ends by itself after three minutes.
  useHold(runs);
  return null;
}

/**
 * One hand for as long as the page stands, with the visit of this moment. Nothing here is called later that would keep a visit: the
 * effects above outlive the person in whose visit they began.
 */
function useHand(visit: Visit, onChange: (state: HelpState) => void): Hand {
  const held = useRef<Hand>(undefined);
  held.current ??= new Hand(visit, onChange);
  held.current.visit = visit;
  return held.current;
}

/** The helper's hand on the glass: what it may do, and what it did. */
class Hand {
  visit: Visit;
  readonly line: Line;
  #state: HelpState = {};
  #publisher: Publisher | undefined;
  #marked: HTMLElement | undefined;
  #unpoint: () => void = () => undefined;
  #step = '';
  #readingsCalled = false;

  constructor(visit: Visit, onChange: (state: HelpState) => void) {
    this.visit = visit;
    this.line = makeHelpLine({
      services: visit.services,
      where: () => ({ step: placeOf(this.visit), language: this.visit.language }),
      onChange: (state) => {
        this.#state = state;
        onChange(state);
      },
      onAct: (act) => this.#apply(act),
    });
  }

  call(cause: 'pressed' | 'readings'): 'called' | 'not-again' {
    if (cause === 'readings' && this.#readingsCalled) return 'not-again';
    this.#readingsCalled ||= cause === 'readings';
    this.line.call(cause);
    return 'called';
  }

  /** Publishes the screen from now on. Answers how to stop. */
  follow(): () => void {
    const { client } = this.visit.services;
    const publisher = makePublisher(
      () => snapshotOf(this.visit, document),
      async (journey) => {
        const id = this.#state.session?.id;
        return id === undefined || (await client('publishJourney', { params: { id }, body: journey })).ok;
      },
    );
    this.#publisher = publisher;
    const observer = new MutationObserver(() => publisher.changed());
    observer.observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
      attributeFilter: ['disabled', 'inert', 'class', 'aria-pressed', 'aria-label', 'data-unshared'],
    });
    publisher.changed();
    return () => {
      observer.disconnect();
      publisher.stop();
      this.#publisher = undefined;
      this.#unpoint();
    };
  }

  /** The visit is another one than it was drawn with last: what was told of the screen before is no news any more. */
  moved(): void {
    this.#publisher?.changed();
    const step = placeOf(this.visit);
    if (step === this.#step) return;
    this.#step = step;
    this.#unpoint();
    if (this.#state.told !== undefined || this.#state.filled !== undefined)
      this.line.change({ told: undefined, filled: undefined });
  }

  end(): void {
    this.#publisher?.stop();
    this.#unpoint();
    this.line.end();
  }

  readonly acts = {
    withdraw: () => this.line.withdraw(),
    accept: () => this.line.accept(),
    refuse: () => this.line.refuse(),
    alone: () => this.line.alone(),
    yes: () => this.#answer(true),
    no: () => this.#answer(false),
    dismiss: () => this.line.change({ told: undefined }),
  };

  #apply(act: AssistAct): void {
    if (act.kind === 'display') this.#display(act.display);
    else if (act.kind === 'language') this.#language(act.language);
    else this.#mark(act);
  }

  #mark(act: Extract<AssistAct, { readonly target: string }>): void {
    const target = this.#publisher?.find(act.version, act.target);
    if (target === undefined) return;
    if (act.kind === 'fill' && levelAt(this.visit) !== 'fill') return;
    this.#unpoint = pointAt(target);
    if (act.kind === 'point') return;
    this.#marked = target;
    this.line.change({ filled: nameOf(target) });
    this.visit.act.tell('assist.filled.spoken');
  }

  /** Nothing was chosen before the person says so; then it is as if they had pressed it themselves. */
  #answer(yes: boolean): void {
    const target = this.#marked;
    const said = this.#state.filled;
    this.#marked = undefined;
    const stands = target?.isConnected === true && !target.hasAttribute('disabled') && nameOf(target) === said;
    // While the dialog still stands: what opens in its place is guarded against a finger that rests.
    if (yes && stands) target.click();
    this.#unpoint();
    this.line.change({ filled: undefined });
  }

  #display(display: Display): void {
    const { visit } = this;
    const what = changed(visit.display, display);
    visit.act.setDisplay(display);
    this.#tell(what);
  }

  #language(language: Visit['language']): void {
    if (language === this.visit.language && this.visit.answers.language !== undefined) return;
    this.visit.act.speak(language);
    this.#tell('language');
  }

  #tell(what: Told | undefined): void {
    const helper = this.#state.session?.helper;
    if (what !== undefined && helper !== undefined) this.line.change({ told: { what, helper } });
  }
}

/** The first switch that is another one. */
function changed(before: Display, after: Display): Told | undefined {
  if (before.text !== after.text) return `text-${after.text}`;
  if (before.contrast !== after.contrast) return `contrast-${after.contrast}`;
  return before.reach === after.reach ? undefined : `reach-${after.reach}`;
}
