import type { Me, Session } from '../../client/wire.ts';
import type { KeptSettings } from './kept-settings.ts';
import { followOtherTabs } from './other-tabs.ts';

/** Whoever looks at the page again after so long may be somebody else, and the session may be over. */
const LOOKED_AWAY_MS = 60_000;

/** What stands on the page, and what becomes of it. */
export interface WatchedPage {
  readonly kept: Pick<KeptSettings, 'tellOthers'>;
  now(): number;
  /** Whose the page is, as it stands there; nothing where it is nobody's. */
  owner(): string | undefined;
  /** Hides what stands there, and loses nothing of it. Answers whether that still counts: nothing else was begun since. */
  cover(): () => boolean;
  uncover(): void;
  /** Who is signed in. Rejects when the gateway does not answer. */
  ask(): Promise<Me | undefined>;
  /** The gateway did not answer; `again` is for whoever asks for it, and for later. */
  silent(counts: () => boolean, again: () => void): Promise<void>;
  /** Puts the person away, and serves whoever is signed in. */
  serve(): void;
}

export interface PageWatch {
  /** What the screens need of a session that was opened before this page stood. */
  sessionOf(me: Me): Session;
  /** Other tabs hear that whoever is signed in may be another now. */
  tell(): void;
  stop(): void;
}

/** Looks whose page this is, when it comes back into view after a while, and when another tab says that this may have changed. */
export function watchWhosePage(page: WatchedPage): PageWatch {
  const tabs = followOtherTabs(page.kept, page.serve);
  let hiddenAt: number | undefined;
  const lookAgain = async (): Promise<void> => {
    const counts = page.cover();
    try {
      const me = await page.ask();
      if (!counts()) return;
      if (me !== undefined && me.patientId === page.owner()) page.uncover();
      else page.serve();
    } catch {
      await page.silent(counts, () => void lookAgain());
    }
  };
  const onVisibility = () => {
    const now = page.now();
    const away = hiddenAt === undefined ? 0 : now - hiddenAt;
    hiddenAt = document.visibilityState === 'hidden' ? now : undefined;
    if (away > LOOKED_AWAY_MS && page.owner() !== undefined) void lookAgain();
  };
  document.addEventListener('visibilitychange', onVisibility);
  return {
    sessionOf: (me) => sessionOf(me, page.now()),
    tell: tabs.tell,
    stop() {
      tabs.stop();
      document.removeEventListener('visibilitychange', onVisibility);
    },
  };
}

function sessionOf({ patientId, name, sex, birthYear, level }: Me, now: number): Session {
  return {
    patientId,
    patientName: name,
    sex,
    birthYear,
    registered: false,
    level,
    tookOver: [],
    expiresAt: new Date(now).toISOString(),
  };
}
