// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Operation } from '../../bff/contract/operation.ts';
import { operations } from '../../bff/contract/operations.ts';
import type { OperationId } from '../../bff/contract/paths.ts';
import { practiceWorld } from '../../kiosk/practice/practice-world.ts';
import { sampleWorld } from '../../kiosk/practice/sample-city.ts';
import { makeWorldClient } from '../../kiosk/practice/world-client.ts';
import { STAND_IN_NOW } from './kit/stand-in-city.ts';
import { standInDevice } from './kit/stand-in-world.ts';
import { type InDom, startInDom } from './kit/start-in-dom.ts';

let kiosk: InDom;

beforeEach(() => {
  // Who pays what is asked again after a second; nobody need sit through it.
  kiosk = startInDom({ soonerMs: [1_000] });
});
afterEach(() => kiosk.stop());

const BANNER = /练习：这里都不是真的/;

/** A whole booking, from the card to the slip; the banner stands on every screen of it. */
async function practise(): Promise<void> {
  await kiosk.sees(/放上身份证/);
  await kiosk.tap(/先练习一下/);
  await kiosk.sees(/放上身份证/);
  await kiosk.wait(0);
  const steps: readonly (readonly [RegExp, RegExp])[] = [
    [/放上练习用的证件/, /对吗/],
    [/对，是我/, /今天办什么/],
    [/给自己挂号/, /哪里不舒服/],
    // One department sees that: nobody is asked which.
    [/腰、腿/, /几点来/],
    [/^8:30/, /请核对/],
    [/对，挂这个号/, /挂好了/],
  ];
  for (const [words, question] of steps) {
    await kiosk.tap(words);
    await kiosk.sees(question);
    expect(kiosk.root.textContent).toMatch(BANNER);
  }
}

