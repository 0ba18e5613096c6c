import type { Payment } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import type { Drawing } from '../../../components/pictogram/drawing.ts';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import type { SpokenKey } from '../../../i18n/text.ts';
import { useVisit } from '../../../shell/visit.ts';
import { isOpen, waitsAtHome, waitsAtWindow } from '../../payments/money.ts';
import { paymentIn } from '../../payments/said.ts';
import { Parts } from '../../payments/screens/parts.tsx';
import { usePayment } from '../../payments/use-payment.ts';
import { AtWindow } from './at-window.tsx';
import { FromHome } from './from-home.tsx';
import '../../payments/screens/payments.css';
import { ReceiptView } from './receipt-view.tsx';

/** What became of the payment, told as it is: paid with its receipt, to be paid at the window, or not paid after all. */
export function PaidScreen() {
  const { answers } = useVisit();
  const payment = paymentIn(answers);
  return payment === undefined ? null : <Result first={payment} />;
}

function Result({ first }: { readonly first: Payment }) {
  const { say, act } = useVisit();
  const payment = usePayment(first);
  if (waitsAtWindow(payment)) return <AtWindow payment={payment} />;
  if (waitsAtHome(payment)) return <FromHome payment={payment} />;
  const states = new Set(payment.parts.map(({ state }) => state));
  const all = states.size === 1 && states.has('paid');
  const left = states.has('not-paid');
  const alone = payment.parts.length === 1;
  const hasReceipt = states.has('paid') && !payment.parts.some(isOpen);
  const parts = <Parts payment={payment} {...(left ? { atOnce: 2 } : {})} />;
  return (
    <Screen title={say(titleOf(payment))} {...pictureOf(payment)}>
      {payment.parts.some(isOpen) && <p class="pay-sentence">{say('paid.open.what')}</p>}
      {states.size === 1 && left && payment.parts.every(({ refunds }) => refunds.length === 0) && (
        <p class="pay-sentence">{say('paid.none.what')}</p>
      )}
      {!hasReceipt && parts}
      {hasReceipt ? (
        <ReceiptView
          paymentId={payment.id}
          which={!all ? 'some' : alone ? 'one' : 'all'}
          parts={alone && all ? undefined : parts}
        >
          {left && <Remaining />}
        </ReceiptView>
      ) : (
        <div class="screen-actions">
          {left && <Remaining main />}
          <Action kind={left ? 'plain' : 'main'} label={say('frame.finish')} onPress={act.finish} />
          <Action label={say('frame.another')} onPress={act.home} />
        </div>
      )}
    </Screen>
  );
}

function Remaining({ main = false }: { readonly main?: boolean }) {
  const { say, act } = useVisit();
  return <Action kind={main ? 'main' : 'plain'} label={say('paid.remaining')} onPress={() => act.ask('reading-bills')} />;
}

/** A picture of what is good, or still going on. */
function pictureOf({ parts }: Payment): { readonly picture?: Drawing } {
  if (parts.some(isOpen)) return { picture: wayDrawings.clock };
  return parts.every(({ state }) => state === 'paid') ? { picture: wayDrawings.tick } : {};
}

/** In the words of what is worst, but for what is paid. */
export function titleOf({ parts }: Payment): SpokenKey {
  const states = new Set(parts.map(({ state }) => state));
  if (parts.some(isOpen)) return 'paid.open';
  if (states.has('paid')) return states.size === 1 ? 'paid.title' : 'paid.partly';
  if (states.has('with-staff')) return 'paid.staff';
  return states.has('giving-back') ? 'paid.giving-back' : 'paid.none';
}
