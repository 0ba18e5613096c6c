import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Client } from '../../../../bff/contract/client.ts';
import { useAsking } from '../../../staff/asking.ts';
import type { StaffSession } from '../../../staff/hall-types.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useSay } from '../../../staff/saying.ts';
import { page } from '../../../staff/words.ts';
import { Act } from '../keys.tsx';
import { TopBar } from '../top-bar.tsx';
import { frame } from '../words.ts';
import { DrawerPart } from './drawer-part.tsx';
import { RefundPart } from './refund-part.tsx';
import { TillPart } from './till-part.tsx';
import { useDuty } from './use-duty.ts';
import { cashierProblems, cashier as words } from './words.ts';

interface CashierWorkProps {
  readonly client: Client;
  readonly who: StaffSession;
  readonly newKey: () => string;
  readonly lock: () => void;
  readonly signedOut: () => void;
  readonly aside: ComponentChildren;
}

/** Cash that comes and goes, money that goes back when two say so, and the drawer. Of a part that is left nothing stays. */
export function CashierWork({ client, who, newKey, lock, signedOut, aside }: CashierWorkProps) {
  const say = useSay();
  const turning = useAsking(cashierProblems);
  const { onDuty, reached, read, setOnDuty } = useDuty(client, who.staffId);
  const [part, setPart] = useState<'till' | 'refunds' | 'drawer'>('till');
  const turned = () => void read();
  return (
    <>
      <TopBar
        {...{ client, who, lock, signedOut, aside, onDuty }}
        onTurned={turned}
        onGoOff={() => setPart('drawer')}
        asking={turning}
      />
      <main class="parts till">
        <nav class="row" aria-label={say(frame.parts)}>
          <Act keys="F7" word={words.till} run={() => setPart('till')} pressed={part === 'till'} />
          <Act keys="F8" word={words.refunds} run={() => setPart('refunds')} pressed={part === 'refunds'} />
          <Act keys="F9" word={words.drawer} run={() => setPart('drawer')} pressed={part === 'drawer'} />
        </nav>
        {!reached && <Notice word={page.away} />}
        <Notice word={turning.notice} />
        {onDuty === false && part === 'till' && <p class="notice">{say(words.offDuty)}</p>}
        {part === 'till' && <TillPart {...{ client, newKey, onDuty }} onOffDuty={() => setOnDuty(false)} />}
        {part === 'refunds' && <RefundPart {...{ client, newKey }} onDuty={onDuty === true} />}
        {part === 'drawer' && (
          <DrawerPart {...{ client, newKey }} staffId={who.staffId} onDuty={onDuty === true} onTurned={turned} />
        )}
      </main>
    </>
  );
}
