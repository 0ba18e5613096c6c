import { useState } from 'preact/hooks';
import type { OwnDevice } from '../client/device/own-device.ts';
import { Notice, Title } from './parts.tsx';
import { useSay } from './saying.ts';
import type { Word } from './word.ts';
import { enrolment, page } from './words.ts';

interface EnrolProps {
  readonly device: Extract<OwnDevice, { readonly enrol: unknown }>;
  readonly onOpened: (device: OwnDevice) => void;
}

const SAID: Readonly<Record<EnrolProps['device']['state'], Word | undefined>> = {
  'not-enrolled': undefined,
  refused: enrolment.refused,
  'code-refused': enrolment.codeRefused,
};

/** This browser becomes a device of the hospital, with a code that the operator made. */
export function EnrolScreen({ device, onOpened }: EnrolProps) {
  const say = useSay();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Word>();
  const enrol = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setTrouble(undefined);
    const enrolled = await device.enrol(code.trim()).catch(() => undefined);
    setBusy(false);
    if (enrolled === undefined) return setTrouble(page.unable);
    // The code stands here still: the same one may be sent again.
    return enrolled.state === 'away' ? setTrouble(page.awayAtFirst) : onOpened(enrolled);
  };
  return (
    <form class="stack" onSubmit={enrol}>
      <Title>{say(enrolment.title)}</Title>
      <p>{say(enrolment.what)}</p>
      <Notice word={trouble ?? SAID[device.state]} />
      <label class="field">
        {say(enrolment.code)}
        <input
          type="text"
          value={code}
          onInput={({ currentTarget }) => setCode(currentTarget.value)}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          required
        />
      </label>
      <button type="submit" class="main" disabled={busy || code.trim() === ''}>
        {say(enrolment.enrol)}
      </button>
    </form>
  );
}
