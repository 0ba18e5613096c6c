import type { ComponentChildren } from 'preact';
import type { Client } from '../../../bff/contract/client.ts';
import type { Asking } from '../../staff/asking.ts';
import type { StaffSession } from '../../staff/hall-types.ts';
import { endOwnShift } from '../../staff/own-shift.ts';
import { useSay } from '../../staff/saying.ts';
import { Act } from './keys.tsx';
import { frame } from './words.ts';

interface TopBarProps {
  readonly client: Client;
  readonly who: StaffSession;
  /** Nothing while that is not known, and of whoever works without. */
  readonly onDuty: boolean | undefined;
  /** They came or went, where no stream tells of it. */
  readonly onTurned?: () => void;
  /** Going off duty is more than one key, where something has to be done before it. */
  readonly onGoOff?: () => void;
  readonly asking: Asking;
  readonly lock: () => void;
  readonly signedOut: () => void;
  readonly aside: ComponentChildren;
}

/** Who is here, and whether on duty. */
export function TopBar({ client, who, onDuty, onTurned, onGoOff, asking, lock, signedOut, aside }: TopBarProps) {
  const say = useSay();
  const { busy, ask } = asking;
  const comeOn = async () => {
    await ask<unknown>(() => client('openShift', { body: {} }));
    onTurned?.();
  };
  const goOff = async () => {
    if (onGoOff) return onGoOff();
    await ask<unknown>(() => endOwnShift(client, who.staffId));
    onTurned?.();
  };
  const signOut = async () => {
    if (await ask(() => client('closeStaffSession', {}))) signedOut();
  };
  return (
    <header class="top">
      <p class="top-who">{onDuty === undefined ? who.name : say(onDuty ? frame.onDuty : frame.notOnDuty, { name: who.name })}</p>
      {onDuty !== undefined && (
        <Act
          keys="F12"
          word={onDuty ? frame.goOff : frame.comeOn}
          run={() => void (onDuty ? goOff() : comeOn())}
          off={busy}
          main={!onDuty}
        />
      )}
      <Act keys="Alt+K" word={frame.lock} run={lock} />
      <Act keys="F11" word={frame.out} run={() => void signOut()} off={busy} />
      {aside}
    </header>
  );
}
