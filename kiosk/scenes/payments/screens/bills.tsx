import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import type { Bills } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { Pages } from '../../../components/pages/pages.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { departmentName, feeOf, hospitalName } from '../../../i18n/named.ts';
import type { SpokenKey } from '../../../i18n/text.ts';
import { dayOf, sayDay } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { type Names, useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { BILLS_MAX, type OpenBill, openBillsIn, silentIn, sumOf } from '../money.ts';
import { chosenIn, payeeIn } from '../said.ts';
import './payments.css';

/** Asks every hospital at once; one that does not answer is told, and holds nobody up. */
export function ReadingBillsScreen() {
  const { services, answers, say, act } = useVisit();
  const read = async (): Promise<Problem | undefined> => {
    const told = await services.client('readBills', { query: { patientId: payeeIn(answers).patientId } });
    if (!told.ok) return told.problem;
    act.settle('reading-bills', told.body);
    return undefined;
  };
  return <Work title={say('reading-bills.title')} words={say('reading-bills.words')} work={read} />;
}

/** What is open, a row a bill, all of it chosen until somebody leaves one out. */
export function BillsScreen() {
  const visit = useVisit();
  const { services, answers, say, act } = visit;
  const names = useNames();
  const before = chosenIn(answers)?.bills;
  const bills = rememberedAnswer(answers, 'reading-bills');
  const open = openBillsIn(bills, services.here?.hospital);
  const payable = open.filter(({ beingPaid }) => !beingPaid);
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    payable
      .map(nameOf)
      .filter((name) => before === undefined || before.some((one) => nameOf(one) === name))
      .slice(0, BILLS_MAX),
  );
  if (names === undefined) return <Loading load={{ state: 'loading' }} retry={act.home} />;
  if (payable.length === 0) return <NothingToPay bills={bills} paying={open} />;
  const paid = payable.filter((bill) => chosen.includes(nameOf(bill)));
  const toggle = (name: string) =>
    setChosen(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name].slice(0, BILLS_MAX));
  const next = () =>
    act.settle('bills', {
      bills: paid.map(({ hospital, visitRef, billHash }) => ({ hospital, visitRef, billHash })),
      insurance: true,
      key: services.newKey(),
    });
  return (
    <Screen
      title={say('bills.question')}
      lead={
        <>
          <ForOther />
          <Silent bills={bills} />
        </>
      }
    >
      <Pages items={open} keyOf={nameOf} atOnce={3} say={say}>
        {(shown) => (
          <ul class="bills">
            {shown.map((bill) => (
              <li key={nameOf(bill)} class="bill">
                <Bill bill={bill} names={names} chosen={chosen.includes(nameOf(bill))} onToggle={() => toggle(nameOf(bill))} />
                {bill.paymentId === undefined ? (
                  <Action
                    label={say('bills.lines')}
                    onPress={() => act.open({ scene: 'payments', page: 'lines', sheet: open.indexOf(bill) + 1 })}
                  />
                ) : (
                  <GoOn paymentId={bill.paymentId} />
                )}
              </li>
            ))}
          </ul>
        )}
      </Pages>
      <p class="bills-sum private" role="status">
        {paid.length === 0 ? say('bills.none-chosen') : say('bills.together', { count: paid.length })}
        {paid.length > 0 && <strong>{yuanOf(visit, sumOf(paid.map(({ total }) => total)))}</strong>}
      </p>
      <div class={visit.display.reach === 'low' ? 'screen-actions is-row bills-ways' : 'screen-actions'}>
        <Action kind="main" label={say('bills.next')} disabled={paid.length === 0} onPress={next} />
        <PaidBefore />
      </div>
    </Screen>
  );
}

/** For which child or grown-up this is, where it is for one. */
export function ForOther() {
  const { answers, say } = useVisit();
  const { other } = payeeIn(answers);
  return other === undefined ? null : <p class="private">{say('bills.for', { name: other.name })}</p>;
}

/** Back to the payment that pays a bill at this moment. */
function GoOn({ paymentId, main = false }: { readonly paymentId: string; readonly main?: boolean }) {
  const { say, act } = useVisit();
  return <Action kind={main ? 'main' : 'plain'} label={say('bills.go-on')} onPress={() => act.settle('bills', { paymentId })} />;
}

/** To what was paid before, and what can still be done about it. */
function PaidBefore() {
  const { display, say, act } = useVisit();
  const picture = display.reach === 'low' ? {} : { picture: wayDrawings.note };
  return <Action label={say('bills.history')} {...picture} onPress={() => act.settle('bills', 'paid-before')} />;
}

