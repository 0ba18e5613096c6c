import { useMemo } from 'preact/hooks';
import { cityOf } from '../../client/services.ts';
import { useAsking } from '../../staff/asking.ts';
import { Notice } from '../../staff/parts.tsx';
import { useNow } from '../../staff/use-now.ts';
import { page } from '../../staff/words.ts';
import { DeskContext, useCityNames } from './at-desk.ts';
import { Heading } from './heading.tsx';
import { deskProblems } from './problem-words.ts';
import type { RoomProps } from './room.ts';
import { SignInPage } from './sign-in-page.tsx';
import { TopBar } from './top-bar.tsx';
import { useClerk } from './use-clerk.ts';
import { Work } from './work.tsx';

/** A clerk signs in, comes on duty and works. While the page is locked nothing of anybody is on it. */
export function ClerkRoom({ environment, device, onDeviceRefused, arrived, onOther, aside }: RoomProps) {
  const clerk = useClerk(environment, device, { arrived, onDeviceRefused });
  const { hall, client, person, open } = clerk;
  const asking = useAsking(deskProblems);
  const at = useNow(environment.now) + hall.aheadMs;
  const city = useMemo(() => cityOf(client), [client]);
  const names = useCityNames(city, open);
  if (!open || person === undefined)
    return (
      <SignInPage
        {...{ environment, device, person, aside }}
        onSignedIn={(who) => (who.session.role === 'clerk' ? void clerk.signedIn(who) : onOther(who))}
      />
    );
  const desk = { environment, client, city, ...names, device: device.record, clerk: person.session, at };
  return (
    <DeskContext.Provider value={desk}>
      <TopBar
        client={client}
        who={person.session}
        onDuty={hall.event?.onDuty}
        asking={asking}
        lock={clerk.lock}
        signedOut={clerk.signedOut}
        aside={aside}
      />
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
