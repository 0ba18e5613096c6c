import { useState } from 'preact/hooks';
import type { Payment, Refundable } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { type Choice, ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Pages } from '../../../components/pages/pages.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { hospitalName } from '../../../i18n/named.ts';
import { answerOf, rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { type Names, useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { sumOf } from '../../payments/money.ts';
import { yuanOf } from '../../payments/screens/bills.tsx';
import '../../payments/screens/payments.css';

type RefundablePart = Refundable['parts'][number];

/** What the hospitals would take back now, and nothing else: each part whole, or some of its lines. */
export function RefundWhatScreen() {
  const visit = useVisit();
  const { services, answers, say, window, act } = visit;
  const names = useNames();
  const payment = answerOf(answers, 'payment')?.payment;
  const [read, retry] = useLoad<Refundable>(async () => {
    const answer = await services.client('readRefundable', { params: { id: payment?.id ?? '' } });
    return answer.ok ? { ok: true, value: answer.body } : { ok: false, problem: answer.problem };
  });
  if (payment === undefined) return null;
  if (read.state !== 'ready') return <Loading load={read} retry={retry} />;
  if (names === undefined) return <Loading load={{ state: 'loading' }} retry={retry} />;
  const choices = read.value.parts.flatMap((part) => choicesOf(part, payment.parts[part.part], names, visit));
  if (choices.some(({ closed }) => closed !== true))
    return (
      <Screen title={say('refund-what.question')}>
        <ChoiceList choices={choices} say={say} />
      </Screen>
    );
  const silent = read.value.parts.some(({ state }) => state === 'unavailable');
  return (
    <Screen title={say('refund-what.none')}>
      <ChoiceList choices={choices} say={say} />
      <p class="pay-sentence">{say('refund-what.none.what', { window })}</p>
      <div class="screen-actions">
        {silent && <Action kind="main" label={say('trouble.retry')} picture={wayDrawings.again} onPress={retry} />}
        <Action label={say('trouble.person')} picture={wayDrawings.staff} onPress={act.help} />
        <Action kind={silent ? 'plain' : 'main'} label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />
      </div>
    </Screen>
  );
}

/** Whole, or by line; and of what can not be taken back, why. What was never paid is not there. */
function choicesOf(
  { part, state, whole, lines }: RefundablePart,
  paid: Payment['parts'][number] | undefined,
  { hospitals }: Names,
  visit: Visit,
): readonly Choice[] {
  const { language, say, act } = visit;
  if (paid?.state !== 'paid') return [];
  const hint = `${hospitalName(language, paid, hospitals)} · ${yuanOf(visit, (paid.settled ?? paid.agreed).total)}`;
  if (state !== 'refundable') return [{ key: `${part}`, title: say(`refund-what.${state}`), hint, closed: true }];
  return [
    ...(whole === undefined
      ? []
      : [
          {
            key: `${part} whole`,
            title: say('refund-what.whole', { amount: yuanOf(visit, whole) }),
            hint,
            onPress: () => act.settle('refund-what', { part, what: 'whole', amount: whole }),
          },
        ]),
    ...(lines.length === 0
      ? []
      : [
          {
            key: `${part} lines`,
            title: say('refund-what.lines'),
            hint,
            onPress: () => act.settle('refund-what', { part, what: 'lines', lines }),
          },
        ]),
  ];
}

const LINES_AT_ONCE = 4;

/** Which lines: none is chosen until somebody presses it. */
export function RefundLinesScreen() {
  const visit = useVisit();
  const { answers, say, act } = visit;
  const of = answerOf(answers, 'refund-what');
  const lines = of?.what === 'lines' ? of.lines : [];
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    (rememberedAnswer(answers, 'refund-lines') ?? []).filter((ref) => lines.some((line) => line.ref === ref)),
  );
  const back = lines.filter(({ ref }) => chosen.includes(ref));
  const toggle = (ref: string) => setChosen(chosen.includes(ref) ? chosen.filter((one) => one !== ref) : [...chosen, ref]);
  return (
    <Screen title={say('refund-lines.question')} lead={<p>{say('refund-lines.lead')}</p>}>
      <Pages items={lines} keyOf={({ ref }) => ref} atOnce={LINES_AT_ONCE} say={say}>
        {(shown) => (
          <ul class="bills">
            {shown.map(({ ref, name, amount }) => (
              <li key={ref} class="bill">
                <button
                  type="button"
                  class={chosen.includes(ref) ? 'choice choice-chosen private' : 'choice private'}
                  aria-pressed={chosen.includes(ref)}
                  onClick={() => toggle(ref)}
                >
                  <span class="bill-hospital">{name}</span>
                  <span class="bill-state">{say(chosen.includes(ref) ? 'refund-lines.chosen' : 'refund-lines.left-out')}</span>
                  <strong class="bill-total">{yuanOf(visit, amount)}</strong>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Pages>
      <p class="bills-sum private" role="status">
        {back.length === 0 ? say('refund-lines.none') : say('refund-lines.sum', { count: back.length })}
        {back.length > 0 && <strong>{yuanOf(visit, sumOf(back.map(({ amount }) => amount)))}</strong>}
      </p>
      <div class="screen-actions">
        <Action
          kind="main"
          label={say('refund-lines.next')}
          disabled={back.length === 0}
          onPress={() =>
            act.settle(
              'refund-lines',
              back.map(({ ref }) => ref),
            )
          }
        />
      </div>
    </Screen>
  );
}
