import type { ComponentChildren } from 'preact';
import type { Loaded } from '../../../client/all-pages.ts';
import { isHere } from '../../../client/nearness.ts';
import type { Department, Hospital, Slip } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { SlipCard } from '../../../components/slip/slip-card.tsx';
import { SlipPaper } from '../../../components/slip/slip-paper.tsx';
import { WhereHelpIs } from '../../../components/trouble/where-help-is.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { isFault, standsOnScreen, usePrinting } from '../use-printing.ts';
import { OnPaper, type PaperWords, TheEnd } from './on-paper.tsx';

interface SlipViewProps {
  readonly appointmentId: string;
  /** Ways on that this end has besides. */
  readonly children?: ComponentChildren;
}

/**
 * The slip, which prints by itself; where the paper comes out; and then the end. Without a slip, and without paper, the booking stands:
 * both are said.
 */
export function SlipView({ appointmentId, children }: SlipViewProps) {
  const visit = useVisit();
  const { say, window, act } = visit;
  const [issued, retry] = useLoad(() => issueSlip(visit, appointmentId));
  if (issued.state === 'loading') return <p role="status">{say('wait.loading')}</p>;
  if (issued.state === 'problem') {
    // The booking is known to stand; what the gateway says of the slip would leave that open.
    return (
      <>
        <p role="alert">{say('slip.not-issued')}</p>
        <p>{say('slip.no-paper')}</p>
        <WhereHelpIs {...{ say, window, words: '' }} />
        <div class="screen-actions">
          <Action kind="main" label={say('trouble.retry')} picture={wayDrawings.again} onPress={retry} />
          <Action label={say('trouble.person')} picture={wayDrawings.staff} onPress={act.help} />
          <Action label={say('frame.finish')} onPress={act.finish} />
        </div>
      </>
    );
  }
  return <Printed {...issued.value}>{children}</Printed>;
}

const WORDS: PaperWords = {
  printing: 'slip.printing',
  printed: 'slip.printed',
  noPaper: 'slip.no-paper',
  takeBoth: 'slip.take-both',
};

/** A slip with what its hospital and its department are called: paper is printed once, with everything on it. */
interface Issued {
  readonly slip: Slip;
  readonly hospitals: readonly Hospital[];
  readonly departments: readonly Department[];
}

function Printed({ children, ...issued }: Issued & Pick<SlipViewProps, 'children'>) {
  const { services, language, say, window } = useVisit();
  const { printing, print } = usePrinting();
  const fault = isFault(printing) ? say(`printer.${printing}`, { window }) : undefined;
  const here = services.here && isHere(services.here, issued.slip.place);
  return (
    <>
      <SlipPaper {...issued} language={language} />
      <SlipCard {...issued} language={language} now={services.now()} here={here} byHeart={standsOnScreen(printing)} />
      <OnPaper printing={printing} words={WORDS} fault={fault} />
      <TheEnd printing={printing} print={print}>
        {children}
      </TheEnd>
    </>
  );
}

async function issueSlip({ services }: Visit, id: string): Promise<Loaded<Issued>> {
  const [slip, hospitals, departments] = await Promise.all([
    services.client('issueSlip', { params: { id }, body: {} }),
    services.city.hospitals(),
    services.city.departments(),
  ]);
  if (!slip.ok) return slip;
  const value = { slip: slip.body, hospitals: listOf(hospitals), departments: listOf(departments) };
  return { ok: true, value };
}

/** Names that do not come are said as the hospital writes them. */
function listOf<T>(loaded: Loaded<readonly T[]>): readonly T[] {
  return loaded.ok ? loaded.value : [];
}
