import { useState } from 'preact/hooks';
import type { Asking } from '../../../staff/asking.ts';
import type { HelpCall } from '../../../staff/hall-types.ts';
import { Notice, Title } from '../../../staff/parts.tsx';
import { useSay } from '../../../staff/saying.ts';
import { whereOf } from '../../../staff/where.ts';
import type { Environment } from '../environment.ts';
import type { JoinLink } from '../join-link.ts';
import { joining } from '../words.ts';
import { Camera } from './camera.tsx';

interface JoinProps extends Pick<Environment, 'openCamera'>, Pick<Asking, 'busy' | 'notice'> {
  readonly call: HelpCall;
  readonly onJoin: (link: JoinLink) => void;
  readonly onBack: () => void;
}

/** Whoever stands at the kiosk shows it: the code on its glass, through the camera or as six digits. */
export function JoinScreen({ call, openCamera, busy, notice, onJoin, onBack }: JoinProps) {
  const say = useSay();
  const [code, setCode] = useState('');
  const enter = (event: Event) => {
    event.preventDefault();
    setCode('');
    onJoin({ helpCallId: call.id, code });
  };
  return (
    <div class="stack">
      <Title>{say(joining.title)}</Title>
      <p class="place">
        {call.kiosk} · {whereOf(call, say)}
      </p>
      <Notice word={notice} />
      {openCamera && <Camera openCamera={openCamera} onSeen={onJoin} />}
      <form class="stack" onSubmit={enter}>
        <label class="field">
          {say(openCamera ? joining.codeToo : joining.code)}
          <input
            type="text"
            inputMode="numeric"
            value={code}
            onInput={({ currentTarget }) => setCode(currentTarget.value.replace(/\s/g, ''))}
            // They stand on the glass with a space between.
            maxLength={7}
            autocomplete="off"
            required
          />
        </label>
        <button type="submit" class="main" disabled={busy || !/^[0-9]{6}$/.test(code)}>
          {say(joining.enter)}
        </button>
      </form>
      <button type="button" onClick={onBack}>
        {say(joining.back)}
      </button>
    </div>
  );
}
