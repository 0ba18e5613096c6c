import type { Helped } from '../../../shell/glass.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';

/** Who is called, comes or helps, in the place of the header; and the one thing that can be done about it, in one press. */
export function Band({ helped, onOpen }: { readonly helped: Helped; readonly onOpen: () => void }) {
  const visit = useVisit();
  const { say } = visit;
  const [label, onPress] = wayOf(helped, onOpen);
  return (
    <div class="assist-band">
      {/* Stands there from the start, so that a screen reader says it whenever it changes. */}
      <p class="assist-band-words" role="status">
        {wordsOf(helped, visit)}
      </p>
      <button type="button" class="assist-band-way" onClick={onPress}>
        {say(label)}
      </button>
    </div>
  );
}

function wordsOf({ call, session, told }: Helped, { say, window }: Visit): string {
  if (told !== undefined) return say(`told.${told.what}`, { helper: told.helper });
  if (session?.state === 'running') return say('assist.helps', { helper: session.helper });
  if (call?.ticket !== undefined)
    return `${say('assist.ticket', { window })} · ${say('assist.ticket.number', { ticket: call.ticket })}`;
  if (call?.onTheirWay !== undefined) return say('assist.coming', { helper: call.onTheirWay });
  return say('assist.called');
}

function wayOf({ session, told, alone, dismiss }: Helped, onOpen: () => void) {
  if (session?.state === 'running') return ['assist.alone', alone] as const;
  return told === undefined ? (['assist.open', onOpen] as const) : (['assist.read', dismiss] as const);
}