describe('practising', () => {
  it('practising shows the real screens, and calls no gateway, no reader and no printer', async () => {
    await kiosk.sees(/放上身份证/);
    const [calls, messages] = [kiosk.gateway.calls.length, kiosk.bridge.state.received.length];
    await practise();
    await waitFor(() => expect(kiosk.root.textContent).toContain('请拿好凭条'));
    expect(kiosk.gateway.calls.length).toBe(calls);
    expect(kiosk.bridge.state.received.slice(messages).filter(({ type }) => type !== 'stop-reading')).toEqual([]);
    expect(kiosk.world.printed).toBe(0);
  });

  it('practising reads a made-up report and what became of its value, asks no hospital and prints nothing', async () => {
    await kiosk.sees(/放上身份证/);
    await kiosk.tap(/先练习一下/);
    await kiosk.sees(/放上身份证/);
    await kiosk.wait(0);
    const calls = kiosk.gateway.calls.length;
    const steps: readonly (readonly [RegExp, RegExp])[] = [
      [/放上练习用的证件/, /对吗/],
      [/对，是我/, /今天办什么/],
      [/我的报告/, /看哪份报告/],
      [/^练习用的化验▲▼/, /您的报告/],
      [/看变化/, /前后的变化/],
      [/回去看报告/, /您的报告/],
      [/打印这份报告/, /打印报告/],
    ];
    for (const [words, question] of steps) {
      await kiosk.tap(words);
      await kiosk.sees(question);
      expect(kiosk.root.textContent).toMatch(BANNER);
    }
    expect(kiosk.gateway.calls.length).toBe(calls);
    expect(kiosk.world.printed).toBe(0);
  });

  it('practising makes no phone anybody’s own: whichever eight digits lead to one that is made up, and it ends like a true one', async () => {
    await kiosk.sees(/放上身份证/);
    const calls = kiosk.gateway.calls.length;
    await kiosk.tap(/先练习一下/);
    await kiosk.sees(/放上身份证/);
    await kiosk.wait(0);
    const steps: readonly (readonly [RegExp, RegExp])[] = [
      [/放上练习用的证件/, /对吗/],
      [/对，是我/, /今天办什么/],
      [/^我的信息/, /您登记的信息/],
      [/^我的手机/, /这些地方开着/],
      [/^认我的手机/, /请输手机上的八位数字/],
      ...[...'1234567'].map((digit) => [new RegExp(`^${digit}$`), /请输手机上的八位数字/] as const),
      [/^8$/, /请输手机上的八位数字/],
      [/^输好了/, /手机上也是这两个数吗/],
      [/^一样，是我的手机/, /认好了/],
      [/^看看其他地方/, /这些地方开着/],
      [/^认过的手机/, /不再认这部手机吗/],
      [/^对，结束/, /^结束了/],
    ];
    for (const [words, question] of steps) {
      await kiosk.tap(words);
      await kiosk.sees(question);
      expect(kiosk.root.textContent).toMatch(BANNER);
    }
    expect(kiosk.gateway.calls.length).toBe(calls);
  });

  it('practising tells no doctor anything: a form to its end, with a yes that sends nothing and no paper', async () => {
    await kiosk.sees(/放上身份证/);
    const calls = kiosk.gateway.calls.length;
    await practise();
    const steps: readonly (readonly [RegExp, RegExp])[] = [
      [/想先跟医生说说/, /谁来说病情/],
      [/我自己说/, /今天主要哪里不舒服/],
      [/^腰背、手脚/, /有多久了/],
      [/^几天/, /最难受时有多厉害/],
      [/不清楚/, /得过下面哪些病/],
      [/都没有/, /对什么过敏/],
      [/不想说/, /还没交。请看看对不对/],
      [/对，交给医生/, /医生那边收到了/],
    ];
    for (const [words, question] of steps) {
      await kiosk.tap(words);
      await kiosk.sees(question);
      expect(kiosk.root.textContent).toMatch(BANNER);
    }
    expect(kiosk.gateway.calls.length).toBe(calls);
    expect(kiosk.world.printed).toBe(0);
  });

  it('practising pays nothing: two bills, one with insurance, a code that nobody has to scan, and the window', async () => {
    await kiosk.sees(/放上身份证/);
    const calls = kiosk.gateway.calls.length;
    await kiosk.tap(/先练习一下/);
    await kiosk.sees(/放上身份证/);
    await kiosk.wait(0);
    const steps: readonly (readonly [RegExp, RegExp])[] = [
      [/放上练习用的证件/, /对吗/],
      [/对，是我/, /今天办什么/],
      [/^付费/, /这次付哪些/],
      [/看看谁付多少/, /谁付多少$/],
      [/对，用手机微信付/, /请用微信扫这个码/],
      [/手机付不了/, /谁付多少$/],
      [/对，到窗口付现金/, /请到窗口付现金/],
    ];
    for (const [words, question] of steps) {
      await kiosk.tap(words);
      await kiosk.sees(question);
      expect(kiosk.root.textContent).toMatch(BANNER);
    }
    expect(kiosk.root.textContent).toMatch(/练习医院20元第二练习医院15元/);
    expect(kiosk.gateway.calls.length).toBe(calls);
    expect(kiosk.world.printed).toBe(0);
  });

  it('practising tells a made-up person by a name that nobody has, and says at the end that one need not go', async () => {
    await practise();
    await kiosk.tap(/再办一件事/);
    await kiosk.sees(/今天办什么/);
    expect(kiosk.root.textContent).toContain('练**');
    expect(kiosk.root.textContent).not.toMatch(/王/);
  });

  it('practising is over after three minutes, however much one presses, and the machine serves the next person', async () => {
    await practise();
    for (let minute = 0; minute < 5; minute += 1) {
      await kiosk.wait(29);
      document.dispatchEvent(new Event('pointerdown'));
    }
    expect(kiosk.root.textContent).toMatch(BANNER);
    await kiosk.wait(6);
    document.dispatchEvent(new Event('pointerdown'));
    expect(kiosk.root.textContent).toContain('还有不到半分钟');
    await kiosk.wait(30);
    await kiosk.sees(/放上身份证/);
    expect(kiosk.root.textContent).not.toMatch(BANNER);
    await kiosk.toHome();
  });

  it('practising whose three minutes end in the same second as waiting for somebody opens the machine once', async () => {
    await kiosk.sees(/放上身份证/);
    await kiosk.tap(/先练习一下/);
    await waitFor(() => expect(kiosk.root.textContent).toMatch(BANNER));
    await kiosk.wait(0);
    const devices = kiosk.gateway.called('readDevice').length;
    // In one go, so that neither end has cleared the screen before the other comes.
    vi.advanceTimersByTime(180_000);
    await waitFor(() => expect(kiosk.gateway.called('readDevice').length).toBeGreaterThan(devices));
    await waitFor(() => expect(kiosk.root.textContent).toContain('先练习一下'));
    await kiosk.wait(1);
    expect(kiosk.gateway.called('readDevice')).toHaveLength(devices + 1);
  });

  it('practising ends when one starts over', async () => {
    await practise();
    await kiosk.tap(/重新开始/);
    await kiosk.tap(/是，从头再来/);
    await kiosk.sees(/放上身份证/);
    expect(kiosk.root.textContent).not.toMatch(BANNER);
  });
});

