import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Client } from '../../../../bff/contract/client.ts';
import { cityOf } from '../../../client/services.ts';
import { useAsking } from '../../../staff/asking.ts';
import type { StaffSession } from '../../../staff/hall-types.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useSay } from '../../../staff/saying.ts';
import { useCityNames } from '../at-desk.ts';
import { Act } from '../keys.tsx';
import { TopBar } from '../top-bar.tsx';
import { frame } from '../words.ts';
import { EmergencyPart, type Opened } from './emergency-part.tsx';
import { SharesPart } from './shares-part.tsx';
import { clinician as words } from './words.ts';

interface ClinicianWorkProps {
  readonly client: Client;
  /** The gateway's instant. */
  readonly at: () => number;
  readonly now: () => number;
  readonly who: StaffSession;
  readonly opened: readonly Opened[];
  readonly onOpened: (opened: Omit<Opened, 'staffId'>) => void;
  readonly onGone: (id: string) => void;
  readonly lock: () => void;
  readonly signedOut: () => void;
  readonly aside: ComponentChildren;
}

/** What is shared with the hospital, and what is opened in an emergency. Of a part that is left nothing stays. */
export function ClinicianWork({ client, at, now, who, opened, onOpened, onGone, lock, signedOut, aside }: ClinicianWorkProps) {
  const say = useSay();
  const asking = useAsking();
  const [part, setPart] = useState<'shares' | 'emergency'>('shares');
  const city = useMemo(() => cityOf(client), [client]);
  const { hospitals } = useCityNames(city, true);
  const place = { client, at, now, hospitals };
  return (
    <>
      <TopBar {...{ client, who, lock, signedOut, aside, asking }} onDuty={undefined} />
      <main class="parts clinician">
        <nav class="row" aria-label={say(frame.parts)}>
          <Act keys="F7" word={words.shares} run={() => setPart('shares')} pressed={part === 'shares'} />
          <Act keys="F8" word={words.emergency} run={() => setPart('emergency')} pressed={part === 'emergency'} />
        </nav>
        <Notice word={asking.notice} />
        {part === 'shares' && <SharesPart {...place} />}
        {part === 'emergency' && <EmergencyPart {...place} {...{ opened, onOpened, onGone }} />}
      </main>
    </>
  );
}
