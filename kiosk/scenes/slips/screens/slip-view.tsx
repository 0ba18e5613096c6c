import type { Loaded } from '../../../client/all-pages.ts';
import type { Slip } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { SlipPaper } from '../../../components/slip/slip-paper.tsx';
import { WhereHelpIs } from '../../../components/trouble/where-help-is.tsx';
import './slip-view.css';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { isFault, isPending, type Printing, usePrinting } from '../use-printing.ts';

/** The slip, and how to get it on paper. Without a slip, and without paper, the booking stands: both are said. */
export function SlipView({ appointmentId }: { readonly appointmentId: string }) {
  const visit = useVisit();
  const { services, language, say, window, act } = visit;
  const [slip, retry] = useLoad(() => issueSlip(visit, appointmentId));
  const [hospitals] = useLoad(() => services.city.hospitals());
  const [departments] = useLoad(() => services.city.departments());
  if (slip.state === 'loading') return <p role="status">{say('wait.loading')}</p>;
  if (slip.state === 'problem') {
    const words = say(`problem.${slip.problem.code}`, { window });
    return (
      <>
        <p role="alert">{words}</p>
        <WhereHelpIs {...{ say, window, words }} />
        <div class="slip-ways">
          <Action kind="main" label={say('trouble.retry')} onPress={retry} />
          <Action label={say('trouble.person')} onPress={act.help} />
        </div>
      </>
    );
  }
  return (
    <>
      <SlipPaper
        slip={slip.value}
        language={language}
        hospitals={hospitals.state === 'ready' ? hospitals.value : []}
        departments={departments.state === 'ready' ? departments.value : []}
      />
      <OnPaper />
    </>
  );
}

/** The button that prints; when no paper comes, why, where it does, and to whom one can go. */
function OnPaper() {
  const { say, window, act } = useVisit();
  const { printing, print } = usePrinting();
  const fault = isFault(printing) ? printing : undefined;
  const out = printing === 'checking' || printing === 'printed';
  return (
    <>
      {fault && (
        <p class="slip-fault" role="alert">
          {say(`printer.${fault}`, { window })}
        </p>
      )}
      <div class="slip-ways">
        <Action kind="main" label={say(printLabel(printing))} onPress={print} />
        {fault && <Action label={say('trouble.person')} onPress={act.help} />}
      </div>
      {!fault && <p role="status">{say(out ? 'slip.printed' : 'booked.paper')}</p>}
    </>
  );
}

function printLabel(printing: Printing) {
  if (isFault(printing)) return 'slip.print-again';
  if (isPending(printing)) return 'slip.printing';
  return printing === 'printed' ? 'slip.print-more' : 'slip.print';
}

async function issueSlip({ services }: Visit, id: string): Promise<Loaded<Slip>> {
  const answer = await services.client('issueSlip', { params: { id }, body: {} });
  return answer.ok ? { ok: true, value: answer.body } : answer;
}
