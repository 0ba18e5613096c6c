import { otherName } from '../other-name.ts';
import type { PartProps } from '../part.ts';
import { StaffCard } from '../staff-card.tsx';
import { staff as words } from '../words.ts';

/**
 * A clerk's desk, in a window of its own: a browser is one device and has one member of staff signed in for each origin, and the phone on
 * the table is that already. Under the machine's other name the desk is another one.
 */
export function DeskPart({ table, act, say }: PartProps) {
  const member = table?.staff.find(({ device }) => device === 'desk');
  const origin = otherName(location);
  return (
    <StaffCard {...{ member, act, say }} first={words.firstAtDesk}>
      {origin === undefined ? (
        <p>{say(words.elsewhere, { address: `${location.origin}/desk/` })}</p>
      ) : (
        <a class="button" href={`${origin}/desk/`} target="_blank" rel="noopener noreferrer">
          {say(words.openDesk)}
        </a>
      )}
    </StaffCard>
  );
}
