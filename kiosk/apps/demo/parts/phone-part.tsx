import { useRef } from 'preact/hooks';
import { Handset } from '../handset.tsx';
import type { PartProps } from '../part.ts';
import { StaffCard } from '../staff-card.tsx';
import { typeFor } from '../type-for.ts';
import { phones, staff as words } from '../words.ts';

/** A volunteer's phone: their own page, on a device of its own in this browser. */
export function PhonePart({ table, act, say, glass, onOtherPhone }: PartProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const member = table?.staff.find(({ device }) => device === 'phone');
  const typeNow = () => {
    const phone = frame.current?.contentDocument;
    if (phone && member) typeFor({ phone, glass: glass.current?.contentDocument ?? undefined, member });
  };
  return (
    <>
      <StaffCard {...{ member, act, say }} first={words.firstOnPhone}>
        <button type="button" disabled={member === undefined} onClick={typeNow}>
          {say(words.type)}
        </button>
        <button type="button" class="other-phone" onClick={onOtherPhone}>
          {say(phones.toPatient)}
        </button>
      </StaffCard>
      <Handset src="/helper/" title={say(words.phoneScreen)} frame={frame} />
    </>
  );
}
