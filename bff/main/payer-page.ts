import type { HomePart, HomePayment } from '../scenes/payments/pay-from-home.ts';
import { bothOf, codeForm, momentOf, phonePage, qrSvg, yuanOf } from './phone-page.ts';
import { escapeHtml } from './reference-pages.ts';

const TITLE = ['替家里人付钱', 'Pay for somebody of the family'] as const;
const FORM = codeForm('/pay', ['纸上的 10 位编号', 'The 10 characters on the paper'], ['打开', 'Open']);
/** How soon the page looks again: while a code is made, and while it may be paid. */
const SOON_S = 3;
const FOLLOW_S = 5;

/** The page that asks for the code on the paper; `busy`: too many codes led to nothing. */
export function payerForm(why?: 'unknown' | 'busy'): string {
  const said = {
    unknown: `<p class="verdict bad">${bothOf('× 没有这个编号', 'There is no such code')}</p><p>${bothOf('请再看一看纸上的编号。不要付钱给别人。', 'Look at the code on the paper again. Do not pay anybody else.')}</p>`,
    busy: `<p class="verdict">${bothOf('请过一分钟再试', 'Please try again in a minute')}</p>`,
  };
  return phonePage(TITLE, `${why === undefined ? '' : said[why]}${FORM}`);
}

/**
 * What whoever pays from home sees: for whom, masked, each hospital with what is to be paid there, until when; and one thing to do, the code of
 * the first that is not paid. No line of a bill, no department, nothing of an insurer. It says when it was true.
 * @param away The provider did not answer when a code was asked for.
 */
export function payerPage(payment: HomePayment, code: string, away: boolean): string {
  const { patientName, parts, payUntil, now } = payment;
  const at = parts.findIndex(({ standing }) => standing === 'paying');
  const current = parts[at];
  const act = current && acting(current, { at, all: parts.length, code, away });
  const [zh, en] = momentOf(now);
  const [untilZh, untilEn] = momentOf(payUntil);
  const until =
    current && current.code !== 'none'
      ? `<p>${bothOf(`请在 ${untilZh} 前付。只能用手机付，不能拿到窗口付。`, `Please pay before ${untilEn}. By phone only, not at the window.`)}</p>`
      : '';
  const again = act?.again ?? (parts.some(({ standing }) => standing === 'confirming') ? FOLLOW_S : undefined);
  return phonePage(
    TITLE,
    `<p class="who">${escapeHtml(patientName)}</p>
${until}${act?.html ?? ''}
${hospitalsOf(parts).map(hospitalOf).join('\n')}
<p>${bothOf(`以上是 ${zh} 的情况。`, `As it was on ${en}.`)}</p>
<form method="get" action="/pay"><input type="hidden" name="code" value="${escapeHtml(code)}"><button>${bothOf('再看一次', 'Look again')}</button></form>`,
    again,
  );
}

interface Acting {
  readonly at: number;
  readonly all: number;
  readonly code: string;
  readonly away: boolean;
}

/** What can be done about the bill whose turn it is. */
function acting(part: HomePart, { at, all, code, away }: Acting): { readonly html: string; readonly again?: number } {
  const what = `<p>${all > 1 ? bothOf(`第 ${at + 1} 笔，共 ${all} 笔`, `Code ${at + 1} of ${all}`) : ''}</p><p>${escapeHtml(part.hospitalName)}</p><p class="sum">${yuanOf(part.cash)}</p>`;
  if (part.code === 'none')
    return { html: `<p class="verdict">${bothOf('现在不能付了', 'It can not be paid any more')}</p>`, again: FOLLOW_S };
  if (part.code === 'coming')
    return { html: `${what}<p class="verdict">${bothOf('付款码马上就来', 'The code comes in a moment')}</p>`, again: SOON_S };
  if (part.code === 'wanted') {
    const sorry = away
      ? `<p class="verdict bad">${bothOf('现在拿不到付款码，没有扣钱。请过几分钟再按。', 'No code can be had now; nothing was charged. Press again in some minutes.')}</p>`
      : '';
    return {
      html: `${what}${sorry}<form method="post" action="/pay"><input type="hidden" name="code" value="${escapeHtml(code)}"><input type="hidden" name="part" value="${at}"><button class="main">${bothOf('显示付款码', 'Show the code to pay')}</button></form>`,
    };
  }
  const [zh, en] = momentOf(part.code.until);
  return {
    html: `${what}${qrSvg(part.code.text, '付款码 Code to pay')}
<p>${bothOf('请用微信扫。可以用另一部手机扫，或在电脑上打开这一页。', 'Scan it with WeChat: with another phone, or open this page on a computer.')}</p>
<p>${bothOf(`这个码到 ${zh} 有效。过了可以再要一个。`, `This code can be paid until ${en}. Then you can have another one.`)}</p>`,
    again: FOLLOW_S,
  };
}

