import type { ResultValue } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { shortened } from '../../../i18n/named.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { isLong, type ReportRow } from '../report-rows.ts';
import { Mark } from './mark.tsx';

/** Of the name of a document. */
const TITLE_MAX = 40;

/** One row of a report: everything that a hospital wrote is text, and is broken where it has no blank. */
export function Row({ row }: { readonly row: ReportRow }) {
  const { say, window } = useVisit();
  if (row.kind === 'value') return <Value value={row.value} at={row.at} />;
  if (row.kind === 'document')
    return (
      <li class="report-row">
        <div class="report-words">
          <span class="report-piece as-written">{shortened(row.title, TITLE_MAX)}</span>
          <span class="report-of">{say('report.document', { window })}</span>
        </div>
      </li>
    );
  const of = row.of === 'value' ? undefined : say(`report.${row.of}`);
  const heading = [...(of === undefined ? [] : [of]), ...(row.goesOn ? [say('report.on')] : [])].join(' ');
  return (
    <li class="report-row">
      <div class="report-words">
        {heading !== '' && <span class="report-of">{heading}</span>}
        <span class="report-piece as-written">{row.text}</span>
      </div>
    </li>
  );
}

/** How many limits stand below one value, and how much of what is longer than any that is meant to be read; the paper has all of it. */
const LIMITS_MAX = 2;
const LIMITS_CHARACTERS_MAX = 50;
const NAME_MAX = 36;
const BESIDES_MAX = 24;

function Value({ value, at }: { readonly value: ResultValue; readonly at: number }) {
  const visit = useVisit();
  const { say, act } = visit;
  const { text, unit, ranges, trend, status } = value;
  return (
    <li class="report-row">
      <div class="report-words">
        <ValueName value={value} />
        <span class="report-value">
          {!isLong(value) && (
            <span class="as-written">
              <strong class="report-number">{text}</strong>
              {unit !== undefined && <span class="report-unit"> {unit}</span>}
            </span>
          )}
          <Mark value={value} />
          {status !== 'final' && <span class="report-of">{say(`report.value.${status}`)}</span>}
        </span>
        {limitsOf(ranges.slice(0, LIMITS_MAX), visit).map((limits) => (
          <span key={limits} class="report-limits as-written">
            {shortened(limits, LIMITS_CHARACTERS_MAX)}
          </span>
        ))}
        {ranges.length > LIMITS_MAX && (
          <span class="report-of">{say('report.limits.more', { count: ranges.length - LIMITS_MAX })}</span>
        )}
        {ranges.length === 0 && <span class="report-of">{say('report.no-limits')}</span>}
      </div>
      {trend !== undefined && (
        <Action
          label={say('report.trend')}
          unshared
          onPress={() => act.open({ scene: 'records', page: 'trend', sheet: at + 1 })}
        />
      )}
    </li>
  );
}

/** In words for everybody, and as the hospital calls it. */
function ValueName({ value: { name, plainName, group } }: { readonly value: ResultValue }) {
  const { language } = useVisit();
  const plain = plainName?.[language] ?? name;
  const besides = [...(plain === name ? [] : [name]), ...(group === undefined ? [] : [group])].join(' · ');
  return (
    <span class="report-name">
      <span class="report-plain as-written">{shortened(plain, NAME_MAX)}</span>
      {besides !== '' && <span class="report-besides as-written">{shortened(besides, BESIDES_MAX)}</span>}
    </span>
  );
}

/** The laboratory's own limits, as it gave them. */
export function limitsOf(ranges: ResultValue['ranges'], { say }: Pick<Visit, 'say'>): readonly string[] {
  return ranges.map(({ text, appliesTo }) =>
    appliesTo === undefined ? say('report.limits', { limits: text }) : say('report.limits.for', { limits: text, who: appliesTo }),
  );
}
