import type { OperationRequest } from '../../../bff/contract/operations.ts';
import type { Display } from '../../components/display/display.ts';
import type { Language } from '../../i18n/text.ts';
import type { Answers } from '../../journey/answers.ts';
import { followed } from '../../journey/journey.ts';
import { addressOf, type PageAddress } from '../../journey/page.ts';
import { positionOf, rowOf } from '../../journey/path.ts';
import type { Assist } from '../../journey/row.ts';
import type { Scenes } from '../../shell/scenes.ts';
import { type Targets, targetsIn } from './targets.ts';

export type PublishedJourney = OperationRequest<'publishJourney'>['body'];

/** What of a visit is published, where it may be. */
export interface Shown {
  readonly scenes: Pick<Scenes, 'rows' | 'pages'>;
  readonly answers: Answers;
  readonly page?: PageAddress | undefined;
  readonly display: Display;
  readonly language: Language;
}

/** The name of the step, or the address of the page that is open. */
export function placeOf({ scenes, answers, page }: Shown): string {
  return page === undefined ? positionOf(scenes.rows, answers) : addressOf(page);
}

/** What a helper may do where the person stands. */
export function levelAt({ scenes, answers, page }: Shown): Assist {
  const row =
    page === undefined ? rowOf(scenes.rows, positionOf(scenes.rows, answers)) : scenes.pages[`${page.scene}/${page.page}`];
  return row?.assist ?? 'hidden';
}

/** The screen as a helper may follow it, but for its version. Of a hidden step nothing but its name. */
export function snapshotOf(shown: Shown, page: ParentNode): Targets & { readonly journey: Omit<PublishedJourney, 'version'> } {
  const { scenes, answers, display, language } = shown;
  const level = levelAt(shown);
  const { text, contrast, reach } = display;
  const place = { step: placeOf(shown), display: { text, contrast, reach }, language };
  if (level === 'hidden') return { ...NOTHING, journey: { ...place, answers: {}, targets: [] } };
  const targets = targetsIn(page, level === 'fill');
  const told = followed(scenes.rows, { answers, version: 0 });
  return {
    ...targets,
    journey: { ...place, answers: { ...told.answers } as PublishedJourney['answers'], targets: [...targets.shown] },
  };
}

const NOTHING: Targets = { shown: [], elements: new Map() };

/** Many changes are one: what is drawn in parts is told once. */
const SETTLE_MS = 150;
/** And so long after the first of them, at the latest. */
const SETTLE_MS_MAX = 1_000;
const AGAIN_MS = 2_000;

export interface Publisher {
  /** Something may have changed. */
  changed(): void;
  /** What a helper means who saw this version; nothing where the screen is another one by now. */
  find(version: number, target: string): HTMLElement | undefined;
  stop(): void;
}

/**
 * Publishes the screen whenever it is another one, and each of them under a number of its own: what can be pressed changes within a step.
 * `send` answers whether the gateway has it; what it has not is sent again.
 */
export function makePublisher(
  look: () => ReturnType<typeof snapshotOf>,
  send: (journey: PublishedJourney) => Promise<boolean>,
): Publisher {
  let version = 0;
  let published: { readonly text: string; readonly journey: PublishedJourney } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest: ReturnType<typeof setTimeout> | undefined;
  let sending = false;
  let stopped = false;

  const publish = () => {
    clearTimeout(timer);
    clearTimeout(latest);
    latest = undefined;
    const { journey } = look();
    const text = JSON.stringify(journey);
    if (stopped || text === published?.text) return;
    version += 1;
    published = { text, journey: { ...journey, version } };
    void deliver();
  };
  /** One at a time, the newest next. */
  const deliver = async () => {
    if (sending || published === undefined) return;
    sending = true;
    const sent = published;
    const kept = await send(sent.journey).catch(() => false);
    sending = false;
    if (stopped) return;
    if (published !== sent) return deliver();
    if (!kept) timer = setTimeout(() => void deliver(), AGAIN_MS);
  };
  return {
    changed() {
      if (stopped) return;
      clearTimeout(timer);
      timer = setTimeout(publish, SETTLE_MS);
      latest ??= setTimeout(publish, SETTLE_MS_MAX);
    },
    find(seen, target) {
      if (published?.journey.version !== seen) return undefined;
      const { journey, elements } = look();
      return JSON.stringify(journey) === published.text ? elements.get(target) : undefined;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(latest);
    },
  };
}