interface Hospital {
  readonly name: string;
  readonly parts: readonly HomePart[];
}

function hospitalsOf(parts: readonly HomePart[]): readonly Hospital[] {
  const ids = [...new Set(parts.map(({ hospitalId }) => hospitalId))];
  return ids.map((id) => {
    const own = parts.filter(({ hospitalId }) => hospitalId === id);
    return { name: own[0]?.hospitalName ?? '', parts: own };
  });
}

function hospitalOf({ name, parts }: Hospital): string {
  const total = parts.reduce((sum, { cash }) => sum + cash, 0);
  const desk = parts.find(({ standing }) => standing === 'with-staff')?.dutyDesk;
  const phone = desk === undefined ? '' : `<br>${escapeHtml(`${desk.name} ${desk.phone}`)}`;
  const each = parts.map(
    (part) => `<p>${parts.length > 1 ? `${yuanOf(part.cash)}: ` : ''}${standingWords(part)}${refundWords(part)}</p>`,
  );
  return `<div class="one"><p>${escapeHtml(name)} <strong>${yuanOf(total)}</strong></p>${each.join('')}${phone}</div>`;
}

function standingWords({ standing, code, endedAt, knowBy }: HomePart): string {
  const [zh, en] = momentOf(endedAt ?? knowBy);
  switch (standing) {
    case 'paying':
      return code === 'none' ? bothOf('正在查有没有付', 'Looking whether it was paid') : bothOf('还没付', 'Not paid yet');
    case 'confirming':
      return bothOf(
        `钱收到了，正在告诉医院，最晚 ${zh} 知道结果。不要再付。`,
        `The money is there. The hospital is being told; one will know by ${en}. Do not pay again.`,
      );
    case 'paid':
      return `<strong class="good">${bothOf(`✓ ${zh} 已付清`, `Paid on ${en}`)}</strong>`;
    case 'giving-back':
      return bothOf(
        '没有付成，付了的钱正在退回原来的地方',
        'It was not paid. Money that was paid is going back to where it came from',
      );
    case 'not-paid':
      return bothOf(`${zh} 结束，没有付成`, `Ended on ${en}, not paid`);
    case 'with-staff':
      return bothOf('工作人员正在处理。不要再付。', 'The staff are looking at it. Do not pay again.');
  }
}

/** Money that goes back, to the phone that paid: who that was, nobody here knows. */
function refundWords({ refunds }: HomePart): string {
  return refunds
    .map(({ amount, state, doneAt }) => {
      const sum = yuanOf(amount);
      if (state === 'done' && doneAt !== null) {
        const [zh, en] = momentOf(doneAt);
        return `<br>${bothOf(`${zh} 退回 ${sum} 给付钱的手机`, `${sum} went back on ${en} to the phone that paid`)}`;
      }
      if (state === 'stuck') return `<br>${bothOf(`${sum} 由工作人员退回`, `The staff are giving ${sum} back`)}`;
      return `<br>${bothOf(`${sum} 正在退回付钱的手机`, `${sum} is on its way back to the phone that paid`)}`;
    })
    .join('');
}
