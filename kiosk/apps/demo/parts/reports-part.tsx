import type { PartProps } from '../part.ts';
import { shortName } from '../short-name.ts';
import { clock } from '../when.ts';
import { reports as words } from '../words.ts';

/** A hospital issues a report of whoever stands at the kiosk, while they stand there. */
export function ReportsPart({ table, act, language, say }: PartProps) {
  const { person = null, hospitals = [], issued = null } = table?.reports ?? {};
  const card = table?.cards.find((one) => one.person === person);
  const named = (id: string) => table?.hospitals.find((one) => one.id === id);
  const where = issued && named(issued.hospital);
  if (person === null || card === undefined) return <p class="soft">{say(words.nobody)}</p>;
  return (
    <>
      <p class="soft">
        {where && issued.person === person
          ? say(words.issued, { hospital: shortName(where, language), time: clock(issued.at) })
          : say(words.lead, { name: card.name })}
      </p>
      <p class="plate-acts">
        {hospitals.flatMap((id) => {
          const hospital = named(id);
          return hospital === undefined ? (
            []
          ) : (
            <button key={id} type="button" onClick={() => act({ act: 'issue-report', hospital: id, person })}>
              {shortName(hospital, language)}
            </button>
          );
        })}
      </p>
    </>
  );
}
