import { useRef } from 'preact/hooks';
import type { PartProps } from '../part.ts';
import { PHONE, phoneScale } from '../sizes.ts';
import { StaffCard } from '../staff-card.tsx';
import { typeFor } from '../type-for.ts';
import { useScale } from '../use-scale.ts';
import { staff as words } from '../words.ts';

/** A volunteer's phone: their own page, on a device of its own in this browser. */
export function PhonePart({ table, act, say, glass }: PartProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const scale = useScale(phoneScale);
  const member = table?.staff.find(({ device }) => device === 'phone');
  const typeNow = () => {
    const phone = frame.current?.contentDocument;
    if (phone && member) typeFor({ phone, glass: glass.current?.contentDocument ?? undefined, member });
  };
  const { width, height } = PHONE;
  return (
    <>
      <StaffCard {...{ member, act, say }} first={words.firstOnPhone}>
        <button type="button" disabled={member === undefined} onClick={typeNow}>
          {say(words.type)}
        </button>
      </StaffCard>
      <div class="handset" style={{ width: `${width * scale}px`, height: `${height * scale}px` }}>
        <iframe
          src="/helper/"
          title={say(words.phoneScreen)}
          ref={frame}
          width={width}
          height={height}
          style={{ transform: `scale(${scale})` }}
        />
      </div>
    </>
  );
}
