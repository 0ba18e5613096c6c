// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { printerStates, readFailures } from '../../kiosk/client/device/bridge-messages.ts';
import { sayIn } from '../../kiosk/i18n/text.ts';
import { isFault } from '../../kiosk/scenes/slips/use-printing.ts';
import { wang } from './kit/fake-bridge.ts';
import { type InDom, startInDom } from './kit/start-in-dom.ts';

let kiosk: InDom;

beforeEach(() => {
  kiosk = startInDom();
});
afterEach(() => kiosk.stop());

const text = () => kiosk.root.textContent ?? '';
const dialog = () => screen.queryByRole('alertdialog');
/** The buttons of the screen itself, without the footer, in their order. */
const ways = () => [...kiosk.root.querySelectorAll('main button')].map((button) => button.textContent);
const mainWay = () => kiosk.root.querySelector('main .action-main')?.textContent;
const timesAsked = () => kiosk.bridge.state.received.filter(({ type }) => type === 'read-document').length;

/** Nothing of the screen changes with it, so the screen can not be waited for. */
const asksReader = () => expect.poll(() => kiosk.bridge.state.waiting).not.toEqual([]);

const spoken = {
  zh: { start: /^中文/, put: /请放证件/, notRead: /没有读出来/, window: '本部1楼2号窗口', help: /请人帮忙/ },
  en: {
    start: /^English/,
    put: /Put down your document/,
    notRead: /It could not be read/,
    window: '本部 floor 1 2号窗口',
    help: /Somebody will help you/,
  },
} as const;

async function fail(reason: string, language: 'zh' | 'en' = 'zh'): Promise<void> {
  await kiosk.sees(spoken[language].put);
  await asksReader();
  kiosk.bridge.put({ kind: 'failed', reason });
  await kiosk.sees(spoken[language].notRead);
}

describe.each(['zh', 'en'] as const)('a document that is not read (%s)', (language) => {
  const words = spoken[language];
  const say = sayIn(language);

  it.each(readFailures.filter((reason) => reason !== 'stopped'))(
    '%s: says what happened, what to do and where to go; both ways on work',
    async (reason) => {
      await kiosk.tap(words.start);
      await fail(reason, language);
      expect(screen.getByRole('alert').textContent).toContain(say(`document.failed.${reason}`, { window: words.window }));
      expect(text()).toContain(words.window);
      const [again, person] = ways();
      expect(ways()).toHaveLength(2);
      expect(person).toBe(say('trouble.person'));
      await kiosk.tap(new RegExp(`^${person}$`));
      await waitFor(() => expect(dialog()?.textContent).toMatch(words.help));
      expect(dialog()?.textContent).toContain(words.window);
      await kiosk.tap(new RegExp(say('help.close')));
      await waitFor(() => expect(dialog()).toBeNull());
      const before = timesAsked();
      await kiosk.tap(new RegExp(`^${again}$`));
      await kiosk.sees(words.put);
      await expect.poll(timesAsked).toBe(before + 1);
    },
  );
});

