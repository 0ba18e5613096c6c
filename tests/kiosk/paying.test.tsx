// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OperationId } from '../../bff/contract/paths.ts';
import { wang } from './kit/fake-bridge.ts';
import { type InDom, startInDom } from './kit/start-in-dom.ts';

/** Between two looks at what is being asked or stopped; a test need not sit through it. */
const LOOK_MS = 1_000;
const POLL_S = 3;

let kiosk: InDom;

beforeEach(() => {
  kiosk = startInDom({ soonerMs: [LOOK_MS] });
  kiosk.gateway.changePayment({ paidAfterMs: undefined });
});
afterEach(() => kiosk.stop());

const bodies = <T,>(operation: OperationId) => kiosk.gateway.called(operation).map(({ body }) => body as unknown as T);
const keys = (operation: OperationId) =>
  kiosk.gateway.called(operation).map(({ headers }) => headers.get('idempotency-key') ?? '');
const text = () => kiosk.root.querySelector('main')?.textContent ?? '';

interface Asked {
  readonly insurance: boolean;
  readonly bills: readonly { readonly visitRef: string }[];
}

type Channels = NonNullable<NonNullable<InDom['gateway']['script']['paying']['channels']>[string]>;

/** By which channels the two hospitals of these bills can be paid. */
const channels = (first: readonly Channels[number][], central: readonly Channels[number][]) => ({
  'linjiang-first': [...first],
  'linjiang-central': [...central],
});

async function toBills(): Promise<void> {
  await kiosk.toHome();
  await kiosk.tap(/^付费/);
  await kiosk.sees(/这次付哪些/);
}

async function toSums(): Promise<void> {
  await toBills();
  await kiosk.tap(/看看谁付多少/);
  await kiosk.sees(/谁付多少$/);
}

async function toCode(): Promise<void> {
  await toSums();
  await kiosk.tap(/对，用手机微信付/);
  await kiosk.sees(/请用微信扫这个码/);
}

/** The patient's own card once more, for a last step after help. */
async function showCardAgain(): Promise<void> {
  await kiosk.tap(/再放一次证件/);
  await kiosk.sees(/请放证件/);
  await kiosk.bridge.waits();
  kiosk.bridge.put({ kind: 'card', card: wang });
  await kiosk.tap(/对，是我/);
  kiosk.bridge.put({ kind: 'removed' });
}

describe('choosing what to pay', () => {
  it('shows the bills of this house first, all of them chosen, and quotes none that was left out', async () => {
    await toBills();
    const hospitals = [...kiosk.root.querySelectorAll('.bill-hospital')].map(({ textContent }) => textContent);
    expect(hospitals).toEqual(['临江市第一人民医院', '临江市第一人民医院', '临江市中心医院']);
    expect(text()).toContain('选了3张，一共663.30元');
    await kiosk.tap(/临江市中心医院/);
    expect(text()).toContain('选了2张，一共599.80元');
    await kiosk.tap(/看看谁付多少/);
    await kiosk.sees(/谁付多少$/);
    expect(bodies<Asked>('askQuotes').map(({ bills }) => bills.map(({ visitRef }) => visitRef))).toEqual([['v-101', 'v-102']]);
  });

  it('keeps what was left out on the way back, and does not ask the hospitals again', async () => {
    await toBills();
    await kiosk.tap(/临江市中心医院/);
    await kiosk.tap(/看看谁付多少/);
    await kiosk.sees(/谁付多少$/);
    await kiosk.tap(/返回/);
    await kiosk.sees(/这次付哪些/);
    expect(text()).toContain('选了2张');
    expect(kiosk.gateway.called('readBills')).toHaveLength(1);
  });

  it('shows the lines of a bill beside the journey, and Back closes them', async () => {
    await toBills();
    await kiosk.tap(/看明细/);
    await kiosk.sees(/花在哪里/);
    expect(text()).toMatch(/膝关节磁共振平扫420元1次 · 乙类/);
    await kiosk.tap(/返回/);
    await kiosk.sees(/这次付哪些/);
  });

  it('offers no bill for paying that is being paid at this moment', async () => {
    await toCode();
    await kiosk.tap(/重新开始/);
    await kiosk.tap(/是，从头再来/);
    await kiosk.toHome();
    await kiosk.tap(/^付费/);
    await kiosk.sees(/这些钱在办付款/);
    expect(kiosk.root.querySelectorAll('[aria-pressed]')).toHaveLength(0);
    expect(kiosk.gateway.called('cancelPayment')).toHaveLength(0);
  });
});

