// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OperationId } from '../../bff/contract/paths.ts';
import type { Payment } from '../../kiosk/client/wire.ts';
import { paid, payment, paymentAtWindow, paymentFromHome, paymentThat, takingBack } from '../../kiosk/practice/sample-bills.ts';
import { wang } from './kit/fake-bridge.ts';
import { opaque, STAND_IN_NOW } from './kit/stand-in-city.ts';
import { type InDom, startInDom } from './kit/start-in-dom.ts';

const POLL_S = 3;
/** By then a page is out of the printer. */
const CHECK_S = 3;
const CHILD = { patientId: opaque('pat', 9), name: '王*雨', sex: 'female', birthYear: 2020, relationship: 'parent' } as const;

let kiosk: InDom;

beforeEach(() => {
  kiosk = startInDom({ soonerMs: [1_000] });
  kiosk.gateway.changePayment({ paidAfterMs: undefined });
});
afterEach(() => kiosk.stop());

const text = () => kiosk.root.querySelector('main')?.textContent ?? '';
const bodies = <T,>(operation: OperationId) => kiosk.gateway.called(operation).map(({ body }) => body as unknown as T);
const actions = () => [...kiosk.root.querySelectorAll('.screen-actions button')].map(({ textContent }) => textContent);
const paidOne = paymentThat(...paid.slice(0, 1));

/** Somebody made these payments before. */
function paidEarlier(...payments: readonly Payment[]): void {
  kiosk.gateway.script.payments = payments;
}

async function toPaidBefore(): Promise<void> {
  await kiosk.toHome();
  await kiosk.tap(/^付费/);
  await kiosk.tap(/看付过的钱/);
}

/** The newest of them. */
async function toPayment(): Promise<void> {
  await toPaidBefore();
  await kiosk.sees(/^付过的钱/);
  const [first] = kiosk.root.querySelectorAll<HTMLElement>('.choice');
  await kiosk.tap(new RegExp(first?.querySelector('.choice-title')?.textContent ?? 'nothing was paid'));
}

async function toRefund(): Promise<void> {
  await toPayment();
  await kiosk.tap(/要退钱/);
}

describe('what was paid before', () => {
  it('is a list with the newest first: when, how much, what became of it, where, and whose it is', async () => {
    const child = { ...paidOne, id: opaque('pay', 2).padEnd(34, '0'), patientId: CHILD.patientId, patientName: CHILD.name };
    paidEarlier(paymentThat({ state: 'not-paid', reason: 'not-paid-in-time' }), {
      ...child,
      createdAt: '2026-11-24T09:30:00+08:00',
    });
    await toPaidBefore();
    await kiosk.sees(/^付过的钱/);
    const rows = [...kiosk.root.querySelectorAll('.choice')].map(({ textContent }) => textContent ?? '');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/9:30.*付好了.*临江市第一人民医院.*王\*雨.*523\.80元/s);
    expect(rows[1]).toMatch(/9:12.*没有付/s);
    expect(rows[1]).not.toContain('王*国');
    expect(rows.join()).not.toContain('磁共振');
  });

  it('says so where nothing was paid, and leads on', async () => {
    await toPaidBefore();
    await kiosk.sees(/最近没有付过钱/);
    await kiosk.tap(/再办一件事/);
    await kiosk.sees(/今天办什么/);
  });

  it('shows what became of each part with its time, and prints the receipt again, once', async () => {
    paidEarlier(paidOne);
    await toPayment();
    await kiosk.sees(/^付好了/);
    expect(text()).toMatch(/临江市第一人民医院523\.80元✓ 付好了.*9:14/s);
    await kiosk.tap(/打收据/);
    await expect.poll(() => kiosk.world.printed).toBe(1);
    expect(kiosk.root.querySelector('.slip')?.textContent).toContain('这不是医疗收费电子票据');
    expect(kiosk.gateway.called('createPayment')).toHaveLength(0);
  });

  it('has its receipt read anew before it is printed once more: what went back since stands on it', async () => {
    paidEarlier(paidOne);
    await toPayment();
    await kiosk.tap(/打收据/);
    await expect.poll(() => kiosk.world.printed).toBe(1);
    expect(actions()).toContain('正在打…');
    kiosk.gateway.script.payments = [paymentThat(takingBack.done)];
    await kiosk.wait(CHECK_S);
    await kiosk.tap(/再打一张/);
    await expect.poll(() => kiosk.world.printed).toBe(2);
    expect(kiosk.root.querySelector('.slip')?.textContent).toContain('退您的26.80元已经退了');
  });

  it('has a receipt of two hospitals that says how much of all was one’s own, and names the block of both together', async () => {
    paidEarlier(paymentThat(...paid));
    await toPayment();
    await kiosk.tap(/打收据/);
    await expect.poll(() => kiosk.world.printed).toBe(1);
    expect(kiosk.root.querySelector('.paid-card')?.textContent).toMatch(/自己付了 138\.70元医保付了524\.60元，一共663\.30元/);
    const blocks = [...kiosk.root.querySelectorAll('.slip .slip-room')].map(({ textContent }) => textContent);
    expect(blocks).toHaveLength(4);
    expect(blocks.at(-1)).toBe('上面的合在一起');
  });
});

