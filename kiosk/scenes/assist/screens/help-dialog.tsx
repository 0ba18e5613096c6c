import type { HelpCall } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { Dialog } from '../../../components/dialog/dialog.tsx';
import { QrCode } from '../../../components/slip/qr-code.tsx';
import { clockOf } from '../../../i18n/when.ts';
import { WhereHelpIsDialog } from '../../../shell/dialogs.tsx';
import type { Helped } from '../../../shell/glass.ts';
import { useVisit } from '../../../shell/visit.ts';

interface HelpDialogProps {
  readonly helped: Helped;
  readonly onClose: () => void;
}

/** Called with the press that opened it: who comes, and how they find the right machine. Where nobody can be called, where a human is. */
export function HelpDialog({ helped, onClose }: HelpDialogProps) {
  const { say, window, services, act } = useVisit();
  const { calling, call, byReadings, withdraw } = helped;
  if (call === undefined && !calling) return <WhereHelpIsDialog onClose={onClose} />;
  const practising = services.device?.bridge.putPracticeCard !== undefined;
  const leave = () => {
    withdraw();
    onClose();
  };
  return (
    <Dialog title={practising ? say('assist.practice') : titleOf(call, say, window)}>
      {byReadings && <p>{say('assist.readings')}</p>}
      {call !== undefined && <Called call={call} />}
      {call?.ticket === undefined && <p>{say('assist.window', { window })}</p>}
      {!practising && <p>{say('help.kept')}</p>}
      <Action kind="main" label={say('help.close')} onPress={onClose} />
      {/* Whoever has a number keeps it, and takes nothing of theirs from the screen along. */}
      {call?.ticket === undefined ? (
        <Action label={say('assist.withdraw')} onPress={leave} />
      ) : (
        <Action label={say('idle.end')} onPress={act.finish} />
      )}
    </Dialog>
  );
}

function titleOf(call: HelpCall | undefined, say: ReturnType<typeof useVisit>['say'], window: string): string {
  if (call === undefined) return say('assist.calling');
  if (call.ticket !== undefined) return say('assist.ticket', { window });
  return call.onTheirWay === undefined ? say('assist.called') : say('assist.coming', { helper: call.onTheirWay });
}

/** Since when; then the digits that only somebody reads who stands here. */
function Called({ call }: { readonly call: HelpCall }) {
  const { say, services } = useVisit();
  const { id, stage, since, onTheirWay, join, ticket } = call;
  if (ticket !== undefined) return <p class="dialog-number">{say('assist.ticket.number', { ticket })}</p>;
  if (onTheirWay === undefined || join === undefined)
    return <p>{stage === 'desk' ? say('assist.called.desk') : say('assist.called.at', { time: clockOf(since) })}</p>;
  return (
    <div class="assist-join">
      <div class="assist-join-digits">
        <p>{say('assist.join', { helper: onTheirWay })}</p>
        <p class="dialog-number">{`${join.code.slice(0, 3)} ${join.code.slice(3)}`}</p>
      </div>
      <div class="assist-join-code">
        <QrCode text={`${services.origin}/helper/#join=${id}.${join.code}`} label={say('assist.join.scan')} />
      </div>
    </div>
  );
}
