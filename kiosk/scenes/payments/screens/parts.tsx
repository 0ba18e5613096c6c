import type { Payment } from '../../../client/wire.ts';
import { hospitalName } from '../../../i18n/named.ts';
import { clockOf } from '../../../i18n/when.ts';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { yuanOf } from './bills.tsx';
import { PayList } from './pay-list.tsx';

type Part = Payment['parts'][number];
type Refund = Part['refunds'][number];

export interface PartsProps {
  readonly payment: Payment;
  readonly atOnce?: number;
}

const FEW = 2;
const SOME = 3;

/** Each hospital by itself: how much, and how it stands, in words. */
export function Parts({ payment, atOnce = SOME }: PartsProps) {
  const visit = useVisit();
  const names = useNames();
  const numbered = payment.parts.map((part, at) => ({ part, key: String(at) }));
  const isPaid = ({ part }: (typeof numbered)[number]) => part.state === 'paid';
  // What is not paid is not to be looked for on the next page.
  const parts = [...numbered.filter((one) => !isPaid(one)), ...numbered.filter(isPaid)];
  return (
    <PayList items={parts} keyOf={({ key }) => key} atOnce={visit.display.reach === 'low' ? FEW : atOnce}>
      {(shown) => (
        <ul class="parts private">
          {shown.map(({ part, key }) => (
            <li key={key} class="part">
              <span class="part-hospital">{hospitalName(visit.language, part, names?.hospitals ?? [])}</span>
              <span class="part-amount">{yuanOf(visit, (part.settled ?? part.agreed).total)}</span>
              <span class="part-state">{stateOf(part, visit)}</span>
              {reasonOf(part, visit)}
              {part.refunds.map((refund) => (
                <span key={`${refund.cause} ${refund.amount.amount}`} class="part-note">
                  {refundOf(refund, visit)}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
    </PayList>
  );
}

function stateOf({ state, knowBy }: Part, { say }: Visit): string {
  if (state === 'confirming' && knowBy !== undefined) return say('paid.part.confirming.by', { clock: clockOf(knowBy) });
  return say(`paid.part.${state}`);
}

function reasonOf({ state, reason, dutyDesk }: Part, { say }: Visit) {
  const told = reason !== undefined && (state === 'not-paid' || state === 'giving-back');
  return (
    <>
      {told && <span class="part-note">{say(`why.${reason}`)}</span>}
      {(state === 'with-staff' || state === 'giving-back') && (
        <span class="part-note">{say('slip.desk', { phone: dutyDesk.phone })}</span>
      )}
    </>
  );
}

/** Money that goes back, and how. */
export function refundOf({ state, amount }: Refund, visit: Pick<Visit, 'say' | 'language'>): string {
  return visit.say(`refund.${state}`, { amount: yuanOf(visit, amount) });
}
