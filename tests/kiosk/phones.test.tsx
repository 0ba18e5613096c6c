// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OperationId } from '../../bff/contract/paths.ts';
import { boundPhone, samplePhones } from '../../kiosk/practice/sample-phones.ts';
import type { PhonesFacts } from '../../kiosk/practice/world.ts';
import { wang } from './kit/fake-bridge.ts';
import { type InDom, startInDom } from './kit/start-in-dom.ts';

const CODE = '48120937';
const WAITS = { ...samplePhones.waits, code: CODE } as NonNullable<PhonesFacts['waits']>;

let kiosk: InDom;

beforeEach(() => {
  kiosk = startInDom();
  there({ waits: WAITS });
});
afterEach(() => kiosk.stop());

const main = () => kiosk.root.querySelector('main')?.textContent ?? '';
const phones = () => kiosk.gateway.script.phones;
const calls = (operation: OperationId) => kiosk.gateway.called(operation);
const rows = () => [...kiosk.root.querySelectorAll('.choice')].map(({ textContent }) => textContent);

function there(more: Partial<PhonesFacts>): void {
  kiosk.gateway.script.phones = { ...kiosk.gateway.script.phones, ...more };
}

async function toPhones(): Promise<void> {
  await kiosk.toHome();
  await kiosk.tap(/^我的信息/);
  await kiosk.tap(/^我的手机/);
  await kiosk.sees(/^这些地方开着您的信息/);
}

async function enters(code: string): Promise<void> {
  await kiosk.sees(/^请输手机上的八位数字/);
  for (const digit of code) await kiosk.tap(new RegExp(`^${digit}$`));
  await kiosk.tap(/^输好了/);
}

async function toDigits(): Promise<void> {
  await toPhones();
  await kiosk.tap(/^认我的手机/);
  await enters(CODE);
  await kiosk.sees(/^手机上也是这两个数吗/);
}

describe('where one’s registration is open', () => {
  it('says of each phone and each session in words where it is, and since when', async () => {
    await toPhones();
    expect(rows()).toEqual([
      '认过的手机 138****000010月12日 周一认的\n临江市第一人民医院 · 一楼大厅 3 号机',
      '认过的手机 138****00002025年12月3日 周三在窗口认的\n临江市中心医院 · 挂号窗口 2',
      '这台机器，正开着一楼大厅 3 号机\n今天 11月24日 周二 上午九点十一分打开的',
      '一部手机，用短信打开的今天 11月24日 周二 上午八点五十八分打开的',
      '临江市中心医院的自助机门诊大厅 1 号机\n今天 11月24日 周二 上午九点零二分打开的',
    ]);
    await kiosk.tap(/^看更多/);
    expect(rows()).toEqual([
      '临江市中心医院的工作人员开的门诊大厅 1 号机\n今天 11月24日 周二 上午九点零二分打开的',
      '一部认过的手机，正开着今天 11月24日 周二 早上七点十五分打开的',
    ]);
  });

  it('a session ends behind one question, and no other with it', async () => {
    await toPhones();
    await kiosk.tap(/^临江市中心医院的自助机/);
    await kiosk.sees(/^结束这里吗/);
    expect(main()).toContain('门诊大厅 1 号机');
    expect(calls('endSession')).toEqual([]);
    await kiosk.tap(/^对，结束/);
    await kiosk.sees(/^结束了/);
    const ended = samplePhones.sessions[2]?.id;
    expect(calls('endSession').map(({ params }) => params.id)).toEqual([ended]);
    await kiosk.tap(/^看看其他地方/);
    await kiosk.sees(/^这些地方开着/);
    expect(rows().some((row) => row?.startsWith('临江市中心医院的自助机'))).toBe(false);
    // Another one is asked about anew.
    await kiosk.tap(/^一部手机，用短信打开的/);
    await kiosk.sees(/^结束这里吗/);
    expect(calls('endSession')).toHaveLength(1);
  });

  it('a phone is somebody’s own no longer behind one question, and nothing ends with a no', async () => {
    await toPhones();
    await kiosk.tap(/^认过的手机/);
    await kiosk.sees(/^不再认这部手机吗/);
    await kiosk.tap(/^不，留着/);
    await kiosk.sees(/^这些地方开着/);
    expect(calls('endBoundPhone')).toEqual([]);
    await kiosk.tap(/^认过的手机/);
    await kiosk.tap(/^对，结束/);
    await kiosk.sees(/^结束了/);
    expect(phones().bound.map(({ id }) => id)).not.toContain(boundPhone.id);
    expect(phones().sessions).toEqual(samplePhones.sessions);
  });

  it('all others end at once, and what is open here stays', async () => {
    await toPhones();
    await kiosk.tap(/^都结束，只留这里/);
    await kiosk.sees(/^别的地方都结束吗/);
    await kiosk.tap(/^对，结束/);
    await kiosk.sees(/^结束了/);
    expect(phones().sessions.map(({ current }) => current)).toEqual([true]);
    await kiosk.tap(/^看看其他地方/);
    await kiosk.sees(/^这些地方开着/);
    expect(main()).not.toContain('都结束，只留这里');
  });

  it('what somebody else ended meanwhile has ended', async () => {
    await toPhones();
    there({ sessions: samplePhones.sessions.slice(0, 1) });
    await kiosk.tap(/^临江市中心医院的自助机/);
    await kiosk.tap(/^对，结束/);
    await kiosk.sees(/^结束了/);
  });

  it('whoever ends what they use now is told so, and is done', async () => {
    await toPhones();
    await kiosk.tap(/^这台机器/);
    await kiosk.sees(/^结束这里吗/);
    expect(main()).toContain('就是您现在用的这里');
    await kiosk.tap(/^对，结束/);
    await kiosk.sees(/^结束了/);
    expect(main()).not.toContain('看看其他地方');
    expect(main()).not.toContain('再办一件事');
    await kiosk.tap(/^好了，结束/);
    await kiosk.sees(/请放证件|放上身份证/);
  });
});

