import { useCallback, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { EnrolledDevice } from '../../staff/environment.ts';
import type { Person } from '../../staff/sign-in.tsx';
import { usePresence } from '../../staff/use-presence.ts';
import type { DeskEnvironment } from './environment.ts';
import type { RoomProps } from './room.ts';
import { watchClient } from './watch-client.ts';

/**
 * Who works here, in a room that does not follow the hall: each answer of the gateway tells whether they are still signed in. What was on a
 * page that is locked, by the gateway or because nobody touched it, is gone.
 */
export function useSignedIn(
  { now }: DeskEnvironment,
  device: EnrolledDevice,
  { arrived, onDeviceRefused }: Pick<RoomProps, 'arrived' | 'onDeviceRefused'>,
) {
  const [person, setPerson] = useState(arrived);
  const [open, setOpen] = useState(arrived !== undefined);
  const lock = useCallback(() => setOpen(false), []);
  const signedOut = useCallback(() => {
    setPerson(undefined);
    setOpen(false);
  }, []);
  const client = useMemo(() => {
    return watchClient(device.client, (code) => {
      if (code === 'staff-locked') lock();
      if (code === 'unauthenticated') signedOut();
      if (code === 'device-refused') onDeviceRefused();
    });
  }, [device]);
  const tell = () => void client('touchStaffSession', { body: {} }).catch(() => undefined);
  const { leftAlone, arrive } = usePresence({ now, present: open, tell });
  useLayoutEffect(() => {
    if (leftAlone) lock();
  }, [leftAlone, lock]);
  return {
    client,
    person,
    open: open && !leftAlone,
    signedIn(who: Person) {
      setPerson(who);
      arrive();
      setOpen(true);
    },
    lock,
    signedOut,
  };
}
