// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Operation } from '../../bff/contract/operation.ts';
import { operations } from '../../bff/contract/operations.ts';
import type { OperationId } from '../../bff/contract/paths.ts';
import { codeIn } from '../../kiosk/apps/desk/cashier/code-on-paper.ts';
import { type DeskInDom, startDeskInDom } from './kit/desk-in-dom.ts';
import { ID_NUMBER, PAPER, paymentAt } from './kit/stand-in-desk.ts';
import { NUMBER, PIN } from './kit/stand-in-hall.ts';

const QR = `ONEDOORR1.${PAPER}.4500.1.${'aB3-_'.repeat(17)}x`;

describe('the code on a paper', () => {
  it.each([
    ['typed', PAPER],
    ['in small letters, with blanks and strokes', ' 7k3m9-qx2tb '],
    ['in the wide letters of a Chinese keyboard', '７Ｋ３Ｍ９ＱＸ２ＴＢ'],
    ['scanned from a QR code', QR],
    ['scanned with Caps Lock on, as a link', `HTTPS://X/?QR=${QR.toLowerCase()}`],
    ['scanned where Chinese points are typed', QR.replaceAll('.', '。')],
  ])('is found when it is %s', (_, text) => {
    expect(codeIn(text)).toBe(PAPER);
  });

  it('has one character for what people read as one', () => {
    expect(codeIn('OIL00oil00')).toBe('0110001100');
  });

  it.each(['', '7K3M9QX2T', `${PAPER}0`, 'UUUUUUUUUU', `ONEDOOR1.${PAPER}.20261124.sig`, `ONEDOORR1.${PAPER.slice(1)}.1.1.s`])(
    'is not found in “%s”',
    (text) => expect(codeIn(text)).toBeUndefined(),
  );
});

let desk: DeskInDom;
const startDesk = () => {
  desk = startDeskInDom();
};
const countOf = (operation: OperationId) => desk.gateway.called(operation).length;
const bodiesOf = (operation: OperationId) => desk.gateway.called(operation).map(({ body }) => body);
const keysOf = (operation: OperationId) => desk.gateway.called(operation).map(({ headers }) => headers.get('idempotency-key'));
const yuan = (fen: number) => ({ amount: { amount: fen, currency: 'CNY' } });
const put = (...given: Parameters<typeof paymentAt>) => desk.desk.payments.set(PAPER, paymentAt(...given));
const focused = () => document.activeElement;

