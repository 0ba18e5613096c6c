import { Action } from '../../../components/action/action.tsx';
import { Dialog } from '../../../components/dialog/dialog.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import type { Helped } from '../../../shell/glass.ts';
import { useVisit } from '../../../shell/visit.ts';

/** What only the person can answer: whether somebody may help, and whether what was chosen for them is right. */
export function Question({ helped }: { readonly helped: Helped }) {
  const { say } = useVisit();
  const { session, filled, accept, refuse, yes, no, alone } = helped;
  const helper = session?.helper ?? '';
  if (filled !== undefined)
    return (
      <Dialog key="filled" title={say('assist.filled', { helper, what: filled })}>
        <p class="assist-read-back">{say('assist.filled.what')}</p>
        <Action kind="main" label={say('assist.filled.yes')} picture={wayDrawings.tick} onPress={yes} />
        <Action label={say('assist.filled.no')} onPress={no} />
        <Action label={say('assist.alone')} onPress={alone} />
      </Dialog>
    );
  return (
    <Dialog key="asked" title={say('assist.asked', { helper })}>
      <p>{say('assist.asked.what')}</p>
      <p>{say('assist.asked.may')}</p>
      <Action kind="main" label={say('assist.yes')} picture={wayDrawings.tick} onPress={accept} />
      <Action label={say('assist.no')} onPress={refuse} />
    </Dialog>
  );
}
