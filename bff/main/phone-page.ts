import { encode } from 'uqr';

/** Headers of a page that whoever holds a paper opens on a phone: no script, nothing from elsewhere, in nobody's frame. */
export const PHONE_PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
};

const STYLE = `body { font: 20px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; margin: 0 auto; max-width: 30rem; padding: 1.5rem; color: #1a1a1a; background: #fbfaf7; overflow-wrap: anywhere; }
h1 { font-size: 22px; font-weight: 600; }
.verdict { font-size: min(32px, 8.5vw); line-height: 1.35; font-weight: 700; border: 4px solid currentColor; padding: 1rem; margin: 1rem 0; }
.good { color: #0b5a36; } .bad { color: #8c1d18; }
.who { font-size: 34px; margin: 1rem 0; }
.one { border-top: 2px solid #8a857a; padding: .6rem 0; margin: 0; }
.sum { font-size: min(40px, 11vw); font-weight: 700; line-height: 1.2; }
.qr { display: block; width: min(100%, 20rem); margin: 1rem auto; }
input, button { font: inherit; font-size: 26px; padding: .6rem; min-height: 60px; box-sizing: border-box; width: 100%; margin-top: .6rem; white-space: normal; }
button.main { background: #0d4f4a; color: #fff; border: 0; font-weight: 700; }`;

/** @param again Seconds after which the page looks again by itself: something is under way. */
export function phonePage(title: readonly [zh: string, en: string], body: string, again?: number): string {
  const refresh = again === undefined ? '' : `<meta http-equiv="refresh" content="${again}">`;
  return `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${refresh}
<title>一门 ${title[0]} · ${title[1]}</title>
<style>
${STYLE}
</style>
<h1>一门 · ${title[0]}<br><span lang="en">Onedoor: ${title[1]}</span></h1>
${body}
</html>`;
}

/** The form that asks for the code on a paper. */
export function codeForm(
  action: string,
  asked: readonly [zh: string, en: string],
  press: readonly [zh: string, en: string],
): string {
  return `<form method="get" action="${action}"><label>${asked[0]}<br><span lang="en">${asked[1]}</span><input name="code" maxlength="14" autocomplete="off" autocapitalize="characters"></label><button>${press[0]} · <span lang="en">${press[1]}</span></button></form>`;
}

/** `¥12.30`, of fen. */
export function yuanOf(fen: number): string {
  return `¥${(fen / 100).toFixed(2)}`;
}

const MOMENT = { timeZone: 'Asia/Shanghai', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const ZH = new Intl.DateTimeFormat('zh-CN', { ...MOMENT, month: 'long' });
const EN = new Intl.DateTimeFormat('en-GB', { ...MOMENT, month: 'short' });

/** An instant in Shanghai, as each language reads it: `11月24日 09:30`, `24 Nov, 09:30`. */
export function momentOf(at: number): readonly [zh: string, en: string] {
  return [ZH.format(at), EN.format(at)];
}

/** White modules around the code: a reader needs four. */
const QUIET = 4;

/** A QR code as one path, black on white. */
export function qrSvg(text: string, label: string): string {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return `<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${squares.join('')}" fill="#000"/></svg>`;
}

/** A sentence in both languages, one below the other. */
export function bothOf(zh: string, en: string): string {
  return `${zh}<br><span lang="en">${en}</span>`;
}
