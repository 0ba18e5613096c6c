import type * as z from 'zod';
import type { readRecords } from '../../../../bff/contract/records/clinician-schemas.ts';
import type { Hospital, ResultValue } from '../../../client/wire.ts';
import { hospitalName } from '../../../i18n/named.ts';
import { sayIn } from '../../../i18n/text.ts';
import { isUnusual, standingOf } from '../../../scenes/records/mark.ts';
import { writtenOf } from '../../../scenes/records/report-rows.ts';
import { useLanguage, useSay } from '../../../staff/saying.ts';
import { Facts } from './record-lists.tsx';
import { whenOf } from './record-section.tsx';
import { statuses, record as words } from './record-words.ts';

type Report = z.output<typeof readRecords>['results']['items'][number];

interface OneReportProps {
  readonly report: Report;
  readonly hospitals: readonly Hospital[];
}

/** A report value by value, in the hospital's order and as the hospital wrote it. */
export function OneReport({ report, hospitals }: OneReportProps) {
  const say = useSay();
  const language = useLanguage();
  const { name, kind, status, issuedAt, collectedAt, correctedAt, department, practitioner, conclusion, items, attached } =
    report;
  const state = statuses[status];
  return (
    <article class="report">
      <h3>
        <bdi>{name}</bdi>
      </h3>
      <Facts
        of={[
          hospitalName(language, report, hospitals),
          sayIn(language)(`kind.${kind}`),
          say(words.issued, { when: whenOf(issuedAt) }),
          collectedAt && say(words.collected, { when: whenOf(collectedAt) }),
          department,
          practitioner && say(words.doctor, { name: practitioner }),
        ]}
      />
      {state && <p class="report-state">{say(state)}</p>}
      {correctedAt && <p class="report-state">{say(words.correctedAt, { when: whenOf(correctedAt) })}</p>}
      {report.unusual > 0 && <p class="report-state">{say(words.unusual, { count: report.unusual })}</p>}
      {conclusion !== undefined && (
        <p class="written">
          {say(words.conclusion)}: <bdi>{conclusion}</bdi>
        </p>
      )}
      {items.length > 0 && <Values values={items} taken={collectedAt} />}
      {attached.map(({ id, title }) => (
        <p key={id}>{say(words.document, { title })}</p>
      ))}
    </article>
  );
}

function Values({ values, taken }: { readonly values: readonly ResultValue[]; readonly taken: string | undefined }) {
  const say = useSay();
  return (
    <table class="values">
      <thead>
        <tr>
          <th scope="col">{say(words.item)}</th>
          <th scope="col">{say(words.value)}</th>
          <th scope="col">{say(words.mark)}</th>
          <th scope="col">{say(words.range)}</th>
        </tr>
      </thead>
      <tbody>
        {values.map((value, nth) => (
          <ValueRow key={nth} {...{ value, taken }} />
        ))}
      </tbody>
    </table>
  );
}

function ValueRow({ value, taken }: { readonly value: ResultValue; readonly taken: string | undefined }) {
  const say = useSay();
  const { name, group, ranges, status, at, note } = value;
  const state = statuses[status];
  return (
    <tr class={isUnusual(value) ? 'unusual' : undefined}>
      <th scope="row">
        {group !== undefined && (
          <>
            <bdi>{group}</bdi>
            {' · '}
          </>
        )}
        <bdi>{name}</bdi>
      </th>
      <td class="written">
        <bdi>{writtenOf(value)}</bdi>
        {state && <p>{say(state)}</p>}
        {at !== undefined && at !== taken && <p>{say(words.at, { when: whenOf(at) })}</p>}
        {note !== undefined && <p>{note}</p>}
      </td>
      <td>
        <Verdict value={value} />
      </td>
      <td>
        {ranges.map(({ text, appliesTo }, nth) => (
          <p key={nth}>
            <bdi>{text}</bdi> {appliesTo !== undefined && <bdi>({appliesTo})</bdi>}
          </p>
        ))}
      </td>
    </tr>
  );
}

/** By a shape and a word, never by a colour. Where nobody said anything, that is said. */
function Verdict({ value }: { readonly value: Pick<ResultValue, 'verdict' | 'verdictBy' | 'saidVerdict'> }) {
  const say = useSay();
  const language = useLanguage();
  const standing = standingOf(value, sayIn(language));
  if (standing === undefined) return <>{say(words.noVerdict)}</>;
  return (
    <>
      <span aria-hidden="true">{standing.shape} </span>
      {standing.words}
      {value.verdictBy === 'limits' && <> {say(words.byLimits)}</>}
    </>
  );
}
