import { useState } from 'preact/hooks';
import type * as z from 'zod';
import type { Client } from '../../../../bff/contract/client.ts';
import type { deskPayment } from '../../../../bff/contract/payments/schemas.ts';
import type { ProblemCode } from '../../../../bff/contract/problems.ts';
import { clockOf, dayOf, sayDay } from '../../../i18n/when.ts';
import type { Asking } from '../../../staff/asking.ts';
import { NO_ANSWER } from '../../../staff/problem-words.ts';
import { useLanguage, useSay } from '../../../staff/saying.ts';
import type { Word } from '../../../staff/word.ts';
import { Question } from '../choices.tsx';
import { Heading } from '../heading.tsx';
import { Act } from '../keys.tsx';
import { useKeyed } from '../use-keyed.ts';
import { cashier as words } from './words.ts';

export type DeskPayment = z.output<typeof deskPayment>;
type Money = DeskPayment['due'];

/** Cash that goes over the counter. */
export interface Cash {
  readonly kind: 'take' | 'give';
  readonly amount: Money;
}

interface OnePaymentProps {
  readonly client: Client;
  readonly newKey: () => string;
  readonly payment: DeskPayment;
  readonly asking: Asking;
  readonly onDuty: boolean | undefined;
  /** The gateway says that they are off duty. */
  readonly onOffDuty: () => void;
  /** What the gateway says of it now. */
  readonly onNow: (payment: DeskPayment) => void;
  /** The cash is written down. */
  readonly onMoved: (payment: DeskPayment, cash: Cash) => void;
  readonly onBack: () => void;
}

const ASKED = {
  take: { ask: words.takeAsk, yes: words.takeYes },
  give: { ask: words.giveAsk, yes: words.giveYes },
} as const;

export function isToBeMoved({ due, back }: DeskPayment): boolean {
  return due.amount > 0 || back.amount > 0;
}

/** Yuan with both digits of the fen, as money is counted. */
export function useSum(): (money: Money) => string {
  const say = useSay();
  return ({ amount }) => say(words.sum, { yuan: `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}` });
}

/** What is to be taken of somebody, and given back to them, each after a question that says the sum once more. */
export function OnePayment({ client, newKey, payment, asking, onDuty, onOffDuty, onNow, onMoved, onBack }: OnePaymentProps) {
  const say = useSay();
  const language = useLanguage();
  const sumOf = useSum();
  const { busy, notice, say: tell, ask } = asking;
  const [asked, setAsked] = useState<Cash>();
  const keyed = { take: useKeyed(newKey), give: useKeyed(newKey) };
  const { code, due, back, patientName, payUntil } = payment;
  const off = busy || onDuty !== true;
  const readAgain = async () => {
    const now = await client('readPaymentAtDesk', { params: { code } }).catch(() => undefined);
    if (now?.ok) onNow(now.body);
  };
  const send = ({ kind, amount }: Cash) =>
    keyed[kind]((idempotencyKey) => {
      const given = { params: { code }, body: { amount }, idempotencyKey };
      return kind === 'take' ? client('takeCash', given) : client('returnCash', given);
    });
  const move = async (cash: Cash) => {
    let refused: ProblemCode | undefined;
    const moved = await ask(async () => {
      const answer = await send(cash);
      refused = answer.ok ? undefined : answer.problem.code;
      return answer;
    });
    if (moved) return onMoved(moved.body, cash);
    if (refused === 'not-on-duty') return onOffDuty();
    if (refused !== 'payment-not-due') return;
    setAsked(undefined);
    await readAgain();
  };
  const notYet = () => {
    setAsked(undefined);
    // Nobody knows what became of it: what stands here has to be true.
    if (notice === NO_ANSWER) void readAgain();
    tell(undefined);
  };
  return (
    <section class="stack">
      <Heading>{patientName}</Heading>
      <div class="sums">
        {due.amount > 0 && (
          <Sum
            word={words.due}
            sum={sumOf(due)}
            aside={say(words.until, { day: sayDay(language, dayOf(payUntil)), clock: clockOf(payUntil) })}
          />
        )}
        {back.amount > 0 && <Sum word={words.back} sum={sumOf(back)} />}
      </div>
      {asked ? (
        <Question
          yes={ASKED[asked.kind].yes}
          filling={{ sum: sumOf(asked.amount) }}
          no={words.no}
          onYes={() => void move(asked)}
          onNo={notYet}
          off={busy}
        >
          <p>{say(ASKED[asked.kind].ask)}</p>
          <p class="sum">{sumOf(asked.amount)}</p>
        </Question>
      ) : (
        <div class="row">
          {due.amount > 0 && (
            <Act keys="F2" word={words.take} run={() => setAsked({ kind: 'take', amount: due })} off={off} main />
          )}
          {back.amount > 0 && (
            <Act keys="F3" word={words.give} run={() => setAsked({ kind: 'give', amount: back })} off={off} main />
          )}
          <Act keys="Escape" word={words.another} run={onBack} off={busy} />
        </div>
      )}
    </section>
  );
}

function Sum({ word, sum, aside }: { readonly word: Word; readonly sum: string; readonly aside?: string }) {
  const say = useSay();
  return (
    <div class="sum-of">
      <p>{say(word)}</p>
      <p class="sum">{sum}</p>
      {aside !== undefined && <p>{aside}</p>}
    </div>
  );
}
