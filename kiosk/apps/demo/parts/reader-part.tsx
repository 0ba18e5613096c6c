import { useEffect, useState } from 'preact/hooks';
import type { Card, Reader } from '../../../../fixtures/demo/table.ts';
import type { PartProps } from '../part.ts';
import { Switches } from '../switches.tsx';
import { readerFaults, specials, reader as words } from '../words.ts';

/** The card reader, the cards of invented people beside it, and what can be wrong with a reading. */
export function ReaderPart({ table, act, say }: PartProps) {
  const { cards = [], reader } = table ?? {};
  return (
    <>
      <Plate {...{ reader, cards, act, say }} />
      <ul class="cards">
        {cards.map(({ person, name, age, special, owes }) => (
          <li key={person}>
            <button
              type="button"
              class="card"
              aria-pressed={reader?.person === person}
              onClick={() => act({ act: 'put-down', person })}
            >
              <b>{name}</b>
              <span>{[say(words.years, { age }), say(specials[special]), ...(owes ? [say(words.owes)] : [])].join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
      <Faults {...{ reader, act, say }} />
    </>
  );
}

type ReaderProps = Pick<PartProps, 'act' | 'say'> & { readonly reader: Reader | undefined };

/** What lies on the reader, and what becomes of it. Whether its owner is still there no reader knows: only the table does. */
function Plate({ reader, cards, act, say }: ReaderProps & { readonly cards: readonly Card[] }) {
  const [leftBehind, setLeftBehind] = useState(false);
  const { cardLies: lies = false, person, fault } = reader ?? {};
  useEffect(() => setLeftBehind(false), [lies, person]);
  const spoilt = fault === 'unreadable';
  return (
    <div class={`plate ${lies ? 'plate-lies' : ''}`}>
      <p role="status">
        {reader && say(lies ? (leftBehind ? words.left : words.lies) : words.empty, { name: nameOn(reader, cards, say) })}
      </p>
      <p class="plate-acts">
        <button type="button" disabled={!lies} onClick={() => act({ act: 'take-away' })}>
          {say(words.take)}
        </button>
        <button type="button" disabled={!lies || leftBehind} onClick={() => setLeftBehind(true)}>
          {say(words.forget)}
        </button>
        <button
          type="button"
          aria-pressed={spoilt}
          onClick={() => act({ act: 'break-reader', fault: spoilt ? null : 'unreadable' })}
        >
          {say(words.spoil)}
        </button>
      </p>
    </div>
  );
}

function nameOn({ person }: Reader, cards: readonly Card[], say: PartProps['say']): string {
  return cards.find((card) => card.person === person)?.name ?? say(words.someone);
}

/** One at a time: a reader that is unplugged reads nothing slowly. */
function Faults({ reader, act, say }: ReaderProps) {
  const kinds = Object.keys(readerFaults) as (keyof typeof readerFaults)[];
  const rows = kinds.map((name) => {
    const on = reader?.fault === name;
    return { name, word: say(readerFaults[name]), on, turn: () => act({ act: 'break-reader', fault: on ? null : name }) };
  });
  return <Switches label={say(words.broken)} rows={rows} folded />;
}
