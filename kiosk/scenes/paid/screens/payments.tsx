import { allPages } from '../../../client/all-pages.ts';
import type { ListedPayment } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { hospitalName } from '../../../i18n/named.ts';
import type { SpokenKey } from '../../../i18n/text.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { type Names, useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { sessionOf } from '../../identity/answers.ts';
import { yuanOf } from '../../payments/screens/bills.tsx';
import { whenPaid } from '../../payments/screens/parts.tsx';

/** What was paid, the newest first: when, how much, what became of it, and where. What it was for stands on its receipt. */
export function PaymentsScreen() {
  const visit = useVisit();
  const { services, answers, say, act } = visit;
  const [payments, retry] = useLoad(() =>
    allPages((cursor) => services.client('listPayments', { query: { limit: 50, cursor } })),
  );
  const names = useNames();
  if (payments.state !== 'ready') return <Loading load={payments} retry={retry} />;
  if (names === undefined) return <Loading load={{ state: 'loading' }} retry={retry} />;
  if (payments.value.length === 0)
    return (
      <Screen title={say('payments.none')}>
        <p class="pay-sentence">{say('payments.none.what')}</p>
        <div class="screen-actions">
          <Action kind="main" label={say('frame.finish')} onPress={act.finish} />
          <Action label={say('frame.another')} onPress={act.home} />
        </div>
      </Screen>
    );
  const before = rememberedAnswer(answers, 'payments');
  const choices = payments.value.map((payment) => ({
    key: payment.id,
    title: whenPaid(payment.createdAt, visit),
    hint: hintOf(payment, names, visit).join('\n'),
    aside: yuanOf(visit, payment.total),
    chosen: payment.id === before,
    onPress: () => act.settle('payments', payment.id),
  }));
  return (
    <Screen title={say('payments.question')}>
      <ChoiceList choices={choices} say={say} />
    </Screen>
  );
}

function hintOf(payment: ListedPayment, { hospitals }: Names, { answers, language, say }: Visit): readonly string[] {
  const { state, back, patientId, patientName } = payment;
  const [first, ...others] = payment.hospitals.map((one) => hospitalName(language, one, hospitals));
  // Of a child it is told whose it is.
  const whose = patientId === sessionOf(answers)?.patientId ? [] : [patientName];
  const standing: readonly SpokenKey[] = [
    state === 'none' ? 'payments.none-paid' : `payments.${state}`,
    ...(back === 'none' ? [] : [`payments.back.${back}` as const]),
  ];
  return [
    standing.map((key) => say(key)).join(' · '),
    [first ?? '', ...(others.length > 0 ? [say('payments.more', { count: others.length })] : []), ...whose].join(' · '),
  ];
}
