import { Component, type ComponentChildren, render } from 'preact';
import { endedAfter } from '../../client/deadline.ts';
import type { Services } from '../../client/services.ts';
import type { Me, Session } from '../../client/wire.ts';
import { Action } from '../../components/action/action.tsx';
import { Screen } from '../../components/screen/screen.tsx';
import { type Language, learnWords, preferWords, sayIn } from '../../i18n/text.ts';
import type { Answers } from '../../journey/answers.ts';
import { resumed } from '../../scenes/sign-in/answers.ts';
import { makeScenes } from '../../shell/scenes.ts';
import type { Environment } from './environment.ts';
import { FIRST_SCENES } from './first-scenes.ts';
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
/** With this at the end of the page's address a payment provider leads back. */
const AFTER_PAYING = '#payment';

/** Serves whoever holds this phone: from the session that they left, or from their number. */
export function startPhone(environment: Environment): { readonly stop: () => void } {
  const { root, kept, updates, build } = environment;
  learnWords(shellWords);
  preferWords(phoneWords);
  const scenes = makeScenes(manifests);
  const services = openServices(environment);
  const openedAt = services.now();
  const keeper = onceLoaded(async () => (await import('./kept-slip.ts')).makeSlipKeeper(services, environment.browser));
  let stopped = false;
  let visits = 0;
  let begun = 0;
  // Where somebody comes from is asked once, and stands in no address after it.
  let fromPayment = tookFragment(AFTER_PAYING);
  let timer: ReturnType<typeof setTimeout> | undefined;

  let stopGuarding: (() => void) | undefined;
  const loadHome = async () => {
    const [{ beAtHome }] = await Promise.all([import('./at-home.ts'), scenes.load('home')]);
    if (!stopped) stopGuarding ??= beAtHome(environment);
  };
  const loadRest = () => Promise.all([loadHome(), scenes.load(...manifests.map(({ name }) => name))]);
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
    render(screen, root);
  };
  const show = (answers: Answers, untouched: boolean) => {
    visits += 1;
    draw(
      <Guarded key={visits}>
        <Phone
          {...{ services, scenes, kept, build, untouched }}
          begun={answers}
          onDone={serveAnew}
          onSignOut={(forget) => void signOut(forget)}
          onAway={(isMissing) => (isMissing ? missingPart() : servedBuild(environment))}
          onRest={(rests, owner) => {
            updates?.mayTakeOver(rests);
            if (rests && owner !== undefined)
              void keeper()
                .then(({ keep }) => keep(owner))
                .catch(() => undefined);
          }}
        />
      </Guarded>,
    );
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
      if (kept.isLeaving()) await closeSession(services);
      if (!counts()) return;
      kept.leave(false);
      const [, me] = await Promise.all([scenes.load(...FIRST_SCENES), whoIsSignedIn(services)]);
      if (me !== undefined) await loadHome();
      const standing = me && fromPayment ? await atPayment(me) : {};
      if (!counts()) return;
      fromPayment = false;
      const answers = me === undefined ? {} : { ...resumed(sessionOf(me, services.now())), ...standing };
      show(answers, me !== undefined && !present && isLongUntouched(kept.touchedAt(), services.now()));
      timer = setTimeout(() => void loadRest().catch(() => undefined), REST_AFTER_MS);
    } catch {
      const older = (await missingPart()) === 'another';
      if (!counts()) return;
      const slip = older || kept.isLeaving() ? undefined : await keptPage();
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
  const keptPage = async () => {
    try {
      const [{ OfflinePage }, { read }] = await Promise.all([import('./offline-page.tsx'), keeper()]);
      const found = await read();
      if (found === undefined) return undefined;
      const { content, keptAt } = found;
      const { language } = kept.read();
      const now = services.now();
      return (
        <OfflinePage kept={content} {...{ keptAt, now, language }} onRetry={serveAnew} onForget={() => void signOut(false)} />
      );
    } catch {
      return undefined;
    }
  };

  const serveAnew = () => {
    putAway();
    void serve(true);
  };
  // Where the gateway does not answer it is told as soon as it does, also when the page was closed and opened again.
  const signOut = async (forget: boolean): Promise<void> => {
    const counts = begin();
    putAway();
    await keeper()
      .then((slip) => slip.forget())
      .catch(() => undefined);
    if (forget) {
      kept.forget();
      await updates?.forget();
    }
    kept.leave(true);
    if (counts()) void serve(true);
  };

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
async function closeSession({ client }: Services): Promise<void> {
  const closed = await client('closeSession', {});
  if (!closed.ok && closed.problem.code !== 'unauthenticated') throw new Error(`the session goes on: ${closed.problem.code}`);
}

/** What the screens need of a session that was opened before this page stood. */
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