const nameOf = ({ hospital, visitRef }: Pick<OpenBill, 'hospital' | 'visitRef'>) => `${hospital} ${visitRef}`;

/** Of money there is always an amount: nothing is "no fee" here. */
export function yuanOf({ say, language }: Pick<Visit, 'say' | 'language'>, money: { readonly amount: number }): string {
  return money.amount === 0 ? say('money.yuan', { amount: 0 }) : feeOf(language, money);
}

interface BillProps {
  readonly bill: OpenBill;
  readonly names: Names;
  readonly chosen: boolean;
  readonly onToggle: () => void;
}

function Bill({ bill, names, chosen, onToggle }: BillProps) {
  const visit = useVisit();
  const { say } = visit;
  const words = (
    <>
      <span class="bill-hospital">{hospitalName(visit.language, bill, names.hospitals)}</span>
      <span class="bill-visit">{whichVisit(visit, bill, names.departments)}</span>
      <span class="bill-state">{say(stateOf(bill, chosen))}</span>
      <strong class="bill-total">{yuanOf(visit, bill.total)}</strong>
    </>
  );
  if (bill.beingPaid) return <div class="choice choice-closed private">{words}</div>;
  return (
    <button
      type="button"
      class={chosen ? 'choice choice-chosen private' : 'choice private'}
      aria-pressed={chosen}
      onClick={onToggle}
    >
      {words}
    </button>
  );
}

/** A payment that one may not see is somebody's: more of it is not known here. */
function stateOf({ beingPaid, paymentId }: OpenBill, chosen: boolean): SpokenKey {
  if (beingPaid) return paymentId === undefined ? 'bills.being-paid.other' : 'bills.being-paid';
  return chosen ? 'bills.chosen' : 'bills.left-out';
}

/** When it was, and in which department. */
export function whichVisit(
  { language, services }: Visit,
  { at, department }: Pick<OpenBill, 'at' | 'department'>,
  departments: Names['departments'],
): string {
  const day = sayDay(language, dayOf(at), dayOf(services.now()));
  if (department === undefined) return day;
  // A hospital gives the name alone: what is called so here has an English one.
  const code = departments.find(({ name }) => name === department)?.code ?? '';
  return `${day} · ${departmentName(language, code, department, departments)}`;
}

/** There may be more to pay than stands here. */
function Silent({ bills }: { readonly bills: Bills | undefined }) {
  const { language, say } = useVisit();
  const names = useNames();
  const silent = (bills?.hospitals ?? []).filter(({ state }) => state === 'unavailable');
  const [first] = silent;
  if (first === undefined) return null;
  return (
    <p>
      {silent.length === 1
        ? say('bills.away', { hospital: hospitalName(language, first, names?.hospitals ?? []) })
        : say('bills.away.many', { count: silent.length })}
    </p>
  );
}

/** Nothing is open, or all of it is being paid: calmly, and with a way on. */
function NothingToPay({ bills, paying: held }: { readonly bills: Bills | undefined; readonly paying: readonly OpenBill[] }) {
  const { say, act } = useVisit();
  const silent = silentIn(bills).length > 0;
  const paying = held.length > 0;
  const goOn = held.find(({ paymentId }) => paymentId !== undefined)?.paymentId;
  const ofPaying = goOn === undefined ? 'bills.others-paying' : 'bills.only-paying';
  const title = paying ? ofPaying : silent ? 'bills.none.found' : 'bills.none';
  return (
    <Screen title={say(title)} {...(paying ? { picture: wayDrawings.clock } : silent ? {} : { picture: wayDrawings.tick })}>
      <ForOther />
      {paying && <p class="pay-sentence">{say(goOn === undefined ? 'bills.only-paying.what' : 'bills.only-paying.own')}</p>}
      {!paying && !silent && <p class="pay-sentence">{say('bills.none.what')}</p>}
      {silent && (
        <div class="pay-sentence">
          <Silent bills={bills} />
          <p>{say('bills.away.more')}</p>
        </div>
      )}
      <div class="screen-actions">
        {goOn !== undefined && <GoOn paymentId={goOn} main />}
        {(silent || paying) && (
          <Action label={say('bills.ask-again')} picture={wayDrawings.again} onPress={() => act.ask('reading-bills')} />
        )}
        <PaidBefore />
        <Action kind={goOn === undefined ? 'main' : 'plain'} label={say('frame.finish')} onPress={act.finish} />
        <Action label={say('frame.another')} onPress={act.home} />
      </div>
    </Screen>
  );
}
