import { Component, type ComponentChildren, render } from 'preact';
import type { Services } from '../../client/services.ts';
import type { Me, Session } from '../../client/wire.ts';
import { Action } from '../../components/action/action.tsx';
import { Screen } from '../../components/screen/screen.tsx';
import { learnWords, preferWords, sayIn } from '../../i18n/text.ts';
import type { Answers } from '../../journey/answers.ts';
import { resumed } from '../../scenes/sign-in/answers.ts';
import { makeScenes } from '../../shell/scenes.ts';
import type { Environment } from './environment.ts';
import { FIRST_SCENES } from './first-scenes.ts';
import { USUAL_SETTINGS } from './kept-settings.ts';
import { manifests } from './manifests.ts';
import { openServices } from './open-services.ts';
import { Phone } from './phone.tsx';
import { phoneWords, shellWords } from './words.ts';

const RETRY_MS = 5_000;
/** By then the first screen stands. */
const REST_AFTER_MS = 1_000;
/** The server ends a session by itself; the person must not wait for that. */
const SIGN_OUT_MS_MAX = 3_000;

/** Serves whoever holds this phone: from the session that they left, or from their number. */
export function startPhone(environment: Environment): { readonly stop: () => void } {
  const { root, kept, updates, build } = environment;
  learnWords(shellWords);
  preferWords(phoneWords);
  const scenes = makeScenes(manifests);
  const services = openServices(environment);
  let stopped = false;
  let visits = 0;
  const keeper = onceLoaded(async () => (await import('./kept-slip.ts')).makeSlipKeeper(services, environment.browser));
  let timer: ReturnType<typeof setTimeout> | undefined;

  const loadHome = async () => {
    const [{ sceneWords }] = await Promise.all([import('./scene-words.ts'), scenes.load('home')]);
    preferWords(sceneWords);
  };
  const loadRest = () => Promise.all([loadHome(), scenes.load(...manifests.map(({ name }) => name))]);
  const missingPart = () => isOlderThanGateway(environment);
  const show = (begun: Answers) => {
    visits += 1;
    render(
      <Guarded>
        <Phone
          key={visits}
          {...{ services, scenes, kept, build, begun }}
          onDone={() => void serve()}
          onSignOut={(forget) => void signOut(forget)}
          onMissingPart={missingPart}
          onRest={(rests, owner) => {
            updates?.mayTakeOver(rests);
            if (rests && owner !== undefined)
              keeper().then(
                ({ keep }) => keep(owner),
                () => undefined,
              );
          }}
        />
      </Guarded>,
      root,
    );
  };

  const serve = async (): Promise<void> => {
    try {
      const [, begun] = await Promise.all([scenes.load(...FIRST_SCENES), whoIsSignedIn(services)]);
      if (begun !== undefined) await loadHome();
      if (stopped) return;
      root.replaceChildren();
      show(begun ?? {});
      timer = setTimeout(() => void loadRest().catch(() => undefined), REST_AFTER_MS);
    } catch {
      if (stopped) return;
      render((await missingPart()) ? <NewerPage /> : ((await keptPage()) ?? <NoAnswer />), root);
      timer = setTimeout(() => void serve(), RETRY_MS);
    }
  };

  /** The next visit, where the gateway does not answer and this phone keeps it. */
  const keptPage = async () => {
    try {
      const [{ OfflinePage }, { read }] = await Promise.all([import('./offline-page.tsx'), keeper()]);
      const kept = await read();
      if (kept === undefined) return undefined;
      const language = environment.kept.read().language;
      const leave = () => void signOut(false);
      const retry = () => void serve();
      return (
        <OfflinePage kept={kept.content} {...kept} {...{ language }} now={environment.now()} onRetry={retry} onForget={leave} />
      );
    } catch {
      return undefined;
    }
  };

  const signOut = async (forget: boolean): Promise<void> => {
    const late = new Promise((resolve) => setTimeout(resolve, SIGN_OUT_MS_MAX));
    // Nothing of the person stands there any more, whether or not the gateway answers.
    render(null, root);
    await keeper().then(
      ({ forget: forgetSlip }) => forgetSlip(),
      () => undefined,
    );
    await Promise.race([services.client('closeSession', {}).catch(() => undefined), late]);
    if (forget) {
      kept.write(USUAL_SETTINGS);
      await updates?.forget();
    }
    if (!stopped) show({});
  };

  const onPageShow = (event: PageTransitionEvent) => {
    // A page that comes back from the browser's memory may show somebody who has signed out elsewhere.
    if (event.persisted) void serve();
  };
  window.addEventListener('pageshow', onPageShow);
  void serve();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      window.removeEventListener('pageshow', onPageShow);
      render(null, root);
    },
  };
}

/** The answers of somebody whose session still lives; nothing where nobody is signed in. Rejects when the gateway does not answer. */
async function whoIsSignedIn({ client, now }: Services): Promise<Answers | undefined> {
  const me = await client('readMe', {});
  if (me.ok) return resumed(sessionOf(me.body, now()));
  if (me.problem.code === 'unauthenticated') return undefined;
  throw new Error(`nobody can say who is signed in: ${me.problem.code}`);
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

/** Whether the gateway serves another build of this page than this one: parts of it may be gone. */
async function isOlderThanGateway({ origin, build, fetch: given }: Environment): Promise<boolean> {
  try {
    const ask = given ?? ((input: string, init: RequestInit) => globalThis.fetch(input, init));
    const answered = await ask(`${origin}/phone/build.json`, { cache: 'no-store' });
    const { build: served } = (await answered.json()) as { readonly build?: unknown };
    return answered.ok && typeof served === 'string' && served !== build;
  } catch {
    return false;
  }
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
