import { useEffect, useRef, useState } from 'preact/hooks';
import { readShlink, type ShlinkPayload } from '../../scenes/records/links/shlink.ts';
import { Both, Said } from './both.tsx';
import { type Asker, type Fetch, type Files, fetchFiles, isOurs, type NoFiles } from './fetch-files.ts';
import { lineOf } from './fhir-members.ts';
import { Shared } from './shared.tsx';
import { whenOf } from './when.ts';
import { refusalWords, triesLeft, validUntil, type Words, waitFor, words } from './words.ts';

interface ViewerProps {
  /** Of the page, with the link in its fragment. */
  readonly address: string;
  /** Whether this browser has what a file is unlocked with. */
  readonly canUnlock: boolean;
  readonly fetch: Fetch;
  readonly now: () => number;
}

/** The page of whoever was given a link: it reads the link, asks when somebody presses, and unlocks what comes, all in this browser. */
export function Viewer({ address, canUnlock, fetch, now }: ViewerProps) {
  const link = readShlink(address);
  return (
    <main>
      <h1>
        <Both words={words.title} />
      </h1>
      {'refused' in link ? (
        <Said all={refusalWords(link.refused)} bad />
      ) : (
        <Readable link={link} {...{ address, canUnlock, fetch, now }} />
      )}
    </main>
  );
}

function Readable({ link, address, canUnlock, fetch, now }: ViewerProps & { readonly link: ShlinkPayload }) {
  const { origin } = new URL(address);
  if (!isOurs(link.url, origin)) return <Said all={[words.elsewhere, words.openElsewhere]} bad />;
  if (!canUnlock) return <Said all={[words.insecure, words.otherBrowser]} bad />;
  if (link.exp !== undefined && link.exp * 1_000 <= now()) return <Said all={goneWords} bad />;
  return <Asking link={link} ask={(asker) => fetchFiles(link, { asker, fetch, origin })} />;
}

const goneWords = [words.gone, words.goneWhy, words.askThem] as const;

interface AskingProps {
  readonly link: ShlinkPayload;
  readonly ask: (asker: Asker) => Promise<Files | NoFiles>;
}

/** Nothing is asked before somebody presses: what a chat program looks at by itself takes no try and stands in no log. */
function Asking({ link, ask }: AskingProps) {
  const [state, setState] = useState<'asked' | 'opening' | Files | NoFiles>('asked');
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (typeof state === 'object') said.current?.focus();
  }, [state]);
  const label = lineOf(link.label);
  const open = async (asker: Asker) => {
    setState('opening');
    setState(await ask(asker));
  };
  if (typeof state === 'object' && 'files' in state)
    return (
      <div ref={said} tabIndex={-1}>
        {link.exp === undefined ? null : <Until exp={link.exp} />}
        <Shared files={state} />
      </div>
    );
  const refusal = typeof state === 'object' ? state : undefined;
  return (
    <>
      {label === undefined ? null : <p class="who">{`“${label}”`}</p>}
      <div ref={said} tabIndex={-1}>
        {refusal === undefined ? null : <Said all={noFilesWords(refusal)} bad />}
      </div>
      {refusal !== undefined && isOver(refusal) ? null : <AskForm link={link} isOpening={state === 'opening'} open={open} />}
    </>
  );
}

const isOver = (refusal: NoFiles) => refusal.refused === 'gone' || (refusal.refused === 'passcode' && refusal.left === 0);

function noFilesWords(refusal: NoFiles): readonly Words[] {
  switch (refusal.refused) {
    case 'gone':
      return goneWords;
    case 'passcode':
      return refusal.left === 0 ? [words.lastTry, words.askThem] : [triesLeft(refusal.left)];
    case 'busy':
      return [waitFor(refusal.seconds)];
    case 'unreachable':
      return [words.unreachable, words.tryLater];
    case 'too-large':
      return [words.tooLarge, words.askThem];
  }
}

function Until({ exp }: { readonly exp: number }) {
  return (
    <p>
      <Both words={validUntil(whenOf(new Date(exp * 1_000).toISOString()))} />
    </p>
  );
}

interface AskFormProps {
  readonly link: ShlinkPayload;
  readonly isOpening: boolean;
  readonly open: (asker: Asker) => Promise<void>;
}

function AskForm({ link, isOpening, open }: AskFormProps) {
  const [recipient, setRecipient] = useState('');
  const [passcode, setPasscode] = useState('');
  const press = (event: SubmitEvent) => {
    event.preventDefault();
    void open({ recipient: recipient.trim(), ...(link.passcode ? { passcode } : {}) });
  };
  return (
    <form onSubmit={press}>
      {link.exp === undefined ? null : <Until exp={link.exp} />}
      <label>
        <Both words={words.recipient} />
        <input
          name="recipient"
          required
          pattern=".*\S.*"
          maxLength={100}
          autocomplete="off"
          value={recipient}
          onInput={({ currentTarget }) => setRecipient(currentTarget.value)}
        />
      </label>
      <p>
        <Both words={words.recipientExample} />
      </p>
      {link.passcode ? (
        <label>
          <Both words={words.passcode} />
          <input
            name="passcode"
            required
            maxLength={64}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            value={passcode}
            onInput={({ currentTarget }) => setPasscode(currentTarget.value)}
          />
        </label>
      ) : null}
      <button type="submit" disabled={isOpening}>
        <Both words={isOpening ? words.opening : words.open} />
      </button>
      <p>
        <Both words={words.nothingYet} />
      </p>
    </form>
  );
}