describe('a bill that is being paid', () => {
  it('leads back to its code and how long that can be paid, and nothing is begun anew', async () => {
    paidEarlier(payment);
    await kiosk.toHome();
    await kiosk.tap(/^付费/);
    await kiosk.tap(/看付了没有/);
    await kiosk.sees(/这笔钱还没有付/);
    await kiosk.tap(/看付款码/);
    await kiosk.sees(/请用微信扫这个码/);
    expect(kiosk.root.querySelector('[role="timer"]')?.textContent).toMatch(/还有\d+分\d\d秒/);
    await expect.poll(() => kiosk.gateway.payers).toBe(1);
    kiosk.gateway.changePayment({ ends: [{ state: 'paid' }, { state: 'paid' }, { state: 'paid' }] });
    await kiosk.sees(/付好了/);
    for (const operation of ['askQuotes', 'createPayment'] as const) expect(kiosk.gateway.called(operation)).toHaveLength(0);
  });

  it('counts down from the minutes that were promised, and from no more where the clock of the glass is behind', async () => {
    const from = (seconds: number) => new Date(STAND_IN_NOW + seconds * 1_000).toISOString();
    const [due] = payment.parts;
    if (due === undefined) throw new Error('a payment without parts');
    paidEarlier({ ...payment, createdAt: from(2), parts: [{ ...due, payUntil: from(303) }] });
    await toPayment();
    await kiosk.tap(/看付款码/);
    await kiosk.sees(/请用微信扫这个码/);
    expect(kiosk.root.querySelector('[role="timer"]')?.textContent).toBe('还有5分00秒');
  });

  it('can be stopped there, after which its bills can be paid anew', async () => {
    paidEarlier(payment);
    await kiosk.toHome();
    await kiosk.tap(/^付费/);
    await kiosk.tap(/看付了没有/);
    await kiosk.tap(/停下，不付了/);
    kiosk.gateway.script.payments = kiosk.gateway.script.payments.map((one) => ({
      ...one,
      parts: one.parts.map((part) => ({ ...part, state: 'not-paid' as const })),
    }));
    await kiosk.sees(/这次付哪些/);
    expect(text()).toContain('选了3张');
    expect(kiosk.gateway.called('cancelPayment').map(({ params }) => params.id)).toEqual([payment.id]);
  });

  it('who can not pay its code by phone after all is quoted the same bills for the window', async () => {
    paidEarlier({ ...payment, parts: payment.parts.slice(0, 1) });
    await kiosk.toHome();
    await kiosk.tap(/^付费/);
    await kiosk.tap(/看付了没有/);
    await kiosk.tap(/看付款码/);
    await kiosk.tap(/手机付不了/);
    await kiosk.sees(/谁付多少$/);
    const [asked] = bodies<{ bills: readonly { visitRef: string }[] }>('askQuotes');
    expect(asked?.bills.map(({ visitRef }) => visitRef)).toEqual(['v-101']);
    expect(actions()[0]).toBe('对，到窗口付现金');
  });

  it('at the window leads back to its number, which says where the window is, on the screen and on paper', async () => {
    paidEarlier(paymentAtWindow);
    await toPayment();
    await kiosk.tap(/看付款号码/);
    await kiosk.sees(/请到窗口付现金/);
    expect(text()).toContain('收费窗口：门诊楼1楼收费处');
    await expect.poll(() => kiosk.world.printed).toBe(1);
    expect(kiosk.root.querySelector('.slip')?.textContent).toContain('收费窗口：门诊楼1楼收费处');
  });

  it('from home leads back to the paper for whoever pays it, and is stopped from there', async () => {
    paidEarlier({ ...paymentFromHome, parts: paymentFromHome.parts.slice(0, 1) });
    await toPayment();
    await kiosk.tap(/看给家里人的付款码/);
    await kiosk.sees(/请家里人替您付/);
    await expect.poll(() => kiosk.world.printed).toBe(1);
    expect(kiosk.root.querySelector('.slip')?.textContent).toContain('4XW8N 5TBQ9');
    await kiosk.tap(/不用家里人付了/);
    await kiosk.sees(/谁付多少$/);
    expect(kiosk.gateway.called('cancelPayment').map(({ params }) => params.id)).toEqual([paymentFromHome.id]);
    const [asked] = bodies<{ bills: readonly { visitRef: string }[] }>('askQuotes');
    expect(asked?.bills.map(({ visitRef }) => visitRef)).toEqual(['v-101']);
  });

  it('that somebody else pays says so, and leads nowhere', async () => {
    Object.assign(kiosk.gateway.script, {
      bills: kiosk.gateway.script.bills.map((one) => ({
        ...one,
        visits: one.visits.map((visit) => (visit.visitRef === 'v-201' ? { ...visit, beingPaid: true } : visit)),
      })),
    });
    await kiosk.toHome();
    await kiosk.tap(/^付费/);
    await kiosk.sees(/这次付哪些/);
    expect(text()).toContain('有人正在付，不用再付');
    expect(text()).not.toContain('看付了没有');
    expect(kiosk.root.querySelectorAll('[aria-pressed]')).toHaveLength(2);
  });
});

