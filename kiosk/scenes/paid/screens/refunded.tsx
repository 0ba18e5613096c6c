import type { Payment } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import type { Drawing } from '../../../components/pictogram/drawing.ts';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import type { SpokenKey } from '../../../i18n/text.ts';
import { answerOf } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Parts } from '../../payments/screens/parts.tsx';
import { usePayment } from '../../payments/use-payment.ts';
import { refundIn } from '../refund-asked.ts';
import { AtWindow } from './at-window.tsx';
import '../../payments/screens/payments.css';

type Part = Payment['parts'][number];

/** How a refund goes, until it is done or with staff; nobody has to wait for it here. Cash is collected with the paper that is printed. */
export function RefundedScreen() {
  const { answers } = useVisit();
  const payment = answerOf(answers, 'refunding') ?? answerOf(answers, 'payment')?.payment;
  return payment === undefined ? null : <Followed first={payment} />;
}

function Followed({ first }: { readonly first: Payment }) {
  const { answers, say, window, act } = useVisit();
  const payment = usePayment(first);
  // Of one that was asked for just now; or of whichever waits at the window.
  const asked = answerOf(answers, 'refunding') === undefined ? undefined : refundIn(answers)?.part;
  const parts = payment.parts.filter((part, at) => (asked === undefined ? collects(part) : at === asked));
  if (parts.some(collects)) return <AtWindow payment={{ ...payment, parts }} back />;
  const state = parts[0]?.takenBack?.state ?? 'asking';
  return (
    <Screen title={say(TITLES[state])} {...pictureOf(state)}>
      {(state === 'asking' || state === 'going-back') && (
        <p class="pay-sentence" role="status">
          {say('refunded.later')}
        </p>
      )}
      {state === 'refused' && <p class="pay-sentence">{say('refunded.refused.what', { window })}</p>}
      <Parts payment={{ ...payment, parts }} timed />
      <div class="screen-actions">
        <Action kind="main" label={say('frame.finish')} onPress={act.finish} />
        {(state === 'refused' || state === 'with-staff') && (
          <Action label={say('trouble.person')} picture={wayDrawings.staff} onPress={act.help} />
        )}
        <Action label={say('frame.another')} onPress={act.home} />
      </div>
    </Screen>
  );
}

type State = NonNullable<Part['takenBack']>['state'];

const TITLES: Readonly<Record<State, SpokenKey>> = {
  asking: 'refunded.asking',
  'going-back': 'refunded.going-back',
  done: 'refunded.done',
  refused: 'refunded.refused',
  'with-staff': 'refunded.with-staff',
};

function pictureOf(state: State): { readonly picture?: Drawing } {
  if (state === 'done') return { picture: wayDrawings.tick };
  return state === 'asking' || state === 'going-back' ? { picture: wayDrawings.clock } : {};
}

/** A cashier has money for whoever brings the paper. */
function collects({ refunds }: Part): boolean {
  return refunds.some(({ state }) => state === 'at-window');
}
