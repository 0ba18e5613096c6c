import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { cityOf } from '../../client/services.ts';
import { useAsking } from '../../staff/asking.ts';
import type { EnrolledDevice } from '../../staff/environment.ts';
import { Notice } from '../../staff/parts.tsx';
import { SignIn } from '../../staff/sign-in.tsx';
import { useNow } from '../../staff/use-now.ts';
import { page } from '../../staff/words.ts';
import { DeskContext, useCityNames } from './at-desk.ts';
import type { DeskEnvironment } from './environment.ts';
import { Heading } from './heading.tsx';
import { deskProblems } from './problem-words.ts';
import { TopBar } from './top-bar.tsx';
import { useClerk } from './use-clerk.ts';
import { frame } from './words.ts';
import { Work } from './work.tsx';

interface ClerkRoomProps {
  readonly environment: DeskEnvironment;
  readonly device: EnrolledDevice;
  readonly onDeviceRefused: () => void;
  /** What stands at the end of the top bar on every screen. */
  readonly aside: ComponentChildren;
}

const CLERKS = ['clerk'] as const;

/** A clerk signs in, comes on duty and works. While the page is locked nothing of anybody is on it. */
export function ClerkRoom({ environment, device, onDeviceRefused, aside }: ClerkRoomProps) {
  const clerk = useClerk(environment, device, onDeviceRefused);
  const { hall, client, person, open } = clerk;
  const asking = useAsking(deskProblems);
  const at = useNow(environment.now) + hall.aheadMs;
  const city = useMemo(() => cityOf(client), [client]);
  const names = useCityNames(city, open);
  if (!open || person === undefined)
    return (
      <>
        <header class="top">{aside}</header>
        <main class="narrow">
          <SignIn
            key={person?.number}
            device={device}
            before={person}
            locked={person !== undefined}
            passkeys={environment.passkeys}
            roles={CLERKS}
            otherRole={frame.otherRole}
            onSignedIn={(who) => void clerk.signedIn(who)}
          />
        </main>
      </>
    );
  const desk = { environment, client, city, ...names, device: device.record, clerk: person.session, at };
  return (
    <DeskContext.Provider value={desk}>
      <TopBar clerk={clerk} asking={asking} aside={aside} />
      {hall.event ? (
        <Work event={hall.event} clerk={clerk} asking={asking} connected={hall.connected} />
      ) : (
        <main>
          <Heading>{person.session.name}</Heading>
          <Notice word={hall.connected ? page.opening : page.awayAtFirst} />
        </main>
      )}
    </DeskContext.Provider>
  );
}