describe('a phone becomes somebody’s own at a machine', () => {
  it('after its code and the same two digits on both, and says how that is ended', async () => {
    await toDigits();
    for (const words of ['62', '138****0000', '2024年3月18日', '别人在电话里叫您点的']) expect(main()).toContain(words);
    expect(calls('confirmPhoneBinding')).toEqual([]);
    await kiosk.tap(/^一样，是我的手机/);
    await kiosk.sees(/^认好了/);
    expect(main()).toContain('结束它');
    expect(calls('enterPhoneBinding').map(({ body }) => body)).toEqual([{ code: CODE }]);
    expect(calls('confirmPhoneBinding')).toHaveLength(1);
    await kiosk.tap(/^看看其他地方/);
    await kiosk.sees(/^这些地方开着/);
    expect(phones().bound).toHaveLength(samplePhones.bound.length + 1);
  });

  it('does not with other digits, and nothing is said to the gateway', async () => {
    await toDigits();
    await kiosk.tap(/^不一样/);
    await kiosk.sees(/^没有认这部手机/);
    expect(main()).toContain('2号窗口');
    await kiosk.tap(/^输新的号码/);
    await kiosk.sees(/^请输手机上的八位数字/);
    expect(calls('confirmPhoneBinding')).toEqual([]);
    expect(phones().bound).toEqual(samplePhones.bound);
  });

  it('a yes to one phone is none to the next one', async () => {
    await toDigits();
    kiosk.gateway.script.problems.confirmPhoneBinding = 'not-found';
    await kiosk.tap(/^一样，是我的手机/);
    await kiosk.sees(/^这个号码过期了/);
    await kiosk.tap(/^输新的号码/);
    await enters(CODE);
    await kiosk.sees(/^手机上也是这两个数吗/);
    expect(calls('confirmPhoneBinding')).toHaveLength(1);
    await kiosk.tap(/^一样，是我的手机/);
    await kiosk.sees(/^认好了/);
  });

  it('three codes that lead nowhere lead to the window', async () => {
    await toPhones();
    await kiosk.tap(/^认我的手机/);
    for (const code of ['11111111', '22222222']) {
      await enters(code);
      await kiosk.sees(/^请输手机上的八位数字/);
      expect(main()).toContain('没有找到这个号码');
    }
    await enters('33333333');
    await kiosk.sees(/^还是没有找到这个号码/);
    expect(main()).toContain('2号窗口');
    expect(calls('enterPhoneBinding')).toHaveLength(3);
    await kiosk.tap(/^再输一次/);
    await enters(CODE);
    await kiosk.sees(/^手机上也是这两个数吗/);
  });

  it('after somebody helped, the card is asked for again, and code and digits once more', async () => {
    await toDigits();
    kiosk.gateway.script.problems.confirmPhoneBinding = 'presence-required';
    await kiosk.tap(/^一样，是我的手机/);
    await kiosk.sees(/还差一步/);
    await kiosk.tap(/再放一次证件/);
    await kiosk.sees(/请放证件/);
    await kiosk.bridge.waits();
    kiosk.bridge.put({ kind: 'card', card: wang });
    await kiosk.tap(/对，是我/);
    kiosk.bridge.put({ kind: 'removed' });
    await enters(CODE);
    await kiosk.sees(/^手机上也是这两个数吗/);
    expect(phones().bound).toEqual(samplePhones.bound);
    await kiosk.tap(/^一样，是我的手机/);
    await kiosk.sees(/^认好了/);
  });

  it('a press whose answer did not come is made again, and binds once', async () => {
    await toDigits();
    kiosk.gateway.script.problems.confirmPhoneBinding = 'store-unavailable';
    await kiosk.tap(/^一样，是我的手机/);
    await kiosk.tap(/再试一次/);
    await kiosk.sees(/^认好了/);
    expect(phones().bound).toHaveLength(samplePhones.bound.length + 1);
  });

  it('is never asked of a session that shows no document', async () => {
    await toPhones();
    await kiosk.tap(/^认我的手机/);
    kiosk.gateway.script.problems.enterPhoneBinding = 'document-required';
    await enters(CODE);
    await kiosk.sees(/要先看证件/);
  });
});
