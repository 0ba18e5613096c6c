import type { CheckedReceipt, ReceiptVerdict } from '../scenes/payments/check-receipt.ts';
import { bothOf, codeForm, momentOf, phonePage, yuanOf } from './phone-page.ts';
import { escapeHtml } from './reference-pages.ts';

const TITLE = ['收据核对', 'Receipt check'] as const;
const FORM = codeForm('/receipts', ['收据上的 10 位编号', 'The 10 characters on the receipt'], ['核对', 'Check']);

const VERDICTS = {
  genuine: ['good', '✓ 真实的收据', 'Genuine'],
  older: ['good', '✓ 真实的收据。之后又付了一些。', 'Genuine. More was paid since.'],
  forged: ['bad', '× 假的', 'Not genuine'],
  unknown: ['bad', '× 没有这张收据', 'There is no such receipt'],
  busy: ['', '请过一分钟再试', 'Please try again in a minute'],
} as const;

/** The page that asks for the number on a receipt; `busy`: too many numbers led to nothing. */
export function receiptForm(why?: 'busy'): string {
  return phonePage(TITLE, `${why === undefined ? '' : verdictOf(why)}${FORM}`);
}

/**
 * The page on which anybody sees whether a receipt is genuine: for whom, masked, what was paid at which hospital and when, and what went back
 * since. No line of a bill, no department, no share of an insurer.
 */
export function receiptPage(verdict: ReceiptVerdict): string {
  const body =
    'parts' in verdict
      ? genuine(verdict)
      : `${verdictOf(verdict.verdict)}<p>${bothOf('请到医院窗口问一问，不要付钱给别人。', 'Ask at the hospital’s window. Do not pay anybody.')}</p>`;
  return phonePage(TITLE, `${body}\n${FORM}`);
}

function verdictOf(verdict: keyof typeof VERDICTS): string {
  const [colour, zh, en] = VERDICTS[verdict];
  return `<p class="verdict ${colour}">${bothOf(zh, en)}</p>`;
}

function genuine({ verdict, patientName, total, parts }: CheckedReceipt): string {
  return `${verdictOf(verdict)}
<p class="who">${escapeHtml(patientName)}</p>
<p>${bothOf('收据上的总数', 'In all, as the receipt says')}</p><p class="sum">${yuanOf(total)}</p>
<p>${bothOf('请核对姓名和总数。这不是医疗收费电子票据，不能报销。', 'Compare the name and the sum. This is no electronic invoice (电子票据).')}</p>
${parts.map(partOf).join('\n')}`;
}

function partOf({ hospitalName, total, settledAt, back }: CheckedReceipt['parts'][number]): string {
  const [zh, en] = momentOf(settledAt);
  const returned = back.map(({ amount, endedAt }) => {
    const sum = yuanOf(amount);
    if (endedAt === null)
      return `<p>${bothOf(`医院收回 ${sum}，钱正在退`, `${sum} was taken back; the money is on its way`)}</p>`;
    const [doneZh, doneEn] = momentOf(endedAt);
    return `<p>${bothOf(`${doneZh} 已退 ${sum}`, `${sum} went back on ${doneEn}`)}</p>`;
  });
  return `<div class="one"><p>${escapeHtml(hospitalName)} <strong>${yuanOf(total)}</strong><br>${bothOf(`${zh} 付清`, `Paid on ${en}`)}</p>${returned.join('')}</div>`;
}
