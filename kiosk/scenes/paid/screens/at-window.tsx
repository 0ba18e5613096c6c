import type { Payment } from '../../../client/wire.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { QrCode } from '../../../components/slip/qr-code.tsx';
import '../../../components/slip/slip-paper.css';
import { hospitalName } from '../../../i18n/named.ts';
import { clockOf, dayOf, sayDay } from '../../../i18n/when.ts';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { byHospital, codeInTwo, isDue, sumOf } from '../../payments/money.ts';
import { yuanOf } from '../../payments/screens/bills.tsx';
import { OnPaper, type PaperWords, TheEnd } from '../../slips/screens/on-paper.tsx';
import { isFault, usePrinting } from '../../slips/use-printing.ts';
import '../../payments/screens/payments.css';

const WORDS: PaperWords = {
  printing: 'window.printing',
  printed: 'window.printed',
  noPaper: 'window.no-paper',
  takeBoth: 'window.take-both',
};

const WORDS_BACK: PaperWords = {
  printing: 'window.back.printing',
  printed: 'window.back.printed',
  noPaper: 'window.no-paper',
  takeBoth: 'window.back.take-both',
};

export interface AtWindowProps {
  readonly payment: Payment;
  /** Cash is collected there, and not paid. */
  readonly back?: boolean;
}

/** What is paid or collected in cash: the number that the cashier asks for, where, how much and until when; on the screen and on paper. */
export function AtWindow({ payment, back = false }: AtWindowProps) {
  const visit = useVisit();
  const { language, say } = visit;
  const names = useNames();
  const { printing, print } = usePrinting();
  const due = byHospital(payment.parts.filter((part) => cashOf(part, back) > 0)).map(({ all, ...one }) => ({
    key: one.hospital,
    hospital: hospitalName(language, one, names?.hospitals ?? []),
    amount: yuanOf(visit, sumOf(all.map((part) => ({ amount: cashOf(part, back) })))),
    until: back ? undefined : all[0]?.payUntil,
    where: whereIn(one.hospital, all[0]?.cashWindow?.[language], visit),
  }));
  const until = due[0]?.until;
  const fault = isFault(printing) ? say(back ? 'window.back.fault' : 'window.fault') : undefined;
  const paper = say(back ? 'window.back.paper' : 'window.paper');
  const codeWords = say(back ? 'window.back.code' : 'window.code');
  return (
    <Screen title={say(back ? 'window.back.title' : 'window.title')} lead={<p>{say('window.where')}</p>}>
      <article class="slip" aria-label={paper}>
        <p class="slip-hospital">{paper}</p>
        {!back && <p class="slip-provisional">{say('window.not-paid')}</p>}
        <p>{codeWords}</p>
        <p class="slip-pay-code">{codeInTwo(payment.code)}</p>
        <QrCode text={payment.code} label={say('window.scan')} />
        <p class="slip-words">{`${say('receipt.for')} ${payment.patientName}`}</p>
        {due.map(({ key, hospital, amount, where }) => (
          <div key={key} class="slip-part">
            <p class="slip-room">{hospital}</p>
            <p class="slip-called">{amount}</p>
            {where !== undefined && <p>{where}</p>}
          </div>
        ))}
        {until !== undefined && <p class="slip-day">{untilOf(until, visit, true)}</p>}
        <p>{say('window.where')}</p>
      </article>
      <section class="paid-card private" aria-label={paper}>
        <p>{codeWords}</p>
        <p class="window-code">{codeInTwo(payment.code)}</p>
        {due.map(({ key, hospital, amount, where }) => (
          <p key={key} class={where === undefined ? 'window-due' : 'window-due window-due-placed'}>
            <span>{hospital}</span>
            <strong class="pay-amount">{amount}</strong>
            {where !== undefined && <span class="window-place">{where}</span>}
          </p>
        ))}
        {until !== undefined && <p class="window-until">{untilOf(until, visit)}</p>}
      </section>
      <OnPaper printing={printing} words={back ? WORDS_BACK : WORDS} fault={fault} />
      <TheEnd printing={printing} print={print} />
    </Screen>
  );
}

/** Where its cash window is; of another hospital than the one in which the kiosk stands, that is said. */
function whereIn(hospital: string, place: string | undefined, { services, say }: Visit): string | undefined {
  if (hospital === services.here?.hospital) return place === undefined ? undefined : say('window.place', { place });
  return place === undefined ? say('window.not-here') : say('window.elsewhere', { place });
}

/** What changes hands at the window for this part, fen. */
function cashOf(part: Payment['parts'][number], back: boolean): number {
  if (!back) return isDue(part) ? part.agreed.cash.amount : 0;
  return sumOf(part.refunds.filter(({ state }) => state === 'at-window').map(({ amount }) => amount)).amount;
}

/** Of another day that is said; and on paper, which is read on another day, always. */
function untilOf(until: string, { services, language, say }: Visit, onPaper = false): string {
  const clock = clockOf(until);
  if (!onPaper && dayOf(until) === dayOf(services.now())) return say('window.until', { clock });
  return say('window.until.day', { clock, day: sayDay(language, dayOf(until)) });
}
