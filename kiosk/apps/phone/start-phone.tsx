import { Component, type ComponentChildren, render } from 'preact';
import type { CallInput } from '../../../bff/contract/client.ts';
import { endedAfter } from '../../client/deadline.ts';
import type { Services } from '../../client/services.ts';
import type { Me } from '../../client/wire.ts';
import { Action } from '../../components/action/action.tsx';
import { Screen } from '../../components/screen/screen.tsx';
import { type Language, learnWords, preferWords, sayIn } from '../../i18n/text.ts';
import type { Answers } from '../../journey/answers.ts';
import { resumed } from '../../scenes/sign-in/answers.ts';
import { makeScenes } from '../../shell/scenes.ts';
import type { Environment } from './environment.ts';
import { FIRST_SCENES } from './first-scenes.ts';
import type { Leaving } from './kept-settings.ts';
import { manifests } from './manifests.ts';
import { openServices } from './open-services.ts';
import { Phone, type ServedBuild } from './phone.tsx';
import { isLongUntouched } from './use-untouched.ts';
import { phoneWords, shellWords } from './words.ts';

const RETRY_MS = 5_000;
/** By then the first screen stands. */
const REST_AFTER_MS = 1_000;
/** A page is not loaded anew by itself sooner than this after it was opened. */
const RELOAD_AFTER_MS = 30_000;
/** Where nothing answers at all, that is what is told. */
const BUILD_MS_MAX = 5_000;
/** What the gateway is told by whoever is to be forgotten here; whoever only signs out tells it nothing. */
const FORGET: CallInput<'closeSession'> = { query: { forget: 'true' } };
/** With this at the end of the page's address a payment provider leads back. */
const AFTER_PAYING = '#payment';

/** What a visit begins with. */
interface Begun {
  readonly number: number;
  readonly answers: Answers;
  readonly untouched: boolean;
}

