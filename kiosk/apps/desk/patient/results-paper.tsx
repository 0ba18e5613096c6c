import type { PrintedResults } from '../../../client/wire.ts';
import { fill } from '../../../i18n/fill.ts';
import { hospitalName } from '../../../i18n/named.ts';
import { type Language, sayIn } from '../../../i18n/text.ts';
import { clockOf, sayDate } from '../../../i18n/when.ts';
import { ReportPaper } from '../../../scenes/records/screens/report-paper.tsx';
import { useDesk } from '../at-desk.ts';
import { paper as words } from '../patient-words.ts';
import { Printed } from '../printed.tsx';

interface ResultsPaperProps {
  readonly printed: PrintedResults;
  readonly language: Language;
  /** It went to the printer. */
  readonly onDone: () => void;
}

/**
 * Somebody's reports on their way to the printer, a cover sheet on top: they stand beside the page for as long as that takes, and nobody at
 * the desk sees a value of them.
 */
export function ResultsPaper({ printed, language, onDone }: ResultsPaperProps) {
  const { hospitals, environment } = useDesk();
  const { cover, reports, sources } = printed;
  const onThere = () => {
    environment.print();
    onDone();
  };
  const printedAt = Date.parse(cover.printedAt);
  return (
    <Printed onThere={onThere}>
      <div class="results-paper" lang={language === 'zh' ? 'zh-CN' : 'en'}>
        <article class="slip">
          <p class="slip-words">{words.title[language]}</p>
          <p class="slip-room">{cover.patientName}</p>
          <p class="slip-words">{fill(words.count[language], { count: cover.reports })}</p>
          <p>{words.alone[language]}</p>
          {cover.more && <p>{words.more[language]}</p>}
          {sources.map(({ hospital, hospitalName: name, state, leftOut }) => (
            <p key={hospital}>
              {fill(words[leftOut && state === 'read' ? 'leftOut' : 'late'][language], {
                hospital: hospitalName(language, { hospital, hospitalName: name }, hospitals),
              })}
            </p>
          ))}
          <p>{`${sayDate(language, cover.printedAt)} ${clockOf(cover.printedAt)}`}</p>
        </article>
        {reports.map((report, at) => (
          <div key={report.id} class="results-paper-one">
            <p class="slip results-paper-nth">{fill(words.nth[language], { nth: at + 1, count: reports.length })}</p>
            {report.held ? (
              <HeldPaper {...{ report, hospitals, language }} />
            ) : (
              <ReportPaper {...{ report, hospitals, language, printedAt }} />
            )}
          </div>
        ))}
      </div>
    </Printed>
  );
}

/** What the hospital tells the person first: where to go, and no value. */
function HeldPaper({ report, hospitals, language }: Omit<Parameters<typeof ReportPaper>[0], 'printedAt'>) {
  const say = sayIn(language);
  const { name, dutyDesk } = report;
  return (
    <article class="slip">
      <p class="slip-hospital">{hospitalName(language, report, hospitals)}</p>
      <p class="slip-room">{name}</p>
      <p class="slip-words">{say('report.held.title')}</p>
      <p>{words.held[language]}</p>
      <p>{say('report.held.where', { desk: dutyDesk.name })}</p>
      <p>{say('report.held.phone', { phone: dutyDesk.phone })}</p>
    </article>
  );
}