describe('a cashier at a desk', () => {
  beforeEach(startDesk);
  afterEach(() => desk.stop());

  it('comes on duty, scans a paper, sees whose it is and what is due, and takes it after a question that says the sum again', async () => {
    put(123_405);
    desk.hall.role = 'cashier';
    desk.start();
    await desk.signIn();
    await desk.sees(/还没有上岗/);
    await desk.press('F12');
    await desk.sees(/已上岗/);
    expect(focused()).toBe(await desk.field(/^付款号码/));
    await desk.type(/^付款号码/, QR);
    await desk.enter();
    await desk.sees(/王\*国/);
    await desk.sees(/^1234\.05 元$/);
    await desk.sees(/11月24日 周二 10:12 前有效/);
    await desk.seesNot(/要退给病人/);
    await desk.press('F2');
    await desk.sees(/收到这么多现金/);
    expect(desk.root.querySelector('.question .sum')?.textContent).toBe('1234.05 元');
    expect(countOf('takeCash')).toBe(0);
    await desk.press('Alt+Y');
    await desk.sees(/收了 1234\.05 元，记下了/);
    await desk.sees(/付清了/);
    expect(bodiesOf('takeCash')).toEqual([yuan(123_405)]);
    expect(desk.gateway.called('takeCash')[0]?.params).toEqual({ code: PAPER });
    expect(desk.world.printed).toEqual([]);
    expect([focused(), (focused() as HTMLInputElement).value]).toEqual([await desk.field(/^付款号码/), '']);
  });

  it('gives back what is to be given back, and what is due stays to be taken', async () => {
    put(500, 4500);
    await desk.toPayment(PAPER);
    await desk.press('F3');
    await desk.sees(/交到病人手里/);
    await desk.press('Alt+Y');
    await desk.sees(/退了 45\.00 元，记下了/);
    expect([bodiesOf('returnCash'), countOf('takeCash')]).toEqual([[yuan(4500)], 0]);
    await desk.seesNot(/要退给病人/);
    await desk.press('F2');
    await desk.press('Alt+Y');
    await desk.sees(/收了 5\.00 元/);
    expect(bodiesOf('takeCash')).toEqual([yuan(500)]);
  });

  it('writes nothing down when the answer to the question is no', async () => {
    put(4500);
    await desk.toPayment(PAPER);
    await desk.press('F2');
    await desk.press('Escape');
    await desk.seesNot(/收到这么多现金/);
    expect([countOf('takeCash'), desk.desk.payments.get(PAPER)?.due.amount]).toEqual([0, 4500]);
  });

  it.each(['take', 'give'] as const)(
    'hears that the fate is unknown where the answer is lost, and the same key is pressed again (%s)',
    async (kind) => {
      const operation = kind === 'take' ? 'takeCash' : 'returnCash';
      put(kind === 'take' ? 4500 : 0, kind === 'give' ? 4500 : 0);
      await desk.toPayment(PAPER);
      await desk.press(kind === 'take' ? 'F2' : 'F3');
      desk.desk.problems[operation] = 'no-answer';
      await desk.press('Alt+Y');
      await desk.sees(/不知道记下没有/);
      await desk.press('Alt+Y');
      await desk.sees(/记下了。/);
      expect([countOf(operation), new Set(keysOf(operation)).size]).toEqual([2, 1]);
    },
  );

  it('sees what is so now when the answer was lost and the question is left', async () => {
    put(4500);
    await desk.toPayment(PAPER);
    await desk.press('F2');
    desk.desk.problems.takeCash = 'no-answer';
    await desk.press('Alt+Y');
    await desk.sees(/不知道记下没有/);
    await desk.press('Escape');
    await desk.sees(/付清了/);
  });

  it('hears that nothing is due any more, and sees the sum of now; that is another act under another key', async () => {
    put(4500);
    await desk.toPayment(PAPER);
    await desk.press('F2');
    put(2500);
    await desk.press('Alt+Y');
    await desk.sees(/没有记下：已经付了/);
    await desk.sees(/^25\.00 元$/);
    await desk.seesNot(/45\.00/);
    await desk.press('F2');
    await desk.press('Alt+Y');
    await desk.sees(/收了 25\.00 元/);
    expect(bodiesOf('takeCash')).toEqual([yuan(4500), yuan(2500)]);
    expect(new Set(keysOf('takeCash')).size).toBe(2);
  });

  it('whose shift somebody ended hears so, comes on duty with one key, and takes it then', async () => {
    put(4500);
    await desk.toPayment(PAPER);
    await desk.press('F2');
    desk.hall.onDuty = false;
    await desk.press('Alt+Y');
    await desk.sees(/没有记下：您没有上岗/);
    await desk.press('F12');
    await desk.sees(/已上岗/);
    await desk.press('Alt+Y');
    await desk.sees(/收了 45\.00 元/);
  });

  it('off duty may look, and neither take nor give', async () => {
    put(4500, 1000);
    desk.hall.role = 'cashier';
    desk.start();
    await desk.signIn();
    await desk.sees(/还没有上岗/);
    await desk.type(/^付款号码/, PAPER);
    await desk.enter();
    await desk.sees(/^45\.00 元$/);
    const acts = ['F2', 'F3'].map((key) =>
      desk.root.querySelector(`[aria-keyshortcuts="${key}"]`)?.getAttribute('aria-disabled'),
    );
    expect(acts).toEqual(['true', 'true']);
    for (const act of desk.root.querySelectorAll('button')) if (/现金|病人/.test(act.textContent)) act.click();
    await desk.seesNot(/数过了吗|手里了吗/);
  });

  it('what a scanner types goes to the code, whichever button the mouse has pressed before: its Enter presses none', async () => {
    await desk.toTill();
    const field = await desk.field(/^付款号码/);
    const duty = desk.root.querySelector<HTMLElement>('[aria-keyshortcuts="F12"]');
    const types = (key: string, held = {}) => {
      duty?.focus();
      expect(focused()).toBe(duty);
      fireEvent.keyDown(duty ?? document, { key, bubbles: true, ...held });
      return focused();
    };
    expect(types('7')).toBe(field);
    expect(types('O')).toBe(field);
    for (const key of ['Enter', ' ', 'Tab']) expect(types(key), key).toBe(duty);
    expect(types('k', { altKey: true })).toBe(duty);
  });

  it('sees that a shift was ended by a clerk within seconds', async () => {
    await desk.toTill();
    desk.hall.onDuty = false;
    await desk.wait(11);
    await desk.sees(/没有上岗/);
  });

  it('hears of a code that is none here, of one that is no code, and of an answer that did not come; the next scan takes its place', async () => {
    await desk.toTill();
    await desk.type(/^付款号码/, 'ONEDOOR1.7K3M9QX2TB.x');
    await desk.enter();
    await desk.sees(/不是付款单的号码/);
    expect(countOf('readPaymentAtDesk')).toBe(0);
    await desk.type(/^付款号码/, PAPER);
    await desk.enter();
    await desk.sees(/本院没有这个号码/);
    const input = await desk.field(/^付款号码/);
    expect([input.selectionStart, input.selectionEnd]).toEqual([0, PAPER.length]);
    put(4500);
    desk.desk.problems.readPaymentAtDesk = 'no-answer';
    await desk.enter();
    await desk.sees(/没有回音。请再扫一次/);
    await desk.enter();
    await desk.sees(/王\*国/);
  });

  it('is told to take no money for what can not be paid any more', async () => {
    put(0, 0, { state: 'gone' });
    await desk.toPayment(PAPER);
    await desk.sees(/不能付了，请不要收钱/);
    expect(desk.root.querySelector('[aria-keyshortcuts="F2"]')).toBeNull();
  });
});

