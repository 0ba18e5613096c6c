import type { Payment } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
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
import { isFault, standsOnScreen, usePrinting } from '../../slips/use-printing.ts';
import '../../payments/screens/payments.css';

const WORDS: PaperWords = {
  printing: 'from-home.printing',
  printed: 'from-home.printed',
  noPaper: 'from-home.no-paper',
  takeBoth: 'from-home.take-both',
};

/** What somebody at home is to pay: the code of their page, how much and until when, on paper; without paper the code is here to be photographed. */
export function FromHome({ payment }: { readonly payment: Payment }) {
  const visit = useVisit();
  const { language, say, act } = visit;
  const names = useNames();
  const { printing, print } = usePrinting();
  const { code = '', address = '' } = payment.fromHome ?? {};
  const due = byHospital(payment.parts.filter(isDue)).map(({ all, ...one }) => ({
    key: one.hospital,
    hospital: hospitalName(language, one, names?.hospitals ?? []),
    amount: yuanOf(visit, sumOf(all.map(({ agreed }) => agreed.cash))),
    until: all[0]?.payUntil,
  }));
  const whole = sumOf(payment.parts.filter(isDue).map(({ agreed }) => agreed.cash));
  // The paper names each; here is room for two.
  const shown = due.length > 2 ? [{ key: 'all', hospital: say('split.total'), amount: yuanOf(visit, whole) }] : due;
  const until = due[0]?.until;
  const fault = isFault(printing) ? say('from-home.fault') : undefined;
  return (
    <Screen title={say('from-home.title')} {...(fault === undefined ? { lead: <p>{say('from-home.how')}</p> } : {})}>
      <article class="slip" aria-label={say('from-home.paper')}>
        <p class="slip-hospital">{say('from-home.paper')}</p>
        <p class="slip-provisional">{say('window.not-paid')}</p>
        <p class="slip-words">{`${say('receipt.for')} ${payment.patientName}`}</p>
        {due.map(({ key, hospital, amount }) => (
          <div key={key} class="slip-part">
            <p class="slip-room">{hospital}</p>
            <p class="slip-called">{amount}</p>
          </div>
        ))}
        {until !== undefined && <p class="slip-day">{untilOf(until, visit, true)}</p>}
        <div class="slip-code">
          <QrCode text={address} label={say('from-home.scan')} />
          <p>{say('from-home.scan')}</p>
          <p>{say('from-home.type', { address: pageOf(address) })}</p>
          <p>{say('from-home.code')}</p>
          <p class="slip-number">{codeInTwo(code)}</p>
        </div>
        <p>{say('from-home.phone-only')}</p>
      </article>
      <section class="paid-card private" aria-label={say('from-home.paper')}>
        {standsOnScreen(printing) && (
          <div class="from-home-code">
            <QrCode text={address} label={say('from-home.scan')} />
          </div>
        )}
        <p>
          {say('from-home.code')} <strong>{codeInTwo(code)}</strong>
        </p>
        {shown.map(({ key, hospital, amount }) => (
          <p key={key} class="window-due">
            <span>{hospital}</span>
            <strong class="pay-amount">{amount}</strong>
          </p>
        ))}
        {until !== undefined && <p class="window-until">{untilOf(until, visit)}</p>}
      </section>
      <OnPaper printing={printing} words={WORDS} fault={fault} />
      <TheEnd printing={printing} print={print}>
        <Action label={say('from-home.stop')} onPress={() => act.settle('pay-code', 'cash')} />
      </TheEnd>
    </Screen>
  );
}

/** The address as somebody types it, without its code. */
function pageOf(address: string): string {
  return address.replace(/^https?:\/\//, '').replace(/\?.*$/, '');
}

/** Of another day that is said; and on paper, which is read elsewhere, always. */
function untilOf(until: string, { services, language, say }: Visit, onPaper = false): string {
  const clock = clockOf(until);
  if (!onPaper && dayOf(until) === dayOf(services.now())) return say('from-home.until', { clock });
  return say('from-home.until.day', { clock, day: sayDay(language, dayOf(until)) });
}
