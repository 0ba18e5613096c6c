import type { ComponentType, RefObject } from 'preact';
import type { Table, TableAct } from '../../../fixtures/demo/table.ts';
import type { Language } from '../../i18n/text.ts';
import type { PrintedSlip } from './printed-slip.ts';
import type { Word } from './words.ts';

/** What every part of the table is given. */
export interface PartProps {
  /** The newest that is known; nothing until the first answer. */
  readonly table: Table | undefined;
  readonly act: (act: TableAct) => void;
  readonly language: Language;
  readonly say: (word: Word, values?: Readonly<Record<string, string | number>>) => string;
  /** The newest first. */
  readonly slips: readonly PrintedSlip[];
  readonly onPrinted: (slip: PrintedSlip) => void;
  /** The frame in which the kiosk's page is: whoever stands at the table sees it. */
  readonly glass: RefObject<HTMLIFrameElement | null>;
  /** Lays the other of the two phones on top, where both have no room beside each other. */
  readonly onOtherPhone: () => void;
}

/** A thing on the table. */
export interface Part {
  /** Its class and its place in the grid of demo.css. */
  readonly name: string;
  readonly title: Word;
  readonly Show: ComponentType<PartProps>;
}
