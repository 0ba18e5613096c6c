import { useEffect, useState } from 'preact/hooks';
import type { Person } from '../../../staff/sign-in.tsx';
import type { RoomProps } from '../room.ts';
import { SignInPage } from '../sign-in-page.tsx';
import { useSignedIn } from '../use-signed-in.ts';
import { ClinicianWork } from './clinician-work.tsx';
import type { Opened } from './emergency-part.tsx';
import { useGatewayTime } from './use-gateway-time.ts';

/**
 * A clinician signs in and reads what people share with their hospital, or opens the records of somebody who can not be asked. While the page
 * is locked nothing of anybody is on it.
 */
export function ClinicianRoom({ environment, device, onDeviceRefused, arrived, onOther, aside }: RoomProps) {
  const {
    client: asks,
    person,
    open,
    signedIn,
    lock,
    signedOut,
  } = useSignedIn(environment, device, { arrived, onDeviceRefused });
  const { client, at } = useGatewayTime(asks, environment.now);
  // Not on the page while it is locked, and theirs again when the same clinician unlocks it: in an emergency nobody types it all once more.
  const [opened, setOpened] = useState<readonly Opened[]>([]);
  useEffect(() => {
    if (person === undefined) setOpened([]);
  }, [person]);
  const enter = (who: Person) => {
    if (who.session.role !== 'clinician') return onOther(who);
    setOpened((before) => before.filter(({ staffId }) => staffId === who.session.staffId));
    signedIn(who);
  };
  if (!open || person === undefined) return <SignInPage {...{ environment, device, person, aside }} onSignedIn={enter} />;
  const { staffId } = person.session;
  return (
    <ClinicianWork
      {...{ client, at, lock, signedOut, aside }}
      now={environment.now}
      who={person.session}
      opened={opened.filter((one) => one.staffId === staffId && Date.parse(one.until) > at())}
      onOpened={(one) => setOpened((before) => [{ ...one, staffId }, ...before.filter(({ id }) => id !== one.id)])}
      onGone={(id) => setOpened((before) => before.filter((one) => one.id !== id))}
    />
  );
}
