import type { Appointment, PreconsultSummary } from '../../../client/wire.ts';
import '../../../components/slip/slip-paper.css';
import { departmentName, hospitalName } from '../../../i18n/named.ts';
import { type Language, sayIn } from '../../../i18n/text.ts';
import { clockOf, dayOf, sayDay, timeOf } from '../../../i18n/when.ts';
import type { Names } from '../../../shell/use-names.ts';

export interface SummaryPaperProps extends Names {
  readonly summary: PreconsultSummary;
  readonly appointment: Appointment;
  readonly language: Language;
  /** Of this paper, in ms: the summary itself says when it was given. */
  readonly printedAt: number;
}

/** The summary as it comes out of the printer, in the words that the doctor reads: whose words they are, when, and that it is no diagnosis. Masked name. */
export function SummaryPaper({ summary, appointment, language, printedAt, hospitals, departments }: SummaryPaperProps) {
  const say = sayIn(language);
  const { place, department, patientName } = appointment;
  const [heading = '', said = '', ...lines] = summary.text[language].split('\n');
  return (
    <article class="slip slip-long" aria-label={say('form-paper.title')}>
      <p class="slip-room">{heading}</p>
      <p class="slip-provisional">{summary.noDiagnosis[language]}</p>
      <p class="slip-words">{`${say('form-paper.for')} ${patientName}`}</p>
      <p>
        {`${say('form-paper.visit')} ${hospitalName(language, place, hospitals)} · ${departmentName(language, department.code, department.name, departments)}`}
      </p>
      <p>{`${sayDay(language, dayOf(appointment.start))} ${timeOf(language, appointment)}`}</p>
      <div class="slip-part">
        <p>{said}</p>
        {lines
          .filter((line) => line !== summary.noDiagnosis[language])
          .map((line) => (
            <p key={line} class="slip-words">
              {line}
            </p>
          ))}
      </div>
      <p>{say('slip.printed-at', { when: `${sayDay(language, dayOf(printedAt))} ${clockOf(printedAt)}` })}</p>
    </article>
  );
}