describe('who pays what', () => {
  it('refused insurance is told with its reason, and paying all oneself asks anew, without insurance and with another key', async () => {
    kiosk.gateway.changePayment({ refusal: 'suspended' });
    await toBills();
    await kiosk.tap(/看看谁付多少/);
    await kiosk.sees(/医保这次不付/);
    expect(text()).toContain('您的医保现在用不了');
    expect(text()).toContain('2号窗口');
    await kiosk.tap(/不用医保，都自己付/);
    await kiosk.sees(/谁付多少$/);
    expect(bodies<Asked>('askQuotes').map(({ insurance }) => insurance)).toEqual([true, false]);
    expect(new Set(keys('askQuotes')).size).toBe(2);
    expect(text()).toContain('自己付663.30元');
  });

  it('where only some are refused, the others can be paid first with insurance', async () => {
    kiosk.gateway.changePayment({ refusal: 'lines-refused' });
    await toBills();
    await kiosk.tap(/看看谁付多少/);
    await kiosk.sees(/医保这次不付/);
    await kiosk.tap(/先付别的/);
    await kiosk.sees(/谁付多少$/);
    expect(bodies<Asked>('askQuotes').at(-1)).toMatchObject({ insurance: true, bills: [{ visitRef: 'v-201' }] });
  });

  it('where nothing is left to pay, one yes is enough, and nobody is asked how', async () => {
    kiosk.gateway.changePayment({ insured: { 'linjiang-first': { fund: 60, account: 40 } }, paidAfterMs: 0 });
    await toBills();
    await kiosk.tap(/临江市中心医院/);
    await kiosk.tap(/看看谁付多少/);
    await kiosk.sees(/谁付多少$/);
    expect([...kiosk.root.querySelectorAll('.screen-actions button')].map(({ textContent }) => textContent)).toEqual([
      '对，就这样付',
    ]);
    await kiosk.tap(/对，就这样付/);
    await kiosk.sees(/正在告诉医院/);
    await kiosk.comesTo(/付好了/, POLL_S);
  });
});

