import type { Hospital, Receipt } from '../../../client/wire.ts';
import { QrCode } from '../../../components/slip/qr-code.tsx';
import '../../../components/slip/slip-paper.css';
import { hospitalName } from '../../../i18n/named.ts';
import type { Language } from '../../../i18n/text.ts';
import { sayIn } from '../../../i18n/text.ts';
import { clockOf, dayOf, sayDay } from '../../../i18n/when.ts';
import { codeInTwo, splitOf } from '../../payments/money.ts';
import { yuanOf } from '../../payments/screens/bills.tsx';
import { backOf } from '../../payments/screens/parts.tsx';
import '../../payments/screens/payments.css';

export interface ReceiptPaperProps {
  readonly receipt: Receipt;
  readonly hospitals: readonly Hospital[];
  readonly language: Language;
}

/**
 * The receipt as it comes out of the printer: each hospital with its lines and sums, and that it is no electronic invoice. Masked name, no
 * number of a document.
 */
export function ReceiptPaper({ receipt, hospitals, language }: ReceiptPaperProps) {
  const say = sayIn(language);
  const { parts, patientName, code, qr, issuedAt } = receipt;
  return (
    <article class="slip slip-long" aria-label={say('receipt.title')}>
      <p class="slip-hospital">{say('receipt.title')}</p>
      <p class="slip-provisional">{say('receipt.not-invoice')}</p>
      <p class="slip-words">{`${say('receipt.for')} ${patientName}`}</p>
      {parts.map((part) => (
        <Part key={`${part.hospital} ${part.visitRef}`} {...{ part, hospitals, language }} />
      ))}
      {parts.length > 1 && (
        <Sums split={splitOf(parts.map(({ settled }) => settled))} title={say('receipt.together')} language={language} />
      )}
      <div class="slip-code">
        <QrCode text={qr} label={say('receipt.scan')} />
        <p>{say('receipt.scan')}</p>
        <p>{say('receipt.code')}</p>
        <p class="slip-number">{codeInTwo(code)}</p>
      </div>
      <p>{say('slip.printed-at', { when: momentOf(language, issuedAt) })}</p>
    </article>
  );
}

/** `11月24日 周二 9:30`: paper is read on another day. */
function momentOf(language: Language, instant: string): string {
  return `${sayDay(language, dayOf(instant))} ${clockOf(instant)}`;
}

interface PartProps {
  readonly part: Receipt['parts'][number];
  readonly hospitals: readonly Hospital[];
  readonly language: Language;
}

function Part({ part, hospitals, language }: PartProps) {
  const say = sayIn(language);
  const { at, department, lines, settled, invoiceNumber, dutyDesk } = part;
  return (
    <div class="slip-part">
      <p class="slip-room">{hospitalName(language, part, hospitals)}</p>
      <p>
        {[`${say('receipt.visit')} ${sayDay(language, dayOf(at))}`, ...(department === undefined ? [] : [department])].join(
          ' · ',
        )}
      </p>
      {lines.map(({ name, quantity, unit = '', amount, class: cover }, number) => (
        <p key={`${number} ${name}`} class="slip-line">
          <span>
            {name}
            <br />
            {`${quantity}${unit} · ${say(`lines.class.${cover}`)}`}
          </span>
          <strong>{yuanOf({ say, language }, amount)}</strong>
        </p>
      ))}
      <Sums split={settled} language={language} />
      {backOf(part, { say, language }).map((told, number) => (
        <p key={`${number} ${told}`}>{told}</p>
      ))}
      <p>{invoiceNumber === undefined ? say('receipt.invoice.later') : say('receipt.invoice', { number: invoiceNumber })}</p>
      <p>{say('slip.desk', { phone: dutyDesk.phone })}</p>
    </div>
  );
}

const SHARES = ['fund', 'account', 'cash', 'total'] as const;

interface SumsProps {
  readonly split: ReturnType<typeof splitOf>;
  /** Of what they are the sums, where they stand by themselves. */
  readonly title?: string;
  readonly language: Language;
}

function Sums({ split, title, language }: SumsProps) {
  const say = sayIn(language);
  return (
    <div class="slip-sums">
      {title !== undefined && <p class="slip-room">{title}</p>}
      {SHARES.map((share) => (
        <p key={share} class="slip-line">
          <span>{say(`split.${share}`)}</span>
          <strong>{yuanOf({ say, language }, split[share])}</strong>
        </p>
      ))}
    </div>
  );
}