describe('taking back what was paid', () => {
  it.each<readonly [string, Partial<Payment['parts'][number]>, string]>([
    ['is asked for', takingBack.asking, '正在问医院，能不能退26.80元'],
    ['was agreed to', { ...takingBack.goingBack, refunds: [] }, '医院同意退26.80元'],
    ['is with the staff', { ...takingBack.withStaff, refunds: [] }, '退26.80元，工作人员在处理'],
    ['is on its way', takingBack.goingBack, '退您26.80元，正在退回原来付的地方'],
  ])('stands on the receipt once where it %s, on the screen and on paper', async (_, part, said) => {
    kiosk.gateway.changePayment({ ends: [part] });
    paidEarlier(paymentThat(part));
    await toPayment();
    await kiosk.tap(/打收据/);
    await expect.poll(() => kiosk.world.printed).toBe(1);
    for (const where of ['.slip', '.paid-card'])
      expect(kiosk.root.querySelector(where)?.textContent?.split('26.80元')).toHaveLength(where === '.slip' ? 3 : 2);
    for (const where of ['.slip', '.paid-card']) expect(kiosk.root.querySelector(where)?.textContent).toContain(said);
  });

  it('offers what the hospital takes back, whole and by line, and asks for it once more with the amount and where it goes', async () => {
    paidEarlier(paidOne);
    await toRefund();
    await kiosk.sees(/退什么/);
    expect(text()).toMatch(/全部退，523\.80元.*只退其中几样/s);
    await kiosk.tap(/只退其中几样/);
    await kiosk.sees(/退哪几样/);
    expect(text()).toContain('一次性静脉留置针');
    expect(text()).not.toContain('磁共振');
    await kiosk.tap(/一次性静脉留置针/);
    expect(text()).toContain('选了1样，一共26.80元');
    await kiosk.tap(/就退这些/);
    await kiosk.sees(/真的要退吗/);
    expect(text()).toMatch(/26\.80元.*退回原来付的地方/s);
    expect(kiosk.gateway.called('askRefund')).toHaveLength(0);
    await kiosk.tap(/是，退26\.80元/);
    await kiosk.sees(/正在问医院能不能退/);
    expect(bodies('askRefund')).toEqual([{ part: 0, lines: ['line-3'], amount: { amount: 2680, currency: 'CNY' } }]);
    await kiosk.comesTo(/退好了/, POLL_S);
    expect(text()).toContain('退您的26.80元已经退了');
  });

  it('says how much of a whole bill comes to the person and that the rest goes to the insurance; keeping it asks nobody', async () => {
    paidEarlier(paidOne);
    await toRefund();
    await kiosk.tap(/全部退/);
    await kiosk.sees(/真的要退吗/);
    expect(text()).toContain('其中75.20元退给您，别的退回医保');
    await kiosk.tap(/不退，回去/);
    await kiosk.sees(/退什么/);
    expect(kiosk.gateway.called('askRefund')).toHaveLength(0);
  });

  it('of cash gives a number for the window, where that is, and a paper', async () => {
    paidEarlier({
      ...paidOne,
      channel: 'cash',
      parts: paymentAtWindow.parts.slice(0, 1).map((part) => ({ ...part, ...paid[0] })),
    });
    await toRefund();
    await kiosk.tap(/全部退/);
    await kiosk.sees(/真的要退吗/);
    expect(text()).toMatch(/到收费窗口拿现金.*门诊楼1楼收费处.*带好打出来的纸/s);
    await kiosk.tap(/是，退/);
    await kiosk.comesTo(/请到收费窗口拿钱/, POLL_S);
    expect(text()).toMatch(/7K3M9 QX2RT.*75\.20元.*门诊楼1楼收费处/s);
    await expect.poll(() => kiosk.world.printed).toBe(1);
    expect(kiosk.root.querySelector('.slip')?.textContent).not.toContain('还没有付钱');
    expect(text()).toContain('正在打退款单');
  });

  it.each([
    ['refused', takingBack.refused, /医院没有退/, '钱没有动'],
    ['left to the staff', takingBack.withStaff, /工作人员在处理退钱/, '工作人员在办'],
  ] as const)('is told as it is where it was %s', async (_, ends, title, said) => {
    paidEarlier(paidOne);
    await toRefund();
    await kiosk.tap(/全部退/);
    await kiosk.tap(/是，退/);
    kiosk.gateway.changePayment({ ends: [ends] });
    await kiosk.comesTo(title, POLL_S);
    expect(text()).toContain(said);
  });

  it('offers nothing that the hospital does not take back, and says why and where one can go', async () => {
    paidEarlier(paidOne);
    kiosk.gateway.script.takenBack = [{ paymentId: paidOne.id, part: 0, lines: 'whole', amount: 52_380 }];
    await toRefund();
    await kiosk.sees(/现在不能在这里退/);
    expect(text()).toMatch(/这里退不了.*临江市第一人民医院.*想退，请去.*2号窗口/s);
    expect(actions()).toContain('去人工窗口');
    expect(kiosk.gateway.called('askRefund')).toHaveLength(0);
  });

  it('goes out again with the same key when no answer is certain, and asks for another yes after a card is shown again', async () => {
    paidEarlier(paidOne);
    await toRefund();
    await kiosk.tap(/全部退/);
    kiosk.gateway.script.problems.askRefund = 'store-unavailable';
    await kiosk.tap(/是，退/);
    await expect.poll(() => kiosk.gateway.called('askRefund')).toHaveLength(1);
    kiosk.gateway.script.problems.askRefund = 'presence-required';
    await kiosk.tap(/再试一次/);
    await kiosk.tap(/再放一次证件/);
    await kiosk.sees(/请放证件/);
    await kiosk.bridge.waits();
    kiosk.bridge.put({ kind: 'card', card: wang });
    await kiosk.tap(/对，是我/);
    kiosk.bridge.put({ kind: 'removed' });
    await kiosk.sees(/真的要退吗/);
    const asked = kiosk.gateway.called('askRefund').map(({ headers }) => headers.get('idempotency-key'));
    expect([asked.length, new Set(asked).size]).toEqual([2, 1]);
    await kiosk.tap(/是，退/);
    await kiosk.sees(/正在问医院|退好了/);
  });
});

