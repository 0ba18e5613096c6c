import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { paths } from '../../bff/contract/paths.ts';
import type { EnrolledDevice, StaffEnvironment } from './environment.ts';
import type { AssistEvent, HallEvent } from './hall-types.ts';

export interface Hall {
  /** The newest that is known; nothing while nobody is signed in here. */
  readonly event: HallEvent | undefined;
  readonly connected: boolean;
  /** By how much the gateway's clock is ahead of this machine's, ms: calls and helpers are told in its time. */
  readonly aheadMs: number;
  /** Nobody is signed in here, as far as the gateway has said. */
  readonly left: boolean;
  /** Somebody signed in: the stream is followed in their name. */
  restart(): void;
  /** Nobody is signed in any more. */
  leave(): void;
}

/**
 * What happens in the hall. Without a member of staff the gateway takes this device for one that calls itself, and refuses one that was
 * revoked: then nobody is signed in here, or the device has to be looked at anew.
 */
export function useHall(environment: StaffEnvironment, device: EnrolledDevice, onDeviceRefused: () => void): Hall {
  const { origin, now, random, follow } = environment;
  const [event, setEvent] = useState<HallEvent>();
  const [connected, setConnected] = useState(false);
  const [round, setRound] = useState(1);
  const [aheadMs, setAheadMs] = useState(0);
  const onRefused = useRef(onDeviceRefused);
  onRefused.current = onDeviceRefused;
  const leave = useCallback(() => {
    setEvent(undefined);
    setRound(0);
  }, []);
  const restart = useCallback(() => {
    setEvent(undefined);
    setRound((before) => before + 1);
  }, []);
  useEffect(() => {
    if (round === 0) return undefined;
    const fetch: typeof device.fetch = async (input, init) => {
      const response = await device.fetch(input, init);
      const said = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(said)) setAheadMs(said - now());
      return response;
    };
    return follow({
      url: origin + paths.followHelpCalls.path,
      fetch,
      random,
      name: 'assist',
      onEvent: (told: AssistEvent) => (told.at === 'staff' ? setEvent(told) : leave()),
      onConnected: setConnected,
      onRefused(problem) {
        leave();
        if (problem?.code === 'device-refused') onRefused.current();
      },
    });
  }, [device, round]);
  return { event, connected, aheadMs, left: round === 0, restart, leave };
}
