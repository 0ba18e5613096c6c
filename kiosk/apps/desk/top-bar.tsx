import type { ComponentChildren } from 'preact';
import type { Asking } from '../../staff/asking.ts';
import { endOwnShift } from '../../staff/own-shift.ts';
import { useSay } from '../../staff/saying.ts';
import { useDesk } from './at-desk.ts';
import { Act } from './keys.tsx';
import type { Clerk } from './use-clerk.ts';
import { frame } from './words.ts';

interface TopBarProps {
  readonly clerk: Clerk;
  readonly asking: Asking;
  readonly aside: ComponentChildren;
}

/** Who is here, and whether on duty. */
export function TopBar({ clerk: { hall, signedOut, lock }, asking, aside }: TopBarProps) {
  const say = useSay();
  const { client, clerk } = useDesk();
  const { busy, ask } = asking;
  const onDuty = hall.event?.onDuty === true;
  const comeOn = () => void ask(() => client('openShift', { body: {} }));
  const goOff = () => void ask(() => endOwnShift(client, clerk.staffId));
  const signOut = async () => {
    if (await ask(() => client('closeStaffSession', {}))) signedOut();
  };
  return (
    <header class="top">
      <p class="top-who">{say(onDuty ? frame.onDuty : frame.notOnDuty, { name: clerk.name })}</p>
      {hall.event && (
        <Act keys="F12" word={onDuty ? frame.goOff : frame.comeOn} run={onDuty ? goOff : comeOn} off={busy} main={!onDuty} />
      )}
      <Act keys="Alt+K" word={frame.lock} run={lock} />
      <Act keys="F11" word={frame.out} run={() => void signOut()} off={busy} />
      {aside}
    </header>
  );
}
