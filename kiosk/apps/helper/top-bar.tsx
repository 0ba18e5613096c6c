import type { ComponentChildren } from 'preact';
import type { Asking } from '../../staff/asking.ts';
import type { EnrolledDevice } from '../../staff/environment.ts';
import type { HallEvent } from '../../staff/hall-types.ts';
import { endOwnShift } from '../../staff/own-shift.ts';
import { useSay } from '../../staff/saying.ts';
import type { Person } from '../../staff/sign-in.tsx';
import { hall, signing } from './words.ts';

interface TopBarProps {
  readonly asking: Asking;
  readonly device: EnrolledDevice;
  /** Nobody while nobody is signed in, or the page is locked. */
  readonly person: Person | undefined;
  readonly event: HallEvent | undefined;
  readonly quiet: boolean;
  readonly onQuiet: () => void;
  readonly onSignOut: () => void;
  readonly aside: ComponentChildren;
}

/** Who is here, whether on duty, whether it rings. */
export function TopBar({ asking, device, person, event, quiet, onQuiet, onSignOut, aside }: TopBarProps) {
  const say = useSay();
  const { busy, ask } = asking;
  const comeOn = () => void ask(() => device.client('openShift', { body: {} }));
  const goOff = () => void ask(() => endOwnShift(device.client, person?.session.staffId));
  return (
    <header class="top">
      {person && event && (
        <>
          <p class="top-who">{say(event.onDuty ? hall.onDuty : hall.notOnDuty, { name: person.session.name })}</p>
          <button type="button" class={event.onDuty ? '' : 'main'} disabled={busy} onClick={event.onDuty ? goOff : comeOn}>
            {say(event.onDuty ? hall.goOff : hall.comeOn)}
          </button>
        </>
      )}
      <button type="button" class="plain" aria-pressed={quiet} onClick={onQuiet}>
        {say(hall.quiet)}
      </button>
      {person && (
        <button type="button" class="plain" disabled={busy} onClick={onSignOut}>
          {say(signing.out)}
        </button>
      )}
      {aside}
    </header>
  );
}
