import { useEffect, useState } from 'preact/hooks';
import type { Card, Reader } from '../../../../fixtures/demo/table.ts';
import type { PartProps } from '../part.ts';
import { Switches } from '../switches.tsx';
import { readerFaults, specials, reader as words } from '../words.ts';

/** The card reader, the cards of invented people beside it, and what can be wrong with a reading. */
export function ReaderPart({ table, act, say }: PartProps) {
  const [leftBehind, setLeftBehind] = useState(false);
  const { cards = [], reader } = table ?? {};
  const lies = reader?.cardLies ?? false;
  useEffect(() => {
    if (!lies) setLeftBehind(false);
  }, [lies]);
  const putDown = (person: string) => {
    setLeftBehind(false);
    act({ act: 'put-down', person });
  };
  return (
    <>
      <div class={`plate ${lies ? 'plate-lies' : ''}`} role="status">
        <p>{reader && say(lies ? (leftBehind ? words.left : words.lies) : words.empty, { name: nameOn(reader, cards, say) })}</p>
        <p class="plate-acts">
          <button type="button" disabled={!lies} onClick={() => act({ act: 'take-away' })}>
            {say(words.take)}
          </button>
          <button type="button" disabled={!lies || leftBehind} onClick={() => setLeftBehind(true)}>
            {say(words.forget)}
          </button>
          <button
            type="button"
            aria-pressed={reader?.fault === 'unreadable'}
            onClick={() => act({ act: 'break-reader', fault: reader?.fault === 'unreadable' ? null : 'unreadable' })}
          >
            {say(words.spoil)}
          </button>
        </p>
      </div>
      <ul class="cards">
        {cards.map((card) => (
          <li key={card.person}>
            <button type="button" class="card" aria-pressed={reader?.person === card.person} onClick={() => putDown(card.person)}>
              <b>{card.name}</b>
              <span>{`${say(words.years, { age: card.age })} · ${say(specials[card.special])}`}</span>
            </button>
          </li>
        ))}
      </ul>
      <Faults {...{ reader, act, say }} />
    </>
  );
}

function nameOn({ person }: Reader, cards: readonly Card[], say: PartProps['say']): string {
  return cards.find((card) => card.person === person)?.name ?? say(words.someone);
}

type FaultsProps = Pick<PartProps, 'act' | 'say'> & { readonly reader: Reader | undefined };

/** One at a time: a reader that is unplugged reads nothing slowly. */
function Faults({ reader, act, say }: FaultsProps) {
  const kinds = Object.keys(readerFaults) as (keyof typeof readerFaults)[];
  const rows = kinds.map((name) => {
    const on = reader?.fault === name;
    return { name, word: say(readerFaults[name]), on, turn: () => act({ act: 'break-reader', fault: on ? null : name }) };
  });
  return <Switches label={say(words.broken)} rows={rows} folded />;
}
