import { useState } from 'preact/hooks';
import type { Loaded } from '../client/all-pages.ts';
import type { Slip } from '../client/wire.ts';
import { Action } from '../components/action/action.tsx';
import { SlipPaper } from '../components/slip/slip-paper.tsx';
import { useLoad } from './use-load.ts';
import { useVisit, type Visit } from './visit.ts';

/** The slip with its print button. Without a slip, and without paper, the booking stands: both are said. */
export function SlipView({ appointmentId }: { readonly appointmentId: string }) {
  const visit = useVisit();
  const { door, language, say, window, act } = visit;
  const [printed, setPrinted] = useState(false);
  const [slip, retry] = useLoad(() => issueSlip(visit, appointmentId));
  const [hospitals] = useLoad(() => door.city.hospitals());
  const [departments] = useLoad(() => door.city.departments());
  if (slip.state === 'loading') return <p role="status">{say('wait.loading')}</p>;
  if (slip.state === 'problem')
    return (
      <>
        <p role="alert">{say(`problem.${slip.problem.code}`, { window })}</p>
        <Action kind="main" label={say('trouble.retry')} onPress={retry} />
      </>
    );
  const print = () => {
    setPrinted(true);
    act.print();
  };
  return (
    <>
      <SlipPaper
        slip={slip.value}
        language={language}
        hospitals={hospitals.state === 'ready' ? hospitals.value : []}
        departments={departments.state === 'ready' ? departments.value : []}
      />
      <Action kind="main" label={say('slip.print')} onPress={print} />
      <p role="status">{printed ? say('slip.printed') : say('booked.paper')}</p>
    </>
  );
}

async function issueSlip({ door }: Visit, id: string): Promise<Loaded<Slip>> {
  const answer = await door.client('issueSlip', { params: { id }, body: {} });
  return answer.ok ? { ok: true, value: answer.body } : answer;
}
