// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { afterEach, expect, it } from 'vitest';
import { readSettings } from '../../kiosk/apps/kiosk/settings.ts';
import { type InDom, startInDom } from './kit/start-in-dom.ts';

/** Until the page asks again whether the machine is set up. */
const RETRY_MS = 5_000;

let kiosk: InDom | undefined;

afterEach(() => kiosk?.stop());

it('a kiosk says in both languages where to go when the machine is not set up, and serves as soon as it is', async () => {
  kiosk = startInDom({ settings: false, soonerMs: [RETRY_MS] });
  await kiosk.sees(/这台机器暂停使用/);
  expect(kiosk.root.textContent).toContain('请到人工窗口');
  expect(kiosk.root.textContent).toContain('Go to the staffed window');
  kiosk.world.settings = true;
  await kiosk.sees(/放上身份证/);
});

it('a kiosk is out of service when the gateway refuses the device', async () => {
  kiosk = startInDom();
  kiosk.gateway.script.problems.readDevice = 'device-refused';
  await kiosk.sees(/这台机器暂停使用/);
});

it('a kiosk takes only a bridge on this machine, and keeps the time-out within what people can answer', () => {
  for (const bridge of [undefined, 'ws://10.0.0.1:1/', 'http://127.0.0.1:1/', 'ws://127.0.0.1.evil.example/'])
    expect(() => readSettings({ bridge })).toThrow();
  const bridge = 'ws://127.0.0.1:4711/';
  expect(readSettings({ bridge })).toEqual({ bridge, paper: 'receipt', idleSeconds: 60, tapGuardMs: 400 });
  expect(readSettings({ bridge, paper: 'a4', idleSeconds: 5 })).toEqual({
    bridge,
    paper: 'a4',
    idleSeconds: 30,
    tapGuardMs: 400,
  });
  expect(readSettings({ bridge, idleSeconds: 9_999 }).idleSeconds).toBe(300);
  expect(readSettings({ bridge, tapGuardMs: 5_000 }).tapGuardMs).toBe(800);
});

it('a kiosk takes the colour of the hospital, and none on which white words are not read', () => {
  const bridge = 'ws://127.0.0.1:4711/';
  expect(readSettings({ bridge, accent: '#7a0019' }).accent).toBe('#7a0019');
  for (const accent of ['#ff6600', '#888888', 'red', '#123', 7]) expect(readSettings({ bridge, accent }).accent).toBeUndefined();
});
