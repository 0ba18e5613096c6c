import type { Problem } from '../../../../bff/contract/client.ts';
import type { Payment } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { type Fact, Facts } from '../../../components/facts/facts.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { hospitalName } from '../../../i18n/named.ts';
import { answerOf } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { yuanOf } from '../../payments/screens/bills.tsx';
import { type RefundAsked, refundIn } from '../refund-asked.ts';
import '../../payments/screens/payments.css';

/** How much, where it goes and whose it was, once more: keeping it is as easy as giving it back. */
export function RefundCheckScreen() {
  const visit = useVisit();
  const { services, answers, language, say, act } = visit;
  const names = useNames();
  const payment = answerOf(answers, 'payment')?.payment;
  const asked = refundIn(answers);
  const part = payment?.parts[asked?.part ?? -1];
  if (payment === undefined || asked === undefined || part === undefined) return null;
  if (names === undefined) return <Loading load={{ state: 'loading' }} retry={act.home} />;
  const amount = yuanOf(visit, asked.amount);
  const facts: readonly Fact[] = [
    { label: say('refund-check.amount'), value: amount, decides: true },
    { ...whereTo(payment, asked, visit), decides: true },
    { label: say('refund-check.of'), value: hospitalName(language, part, names.hospitals), note: payment.patientName },
  ];
  return (
    <Screen title={say('refund-check.question')}>
      <div class="private">
        <Facts facts={facts} />
      </div>
      <div class="screen-actions">
        <Action kind="main" label={say('refund-check.no')} onPress={act.back} />
        <Action
          label={say('refund-check.yes', { amount })}
          onPress={() => act.settle('refund-check', services.newKey())}
          unshared
        />
      </div>
    </Screen>
  );
}

/** Money goes back to where it came from: what insurance bore goes to the insurance, and the person's own share to the person. */
function whereTo(payment: Payment, { part, lines, amount }: RefundAsked, visit: Visit): Pick<Fact, 'label' | 'value' | 'note'> {
  const { language, say } = visit;
  const { settled, agreed, cashWindow } = payment.parts[part] as Payment['parts'][number];
  const { fund, account } = settled ?? agreed;
  // By line nothing goes back whose cost insurance has borne.
  const insured = lines === 'whole' ? fund.amount + account.amount : 0;
  const own = amount.amount - insured;
  const label = say('refund-check.where');
  if (own <= 0) return { label, value: say('refund-check.to.insurance') };
  const shared = insured > 0 ? [say('refund-check.share', { amount: yuanOf(visit, { amount: own }) })] : [];
  if (payment.channel !== 'cash') return { label, value: say('refund-check.to.phone'), note: shared.join('\n') };
  const place = cashWindow === undefined ? [] : [cashWindow[language]];
  return {
    label,
    value: say('refund-check.to.window'),
    note: [...place, say('refund-check.paper'), ...shared].join('\n'),
  };
}

/** Asks the hospital, once: it decides. */
export function RefundingScreen() {
  const { services, answers, say, act } = useVisit();
  const refund = async (): Promise<Problem | undefined> => {
    const wanted = refundIn(answers);
    const id = answerOf(answers, 'payment')?.payment.id ?? '';
    if (wanted === undefined) throw new TypeError('a refund of nothing');
    const asked = await services.client('askRefund', {
      params: { id },
      body: { part: wanted.part, lines: wanted.lines === 'whole' ? 'whole' : [...wanted.lines], amount: wanted.amount },
      idempotencyKey: answerOf(answers, 'refund-check') ?? '',
    });
    if (!asked.ok) return asked.problem;
    act.settle('refunding', asked.body);
    return undefined;
  };
  return <Work title={say('refunding.title')} work={refund} />;
}
