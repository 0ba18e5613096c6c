import { useState } from 'preact/hooks';
import { useAsking } from './asking.ts';
import type { EnrolledDevice } from './environment.ts';
import type { StaffSession } from './hall-types.ts';
import { Notice, Title } from './parts.tsx';
import type { Passkeys } from './passkey.ts';
import type { ProblemWords } from './problem-words.ts';
import { useSay } from './saying.ts';
import type { Word } from './word.ts';
import { signing } from './words.ts';

/** Who is signed in, and with which number, for as long as the page is open. */
export interface Person {
  readonly number: string;
  readonly session: StaffSession;
}

interface SignInProps {
  readonly device: EnrolledDevice;
  readonly passkeys: Passkeys | undefined;
  /** Who was here before the page was locked. */
  readonly before: Person | undefined;
  readonly locked: boolean;
  /** Whose page this is; everybody else who works here has other pages, and is told so. */
  readonly roles: readonly StaffSession['role'][];
  readonly otherRole: Word;
  readonly onSignedIn: (person: Person) => void;
}

type Evidence = { readonly pin: string } | { readonly passkey: NonNullable<Awaited<ReturnType<Passkeys['sign']>>> };
const NO_PASSKEYS = { 'not-found': signing.noPasskeys, 'invalid-request': signing.refused };
const PASSKEY_REFUSED = { 'evidence-refused': signing.passkeyNot };
const REFUSED = { 'evidence-refused': signing.refused, 'invalid-request': signing.refused };

/** Number and PIN, or passkey; where the page was locked only the PIN is asked of whoever was here. */
export function SignIn({ device, passkeys, before, locked, roles, otherRole, onSignedIn }: SignInProps) {
  const say = useSay();
  const { busy, notice, say: tell, ask } = useAsking();
  const [same, setSame] = useState(before !== undefined);
  const [number, setNumber] = useState(before?.number ?? '');
  const [pin, setPin] = useState('');
  const open = async (evidence: Evidence, refused: ProblemWords) => {
    const body = { number: number.trim(), ...evidence, carrier: 'cookie' } as const;
    const opened = await ask(() => device.client('openStaffSession', { body }), refused);
    if (opened === undefined) return;
    if (roles.includes(opened.body.role)) return onSignedIn({ number: body.number, session: opened.body });
    await device.client('closeStaffSession', {}).catch(() => undefined);
    tell(otherRole);
  };
  const enter = (event: Event) => {
    event.preventDefault();
    setPin('');
    void open({ pin }, REFUSED);
  };
  const signWith = async ({ sign }: Passkeys) => {
    const body = { number: number.trim() };
    const offered = await ask(() => device.client('offerStaffSignIn', { body }), NO_PASSKEYS);
    const passkey = offered && (await sign(offered.body));
    if (passkey) return open({ passkey }, PASSKEY_REFUSED);
    if (offered) tell(signing.passkeyNot);
  };
  const another = () => {
    setSame(false);
    setNumber('');
  };
  return (
    <form class="stack" onSubmit={enter}>
      <Title>{say(locked ? signing.lockedTitle : signing.title)}</Title>
      <Notice word={notice} />
      {same ? (
        <p>{before?.session.name}</p>
      ) : (
        <label class="field">
          {say(signing.number)}
          <input
            type="text"
            value={number}
            onInput={({ currentTarget }) => setNumber(currentTarget.value)}
            maxLength={32}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            required
          />
        </label>
      )}
      <label class="field">
        {say(signing.pin)}
        <input
          type="password"
          inputMode="numeric"
          value={pin}
          onInput={({ currentTarget }) => setPin(currentTarget.value)}
          maxLength={12}
          autocomplete="off"
          required
        />
      </label>
      <button type="submit" class="main" disabled={busy || number.trim() === '' || !/^[0-9]{6,12}$/.test(pin)}>
        {say(same ? signing.unlock : signing.enter)}
      </button>
      {passkeys && (
        <button type="button" disabled={busy || number.trim() === ''} onClick={() => void signWith(passkeys)}>
          {say(signing.passkey)}
        </button>
      )}
      {same && (
        <button type="button" onClick={another}>
          {say(signing.another)}
        </button>
      )}
    </form>
  );
}
