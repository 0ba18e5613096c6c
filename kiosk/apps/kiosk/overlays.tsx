import { Action } from '../../components/action/action.tsx';
import { Dialog } from '../../components/dialog/dialog.tsx';
import { useVisit } from '../../screens/visit.ts';

/** Where a human is. What was chosen stays behind the dialog. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const { say, window } = useVisit();
  return (
    <Dialog title={say('help.title')}>
      <p>{say('help.where', { window })}</p>
      <p>{say('help.staff')}</p>
      <p>{say('help.kept')}</p>
      <Action kind="main" label={say('help.close')} onPress={onClose} />
    </Dialog>
  );
}

/** Starting over throws answers away, so it is asked once. */
export function RestartDialog({ onClose }: { readonly onClose: () => void }) {
  const { say, act } = useVisit();
  return (
    <Dialog title={say('restart.title')}>
      <p>{say('restart.what')}</p>
      <Action kind="main" label={say('restart.no')} onPress={onClose} />
      <Action label={say('restart.yes')} onPress={act.finish} />
    </Dialog>
  );
}

/** Nobody touched anything for a while. The large button is the one for somebody who is still reading. */
export function IdleDialog({ secondsLeft, onStay }: { readonly secondsLeft: number; readonly onStay: () => void }) {
  const { say, act } = useVisit();
  return (
    <Dialog title={say('idle.title')}>
      <p class="dialog-number" role="timer">
        {say('idle.left', { seconds: secondsLeft })}
      </p>
      <p>{say('idle.what')}</p>
      <Action kind="main" label={say('idle.more')} onPress={onStay} />
      <Action label={say('idle.end')} onPress={act.finish} />
    </Dialog>
  );
}
