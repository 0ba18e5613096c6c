import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useAsking } from '../../staff/asking.ts';
import type { EnrolledDevice } from '../../staff/environment.ts';
import { Notice } from '../../staff/parts.tsx';
import { useSay } from '../../staff/saying.ts';
import { type Person, SignIn } from '../../staff/sign-in.tsx';
import { useHall } from '../../staff/use-hall.ts';
import { useNow } from '../../staff/use-now.ts';
import { usePresence } from '../../staff/use-presence.ts';
import { page as everyPage } from '../../staff/words.ts';
import type { Environment } from './environment.ts';
import { HallScreens } from './hall-screens.tsx';
import type { JoinLink } from './join-link.ts';
import { helperProblems } from './problem-words.ts';
import { CallList } from './screens/call-list.tsx';
import { TopBar } from './top-bar.tsx';
import { useRinging } from './use-ringing.ts';
import { page, signing } from './words.ts';

interface StaffRoomProps {
  readonly environment: Environment;
  readonly device: EnrolledDevice;
  readonly onDeviceRefused: () => void;
  readonly link: JoinLink | undefined;
  readonly onLinkUsed: () => void;
  /** What stands at the end of the top bar on every screen. */
  readonly aside: ComponentChildren;
}

/** Who may help; everybody else who works here has other pages. */
const HELPERS = ['volunteer', 'clerk'] as const;

/** Whoever works here signs in, comes on duty, and hears who calls. Who is locked out still hears that, and sees nothing else. */
export function StaffRoom({ environment, device, onDeviceRefused, link, onLinkUsed, aside }: StaffRoomProps) {
  const { now, bell, openCamera, passkeys } = environment;
  const say = useSay();
  const [person, setPerson] = useState<Person>();
  const [quiet, setQuiet] = useState(false);
  const asking = useAsking(helperProblems);
  const hall = useHall(environment, device, onDeviceRefused);
  const { event } = hall;
  const signedIn = person !== undefined && !hall.left;
  const tell = () => void device.client('touchStaffSession', { body: {} }).catch(() => undefined);
  const { leftAlone, arrive } = usePresence({ now, present: signedIn && event?.locked !== true, tell });
  const locked = !signedIn || leftAlone || event?.locked === true;
  const at = useNow(now);
  const waiting = useRinging({ event, quiet, bell, at, say });
  const onSignedIn = (who: Person) => {
    setPerson(who);
    asking.say(undefined);
    arrive();
    hall.restart();
  };
  const signOut = async () => {
    const closed = await asking.ask(() => device.client('closeStaffSession', {}));
    if (closed === undefined) return;
    setPerson(undefined);
    hall.leave();
  };
  return (
    <>
      <TopBar
        {...{ asking, event, device, quiet, aside }}
        person={locked ? undefined : person}
        onQuiet={() => setQuiet(!quiet)}
        onSignOut={() => void signOut()}
      />
      <main>
        {event && !hall.connected && <Notice word={everyPage.away} />}
        {/* Said by a voice, whether or not the bell is heard. */}
        <p class="only-voice" role="status">
          {waiting > 0 && say(page.calling, { count: waiting })}
        </p>
        {locked ? (
          <div class="columns">
            <SignIn
              roles={HELPERS}
              otherRole={signing.otherRole}
              key={person?.number}
              device={device}
              passkeys={passkeys}
              before={person}
              locked={event !== undefined}
              onSignedIn={onSignedIn}
            />
            {event?.onDuty && <CallList calls={event.calls} at={at + hall.aheadMs} />}
          </div>
        ) : (
          event && <HallScreens {...{ event, device, asking, openCamera, passkeys, link, onLinkUsed }} at={at + hall.aheadMs} />
        )}
        {!locked && !event && <Notice word={everyPage.opening} />}
      </main>
    </>
  );
}