describe('the made-up worlds', () => {
  const worlds = {
    practice: practiceWorld(standInDevice, () => STAND_IN_NOW),
    gallery: sampleWorld,
    'first visit': { ...sampleWorld, registered: false },
  };
  const asked: readonly (readonly [OperationId, object])[] = [
    ['listHospitals', {}],
    ['findDepartments', { query: { q: 'g' } }],
    ['searchSlots', { query: { department: 'A04.03' } }],
    ['openSession', { body: { consents: {} } }],
    ['readMe', {}],
    ['listConsents', {}],
    ['listAccess', {}],
    ['listAppointments', {}],
    ['listSessions', {}],
    ['askPhoneBinding', { body: {} }],
    ['readPhoneBinding', { params: { id: 'phb' } }],
    ['enterPhoneBinding', { body: { code: '48120937' } }],
    ['confirmPhoneBinding', { params: { id: 'phb' }, body: {} }],
    ['listBoundPhones', {}],
    ['endOtherSessions', { body: {} }],
    ['registerDependant', { body: { person: { birthDate: '2020-01-31', sex: 'female' }, consents: {} } }],
  ];

  it.each(Object.entries(worlds))('%s answers as the contract promises', async (_, world) => {
    const facts = { ...world };
    const client = makeWorldClient(facts) as unknown as (
      operation: OperationId,
      given: object,
    ) => Promise<{ ok: boolean; status: number; body: never }>;
    const check = async (operation: OperationId, given: object) => {
      const answer = await client(operation, given);
      expect(answer.ok, operation).toBe(true);
      const schema = (operations[operation] as Operation).replies[answer.status];
      expect(schema?.safeParse(answer.body).error, operation).toBeUndefined();
      return answer.body;
    };
    for (const [operation, given] of asked) await check(operation, given);
    const [slot] = world.slots;
    const body = { slotId: slot?.id ?? '', patientId: world.me.patientId, coverage: 'self-pay' };
    const { id } = await check('bookAppointment', { body });
    await check('issueSlip', { params: { id } });
    await check('readAppointment', { params: { id } });
    await check('cancelAppointment', { params: { id } });
    const { hospitals } = await check('readBills', { query: { patientId: world.me.patientId } });
    const open = hospitals as readonly { readonly hospital: string; readonly visits: readonly { readonly visitRef: string }[] }[];
    const bills = open.flatMap(({ hospital, visits }) => visits.map(({ visitRef }) => ({ hospital, visitRef, billHash: 'h' })));
    const payIn = async (channel: string) => {
      const asked = await check('askQuotes', { body: { patientId: world.me.patientId, bills, insurance: true } });
      const { id: quotesId } = await check('readQuotes', { params: { id: (asked as { readonly id: string }).id } });
      return check('createPayment', { body: { quotesId, channel } }) as Promise<{ readonly id: string }>;
    };
    await check('cancelPayment', { params: await payIn('cash') });
    Object.assign(facts, { paying: { ...world.paying, paidAfterMs: 0, confirmedAfterMs: 0 } });
    const params = await payIn('wechat-pay');
    await check('readPayment', { params });
    await check('readReceipt', { params });
    for (const { id: consent } of world.consents) {
      await check('withdrawConsent', { params: { id: consent } });
      // That ended the session.
      await check('openSession', { body: { consents: {} } });
    }
  });
});
