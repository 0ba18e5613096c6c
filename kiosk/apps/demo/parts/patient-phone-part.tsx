import type { PatientPhone } from '../../../../fixtures/demo/table.ts';
import { CopiedCode } from '../copied-code.tsx';
import { Handset } from '../handset.tsx';
import { atPort } from '../other-name.ts';
import type { PartProps } from '../part.ts';
import { clock } from '../when.ts';
import { phones as words } from '../words.ts';

/**
 * The phone of whoever stands at the kiosk: the page of people's own phones, in a browser that shares nothing with kiosk and
 * staff, and the short messages that come to it.
 */
export function PatientPhonePart({ table, say, onOtherPhone }: PartProps) {
  const { patientPhone, cards = [], reports } = table ?? {};
  const owner = cards.find(({ person }) => person === reports?.person);
  const origin = patientPhone && atPort(location, patientPhone.port);
  return (
    <>
      <div class="who">
        <Owner name={owner?.name} number={patientPhone?.number ?? null} say={say} />
        <button type="button" class="other-phone" onClick={onOtherPhone}>
          {say(words.toVolunteer)}
        </button>
        <Messages messages={patientPhone?.messages ?? []} say={say} />
      </div>
      {patientPhone && origin === undefined && <p>{say(words.elsewhere)}</p>}
      {origin && <Handset src={`${origin}/phone/`} title={say(words.screen)} />}
    </>
  );
}

interface OwnerProps extends Pick<PartProps, 'say'> {
  readonly name: string | undefined;
  readonly number: string | null;
}

function Owner({ name, number, say }: OwnerProps) {
  if (name === undefined) return <p class="soft">{say(words.anyNumber)}</p>;
  return <p>{number === null ? say(words.noNumber, { name }) : say(words.number, { name, number })}</p>;
}

/** The newest one as it stands on a locked screen; the ones before it under each other. */
function Messages({ messages, say }: Pick<PatientPhone, 'messages'> & Pick<PartProps, 'say'>) {
  const [newest, ...before] = messages;
  return (
    <div class="short-messages" role="log" aria-label={say(words.messages)}>
      {newest === undefined && <p class="soft">{say(words.none)}</p>}
      {newest && (
        <div key={newest.id} class="short-message">
          <p class="label">{say(words.to, { end: newest.to, time: clock(newest.at) })}</p>
          {newest.code !== null && <CopiedCode code={newest.code} say={say} />}
          <p>{newest.text}</p>
        </div>
      )}
      {before.map(({ id, at, to, text }) => (
        <p key={id} class="soft">{`${say(words.to, { end: to, time: clock(at) })} · ${text}`}</p>
      ))}
    </div>
  );
}
