import type { Hospital, Result, ResultValue } from '../../../client/wire.ts';
import '../../../components/slip/slip-paper.css';
import { hospitalName } from '../../../i18n/named.ts';
import { type Language, type Say, sayIn } from '../../../i18n/text.ts';
import { clockOf, sayDate } from '../../../i18n/when.ts';
import { isCritical, isUnusual, standingOf } from '../mark.ts';
import { limitsOf } from './report-row.tsx';
import './records.css';

export interface ReportPaperProps {
  readonly report: Result;
  readonly hospitals: readonly Hospital[];
  readonly language: Language;
  /** ms. */
  readonly printedAt: number;
}

/**
 * The report as it comes out of the printer: every value with its limits, what is unusual first, everything that the hospital wrote in
 * full. Masked name, no number of a document. It says that it is a copy, and what to do with it.
 */
export function ReportPaper({ report, hospitals, language, printedAt }: ReportPaperProps) {
  const say = sayIn(language);
  const { name, patientName, birthYear, status, items, conclusion, attached, dutyDesk } = report;
  const unusual = items.filter(isUnusual);
  const others = items.filter((value) => !isUnusual(value));
  return (
    <article class="slip slip-long report-paper" aria-label={say('report-paper.title')}>
      <p class="slip-hospital">{hospitalName(language, report, hospitals)}</p>
      <p class="slip-room">{name}</p>
      {status !== 'final' && <p class="slip-provisional">{correctionOf(report, language)}</p>}
      {items.some(isCritical) && <p class="slip-provisional">{`◆ ${say('report.critical')}`}</p>}
      <p class="slip-words">{`${say('report-paper.for')} ${patientName} · ${say('report-paper.born', { year: birthYear })}`}</p>
      <Times report={report} language={language} />
      {unusual.length > 0 && <Values title={say('report-paper.unusual')} values={unusual} language={language} />}
      {conclusion !== undefined && (
        <div class="slip-part">
          <p class="slip-room">{say('report.conclusion')}</p>
          <p class="report-as-written">{conclusion}</p>
        </div>
      )}
      {others.length > 0 && (
        <Values title={unusual.length > 0 ? say('report-paper.others') : undefined} values={others} language={language} />
      )}
      {attached.length > 0 && (
        <div class="slip-part">
          <p>{say('report-paper.document')}</p>
          {attached.map(({ id, title }) => (
            <p key={id}>{title}</p>
          ))}
        </div>
      )}
      <div class="slip-part">
        <p class="slip-words">{say('report-paper.next')}</p>
        <p>{say('report-paper.copy')}</p>
        <p>{say('slip.desk', { phone: dutyDesk.phone })}</p>
        <p>{say('slip.printed-at', { when: momentOf(new Date(printedAt).toISOString(), language) })}</p>
      </div>
    </article>
  );
}

/** `2026年11月24日 周二 9:12`: paper is read in another year. */
function momentOf(at: string, language: Language): string {
  return `${sayDate(language, at)} ${clockOf(at)}`;
}

function correctionOf({ status, correctedAt }: Result, language: Language): string {
  const say = sayIn(language);
  if (status === 'preliminary') return say('report.preliminary');
  return correctedAt === undefined
    ? say('report.corrected.plain')
    : say('report.corrected', { when: momentOf(correctedAt, language) });
}

function Times({ report, language }: Pick<ReportPaperProps, 'report' | 'language'>) {
  const say = sayIn(language);
  const { collectedAt, issuedAt, department, practitioner } = report;
  const by = practitioner === undefined ? [] : [say('report-paper.by', { name: practitioner })];
  return (
    <>
      {department !== undefined && <p>{department}</p>}
      {collectedAt !== undefined && <p>{say('report-paper.collected', { when: momentOf(collectedAt, language) })}</p>}
      <p>{[say('report-paper.issued', { when: momentOf(issuedAt, language) }), ...by].join(' · ')}</p>
    </>
  );
}

interface ValuesProps {
  readonly title: string | undefined;
  readonly values: readonly ResultValue[];
  readonly language: Language;
}

function Values({ title, values, language }: ValuesProps) {
  return (
    <div class="slip-part">
      {title !== undefined && <p class="slip-room">{title}</p>}
      {values.map((value, at) => (
        <PaperValue key={`${at} ${value.name}`} value={value} language={language} />
      ))}
    </div>
  );
}

function PaperValue({ value, language }: { readonly value: ResultValue; readonly language: Language }) {
  const say = sayIn(language);
  const { name, plainName, group, text, unit, ranges, note, status } = value;
  const plain = plainName?.[language] ?? name;
  const besides = [...(plain === name ? [] : [name]), ...(group === undefined ? [] : [group])];
  const standing = [...wordsOf(value, say), ...(status === 'final' ? [] : [say(`report.value.${status}`)])];
  return (
    <div class="report-paper-value">
      <p>{[plain, ...besides].join(' · ')}</p>
      <p class="report-paper-number">
        <strong class="report-as-written">{unit === undefined ? text : `${text} ${unit}`}</strong>
        {standing.length > 0 && (isUnusual(value) ? <strong> {standing.join(' · ')}</strong> : ` ${standing.join(' · ')}`)}
      </p>
      {limitsOf(ranges, { say }).map((limits, at) => (
        <p key={`${at} ${limits}`}>{limits}</p>
      ))}
      {ranges.length === 0 && <p>{say('report.no-limits')}</p>}
      {note !== undefined && <p class="report-as-written">{note}</p>}
    </div>
  );
}

/** `▲ 偏高`: by shape and word, on black and white paper too. */
function wordsOf(value: ResultValue, say: Say): readonly string[] {
  const standing = standingOf(value, say);
  return standing === undefined ? [] : [`${standing.shape} ${standing.words}`];
}
