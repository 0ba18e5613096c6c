import { send } from '../platform/http/gateway.ts';
import type { Onedoor } from './compose.ts';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

interface Door {
  readonly path: string;
  readonly zh: string;
  readonly en: string;
}

const PHONE: Door = { path: '/phone/', zh: '手机上办', en: 'On your own phone' };
const KIOSK: Door = { path: '/kiosk/', zh: '自助机', en: 'Kiosk' };
const HELPER: Door = { path: '/helper/', zh: '志愿者和服务台', en: 'Volunteers and the desk' };
const DESK: Door = { path: '/desk/', zh: '窗口', en: 'The desk of a hall' };
const DOORS: readonly Door[] = [
  { path: '/slips', zh: '核对挂号单', en: 'Is a slip genuine?' },
  { path: '/receipts', zh: '核对收据', en: 'Is a receipt genuine?' },
  { path: '/pay', zh: '替家里人付钱', en: 'Pay for somebody of the family' },
  { path: '/docs', zh: '接口文档', en: 'The contract, for programs' },
];

/** What stands at `/`: a page that says which doors there are. */
export function addFrontDoor(
  { app, dependencies }: Onedoor,
  there: Readonly<Record<'phone' | 'kiosk' | 'helper' | 'desk', boolean>>,
): void {
  const pages = [
    ...(there.phone ? [PHONE] : []),
    ...(there.kiosk ? [KIOSK] : []),
    ...(there.helper ? [HELPER] : []),
    ...(there.desk ? [DESK] : []),
  ];
  const body = doorPage([...pages, ...DOORS]);
  app.get('/', () => send({ status: 200, headers: HEADERS, body }, dependencies.ids.next('req')));
}

/** No script: it works on any machine. */
function doorPage(doors: readonly Door[]): string {
  const items = doors.map(({ path, zh, en }) => `<li><a href="${path}">${zh}<br><span lang="en">${en}</span></a></li>`);
  return `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>一门 · Onedoor</title>
<style>
body { font: 20px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; margin: 0 auto; max-width: 30rem; padding: 1.5rem; color: #1b1a17; background: #faf8f3; }
ul { list-style: none; margin: 0; padding: 0; }
a { display: block; margin-top: .8rem; padding: .8rem 1.2rem; min-height: 60px; border: 2px solid #0d4f4a; color: #0d4f4a; text-decoration: none; font-size: 26px; }
span { font-size: 20px; }
</style>
<h1>一门 <span lang="en">Onedoor</span></h1>
<p>一座城市，所有医院，一个门。<br><span lang="en">One door to every hospital of a city.</span></p>
<ul>${items.join('')}</ul>
</html>`;
}
