import type * as z from 'zod';
import type { slipVerdict } from '../contract/slips/schemas.ts';
import { escapeHtml } from './reference-pages.ts';

type Verdict = z.output<typeof slipVerdict>['verdict'];

const WORDS: Readonly<Record<Verdict | 'unknown', readonly [zh: string, en: string, mark: string]>> = {
  valid: ['真实有效', 'Genuine and valid', '✓'],
  provisional: ['真实，等医院确认', 'Genuine, not confirmed yet', '…'],
  cancelled: ['真实，但已取消', 'Genuine, but cancelled', '×'],
  expired: ['真实，但已过期', 'Genuine, but past', '×'],
  altered: ['内容被改过', 'Altered', '×'],
  forged: ['假的', 'Not genuine', '×'],
  unknown: ['没有这张单子', 'There is no such slip', '×'],
};

/** What whoever looks at it should do. */
function adviceOn(verdict: Verdict | 'unknown'): string {
  if (verdict === 'valid') return '请核对姓名。Compare the name.';
  if (verdict === 'provisional')
    return '请核对姓名，过一会儿再查。<br>Compare the name, and check again later. The hospital is still confirming it.';
  return '请到医院窗口问一问，不要付钱给别人。<br>Ask at the hospital’s window. Do not pay anybody.';
}

/** Green for what is valid, red for what is not; neither for what may still become either. */
function colourOf(verdict: Verdict | 'unknown'): string {
  if (verdict === 'provisional') return 'open';
  return verdict === 'valid' ? 'valid' : 'not';
}

/**
 * The page on which anybody sees whether a slip is genuine, and for whom, masked, and nothing more. No script: it works on any phone.
 */
export function slipPage(verdict: Verdict | 'unknown', patientName: string | undefined): string {
  const [zh, en, mark] = WORDS[verdict];
  const who = patientName === undefined ? '' : `<p class="who">${escapeHtml(patientName)}</p>`;
  return `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>一门 挂号单核对 · Slip check</title>
<style>
body { font: 20px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; margin: 0 auto; max-width: 30rem; padding: 1.5rem; color: #1a1a1a; background: #fbfaf7; }
h1 { font-size: 22px; font-weight: 600; }
.verdict { font-size: min(40px, 10vw); line-height: 1.3; overflow-wrap: anywhere; font-weight: 700; border: 4px solid currentColor; padding: 1rem; }
.valid { color: #0b5a36; } .not { color: #8c1d18; }
.who { font-size: 34px; margin: 1rem 0; }
input, button { font: inherit; font-size: 26px; padding: .6rem; min-height: 60px; box-sizing: border-box; width: 100%; margin-top: .6rem; }
</style>
<h1>一门 · 挂号单核对<br>Onedoor slip check</h1>
<p class="verdict ${colourOf(verdict)}">${mark} ${zh}<br>${en}</p>
${who}
<p>${adviceOn(verdict)}</p>
<form method="get" action="/slips"><label>再查一张 · Check another<input name="code" maxlength="12" autocomplete="off" autocapitalize="characters"></label><button>核对 · Check</button></form>
</html>`;
}

/** The page that asks for the code on the paper. */
export function slipForm(): string {
  return `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>一门 挂号单核对 · Slip check</title>
<style>
body { font: 20px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; margin: 0 auto; max-width: 30rem; padding: 1.5rem; color: #1a1a1a; background: #fbfaf7; }
input, button { font: inherit; font-size: 26px; padding: .6rem; min-height: 60px; box-sizing: border-box; width: 100%; margin-top: .6rem; }
</style>
<h1>一门 · 挂号单核对<br>Onedoor slip check</h1>
<form method="get" action="/slips"><label>单子上的 10 位编号<br>The 10 characters on the slip<input name="code" maxlength="12" autocomplete="off" autocapitalize="characters"></label><button>核对 · Check</button></form>
</html>`;
}
