import type { RecordSource } from '../../../client/wire.ts';
import { Pages } from '../../../components/pages/pages.tsx';
import '../../../components/record-list/record-list.css';
import { hospitalName } from '../../../i18n/named.ts';
import { sayMoment } from '../../../i18n/when.ts';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import './records.css';

export interface SourceListProps {
  readonly sources: readonly RecordSource[];
  /** None of those that answered has any report. */
  readonly empty?: boolean;
  /** Which sheet is shown, from 1, where whoever shows it keeps that. */
  readonly sheet?: number | undefined;
  readonly onTurn?: ((sheet: number) => void) | undefined;
}

const AT_ONCE = 6;

/** Each hospital, and how far it is: what is missing is named. At which hospitals somebody is known is theirs alone. */
export function SourceList({ sources, empty = false, sheet, onTurn }: SourceListProps) {
  const visit = useVisit();
  const names = useNames();
  return (
    <Pages items={sources} keyOf={({ hospital }) => hospital} atOnce={AT_ONCE} say={visit.say} sheet={sheet} onTurn={onTurn}>
      {(shown) => (
        <ul class="record-list private">
          {shown.map((source) => (
            <li key={source.hospital} class="record">
              <span class="record-title">{hospitalName(visit.language, source, names?.hospitals ?? [])}</span>
              <span class="record-note">
                {empty && source.state === 'read' && !source.leftOut ? visit.say('source.none') : stateOf(source, visit)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Pages>
  );
}

function stateOf({ state, readAt, leftOut }: RecordSource, { say, language, services }: Visit): string {
  if (state === 'read' && leftOut) return say('source.left-out');
  if (state === 'read' && readAt !== undefined)
    return say('source.read.at', { when: sayMoment(language, readAt, services.now()) });
  return say(`source.${state}`);
}
