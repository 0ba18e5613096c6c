import { Action } from '../../../components/action/action.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { hospitalName, shortened } from '../../../i18n/named.ts';
import { sayDate } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit } from '../../../shell/visit.ts';
import { OnPaper, type PaperWords, TheEnd } from '../../slips/screens/on-paper.tsx';
import { isFault, usePrinting } from '../../slips/use-printing.ts';
import { ReportPaper } from './report-paper.tsx';
import './records.css';

const WORDS: PaperWords = {
  printing: 'report-printed.printing',
  printed: 'report-printed.printed',
  noPaper: 'report-printed.no-paper',
  takeBoth: 'report-printed.take-both',
};

/** Of its name; the paper has all of it. */
const NAME_MAX = 36;

/** The report on paper, which prints by itself once its names are known; and the way back to it where no paper comes. */
export function ReportPrintedScreen() {
  const { answers, act } = useVisit();
  const names = useNames();
  const report = rememberedAnswer(answers, 'reading-report');
  if (report === undefined) return null;
  if (names === undefined) return <Loading load={{ state: 'loading' }} retry={act.home} />;
  return <Printed report={report} hospitals={names.hospitals} />;
}

function Printed({ report, hospitals }: Omit<Parameters<typeof ReportPaper>[0], 'language' | 'printedAt'>) {
  const { services, language, say, window, act } = useVisit();
  const { printing, print } = usePrinting();
  const fault = isFault(printing);
  return (
    <Screen title={say('report-printed.title')}>
      <ReportPaper {...{ report, hospitals, language }} printedAt={services.now()} />
      <section class="report-card private" aria-label={say('report-paper.title')}>
        <p class="report-head as-written">{shortened(report.name, NAME_MAX)}</p>
        <p>{hospitalName(language, report, hospitals)}</p>
        <p>{`${sayDate(language, report.issuedAt, services.now())} · ${report.patientName}`}</p>
        <p class="report-summary">{say('report-printed.what')}</p>
      </section>
      <OnPaper printing={printing} words={WORDS} fault={fault ? say('report-printed.fault', { window }) : undefined} />
      <TheEnd printing={printing} print={print}>
        {fault && <Action label={say('report-printed.back')} onPress={act.back} />}
      </TheEnd>
    </Screen>
  );
}