/** Serves whoever holds this phone: from the session that they left, or from their number. */
export function startPhone(environment: Environment): { readonly stop: () => void } {
  const { root, kept, updates, build } = environment;
  learnWords(shellWords);
  preferWords(phoneWords);
  const scenes = makeScenes(manifests);
  const services = openServices(environment, (followed) => nobodyIsSignedIn(followed));
  const openedAt = services.now();
  const keeper = onceLoaded(async () => (await import('./kept-slip.ts')).makeSlipKeeper(services, environment.browser));
  let stopped = false;
  let visits = 0;
  let begun = 0;
  // Where somebody comes from is asked once, and stands in no address after it.
  let fromPayment = tookFragment(AFTER_PAYING);
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The visit that stands there, if one does; who is signed in, as it knows; and whether nothing is under way. */
  let visit: Begun | undefined;
  let owner: string | undefined;
  let resting = false;
  const stops: (() => void)[] = [];
  const forgetSlip = () =>
    keeper()
      .then((slip) => slip.forget())
      .catch(() => undefined);

  let stopGuarding: (() => void) | undefined;
  const loadSettings = onceLoaded(async () => (await import('./settings-dialog.tsx')).SettingsDialog);
  const loadHome = async () => {
    const [{ beAtHome }] = await Promise.all([import('./at-home.ts'), scenes.load('home')]);
    if (!stopped) stopGuarding ??= beAtHome(environment);
  };
  const loadRest = () => Promise.all([loadHome(), watch(), loadSettings(), scenes.load(...manifests.map(({ name }) => name))]);
  /**
   * A part of the page does not come. Browsers remember for as long as a page stands that a script did not come that another one needs:
   * where the gateway is there and serves this very build, only a page that is loaded anew goes on. That happens now and then at most.
   */
  const missingPart = async (): Promise<ServedBuild> => {
    const served = await servedBuild(environment);
    if (served === 'same' && services.now() - openedAt >= RELOAD_AFTER_MS) reload();
    return served;
  };
  let drawn = false;
  const draw = (screen: ComponentChildren) => {
    // The words of the page itself stand until there are others.
    if (!drawn) root.replaceChildren();
    drawn = true;
    visit = undefined;
    render(screen, root);
  };
  /** @param cover what stands in front of all of it; the visit goes on below */
  const show = (begun: Begun, cover?: ComponentChildren) => {
    draw(
      <Guarded key={begun.number}>
        <Phone
          {...{ services, scenes, kept, build, cover, loadSettings }}
          begun={begun.answers}
          untouched={begun.untouched}
          onDone={serveAnew}
          onSignOut={(leaving) => void signOut(leaving)}
          onOwner={onOwner}
          onAway={(isMissing) => (isMissing ? missingPart() : servedBuild(environment))}
          onRest={onRest}
        />
      </Guarded>,
    );
    visit = begun;
  };
  /** Somebody has signed in here: what other tabs show is not theirs. */
  const onOwner = (now: string | undefined) => {
    if (now !== undefined && now !== owner) tellOthers();
    owner = now;
  };
  const onRest = (rests: boolean, whose: string | undefined) => {
    resting = rests;
    updates?.mayTakeOver(rests);
    if (!rests || whose === undefined) return;
    void keeper()
      .then(({ keep }) => keep(whose))
      .catch(() => undefined);
  };
  /** Nothing of a person stands there any more, and the page is not white. */
  const putAway = () => draw(<Opening language={kept.read().language} />);
  /** Answers whether what was waited for still counts: nothing else was begun since. */
  const begin = (): (() => boolean) => {
    clearTimeout(timer);
    begun += 1;
    const mine = begun;
    return () => !stopped && mine === begun;
  };
  /** @param present whoever asks for it has just touched the page */
  const serve = async (present: boolean): Promise<void> => {
    const counts = begin();
    try {
      const leaving = kept.leaving();
      if (leaving !== undefined) {
        await closeSession(services, leaving);
        if (!counts()) return;
        kept.leave(undefined);
      }
      const [, me] = await Promise.all([scenes.load(...FIRST_SCENES), whoIsSignedIn(services)]);
      const own = me && (await Promise.all([watch(), loadSettings(), loadHome()]));
      const standing = me && fromPayment ? await atPayment(me) : {};
      if (!counts()) return;
      fromPayment = false;
      const answers = me && own ? { ...resumed(own[0].sessionOf(me)), ...standing } : {};
      const untouched = me !== undefined && !present && isLongUntouched(kept.touchedAt(), services.now());
      visits += 1;
      owner = me?.patientId;
      show({ number: visits, answers, untouched });
      // Whoever was signed in is so no more, wherever that was ended.
      if (me === undefined) void forgetSlip();
      timer = setTimeout(() => void loadRest().catch(() => undefined), REST_AFTER_MS);
    } catch {
      const older = (await missingPart()) === 'another';
      if (!counts()) return;
      const slip = older || kept.leaving() !== undefined ? undefined : await keptPage(serveAnew);
      if (!counts()) return;
      draw(older ? <NewerPage /> : (slip ?? <NoAnswer />));
      // A part that is gone does not come back: whoever sees that opens the newer page.
      if (!older) timer = setTimeout(() => void serve(present), RETRY_MS);
    }
  };

  /** Back from the provider's page, one stands at the payment: what comes of it is asked there. */
  const atPayment = async (me: Me): Promise<Answers> => {
    const [{ returnedIn }] = await Promise.all([import('./returned-payment.ts'), scenes.load('payments', 'paid')]);
    return (await returnedIn(services, me)) ?? {};
  };

  /** The next visit, where the gateway does not answer and this phone keeps it. */
  const keptPage = async (onRetry: () => void) => {
    try {
      // The scene of slips brings the words that a slip is said in.
      const [{ offlinePage }, { read }] = await Promise.all([import('./offline-page.tsx'), keeper(), scenes.load('slips')]);
      const { language } = kept.read();
      return offlinePage(await read(), { language, now: services.now(), onRetry, onForget: () => void signOut('sign-out') });
    } catch {
      return undefined;
    }
  };

  const serveAnew = () => {
    putAway();
    void serve(true);
  };
  // Where the gateway does not answer it is told as soon as it does, also when the page was closed and opened again.
  const signOut = async (leaving: Leaving): Promise<void> => {
    const counts = begin();
    putAway();
    if (leaving === 'forget') kept.forget();
    kept.leave(leaving);
    tellOthers();
    await forgetSlip();
    if (leaving === 'forget') await updates?.forget();
    if (!counts()) return;
    await serve(true);
    // Where nothing is kept, another tab may have asked who is signed in before the gateway had ended it.
    tellOthers();
  };
  /** @param followed it came by itself: nobody did anything */
  const nobodyIsSignedIn = (followed: boolean) => {
    if (visit === undefined || owner === undefined) return;
    void forgetSlip();
    // Whoever is in the middle of something signs in again there, and goes on.
    if (followed || resting) serveAnew();
  };
  /** It comes before anything of a person stands there. */
  const watch = onceLoaded(async () => {
    const { watchWhosePage } = await import('./whose-page.ts');
    const watching = watchWhosePage({
      kept,
      now: services.now,
      owner: () => visit && owner,
      cover() {
        if (visit !== undefined) show(visit, <Opening language={kept.read().language} />);
        return begin();
      },
      uncover: () => visit && show(visit),
      ask: () => whoIsSignedIn(services),
      async silent(counts, again) {
        const slip = await keptPage(again);
        if (!counts() || visit === undefined) return;
        show(visit, slip ?? <NoAnswer />);
        timer = setTimeout(again, RETRY_MS);
      },
      serve() {
        putAway();
        void serve(false);
      },
    });
    if (stopped) watching.stop();
    stops.push(watching.stop);
    return watching;
  });
  const tellOthers = () =>
    void watch()
      .then(({ tell }) => tell())
      .catch(() => undefined);

  // A page that the browser keeps in its memory may come back when the person has signed out elsewhere, or to somebody else.
  const onPageHide = (event: PageTransitionEvent) => {
    if (!event.persisted) return;
    begin();
    putAway();
  };
  const onHashChange = () => {
    if (!tookFragment(AFTER_PAYING)) return;
    fromPayment = true;
    serveAnew();
  };
  const onPageShow = (event: PageTransitionEvent) => {
    if (!event.persisted) return;
    // What one leaves it for, in the same tab, is paying.
    fromPayment = true;
    void serve(false);
  };
  window.addEventListener('pagehide', onPageHide);
  window.addEventListener('pageshow', onPageShow);
  window.addEventListener('hashchange', onHashChange);
  void serve(false);
  return {
    stop() {
      stopped = true;
      stopGuarding?.();
      clearTimeout(timer);
      for (const stop of stops) stop();
      window.removeEventListener('pagehide', onPageHide);
      window.removeEventListener('pageshow', onPageShow);
      window.removeEventListener('hashchange', onHashChange);
      render(null, root);
    },
  };
}

