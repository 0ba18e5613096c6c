import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Loaded } from '../../../client/all-pages.ts';
import type { Hospital, Receipt } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { WhereHelpIs } from '../../../components/trouble/where-help-is.tsx';
import { hospitalName } from '../../../i18n/named.ts';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { codeInTwo, splitOf } from '../../payments/money.ts';
import { yuanOf } from '../../payments/screens/bills.tsx';
import { backOf } from '../../payments/screens/parts.tsx';
import { OnPaper, type PaperWords, TheEnd } from '../../slips/screens/on-paper.tsx';
import { isFault, standsOnScreen, usePrinting } from '../../slips/use-printing.ts';
import { ReceiptPaper } from './receipt-paper.tsx';

const WORDS: PaperWords = {
  printing: 'receipt.printing',
  printed: 'receipt.printed',
  noPaper: 'receipt.no-paper',
  takeBoth: 'receipt.take-both',
};
const WORDS_OF_SOME: PaperWords = { ...WORDS, noPaper: 'receipt.no-paper.some' };

interface ReceiptViewProps {
  readonly paymentId: string;
  /** There is one part, and it stands here alone; or each stands above, and all of them are paid, or some. */
  readonly which: 'one' | 'all' | 'some';
  /** What became of each, where there are several. */
  readonly parts?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** What was paid, and its receipt, which prints by itself. Without one, and without paper, it is paid: both are said. */
export function ReceiptView({ paymentId, which, parts, children }: ReceiptViewProps) {
  const visit = useVisit();
  const { say, window, act } = visit;
  const [read, retry] = useLoad(() => readReceipt(visit, paymentId));
  if (read.state === 'loading')
    return (
      <>
        {parts}
        <p role="status">{say('wait.loading')}</p>
      </>
    );
  if (read.state === 'problem')
    return (
      <>
        {parts}
        <p role="alert">{say('receipt.not-issued')}</p>
        <WhereHelpIs {...{ say, window, words: '' }} />
        <div class="screen-actions">
          <Action kind="main" label={say('trouble.retry')} picture={wayDrawings.again} onPress={retry} />
          <Action label={say('trouble.person')} picture={wayDrawings.staff} onPress={act.help} />
          <Action label={say('frame.finish')} onPress={act.finish} />
        </div>
      </>
    );
  return (
    <Printed {...read.value} {...{ which, parts }}>
      {children}
    </Printed>
  );
}

interface ReadReceipt {
  readonly receipt: Receipt;
  readonly hospitals: readonly Hospital[];
}

function Printed({ receipt: first, hospitals, which, parts, children }: ReadReceipt & Omit<ReceiptViewProps, 'paymentId'>) {
  const visit = useVisit();
  const { services, language, say, window } = visit;
  const [receipt, setReceipt] = useState(first);
  // Money may have gone back since. What can not be read anew says when it was true.
  const { printing, print } = usePrinting(async () => {
    const now = await services.client('readReceipt', { params: { id: first.id } }).catch(() => undefined);
    if (now?.ok) setReceipt(now.body);
  });
  const together = splitOf(receipt.parts.map(({ settled }) => settled));
  const own = together.cash;
  const insured = { amount: together.total.amount - own.amount };
  const [part] = receipt.parts;
  const alone = which === 'one';
  const hidden = which === 'some' && !standsOnScreen(printing);
  const fault = isFault(printing) ? say('receipt.fault', { window }) : undefined;
  return (
    <>
      <ReceiptPaper {...{ receipt, hospitals, language }} />
      {which !== 'all' && parts}
      {!hidden && (
        <section class="paid-card private" aria-label={say('receipt.title')}>
          {alone && part && <p class="paid-hospital">{hospitalName(language, part, hospitals)}</p>}
          <p>
            {say(own.amount > 0 ? 'paid.sum' : 'paid.insured')}{' '}
            <strong class="pay-amount">{yuanOf(visit, own.amount > 0 ? own : together.total)}</strong>
          </p>
          {own.amount > 0 && insured.amount > 0 && (
            <p>{say('paid.rest', { insured: yuanOf(visit, insured), total: yuanOf(visit, together.total) })}</p>
          )}
          {alone && <p>{receipt.patientName}</p>}
          {alone && part && backOf(part, visit).map((told, number) => <p key={`${number} ${told}`}>{told}</p>)}
          {standsOnScreen(printing) && (
            <p>
              {say('receipt.code')} <strong>{codeInTwo(receipt.code)}</strong>
            </p>
          )}
        </section>
      )}
      {/* The sum of all stands first: what turns the pages below it stays in reach. */}
      {which === 'all' && parts}
      <OnPaper printing={printing} words={which === 'some' ? WORDS_OF_SOME : WORDS} fault={fault} />
      <TheEnd printing={printing} print={print}>
        {children}
      </TheEnd>
    </>
  );
}

async function readReceipt({ services }: Visit, id: string): Promise<Loaded<ReadReceipt>> {
  const [receipt, hospitals] = await Promise.all([services.client('readReceipt', { params: { id } }), services.city.hospitals()]);
  // Names that do not come are said as the hospital writes them.
  return receipt.ok
    ? { ok: true, value: { receipt: receipt.body, hospitals: hospitals.ok ? hospitals.value : [] } }
    : { ok: false, problem: receipt.problem };
}
