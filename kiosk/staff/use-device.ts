import { useCallback, useEffect, useState } from 'preact/hooks';
import type { OwnDevice } from '../client/device/own-device.ts';
import type { StaffEnvironment } from './environment.ts';
import { page } from './words.ts';

/** `unable`: this browser keeps no key. */
type Opened = OwnDevice | { readonly state: 'opening' | 'unable' };

const AGAIN_MS = 5_000;

/** Who this browser is. A gateway that does not answer is asked again. */
export function useDevice({ openDevice }: Pick<StaffEnvironment, 'openDevice'>) {
  const [device, setDevice] = useState<Opened>({ state: 'opening' });
  const open = useCallback(() => void openDevice().then(setDevice, () => setDevice({ state: 'unable' })), [openDevice]);
  useEffect(open, [open]);
  useEffect(() => {
    if (device.state !== 'away') return undefined;
    const timer = setTimeout(open, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [device, open]);
  return { device, setDevice, open };
}

/** What is said while this browser is no device that anybody could work at. */
export function stateWord({ state }: Opened) {
  if (state === 'unable') return page.unable;
  return state === 'away' ? page.awayAtFirst : page.opening;
}