describe('paying for somebody else', () => {
  it('asks for whom where there is a child, by its masked name, and pays the bills of that child', async () => {
    kiosk.gateway.script.dependants.push({ ...CHILD, level: 'document-read' });
    await kiosk.toHome();
    await kiosk.tap(/^付费/);
    await kiosk.sees(/给谁付钱/);
    await kiosk.tap(/王\*雨/);
    await kiosk.sees(/这次付哪些/);
    expect(text()).toContain('给王*雨付');
    await kiosk.tap(/看看谁付多少/);
    await kiosk.sees(/谁付多少$/);
    expect(text()).toContain('给王*雨付');
    await kiosk.tap(/对，用手机微信付/);
    await kiosk.sees(/请用微信扫这个码/);
    expect(text()).toContain('王*雨');
    expect(kiosk.gateway.called('readBills').map(({ query }) => query.patientId)).toEqual([CHILD.patientId]);
    expect(bodies<{ patientId: string }>('askQuotes').map(({ patientId }) => patientId)).toEqual([CHILD.patientId]);
  });

  it('forgets the bills of one when somebody pays for another after all', async () => {
    kiosk.gateway.script.dependants.push({ ...CHILD, level: 'document-read' });
    await kiosk.toHome();
    await kiosk.tap(/^付费/);
    await kiosk.tap(/给自己付/);
    await kiosk.sees(/这次付哪些/);
    await kiosk.tap(/返回/);
    await kiosk.sees(/给谁付钱/);
    await kiosk.tap(/王\*雨/);
    await kiosk.sees(/这次付哪些/);
    expect(kiosk.gateway.called('readBills').map(({ query }) => query.patientId)).toEqual([opaque('pat', 1), CHILD.patientId]);
  });

  it('asks nobody where there is no child', async () => {
    await kiosk.toHome();
    await kiosk.tap(/^付费/);
    await kiosk.sees(/这次付哪些/);
    await kiosk.tap(/返回/);
    await kiosk.sees(/今天办什么/);
  });
});
