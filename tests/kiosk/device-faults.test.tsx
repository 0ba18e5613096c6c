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
  // What is looked at here is paper: no form is offered beside it.
  Object.assign(kiosk.gateway.script, { triage: 'off' });
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
  zh: { start: /^中文/, put: /请放证件/, window: '本部1楼2号窗口', help: /去哪里找人帮忙/ },
  en: {
    start: /^English/,
    put: /Put down your document/,
    window: 'Main campus, floor 1, window 2',
    help: /Where people help you/,
  },
} as const;

async function fail(reason: string, language: 'zh' | 'en' = 'zh'): Promise<void> {
  await kiosk.sees(spoken[language].put);
  await asksReader();
  kiosk.bridge.put({ kind: 'failed', reason });
  await kiosk.sees(titleOf(reason, language));
}

/** What the screen is headed by: a card that can not be read, a card that lies in the way, or a machine that can not read any. */
function titleOf(reason: string, language: 'zh' | 'en'): RegExp {
  const say = sayIn(language);
  if (reason === 'left-behind') return new RegExp(say('document.failed.other-card'));
  return new RegExp(say(reason === 'reader-absent' ? 'start.no-reader' : 'document.failed.title'));
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
      const person = say('trouble.person');
      const [again] = ways().filter((way) => way !== person);
      expect(ways()).toHaveLength(2);
      expect(ways().indexOf(person)).toBe(reason === 'reader-absent' ? 0 : 1);
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

  it('tells at the start, in both languages, that a card was not read, and leads nobody on who has not chosen one', async () => {
    await kiosk.sees(/放上身份证/);
    await asksReader();
    const id = kiosk.bridge.state.waiting.at(-1);
    kiosk.bridge.say({ type: 'document', id, state: 'reading' });
    await kiosk.sees(/正在读/);
    kiosk.bridge.put({ kind: 'failed', reason: 'unreadable' });
    await kiosk.sees(/没有读出来/);
    for (const language of ['zh', 'en'] as const) expect(text()).toContain(sayIn(language)('document.failed.unreadable'));
    expect(ways().map((way) => way?.slice(0, 2))).toEqual(['再放', '中文', 'En', '先练']);
    kiosk.bridge.put({ kind: 'removed' });
    await kiosk.sees(/放上身份证/);
    await asksReader();
    kiosk.bridge.put({ kind: 'card', card: wang });
    await kiosk.sees(/王\*国，对吗/);
  });

  it('invites nobody to put a card down while it can not read any, and says so in both languages', async () => {
    await kiosk.sees(/放上身份证/);
    await asksReader();
    kiosk.bridge.put({ kind: 'failed', reason: 'reader-absent' });
    await kiosk.sees(/这里暂时读不了证件/);
    expect(text()).not.toContain('放上身份证');
    expect(text()).toContain('Documents can not be read here now');
  });

  it('greets whoever shows a passport in English, with the other language a press away', async () => {
    await kiosk.sees(/放上身份证/);
    await asksReader();
    kiosk.bridge.put({ kind: 'card', card: { ...wang, type: 'passport' } });
    await kiosk.sees(/^Are you/);
    await kiosk.tap(/^中文/);
    await kiosk.sees(/王\*国，对吗/);
  });

  it('reminds whoever walked away from their card, with a tone, and does not ask them to lay it down again', async () => {
    await kiosk.sees(/放上身份证/);
    await asksReader();
    kiosk.bridge.put({ kind: 'failed', reason: 'left-behind' });
    await kiosk.sees(/请拿走读卡处的证件/);
    await expect.poll(() => kiosk.world.said).toEqual(['chime', sayIn('zh')('start.left-behind')]);
    expect(text()).not.toContain('再放一次');
  });
});

describe('a printer that stands at the start', () => {
  it('says in both languages that no slip can be printed, before anybody counts on it', async () => {
    kiosk.bridge.state.printer = 'out-of-paper';
    await kiosk.sees(/放上身份证/);
    await waitFor(() => expect(text()).toContain('这台机器现在打不了凭条'));
    expect(text()).toContain('No slips can be printed here now');
    kiosk.bridge.state.printer = 'ready';
    await kiosk.wait(30);
    await waitFor(() => expect(text()).not.toContain('打不了凭条'));
  });
});

