import type { Payment } from '../../../client/wire.ts';
import { hospitalName } from '../../../i18n/named.ts';
import { clockOf, dayOf, sayDay } from '../../../i18n/when.ts';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { askedIn, isDue } from '../money.ts';
import { yuanOf } from './bills.tsx';
import { PayList } from './pay-list.tsx';

type Part = Payment['parts'][number];
type Refund = Part['refunds'][number];

export interface PartsProps {
  readonly payment: Payment;
  readonly atOnce?: number;
  /** With the time at which each came to rest. */
  readonly timed?: boolean;
}

const FEW = 2;
const SOME = 3;

/** Each hospital by itself: how much, and how it stands, in words. */
export function Parts({ payment, atOnce = SOME, timed = false }: PartsProps) {
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
              <span class="part-amount">{yuanOf(visit, amountOf(part))}</span>
              <span class="part-state">{stateOf(part, visit, timed)}</span>
              {timed && part.endedAt !== undefined && <span class="part-note">{whenPaid(part.endedAt, visit)}</span>}
              {reasonOf(part, visit)}
              {notesOf(part, visit, timed).map((note, at) => (
                <span key={`${at} ${note}`} class="part-note">
                  {note}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
    </PayList>
  );
}

/** What is to be paid oneself, while it is to be paid; then what the bill came to. */
function amountOf(part: Part): { readonly amount: number } {
  return isDue(part) ? part.agreed.cash : (part.settled ?? part.agreed).total;
}

/** @param timed of one that is looked at later, and may be paid still. */
function stateOf(part: Part, { say }: Visit, timed: boolean): string {
  const { state, knowBy } = part;
  if (timed && isDue(part)) return say('payment.part.due');
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

/** Money that goes back, and what was asked for and is not on its way, or did not come to that. */
function notesOf(part: Part, visit: Visit, timed: boolean): readonly string[] {
  const { refunds, takenBack } = part;
  const refused = takenBack?.state === 'refused' ? [visit.say('taken.refused', { amount: yuanOf(visit, takenBack.amount) })] : [];
  const when = ({ at }: Refund) => (timed && at !== undefined ? [whenPaid(at, visit)] : []);
  return [
    ...refunds.map((refund) => [refundOf(refund, visit), ...when(refund)].join(' · ')),
    ...askedOf(part, visit),
    ...refused,
  ];
}

type Saying = Pick<Visit, 'say' | 'language'>;

/** Money that goes back, and how; and what is being taken back before any is on its way. */
export function backOf(part: Pick<Part, 'refunds' | 'takenBack'>, saying: Saying): readonly string[] {
  return [...part.refunds.map((refund) => refundOf(refund, saying)), ...askedOf(part, saying)];
}

function refundOf({ state, amount }: Refund, saying: Saying): string {
  return saying.say(`refund.${state}`, { amount: yuanOf(saying, amount) });
}

function askedOf(part: Pick<Part, 'refunds' | 'takenBack'>, saying: Saying): readonly string[] {
  const asked = askedIn(part);
  return asked === undefined ? [] : [saying.say(`taken.${asked.state}`, { amount: yuanOf(saying, asked.amount) })];
}

/** `11月24日 周二 9:12` */
export function whenPaid(at: string, { language, services }: Visit): string {
  return `${sayDay(language, dayOf(at), dayOf(services.now()))} ${clockOf(at)}`;
}