/** Whether the address of the page ended so. It does no more. */
function tookFragment(fragment: string): boolean {
  if (location.hash !== fragment) return false;
  history.replaceState(history.state, '', location.pathname + location.search);
  return true;
}

/** Somebody whose session still lives; nothing where nobody is signed in. Rejects when the gateway does not answer. */
async function whoIsSignedIn({ client }: Services): Promise<Me | undefined> {
  const me = await client('readMe', {});
  if (me.ok) return me.body;
  if (me.problem.code === 'unauthenticated') return undefined;
  throw new Error(`nobody can say who is signed in: ${me.problem.code}`);
}

/** Loaded when it is first wanted, and asked for again where it did not come. */
function onceLoaded<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load();
    loaded.catch(() => {
      loaded = undefined;
    });
    return loaded;
  };
}

/** Ends the session, if there is one. Rejects when the gateway does not say that it has ended. */
async function closeSession({ client }: Services, leaving: Leaving): Promise<void> {
  const closed = await client('closeSession', leaving === 'forget' ? FORGET : {});
  if (!closed.ok && closed.problem.code !== 'unauthenticated') throw new Error(`the session goes on: ${closed.problem.code}`);
}

/** Which build of this page the gateway serves: another one, and parts of this one may be gone; this one; or it does not answer. */
async function servedBuild({ origin, build, fetch: given }: Environment): Promise<ServedBuild> {
  try {
    const ask = given ?? ((input: string, init: RequestInit) => globalThis.fetch(input, init));
    const answered = await ask(`${origin}/phone/build.json`, { cache: 'no-store', signal: endedAfter(BUILD_MS_MAX) });
    const { build: served } = (await answered.json()) as { readonly build?: unknown };
    if (!answered.ok || typeof served !== 'string') return 'unknown';
    return served === build ? 'same' : 'another';
  } catch {
    return 'unknown';
  }
}

/** Until the gateway has said who is signed in, or that nobody is. */
function Opening({ language }: { readonly language: Language }) {
  const say = sayIn(language);
  return (
    <main class="first-words">
      <h1>{say('app.name')}</h1>
      <p role="status">{say('phone.opening')}</p>
    </main>
  );
}

/** In both languages, as nobody may have chosen yet. */
function BothLanguages({ title, what, open }: { title: 'away.title' | UpdateKey; what: 'away.what' | UpdateKey; open: boolean }) {
  const [zh, en] = [sayIn('zh'), sayIn('en')];
  return (
    <div class="phone-frame">
      <Screen title={zh(title)} alert>
        <p>{zh(what)}</p>
        <p lang="en">{`${en(title)}. ${en(what)}`}</p>
        {open && <Action kind="main" label={`${zh('phone.update.open')} ${en('phone.update.open')}`} onPress={reload} />}
      </Screen>
    </div>
  );
}

type UpdateKey = 'phone.update.title' | 'phone.update.what' | 'phone.broken.title' | 'phone.broken.what';

const reload = () => location.reload();
const NoAnswer = () => <BothLanguages title="away.title" what="away.what" open={false} />;
const NewerPage = () => <BothLanguages title="phone.update.title" what="phone.update.what" open />;

/** A fault of a screen is never a white page. */
class Guarded extends Component<{ readonly children: ComponentChildren }, { readonly broken: boolean }> {
  override state = { broken: false };
  static override getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    return this.state.broken ? <BothLanguages title="phone.broken.title" what="phone.broken.what" open /> : this.props.children;
  }
}
