import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import type { Booking, HospitalOnTable, ToldBeforehand } from '../../../../fixtures/demo/table.ts';
import type { PartProps } from '../part.ts';
import { shortName } from '../short-name.ts';
import { Switches } from '../switches.tsx';
import { dayAndTime } from '../when.ts';
import { bookStates, faults as faultWords, hospital as words } from '../words.ts';

/** Every hospital with its own book, as its own ledger has it, and with what can go wrong at it. */
export function HospitalsPart({ table, act, language, say }: PartProps) {
  const [chosen, setChosen] = useState<string>();
  const hospitals = table?.hospitals ?? [];
  const shown = hospitals.find(({ id }) => id === chosen) ?? hospitals[0];
  return (
    <>
      <div class="doors" role="tablist">
        {hospitals.map((one) => (
          <button
            key={one.id}
            type="button"
            role="tab"
            class="door"
            aria-selected={one.id === shown?.id}
            aria-controls="book"
            onClick={() => setChosen(one.id)}
          >
            <b>{shortName(one, language)}</b>
            <State hospital={one} say={say} />
          </button>
        ))}
      </div>
      {shown && (
        <div id="book" role="tabpanel">
          <Book bookings={shown.bookings} say={say} onRead={(key) => act({ act: 'read-summary', hospital: shown.id, key })} />
          <Switches
            label={say(words.broken)}
            rows={shown.faults.map(({ fault, on }) => ({
              name: fault,
              word: say(faultWords[fault]),
              on,
              turn: () => act({ act: 'break-hospital', hospital: shown.id, fault, on: !on }),
            }))}
          />
        </div>
      )}
    </>
  );
}

function State({ hospital, say }: { readonly hospital: HospitalOnTable; readonly say: PartProps['say'] }) {
  const { bookings, listening, faults } = hospital;
  const count = bookings.filter(({ status }) => status === 'booked').length;
  const ill = faults.filter(({ on }) => on).length;
  return (
    <span>
      {say(words.live, { count })}
      {ill > 0 && <em>{listening ? say(words.ill, { count: ill }) : say(words.away)}</em>}
    </span>
  );
}

interface BookProps {
  readonly bookings: readonly Booking[];
  readonly say: PartProps['say'];
  /** The doctor has read what stands on their screen under this key. */
  readonly onRead: (key: string) => void;
}

function Book({ bookings, say, onRead }: BookProps) {
  if (bookings.length === 0) return <p class="book soft">{say(words.empty)}</p>;
  return (
    <div class="book">
      <table>
        <caption>{say(words.book)}</caption>
        <tbody>
          {bookings.map(({ ref, status, name, department, practitioner, startsAt, number, told }) => (
            <Fragment key={ref}>
              <tr class={status}>
                <td>{bookStates[status] && say(bookStates[status])}</td>
                <td>{name === '' ? say(words.nobody) : name}</td>
                <td>{`${dayAndTime(startsAt)}${number === null ? '' : ` ${say(words.number, { number })}`}`}</td>
                <td>{`${department} ${practitioner}`}</td>
              </tr>
              {told && <Told told={told} say={say} onRead={onRead} />}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the doctor of this visit was told, on the screen of the hospital's own system. */
function Told({ told, say, onRead }: { readonly told: ToldBeforehand } & Pick<BookProps, 'say' | 'onRead'>) {
  return (
    <tr class="told">
      <td colSpan={4}>
        <details open>
          <summary>{say(words.told, { complaint: told.complaint })}</summary>
          <ul>
            {told.lines.map(({ text, abnormal }) => (
              <li key={text}>{abnormal ? <b>★ {text}</b> : text}</li>
            ))}
          </ul>
          {told.read ? (
            <p>{say(words.wasRead)}</p>
          ) : (
            <button type="button" onClick={() => onRead(told.key)}>
              {say(words.read)}
            </button>
          )}
        </details>
      </td>
    </tr>
  );
}
