import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PartProps } from '../part.ts';
import { layOut, type PrintedSlip } from '../printed-slip.ts';
import { Switches } from '../switches.tsx';
import { clock } from '../when.ts';
import { printer, tray as words } from '../words.ts';

/** The slips as they came out, the newest on top, and how the printer is. */
export function TrayPart({ table, act, say, slips }: PartProps) {
  const states = Object.keys(printer) as (keyof typeof printer)[];
  const rows = states.map((state) => ({
    name: state,
    word: say(printer[state]),
    on: table?.printer === state,
    turn: () => act({ act: 'set-printer', state }),
  }));
  return (
    <>
      <Switches label={say(words.state)} rows={rows} />
      <div class="papers" role="log">
        {slips.length === 0 && <p class="soft">{say(words.empty)}</p>}
        {slips.map((slip) => (
          <figure key={slip.id}>
            <figcaption class="soft">{say(words.out, { time: clock(slip.at) })}</figcaption>
            <Paper slip={slip} />
          </figure>
        ))}
      </div>
    </>
  );
}

function Paper({ slip }: { readonly slip: PrintedSlip }) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (host.current) layOut(host.current, slip);
  }, [slip]);
  return (
    <div class="paper">
      <div ref={host} />
    </div>
  );
}
