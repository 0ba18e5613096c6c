import type { LeftDraft } from '../client/wire.ts';
import { Action } from '../components/action/action.tsx';
import { Dialog } from '../components/dialog/dialog.tsx';
import { DisplaySwitches } from '../components/display/display-switches.tsx';
import { Pictogram } from '../components/pictogram/pictogram.tsx';
import { wayDrawings } from '../components/pictogram/ways.ts';
import type { HelpOverlay } from './glass.ts';
import { useVisit } from './visit.ts';

/** What stands in front of a screen because somebody asked for it. */
export type Overlay = HelpOverlay | 'display' | 'restart';

export function OverlayDialog({ overlay, onClose }: { readonly overlay: Overlay; readonly onClose: () => void }) {
  if (overlay === 'display') return <DisplayDialog onClose={onClose} />;
  if (overlay === 'restart') return <RestartDialog onClose={onClose} />;
  return <WhereHelpIsDialog onClose={onClose} />;
}

/** Where a human is, by place, floor and name. What was chosen stays behind the dialog. */
export function WhereHelpIsDialog({ onClose }: { readonly onClose: () => void }) {
  const { say, window, act } = useVisit();
  return (
    <Dialog title={say('help.title')}>
      <p>{say('help.go')}</p>
      <p class="dialog-place">
        <Pictogram drawing={wayDrawings.staff} />
        {window}
      </p>
      <p>{say('help.staff')}</p>
      <p>{say('help.kept')}</p>
      <Action kind="main" label={say('help.close')} onPress={onClose} />
      {act.leave !== undefined && <Action label={say('idle.end')} onPress={act.leave} />}
    </Dialog>
  );
}

function DisplayDialog({ onClose }: { readonly onClose: () => void }) {
  const { say, display, act } = useVisit();
  return (
    <Dialog title={say('display.title')}>
      <DisplaySwitches display={display} onChange={act.setDisplay} say={say} />
      <p>{say('display.what')}</p>
      <Action kind="main" label={say('display.done')} onPress={onClose} />
    </Dialog>
  );
}

/** Starting over throws answers away, so it is asked once. */
function RestartDialog({ onClose }: { readonly onClose: () => void }) {
  const { say, act } = useVisit();
  return (
    <Dialog title={say('restart.title')}>
      <p>{say('restart.what')}</p>
      <Action kind="main" label={say('restart.no')} onPress={onClose} />
      <Action label={say('restart.yes')} onPress={act.finish} />
    </Dialog>
  );
}

export interface IdleDialogProps {
  readonly secondsLeft: number;
  readonly onStay: () => void;
  /** Under which codes what was chosen can be found again; absent when there is nothing to find. */
  readonly left?: Pick<LeftDraft, 'code' | 'nearCode'> | undefined;
}

/** Nobody touched anything for a while. The large button is the one for somebody who is still reading. */
export function IdleDialog({ secondsLeft, onStay, left }: IdleDialogProps) {
  const { say, act } = useVisit();
  return (
    <Dialog title={say('idle.title')}>
      <p class="dialog-number" role="timer">
        {say('idle.left', { seconds: secondsLeft })}
      </p>
      <p>{say('idle.what')}</p>
      {left !== undefined && (
        <div>
          <p>{say('idle.draft')}</p>
          {left.nearCode !== undefined && <p class="dialog-place">{say('idle.code', { code: [...left.nearCode].join(' ') })}</p>}
          <p>{say('idle.elsewhere', { code: [...left.code].join(' ') })}</p>
        </div>
      )}
      <Action kind="main" label={say('idle.more')} onPress={onStay} />
      <Action label={say('idle.end')} onPress={act.finish} />
    </Dialog>
  );
}
