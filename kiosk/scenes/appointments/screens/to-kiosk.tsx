import { useState } from 'preact/hooks';
import type { Loaded } from '../../../client/all-pages.ts';
import type { LeftDraft } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { clockOf } from '../../../i18n/when.ts';
import { draftOf } from '../../../journey/answering.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit } from '../../../shell/visit.ts';
import './to-kiosk.css';

const GROUP = 4;

/**
 * Leaves at the gateway what was chosen, and shows the code by which its owner takes it up at a kiosk, after their own card. The code alone
 * opens nothing.
 */
export function ToKioskScreen() {
  const { services, scenes, answers, say, act } = useVisit();
  // Every try is the same request: another one would end the code that is shown.
  const [idempotencyKey] = useState(services.newKey);
  const leave = async (): Promise<Loaded<LeftDraft>> => {
    const content = draftOf(scenes.rows, answers) ?? {};
    const left = await services.client('createDraft', { body: { purpose: 'booking', content }, idempotencyKey });
    return left.ok ? { ok: true, value: left.body } : left;
  };
  const [left, retry] = useLoad(leave);
  if (left.state !== 'ready') return <Loading load={left} retry={retry} />;
  const { code, expiresAt } = left.value;
  return (
    <Screen title={say('to-kiosk.title')}>
      {/* It is read from here, character by character. */}
      <p class="to-kiosk-code private">{`${code.slice(0, GROUP)} ${code.slice(GROUP)}`}</p>
      <p>{say('to-kiosk.until', { clock: clockOf(expiresAt) })}</p>
      <p>{say('to-kiosk.how')}</p>
      <p>{say('to-kiosk.not-booked')}</p>
      <div class="screen-actions">
        <Action label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />
        <Action label={say('to-kiosk.back')} onPress={act.back} />
      </div>
    </Screen>
  );
}
