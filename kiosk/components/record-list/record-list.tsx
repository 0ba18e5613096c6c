import type { Say } from '../../i18n/text.ts';
import { Pages } from '../pages/pages.tsx';
import './record-list.css';

export interface RecordRow {
  readonly key: string;
  readonly title: string;
  readonly when: string;
  readonly why?: string | undefined;
}

export interface RecordListProps {
  readonly records: readonly RecordRow[];
  readonly say: Say;
  /** Which sheet is shown, from 1, where whoever shows it keeps that. */
  readonly sheet?: number | undefined;
  readonly onTurn?: ((sheet: number) => void) | undefined;
}

const AT_ONCE = 5;

/** What was, to be read and not to be pressed: lines without a frame, so that nobody takes them for buttons. */
export function RecordList({ records, say, sheet, onTurn }: RecordListProps) {
  return (
    <Pages items={records} keyOf={({ key }) => key} atOnce={AT_ONCE} say={say} sheet={sheet} onTurn={onTurn}>
      {(shown) => (
        <ul class="record-list">
          {shown.map(({ key, title, when, why }) => (
            <li key={key} class="record">
              <span class="record-title">{title}</span>
              <span class="record-note">{when}</span>
              {why !== undefined && <span class="record-note record-why">{why}</span>}
            </li>
          ))}
        </ul>
      )}
    </Pages>
  );
}
