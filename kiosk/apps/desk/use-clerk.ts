import { useCallback, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { CallableId } from '../../../bff/contract/client.ts';
import type { Served } from '../../client/wire.ts';
import type { EnrolledDevice } from '../../staff/environment.ts';
import type { Person } from '../../staff/sign-in.tsx';
import { useHall } from '../../staff/use-hall.ts';
import { usePresence } from '../../staff/use-presence.ts';
import type { DeskEnvironment } from './environment.ts';
import type { RoomProps } from './room.ts';
import { watchClient } from './watch-client.ts';

/** What needs the session of the person beside that of the clerk. */
const FOR_PATIENT: readonly CallableId[] = ['listAtDesk', 'bookAtDesk', 'cancelAtDesk', 'issueSlipAtDesk', 'takeDraft'];

/**
 * Who works here, and whom they serve. A page that is locked, by the gateway or because nobody touched it, shows nobody. Whom they served
 * comes back only to the same clerk, and only when the gateway says that the session still stands.
 */
export function useClerk(
  environment: DeskEnvironment,
  device: EnrolledDevice,
  { arrived, onDeviceRefused }: Pick<RoomProps, 'arrived' | 'onDeviceRefused'>,
) {
  const { now } = environment;
  const hall = useHall(environment, device, onDeviceRefused);
  const [person, setPerson] = useState(arrived);
  const [served, setServed] = useState<Served>();
  const [open, setOpen] = useState(arrived !== undefined);
  const [dropped, setDropped] = useState(false);
  const lost = useCallback(() => {
    setDropped(true);
    setServed(undefined);
  }, []);
  const client = useMemo(() => {
    return watchClient(device.client, (code, operation) => {
      if (code === 'staff-locked') setOpen(false);
      if (code === 'unauthenticated' && FOR_PATIENT.includes(operation)) lost();
    });
  }, [device]);
  const signedIn = person !== undefined && !hall.left;
  const tell = () => void client('touchStaffSession', { body: {} }).catch(() => undefined);
  const { leftAlone, arrive } = usePresence({ now, present: signedIn && open, tell });
  const locked = !signedIn || leftAlone || hall.event?.locked === true;
  // At once, and not after whoever unlocks it has done so.
  useLayoutEffect(() => {
    if (locked) setOpen(false);
  }, [locked]);
  /** Of somebody else's work nothing is asked, and nothing is kept. */
  const stillServed = async (who: Person) => {
    if (served === undefined || who.session.staffId !== person?.session.staffId) return undefined;
    const answer = await device.client('listAtDesk', { query: { limit: 1 } }).catch(() => undefined);
    return answer?.ok ? served : undefined;
  };
  return {
    hall,
    client,
    person,
    open: open && !locked,
    served,
    setServed,
    /** Whom they served before is served no more. */
    dropped,
    forgetDropped: () => setDropped(false),
    /** Nobody is served here any more, or nobody knows who. */
    lost,
    async signedIn(who: Person) {
      const kept = await stillServed(who);
      setDropped(served !== undefined && kept === undefined);
      setServed(kept);
      setPerson(who);
      arrive();
      hall.restart();
      setOpen(true);
    },
    /** Whoever walks away locks it at once; the PIN opens it again. */
    lock: () => setOpen(false),
    signedOut() {
      setPerson(undefined);
      setServed(undefined);
      setOpen(false);
      hall.leave();
    },
  };
}

export type Clerk = ReturnType<typeof useClerk>;
