import type { ComponentChildren } from 'preact';
import type { Hospital, RecordSource } from '../../../client/wire.ts';
import { hospitalName } from '../../../i18n/named.ts';
import { clockOf, dayOf } from '../../../i18n/when.ts';
import { useLanguage, useSay } from '../../../staff/saying.ts';
import { sources as sourceWords, record as words } from './record-words.ts';

type SectionName = 'results' | 'allergies' | 'medications' | 'conditions' | 'visits';

interface OfHospital {
  readonly hospital: string;
  readonly hospitalName: string;
}

/** Entries, and how far each hospital has answered. */
export interface Told<T> {
  readonly items: readonly T[];
  readonly sources: readonly RecordSource[];
  /** There are older ones. */
  readonly more: boolean;
}

interface RecordSectionProps<T> {
  readonly name: SectionName;
  /** Nothing where it may not be read. */
  readonly of: Told<T> | undefined;
  readonly hospitals: readonly Hospital[];
  readonly keyOf?: (item: T) => string;
  readonly children: (item: T) => ComponentChildren;
}

/** An instant as it is compared: the same in both languages. */
export function whenOf(instant: string): string {
  return `${dayOf(instant)} ${clockOf(instant)}`;
}

const idOf = (name: SectionName) => `records-${name}`;

/** With the keys alone as with the eyes: whoever reads on begins there. */
export function toSection(name: SectionName): void {
  document.getElementById(idOf(name))?.focus();
}

/** One part of somebody's records. What no hospital has answered is named; an empty list never says that there is nothing. */
export function RecordSection<T extends OfHospital>({ name, of: told, hospitals, keyOf, children }: RecordSectionProps<T>) {
  const say = useSay();
  return (
    <section class="stack record-section" aria-labelledby={idOf(name)}>
      <h2 id={idOf(name)} tabIndex={-1}>
        {say(words[name])}
      </h2>
      {!told && <p>{say(words.notShared)}</p>}
      {told?.sources.length === 0 && <p>{say(words.nobodyAsked)}</p>}
      {told && told.sources.length > 0 && (
        <ul class="sources">
          {told.sources.map((source) => (
            <SourceLine key={source.hospital} {...{ source, hospitals }} items={told.items} />
          ))}
        </ul>
      )}
      {told && told.items.length > 0 && (
        <ul class="entries">
          {told.items.map((item, nth) => (
            <li key={keyOf?.(item) ?? nth}>{children(item)}</li>
          ))}
        </ul>
      )}
      {told?.more && <p>{say(words.olderLeft)}</p>}
    </section>
  );
}

interface SourceLineProps {
  readonly source: RecordSource;
  readonly hospitals: readonly Hospital[];
  readonly items: readonly OfHospital[];
}

function SourceLine({ source, hospitals, items }: SourceLineProps) {
  const say = useSay();
  const language = useLanguage();
  const when = source.readAt === undefined ? '' : whenOf(source.readAt);
  return (
    <li>
      <bdi>{hospitalName(language, source, hospitals)}</bdi>
      {' · '}
      {say(sourceWords[stateOf(source, items)], { when })}
    </li>
  );
}

/** What can not be shown comes before what a hospital states: it may be what is missing. */
function stateOf(source: RecordSource, items: readonly OfHospital[]): keyof typeof sourceWords {
  const { state, leftOut, noneKnown, hospital } = source;
  if (state !== 'read') return state;
  if (leftOut) return 'left-out';
  if (items.some((item) => item.hospital === hospital)) return 'read';
  return noneKnown ? 'none-known' : 'nothing-written';
}