describe('paying by phone', () => {
  it('is told by the stream, without being asked for, and ends with a receipt on paper', async () => {
    await toCode();
    await expect.poll(() => kiosk.gateway.payers).toBe(1);
    kiosk.gateway.changePayment({ paidAfterMs: 0 });
    await kiosk.sees(/付好了/);
    expect(kiosk.gateway.called('readPayment')).toHaveLength(1);
    await expect.poll(() => kiosk.world.printed).toBe(1);
    const paper = kiosk.root.querySelector('.slip')?.textContent ?? '';
    expect(paper).toContain('这不是医疗收费电子票据');
    expect(paper).toContain('膝关节磁共振平扫1次 · 乙类420元');
    await expect.poll(() => kiosk.gateway.payers).toBe(0);
  });

  it('is looked at from time to time where no stream comes', async () => {
    kiosk.gateway.script.problems.followPayment = 'not-found';
    await toCode();
    kiosk.gateway.script.paying = { ...kiosk.gateway.script.paying, paidAfterMs: 0 };
    await kiosk.comesTo(/付好了/, POLL_S);
  });

  it('shows one code at a time, the next once that is paid, and says which of how many', async () => {
    await toCode();
    expect(text()).toContain('第1个码，共3个');
    await expect.poll(() => kiosk.gateway.payers).toBe(1);
    kiosk.gateway.changePayment({ ends: [{ state: 'confirming' }] });
    await waitFor(() => expect(text()).toContain('第2个码，共3个'));
    expect(text()).toContain('15.20元');
  });

  it('tells each hospital by itself where one is paid and one is not, with the duty desk where staff have it', async () => {
    await toCode();
    await expect.poll(() => kiosk.gateway.payers).toBe(1);
    kiosk.gateway.changePayment({
      ends: [{ state: 'paid' }, { state: 'with-staff' }, { state: 'not-paid', reason: 'not-paid-in-time' }],
    });
    await kiosk.sees(/付好了一部分/);
    await expect.poll(() => kiosk.world.printed).toBe(1);
    expect(text()).toMatch(/工作人员在处理.*请打电话/);
    expect(text()).toMatch(/没有付时间过了，没有收钱/);
    expect(text()).not.toContain('✓ 付好了');
    await kiosk.tap(/看更多/);
    expect(text()).toContain('✓ 付好了');
    await kiosk.tap(/再看要付的钱/);
    await kiosk.sees(/这次付哪些/);
    expect(kiosk.gateway.called('readBills')).toHaveLength(2);
  });

  it('pays by the sandbox where that is the only channel of a phone, in one request', async () => {
    kiosk.gateway.changePayment({ channels: channels(['sandbox', 'cash'], ['sandbox', 'cash']) });
    await toSums();
    await kiosk.tap(/对，用手机微信付/);
    await kiosk.sees(/请用微信扫这个码/);
    expect(bodies<{ channel: string }>('createPayment').map(({ channel }) => channel)).toEqual(['sandbox']);
  });

  it.each([
    ['one hospital takes no phone', ['wechat-pay', 'cash'], ['cash']],
    ['two hospitals have no channel in common', ['wechat-pay', 'cash'], ['sandbox', 'cash']],
  ] as const)('is not offered where %s, and the window is', async (_, first, second) => {
    kiosk.gateway.changePayment({ channels: channels(first, second) });
    await toSums();
    expect(text()).toContain('这次不能用手机付');
    expect([...kiosk.root.querySelectorAll('.screen-actions button')].map(({ textContent }) => textContent)).toEqual([
      '对，到窗口付现金',
    ]);
    await kiosk.tap(/对，到窗口付现金/);
    await kiosk.sees(/请到窗口付现金/);
  });

  it('leads to the window where a channel that was offered is away a moment later', async () => {
    await toSums();
    kiosk.gateway.script.problems.createPayment = 'channel-unavailable';
    await kiosk.tap(/对，用手机微信付/);
    await kiosk.tap(/到窗口付现金/);
    await kiosk.sees(/请到窗口付现金/);
    expect(bodies<{ channel: string }>('createPayment').map(({ channel }) => channel)).toEqual(['wechat-pay', 'cash']);
    expect(new Set(keys('createPayment')).size).toBe(2);
  });

  it('goes out again with the same key when no answer is certain', async () => {
    await toSums();
    kiosk.gateway.script.problems.createPayment = 'store-unavailable';
    await kiosk.tap(/对，用手机微信付/);
    await kiosk.tap(/再试一次/);
    await kiosk.sees(/请用微信扫这个码/);
    expect(new Set(keys('createPayment')).size).toBe(1);
    expect(kiosk.gateway.script.payments).toHaveLength(1);
  });

  it('goes on without whoever left: nothing is cancelled, and nothing is followed any more', async () => {
    await toCode();
    await expect.poll(() => kiosk.gateway.payers).toBe(1);
    await kiosk.wait(60);
    await kiosk.sees(/您还在吗/);
    await kiosk.wait(30);
    await kiosk.sees(/放上身份证/);
    await expect.poll(() => kiosk.gateway.payers).toBe(0);
    expect(kiosk.gateway.called('cancelPayment')).toHaveLength(0);
    expect(kiosk.gateway.called('closeSession')).toHaveLength(1);
  });
});

describe('who can not pay by phone', () => {
  it('stops the code once, sees the sums again, says yes to the window, and gets a number on paper', async () => {
    await toCode();
    await kiosk.tap(/手机付不了/);
    await kiosk.sees(/谁付多少$/);
    expect(kiosk.gateway.called('cancelPayment')).toHaveLength(1);
    await kiosk.tap(/对，到窗口付现金/);
    await kiosk.sees(/请到窗口付现金/);
    expect(text()).toContain('7K3M9 QX2RT');
    expect(text()).toMatch(/临江市第一人民医院119\.96元/);
    await expect.poll(() => kiosk.world.printed).toBe(1);
    expect(kiosk.root.querySelector('.slip')?.textContent).toContain('还没有付钱');
  });

  it('is told that it is paid where somebody paid in the last moment, and pays nothing twice', async () => {
    await toCode();
    kiosk.gateway.script.paying = {
      ...kiosk.gateway.script.paying,
      ends: [{ state: 'paid' }, { state: 'paid' }, { state: 'paid' }],
    };
    // The code could be paid until the end: the gateway stops nothing that was paid.
    kiosk.gateway.script.payments = kiosk.gateway.script.payments.map((payment) => ({
      ...payment,
      parts: payment.parts.map((part) => ({ ...part, state: 'paid' as const, settled: part.agreed })),
    }));
    await kiosk.tap(/手机付不了/);
    await kiosk.sees(/付好了/);
    expect(kiosk.gateway.called('createPayment')).toHaveLength(1);
    expect(kiosk.gateway.called('askQuotes')).toHaveLength(1);
  });
});

