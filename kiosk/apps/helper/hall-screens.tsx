import { useEffect, useState } from 'preact/hooks';
import type { Asking } from '../../staff/asking.ts';
import type { EnrolledDevice } from '../../staff/environment.ts';
import type { AssistSession, HallEvent, HelpCall } from '../../staff/hall-types.ts';
import { Notice, Title } from '../../staff/parts.tsx';
import type { Passkeys } from '../../staff/passkey.ts';
import { useSay } from '../../staff/saying.ts';
import { signing as everySigning } from '../../staff/words.ts';
import type { Environment } from './environment.ts';
import type { JoinLink } from './join-link.ts';
import { AskedScreen, EndedScreen } from './screens/asked.tsx';
import { AssistScreen } from './screens/assist.tsx';
import { CallList } from './screens/call-list.tsx';
import { JoinScreen } from './screens/join.tsx';
import { hall, joining, signing } from './words.ts';

interface HallScreensProps extends Pick<Environment, 'openCamera' | 'passkeys'> {
  readonly event: HallEvent;
  readonly device: EnrolledDevice;
  readonly asking: Asking;
  /** The gateway's instant. */
  readonly at: number;
  readonly link: JoinLink | undefined;
  readonly onLinkUsed: () => void;
}

const REFUSED = { 'evidence-refused': joining.refused };
const PASSKEY_REFUSED = { 'evidence-refused': everySigning.passkeyNot };

/** What somebody sees who is signed in and there: the help that they give, or whose turn it is to be helped. */
export function HallScreens({ event, device, asking, at, openCamera, passkeys, link, onLinkUsed }: HallScreensProps) {
  const { busy, notice, ask } = asking;
  const { session, putAside, joined } = useSession(event);
  const [joiningAt, setJoiningAt] = useState<string>();
  const join = async (body: JoinLink) => {
    const asked = await ask(() => device.client('joinAssistSession', { body }), REFUSED);
    if (asked === undefined) return;
    setJoiningAt(undefined);
    joined(asked.body);
  };
  useEffect(() => {
    if (link === undefined || !event.onDuty || busy) return;
    onLinkUsed();
    void join(link);
  }, [link, event.onDuty, busy]);
  if (session?.state === 'running') return <AssistScreen key={session.id} session={session} device={device} at={at} />;
  if (session?.state === 'asked') return <AskedScreen session={session} at={at} onBack={putAside} />;
  if (session?.state === 'ended') return <EndedScreen key={session.id} session={session} onClose={putAside} />;
  const call = event.calls.find(({ id, mine }) => id === joiningAt && mine);
  if (call) return <JoinScreen {...{ call, openCamera, busy, notice }} onJoin={join} onBack={() => setJoiningAt(undefined)} />;
  return <Calls {...{ event, device, asking, passkeys, at }} onJoin={({ id }) => setJoiningAt(id)} />;
}

/**
 * The session that is to be seen. What was asked for is known before the stream tells it. One that is put aside is seen again when it is
 * another, or when the patient has said yes meanwhile.
 */
function useSession({ session: told }: HallEvent) {
  const [asked, setAsked] = useState<AssistSession>();
  const [aside, setAside] = useState('');
  useEffect(() => {
    if (told?.id === asked?.id) setAsked(undefined);
  }, [told?.id, asked?.id]);
  const session = asked ?? told;
  const key = session && `${session.id} ${session.state}`;
  return {
    session: key === aside ? undefined : session,
    putAside() {
      setAsked(undefined);
      setAside(key ?? '');
    },
    joined: setAsked,
  };
}

type CallsProps = Pick<HallScreensProps, 'event' | 'device' | 'asking' | 'passkeys' | 'at'> & {
  readonly onJoin: (call: HelpCall) => void;
};

function Calls({ event, device, asking, passkeys, at, onJoin }: CallsProps) {
  const say = useSay();
  const { busy, notice, ask } = asking;
  const onAnswer = ({ id }: HelpCall) => void ask(() => device.client('answerHelpCall', { params: { id }, body: {} }));
  const onHelped = ({ id }: HelpCall) => void ask(() => device.client('endHelpCall', { params: { id }, body: {} }));
  return (
    <div class="stack">
      <Title>{say(hall.title)}</Title>
      <Notice word={notice} />
      {event.onDuty ? (
        <CallList calls={event.calls} at={at} acts={{ busy, onAnswer, onJoin, onHelped }} />
      ) : (
        <p>{say(hall.offDuty)}</p>
      )}
      {passkeys && <AddPasskey {...{ device, asking, passkeys }} />}
    </div>
  );
}

type AddPasskeyProps = Pick<HallScreensProps, 'device' | 'asking'> & { readonly passkeys: Passkeys };

/** Whoever signed in with their PIN may have a passkey made for the next time. */
function AddPasskey({ device, asking, passkeys }: AddPasskeyProps) {
  const say = useSay();
  const add = async () => {
    const offered = await asking.ask(() => device.client('offerPasskey', { body: {} }), { 'not-found': everySigning.noPasskeys });
    const made = offered && (await passkeys.make(offered.body));
    if (offered && !made) return asking.say(everySigning.passkeyNot);
    const added = made && (await asking.ask(() => device.client('addPasskey', { body: made }), PASSKEY_REFUSED));
    if (added) asking.say(signing.passkeyAdded);
  };
  return (
    <button type="button" class="plain" disabled={asking.busy} onClick={() => void add()}>
      {say(signing.addPasskey)}
    </button>
  );
}