describe('the reader', () => {
  it('asks again by itself when the card that was left behind is taken, and reads the next one', async () => {
    await kiosk.tap(/^中文/);
    await fail('left-behind');
    kiosk.bridge.put({ kind: 'removed' });
    await kiosk.sees(/请放证件/);
    await asksReader();
    expect(text()).toContain('等您放证件');
    kiosk.bridge.put({ kind: 'card', card: wang });
    await kiosk.sees(/王\*国，对吗/);
  });

  it('asks again by itself when a card that was not read is lifted, as the sentence says', async () => {
    await kiosk.tap(/^中文/);
    await fail('unreadable');
    kiosk.bridge.put({ kind: 'removed' });
    await kiosk.sees(/请放证件/);
    await asksReader();
    kiosk.bridge.put({ kind: 'card', card: wang });
    await kiosk.sees(/王\*国，对吗/);
  });

  it('shows nothing of a reading that was stopped, and is asked again', async () => {
    await kiosk.tap(/^中文/);
    await kiosk.sees(/请放证件/);
    await expect.poll(timesAsked).toBe(1);
    kiosk.bridge.put({ kind: 'failed', reason: 'stopped' });
    await expect.poll(timesAsked).toBe(2);
    await kiosk.sees(/请放证件/);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('sends to a person first from the third failed reading on', async () => {
    await kiosk.tap(/^中文/);
    await fail('unreadable');
    expect(mainWay()).toBe('再放一次');
    await kiosk.tap(/^再放一次/);
    await fail('timeout');
    expect(ways()).toEqual(['再放一次', '去人工窗口']);
    // Lifting the card asks again as well: it is counted all the same.
    kiosk.bridge.put({ kind: 'removed' });
    await fail('reads-differ');
    expect(ways()).toEqual(['去人工窗口', '再放一次']);
    expect(mainWay()).toBe('去人工窗口');
    await kiosk.tap(/^再放一次/);
    await fail('no-card');
    expect(ways()).toEqual(['去人工窗口', '再试一次']);
  });

  it('is told to be away when the bridge does not speak, and counts that once', async () => {
    await kiosk.tap(/^中文/);
    await fail('unreadable');
    kiosk.bridge.say({ type: 'error', code: 'malformed' });
    await waitFor(() => expect(text()).toContain('读卡器暂时用不了'));
    expect(text()).toContain('本部1楼2号窗口');
    await kiosk.tap(/^再试一次/);
    await fail('unreadable');
    expect(mainWay()).toBe('再放一次');
  });
});

describe('a problem of the gateway', () => {
  it('leads to a person from its screen too', async () => {
    await kiosk.toHome();
    kiosk.gateway.script.problems.listAppointments = 'internal';
    await kiosk.tap(/看我的预约/);
    await kiosk.sees(/没有办成/);
    expect(ways()).toEqual(['再试一次', '回到首页', '去人工窗口']);
    await kiosk.tap(/^去人工窗口/);
    await waitFor(() => expect(dialog()?.textContent).toContain('本部1楼2号窗口'));
  });
});

const CHECKED_MS = 6_000;
const booked = () => kiosk.gateway.called('bookAppointment').length;
const printerAsked = () => kiosk.bridge.state.received.filter(({ type }) => type === 'printer').length;
const alertIn = () => screen.queryByRole('alert')?.textContent;

async function toSlip(): Promise<void> {
  await kiosk.toHome();
  await kiosk.toCheck();
  await kiosk.tap(/对，挂这个号/);
  await waitFor(() => screen.getByRole('button', { name: '打印纸条' }));
}

/** The booking stands, and everything that the hospital needs is on the screen. */
function expectSlip(): void {
  expect(text()).toContain('挂好了');
  expect(text()).toContain('7K3M9 QX2RT');
  expect(kiosk.root.querySelector('svg.qr path')?.getAttribute('d')?.length).toBeGreaterThan(1_000);
  expect(booked()).toBe(1);
}

describe('a printer', () => {
  it.each(printerStates.filter(isFault))(
    'a printer that is %s: nothing is printed or booked, the slip stays, and both ways on work',
    async (state) => {
      await toSlip();
      kiosk.bridge.state.printer = state;
      await kiosk.tap(/打印纸条/);
      await waitFor(() => expect(alertIn()).toBe(sayIn('zh')(`printer.${state}`, { window: '本部1楼2号窗口' })));
      expect(kiosk.world.printed).toBe(0);
      expectSlip();
      expect(ways()).toEqual(['再打一次', '去人工窗口', '再办一件事', '结束']);
      await kiosk.tap(/去人工窗口/);
      await waitFor(() => expect(dialog()?.textContent).toContain('本部1楼2号窗口'));
      await kiosk.tap(/回到刚才的地方/);
      kiosk.bridge.state.printer = 'ready';
      await kiosk.tap(/再打一次/);
      await waitFor(() => expect(text()).toContain('没有出纸？带证件来就行。'));
      expect(alertIn()).toBeUndefined();
      expect(kiosk.world.printed).toBe(1);
      expectSlip();
    },
  );

  it('a printer that says ready before and is jammed after is told', async () => {
    await toSlip();
    await kiosk.tap(/打印纸条/);
    await waitFor(() => expect(text()).toContain('没有出纸？'));
    kiosk.bridge.state.printer = 'jam';
    await waitFor(() => expect(alertIn()).toContain('纸卡住了'), { timeout: CHECKED_MS });
    expect(kiosk.world.printed).toBe(1);
    expect(ways().slice(0, 2)).toEqual(['再打一次', '去人工窗口']);
    expectSlip();
  });

  it('a printer with little paper prints, and nobody is bothered', async () => {
    await toSlip();
    kiosk.bridge.state.printer = 'paper-low';
    await kiosk.tap(/打印纸条/);
    await waitFor(() => screen.getByRole('button', { name: '再打一张' }), { timeout: CHECKED_MS });
    expect(kiosk.world.printed).toBe(1);
    expect(printerAsked()).toBe(2);
    expect(alertIn()).toBeUndefined();
  });

  it('a printer prints once more when it is asked to, without another slip or booking', async () => {
    await toSlip();
    await kiosk.tap(/打印纸条/);
    await waitFor(() => screen.getByRole('button', { name: '再打一张' }), { timeout: CHECKED_MS });
    await kiosk.tap(/再打一张/);
    await waitFor(() => screen.getByRole('button', { name: '再打一张' }), { timeout: CHECKED_MS });
    expect(kiosk.world.printed).toBe(2);
    expect(kiosk.gateway.called('issueSlip')).toHaveLength(1);
    expectSlip();
  });

  it('a printer prints one page, however often the button is pressed meanwhile', async () => {
    await toSlip();
    await kiosk.tap(/打印纸条/);
    await kiosk.tap(/正在打印/);
    await waitFor(() => expect(text()).toContain('没有出纸？'));
    for (let time = 0; time < 5; time += 1) await kiosk.tap(/正在打印/);
    await waitFor(() => screen.getByRole('button', { name: '再打一张' }), { timeout: CHECKED_MS });
    expect(kiosk.world.printed).toBe(1);
  });

  it('a printer of a bridge that does not know the question prints blindly', async () => {
    await toSlip();
    kiosk.bridge.state.printer = 'unknown';
    await kiosk.tap(/打印纸条/);
    await waitFor(() => expect(text()).toContain('没有出纸？'));
    expect(kiosk.world.printed).toBe(1);
  });

  it('a printer of a bridge that says nothing is not there; meanwhile nobody is asked whether they are', async () => {
    await toSlip();
    kiosk.bridge.state.silent = true;
    await kiosk.tap(/打印纸条/);
    await kiosk.wait(200);
    expect(dialog()).toBeNull();
    expect(text()).toContain('正在打印');
    await waitFor(() => expect(alertIn()).toContain('这台机器现在打不了纸条'), { timeout: CHECKED_MS });
    expect(kiosk.world.printed).toBe(0);
    await kiosk.wait(60);
    await waitFor(() => expect(dialog()?.textContent).toContain('还有30秒'));
  });

  it('a printer prints nothing of somebody who went away before it answered', async () => {
    await toSlip();
    kiosk.bridge.state.silent = true;
    await kiosk.tap(/打印纸条/);
    await expect.poll(printerAsked).toBe(1);
    const question = kiosk.bridge.state.received.findLast(({ type }) => type === 'printer');
    await kiosk.tap(/结束/);
    kiosk.bridge.say({ type: 'printer', id: question?.id, state: 'ready' });
    kiosk.bridge.state.silent = false;
    await kiosk.sees(/放上身份证/);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(kiosk.world.printed).toBe(0);
  });

  it('a printer is not asked any more for somebody who went away while the paper came', async () => {
    await toSlip();
    await kiosk.tap(/打印纸条/);
    await waitFor(() => expect(text()).toContain('没有出纸？'));
    await kiosk.tap(/结束/);
    await kiosk.sees(/放上身份证/);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(printerAsked()).toBe(1);
  });
});

describe('a slip that does not come', () => {
  it('a slip that does not come leads to a person as well', async () => {
    await kiosk.toHome();
    await kiosk.toCheck();
    kiosk.gateway.script.problems.issueSlip = 'internal';
    await kiosk.tap(/对，挂这个号/);
    await waitFor(() => expect(ways()).toEqual(['再试一次', '去人工窗口', '再办一件事', '结束']));
    expect(text()).toContain('本部1楼2号窗口');
    await kiosk.tap(/再试一次/);
    await waitFor(() => expect(text()).toContain('7K3M9 QX2RT'));
    expectSlip();
  });
});