describe('what stays on the screen of a cashier', () => {
  beforeEach(startDesk);
  afterEach(() => desk.stop());

  it('a page that nobody touches for a minute shows nobody, and nobody after it is unlocked either', async () => {
    put(4500);
    await desk.toPayment(PAPER);
    await desk.wait(61);
    await desk.sees(/已锁上/);
    await desk.seesNot(/王|45\.00/);
    const flashed = desk.watch(/王|45\.00/);
    await desk.type(/密码/, PIN);
    await desk.enter();
    await desk.sees(/收现金/);
    expect(flashed()).toEqual([]);
  });

  it.each([
    ['staff-locked', /已锁上/],
    ['unauthenticated', /请登录/],
  ] as const)('an answer that says %s takes everybody off it', async (code, said) => {
    put(4500);
    await desk.toPayment(PAPER);
    await desk.press('F2');
    desk.desk.problems.takeCash = [code];
    await desk.press('Alt+Y');
    await desk.sees(said);
    await desk.seesNot(/王|45\.00/);
  });

  it('for the next paper nothing of the former is there', async () => {
    put(4500);
    await desk.toPayment(PAPER);
    await desk.press('F2');
    await desk.press('Alt+Y');
    await desk.sees(/付清了/);
    await desk.type(/^付款号码/, '0000000000');
    await desk.enter();
    await desk.sees(/本院没有/);
    await desk.seesNot(/王|45\.00/);
  });

  it('who signs out leaves nothing, and a clerk who signs in has the work of a clerk', async () => {
    put(4500);
    await desk.toPayment(PAPER);
    await desk.press('F11');
    await desk.sees(/请登录/);
    await desk.seesNot(/王|45\.00|林志愿/);
    desk.gateway.register(ID_NUMBER, '李*兰');
    desk.hall.role = 'clerk';
    await desk.type(/工号/, NUMBER);
    await desk.type(/密码/, PIN);
    await desk.enter();
    await desk.sees(/下一位：输证件/);
    await desk.seesNot(/收现金|王/);
    await desk.type(/^号码/, ID_NUMBER);
    await desk.enter();
    await desk.sees(/李\*兰/);
    await desk.press('F11');
    desk.hall.role = 'cashier';
    await desk.signIn();
    await desk.sees(/收现金/);
    await desk.seesNot(/李/);
  });

  it('nothing is asked of the gateway that is not for a cashier, and every button says its key in both languages', async () => {
    put(4500, 1000);
    await desk.toPayment(PAPER);
    await desk.press('F1');
    await desk.sees(/Cash to take/);
    await desk.sees(/^45\.00 yuan$/);
    const silent = [...desk.root.querySelectorAll('button')].filter((button) => !/F\d|Alt|Esc|Enter/.test(button.textContent));
    expect(silent.map(({ textContent }) => textContent)).toEqual([]);
    for (const key of ['F2', 'Alt+Y', 'F3', 'Alt+Y']) await desk.press(key);
    await desk.sees(/Paid: nothing to take/);
    const forCashiers = (id: OperationId) => {
      const { by } = (operations[id] as Operation).access;
      return by === 'anyone' || by.includes('cashier') || by.includes('device');
    };
    const asked = (Object.keys(operations) as OperationId[]).filter((id) => countOf(id) > 0);
    expect(asked).toContain('takeCash');
    expect(asked.filter((id) => !forCashiers(id))).toEqual([]);
  });
});
