import type { ComponentChildren } from 'preact';
import { allPages } from '../../client/all-pages.ts';
import type { Asking } from '../../staff/asking.ts';
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
  const goOff = () =>
    void ask(async () => {
      // A clerk is told of everybody's shifts: only one's own is ended here. One that has ended meanwhile is no trouble.
      const shifts = await allPages((cursor) => client('listShifts', { query: { limit: 50, cursor } }));
      if (!shifts.ok) return shifts;
      const own = shifts.value.find((shift) => shift.staffId === clerk.staffId && !shift.ended);
      return own ? client('endShift', { params: { id: own.id }, body: {} }) : { ok: true as const, body: undefined };
    });
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