describe('paying from home', () => {
  it('prints the address of the page with the code of its own, how much and until when, and no code of a provider’s', async () => {
    await toSums();
    await kiosk.tap(/家里人替我付/);
    await kiosk.sees(/请家里人替您付/);
    const paper = kiosk.root.querySelector('.slip')?.textContent ?? '';
    for (const said of ['还没有付钱', '4XW8N 5TBQ9', 'gateway/pay', '119.96元', '63.50元', '11:12以前付', '只能用手机付'])
      expect(paper).toContain(said);
    for (const secret of ['膝关节', '骨科', 'weixin', '599.80', '359.88']) expect(paper).not.toContain(secret);
    expect(bodies('createPayment')).toMatchObject([{ channel: 'wechat-pay', fromHome: true }]);
  });

  it('goes by the channel that all hospitals have, in one request', async () => {
    kiosk.gateway.changePayment({ channels: channels(['sandbox', 'cash'], ['sandbox', 'cash']) });
    await toSums();
    await kiosk.tap(/家里人替我付/);
    await kiosk.sees(/请家里人替您付/);
    expect(bodies('createPayment')).toMatchObject([{ channel: 'sandbox', fromHome: true }]);
  });

  it('shows its receipt when somebody paid while the person still stands there', async () => {
    await toSums();
    await kiosk.tap(/家里人替我付/);
    await kiosk.sees(/请家里人替您付/);
    kiosk.gateway.changePayment({ ends: [{ state: 'paid' }, { state: 'paid' }, { state: 'paid' }] });
    await kiosk.comesTo(/付好了/, POLL_S);
  });

  it('that is not wanted after all is stopped, and the sums are asked for once more', async () => {
    await toSums();
    await kiosk.tap(/家里人替我付/);
    await kiosk.tap(/不用家里人付了/);
    await kiosk.sees(/谁付多少$/);
    expect(kiosk.gateway.called('cancelPayment')).toHaveLength(1);
    await kiosk.tap(/对，到窗口付现金/);
    await kiosk.sees(/请到窗口付现金/);
  });

  it('is not offered where nobody outside can reach the page', async () => {
    kiosk.gateway.changePayment({ fromHome: false });
    await toSums();
    expect(text()).not.toContain('家里人');
  });
});

describe('after somebody helped', () => {
  it('who shows their card again sees the sums again, and says yes themselves', async () => {
    await toSums();
    kiosk.gateway.script.problems.createPayment = 'presence-required';
    await kiosk.tap(/对，用手机微信付/);
    await showCardAgain();
    await kiosk.sees(/谁付多少$/);
    expect(kiosk.gateway.called('createPayment')).toHaveLength(1);
    await kiosk.tap(/对，用手机微信付/);
    await kiosk.sees(/请用微信扫这个码/);
  });

  it('who shows their card again to stop a code stops it, and is not asked to pay it once more', async () => {
    await toCode();
    kiosk.gateway.script.problems.cancelPayment = 'presence-required';
    await kiosk.tap(/手机付不了/);
    await showCardAgain();
    await kiosk.sees(/谁付多少$/);
    expect(kiosk.gateway.called('cancelPayment')).toHaveLength(2);
    expect(new Set(keys('cancelPayment')).size).toBe(1);
    expect(kiosk.gateway.called('createPayment')).toHaveLength(1);
  });
});

it('a hospital that does not answer is told, and so is that there may be more to pay', async () => {
  Object.assign(kiosk.gateway.script, {
    bills: [{ hospital: 'linjiang-third', hospitalName: '临江市第三人民医院', state: 'unavailable', visits: [] }],
  });
  await kiosk.toHome();
  await kiosk.tap(/^付费/);
  await kiosk.sees(/没有查到要付的钱/);
  expect(text()).toContain('还有一家医院没有回答：临江市第三人民医院');
  await kiosk.tap(/再问一次/);
  await expect.poll(() => kiosk.gateway.called('readBills')).toHaveLength(2);
});
