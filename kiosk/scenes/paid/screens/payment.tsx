import type { Payment } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { answerOf } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit } from '../../../shell/visit.ts';
import { isDue, isMoving, splitOf, waitsAtHome, waitsAtWindow } from '../../payments/money.ts';
import { lookedAtIn, type WithPayment } from '../../payments/said.ts';
import { yuanOf } from '../../payments/screens/bills.tsx';
import { Parts, whenPaid } from '../../payments/screens/parts.tsx';
import { usePayment } from '../../payments/use-payment.ts';
import { titleOf } from './paid.tsx';
import '../../payments/screens/payments.css';

/** One payment: what became of each hospital's part, and what can be done about it. */
export function PaymentScreen() {
  const { services, answers } = useVisit();
  const id = lookedAtIn(answers) ?? answerOf(answers, 'payment')?.payment.id ?? '';
  const [read, retry] = useLoad<Payment>(async () => {
    const answer = await services.client('readPayment', { params: { id } });
    return answer.ok ? { ok: true, value: answer.body } : { ok: false, problem: answer.problem };
  });
  return read.state === 'ready' ? <Detail first={read.value} /> : <Loading load={read} retry={retry} />;
}

const PARTS_AT_ONCE = 2;

function Detail({ first }: { readonly first: Payment }) {
  const visit = useVisit();
  const { say, act } = visit;
  const payment = usePayment(first);
  const due = payment.parts.some(isDue);
  const total = splitOf(payment.parts.map(({ settled, agreed }) => settled ?? agreed)).total;
  return (
    <Screen
      title={say(due ? 'payment.due' : titleOf(payment))}
      lead={
        <p class="private">
          {whenPaid(payment.createdAt, visit)} · {payment.patientName} · {yuanOf(visit, total)}
        </p>
      }
    >
      <Parts payment={payment} atOnce={PARTS_AT_ONCE} timed />
      <div class="screen-actions">
        {due ? <WaysToPay payment={payment} /> : <WaysAfter payment={payment} />}
        <Action label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />
      </div>
    </Screen>
  );
}

/** It can be paid still: back to its code, its number or its paper; or nobody wants to any more. */
function WaysToPay({ payment }: { readonly payment: Payment }) {
  const { say, act } = useVisit();
  const wants = (what: WithPayment['what']) => () => act.settle('payment', { what, payment });
  return (
    <>
      {waitsAtWindow(payment) ? (
        <Action kind="main" label={say('payment.window')} picture={wayDrawings.paper} onPress={wants('window')} />
      ) : waitsAtHome(payment) ? (
        <Action kind="main" label={say('payment.home')} picture={wayDrawings.paper} onPress={wants('home')} />
      ) : (
        <Action kind="main" label={say('payment.code')} picture={wayDrawings.forward} onPress={wants('code')} />
      )}
      <Action label={say('payment.stop')} onPress={wants('stop')} />
    </>
  );
}

/** What is paid has a receipt, and a hospital may take it back. */
function WaysAfter({ payment }: { readonly payment: Payment }) {
  const { say, act } = useVisit();
  const wants = (what: WithPayment['what']) => () => act.settle('payment', { what, payment });
  if (!payment.parts.some(({ state }) => state === 'paid')) return null;
  const collects = payment.parts.some(({ refunds }) => refunds.some(({ state }) => state === 'at-window'));
  return (
    <>
      <Action kind="main" label={say('payment.receipt')} picture={wayDrawings.paper} onPress={wants('receipt')} />
      {collects && <Action label={say('payment.collect')} onPress={wants('collect')} />}
      {!payment.parts.every(isMoving) && <Action label={say('payment.refund')} onPress={wants('refund')} />}
    </>
  );
}