describe('a problem of the gateway', () => {
  it('leads to a person from its screen too', async () => {
    await kiosk.toHome();
    kiosk.gateway.script.problems.listAppointments = 'internal';
    await kiosk.tap(/我的预约/);
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

/** To the end of a booking, where the slip prints by itself. `printer`: how it is by then. */
async function toSlip(printer?: string): Promise<void> {
  await kiosk.toHome();
  await kiosk.toCheck();
  askedBefore = printerAsked();
  if (printer === 'silent') kiosk.bridge.state.silent = true;
  else if (printer !== undefined) kiosk.bridge.state.printer = printer as typeof kiosk.bridge.state.printer;
  await kiosk.tap(/对，挂这个号/);
  await kiosk.sees(/挂好了/);
  await waitFor(() => screen.getByRole('button', { name: /^再打一|^正在打…/ }));
}

/** The start asks how the printer is, too. */
let askedBefore = 0;
const askedForSlip = () => printerAsked() - askedBefore;
const TAKE = '请拿好凭条';
/** The page went to the printer, and whether paper came is not known yet. */
const printing = (pages = 1) => expect.poll(() => kiosk.world.printed).toBe(pages);
const printedOut = () => waitFor(() => expect(text()).toContain(TAKE), { timeout: CHECKED_MS });

/** The booking stands, and where and when it is stands on the screen. */
function expectSlip(): void {
  expect(text()).toContain('挂好了');
  expect(kiosk.root.querySelector('.slip-card')?.textContent).toMatch(/临江市第一人民医院.*9:30/);
  expect(booked()).toBe(1);
}

/** Without paper, what the hospital needs is on the screen. */
function expectByHeart(): void {
  expectSlip();
  const card = kiosk.root.querySelector('.slip-card');
  expect(card?.textContent).toContain('7K3M9 QX2RT');
  expect(card?.querySelector('svg.qr path')?.getAttribute('d')?.length).toBeGreaterThan(1_000);
}

describe('a printer', () => {
  it('prints the slip by itself, once, says where it comes out, and that one is done', async () => {
    await toSlip();
    await printing();
    await printedOut();
    expect(kiosk.world.printed).toBe(1);
    expect(text()).toContain('没有纸也能看病');
    expect(mainWay()).toBe('好了，结束');
    expect(ways()).toEqual(['好了，结束', '再打一张', '再办一件事']);
    expectSlip();
  });

  it.each(printerStates.filter(isFault))(
    'a printer that is %s: nothing is printed, what is needed stands on the screen, and both ways on work',
    async (state) => {
      await toSlip(state);
      await waitFor(() => expect(alertIn()).toBe(sayIn('zh')(`printer.${state}`, { window: '本部1楼2号窗口' })));
      expect(kiosk.world.printed).toBe(0);
      expectByHeart();
      expect(ways()).toEqual(['好了，结束', '再打一次', '去人工窗口']);
      await kiosk.tap(/去人工窗口/);
      await waitFor(() => expect(dialog()?.textContent).toContain('本部1楼2号窗口'));
      await kiosk.tap(/回到刚才的地方/);
      kiosk.bridge.state.printer = 'ready';
      await kiosk.tap(/再打一次/);
      await printedOut();
      expect(alertIn()).toBeUndefined();
      expect(kiosk.world.printed).toBe(1);
      expectSlip();
    },
  );

  it('a printer that says ready before and is jammed after is told', async () => {
    await toSlip();
    await printing();
    kiosk.bridge.state.printer = 'jam';
    await waitFor(() => expect(alertIn()).toContain('纸卡住了'), { timeout: CHECKED_MS });
    expect(kiosk.world.printed).toBe(1);
    expect(ways().slice(1)).toEqual(['再打一次', '去人工窗口']);
    expectByHeart();
  });

  it('a printer with little paper prints, and nobody is bothered', async () => {
    await toSlip('paper-low');
    await printedOut();
    expect(kiosk.world.printed).toBe(1);
    expect(askedForSlip()).toBe(2);
    expect(alertIn()).toBeUndefined();
  });

  it('a printer prints once more when it is asked to, without another slip or booking', async () => {
    await toSlip();
    await printedOut();
    await kiosk.tap(/再打一张/);
    await printing(2);
    await printedOut();
    expect(kiosk.world.printed).toBe(2);
    expect(kiosk.gateway.called('issueSlip')).toHaveLength(1);
    expectSlip();
  });

  it('a printer prints one page, however often the button is pressed meanwhile, which says that it prints', async () => {
    await toSlip();
    await printing();
    for (let time = 0; time < 5; time += 1) await kiosk.tap(/正在打…/);
    await printedOut();
    expect(kiosk.world.printed).toBe(1);
  });

  it('a printer of a bridge that does not know the question prints blindly', async () => {
    await toSlip('unknown');
    await printedOut();
    expect(kiosk.world.printed).toBe(1);
  });

  it('a printer of a bridge that says nothing is not there; meanwhile nobody is asked whether they are', async () => {
    await toSlip('silent');
    await kiosk.wait(200);
    expect(dialog()).toBeNull();
    expect(text()).toContain('正在打印');
    await waitFor(() => expect(alertIn()).toContain('现在打不了凭条'), { timeout: CHECKED_MS });
    expect(kiosk.world.printed).toBe(0);
    await kiosk.wait(60);
    await waitFor(() => expect(dialog()?.textContent).toContain('还有30秒'));
  });

  it('a printer prints nothing of somebody who went away before it answered', async () => {
    await toSlip('silent');
    await expect.poll(askedForSlip).toBe(1);
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
    await printing();
    await kiosk.tap(/结束/);
    await kiosk.sees(/放上身份证/);
    await waitFor(() => expect(askedForSlip()).toBe(2));
    await new Promise((resolve) => setTimeout(resolve, 600));
    // Once for the paper, and once by the start that came after.
    expect(askedForSlip()).toBe(2);
  });
});

describe('a slip that does not come', () => {
  it('a slip that does not come leads to a person as well', async () => {
    await kiosk.toHome();
    await kiosk.toCheck();
    kiosk.gateway.script.problems.issueSlip = 'internal';
    await kiosk.tap(/对，挂这个号/);
    await waitFor(() => expect(ways()).toEqual(['再试一次', '去人工窗口', '好了，结束']));
    expect(text()).toContain('本部1楼2号窗口');
    await kiosk.tap(/再试一次/);
    await waitFor(() => expect(kiosk.root.querySelector('.slip-card')).not.toBeNull());
    expectSlip();
  });
});
