import type { Payment } from '../../../client/wire.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import '../../../components/slip/slip-paper.css';
import { hospitalName } from '../../../i18n/named.ts';
import { clockOf, dayOf, sayDay } from '../../../i18n/when.ts';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { OnPaper, type PaperWords, TheEnd } from '../../slips/screens/on-paper.tsx';
import { isFault, usePrinting } from '../../slips/use-printing.ts';
import { byHospital, codeInTwo, isDue, sumOf } from '../money.ts';
import { yuanOf } from './bills.tsx';
import './payments.css';

const WORDS: PaperWords = {
  printing: 'window.printing',
  printed: 'window.printed',
  noPaper: 'window.no-paper',
  takeBoth: 'window.take-both',
};

/** What is to be paid in cash: the number that the cashier asks for, where, how much and until when; on the screen and on paper. */
export function AtWindow({ payment }: { readonly payment: Payment }) {
  const visit = useVisit();
  const { language, say } = visit;
  const names = useNames();
  const { printing, print } = usePrinting();
  const due = byHospital(payment.parts.filter(isDue)).map(({ all, ...one }) => ({
    key: one.hospital,
    hospital: hospitalName(language, one, names?.hospitals ?? []),
    amount: yuanOf(visit, sumOf(all.map(({ agreed }) => agreed.cash))),
    until: all[0]?.payUntil,
  }));
  const until = due[0]?.until;
  const fault = isFault(printing) ? say('window.fault') : undefined;
  return (
    <Screen title={say('window.title')} lead={<p>{say('window.where')}</p>}>
      <article class="slip" aria-label={say('window.paper')}>
        <p class="slip-hospital">{say('window.paper')}</p>
        <p class="slip-provisional">{say('window.not-paid')}</p>
        <p>{say('window.code')}</p>
        <p class="slip-pay-code">{codeInTwo(payment.code)}</p>
        <p class="slip-words">{`${say('receipt.for')} ${payment.patientName}`}</p>
        {due.map(({ key, hospital, amount }) => (
          <div key={key} class="slip-part">
            <p class="slip-room">{hospital}</p>
            <p class="slip-called">{amount}</p>
          </div>
        ))}
        {until !== undefined && <p class="slip-day">{untilOf(until, visit, true)}</p>}
        <p>{say('window.where')}</p>
      </article>
      <section class="paid-card private" aria-label={say('window.paper')}>
        <p>{say('window.code')}</p>
        <p class="window-code">{codeInTwo(payment.code)}</p>
        {due.map(({ key, hospital, amount }) => (
          <p key={key} class="window-due">
            <span>{hospital}</span>
            <strong class="pay-amount">{amount}</strong>
          </p>
        ))}
        {until !== undefined && <p class="window-until">{untilOf(until, visit)}</p>}
      </section>
      <OnPaper printing={printing} words={WORDS} fault={fault} />
      <TheEnd printing={printing} print={print} />
    </Screen>
  );
}

/** Of another day that is said; and on paper, which is read on another day, always. */
function untilOf(until: string, { services, language, say }: Visit, onPaper = false): string {
  const clock = clockOf(until);
  if (!onPaper && dayOf(until) === dayOf(services.now())) return say('window.until', { clock });
  return say('window.until.day', { clock, day: sayDay(language, dayOf(until)) });
}
