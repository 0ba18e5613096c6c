// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OperationId } from '../../bff/contract/paths.ts';
import { fenIn } from '../../kiosk/apps/desk/cashier/count-form.tsx';
import { type DeskInDom, startDeskInDom } from './kit/desk-in-dom.ts';
import { drawerOf, PAPER, paymentAt, refundableAt, refundBy } from './kit/stand-in-desk.ts';

let desk: DeskInDom;
const countOf = (operation: OperationId) => desk.gateway.called(operation).length;
const bodiesOf = (operation: OperationId) => desk.gateway.called(operation).map(({ body }) => body);
const keysOf = (operation: OperationId) => desk.gateway.called(operation).map(({ headers }) => headers.get('idempotency-key'));
const yuan = (amount: number) => ({ amount, currency: 'CNY' });

async function toReceipt() {
  desk.desk.refundable.set(PAPER, refundableAt());
  await desk.toTill();
  await desk.press('F8');
  await desk.sees(/^退费：扫收据/);
  await desk.type(/^付款号码/, PAPER);
  await desk.enter();
  await desk.sees(/^王\*国$/);
}

describe('a cashier who refunds', () => {
  beforeEach(() => {
    desk = startDeskInDom();
  });
  afterEach(() => desk.stop());

  it('sees the lines that go back, chooses some, and proposes their sum after a question that says it again', async () => {
    await toReceipt();
    expect(document.body.textContent).toContain('纱布绷带');
    expect(desk.root.querySelector('[aria-keyshortcuts="F2"]')?.getAttribute('aria-disabled')).toBe('true');
    await desk.press('Alt+3');
    await desk.press('Alt+2');
    await desk.press('Alt+2');
    await desk.press('F2');
    await desk.sees(/要另一个同事确认才退/);
    expect(desk.root.querySelector('.question .sum')?.textContent).toBe('20.00 元');
    expect(countOf('proposeRefund')).toBe(0);
    await desk.press('Alt+Y');
    await desk.sees(/提出了退 20\.00 元。请另一个同事/);
    expect(bodiesOf('proposeRefund')).toEqual([{ part: 0, lines: ['l2'], amount: yuan(2000) }]);
    await desk.seesNot(/纱布绷带/);
  });

  it('chooses all that is left alone, and nothing is sent when the answer is no', async () => {
    await toReceipt();
    await desk.press('Alt+2');
    await desk.press('Alt+1');
    await desk.press('F2');
    await desk.press('Escape');
    expect(countOf('proposeRefund')).toBe(0);
    await desk.press('F2');
    await desk.press('Alt+Y');
    await desk.sees(/提出了退 45\.00 元/);
    expect(bodiesOf('proposeRefund')).toEqual([{ part: 0, lines: 'whole', amount: yuan(4500) }]);
  });

  it('presses again under the same key when no answer came', async () => {
    await toReceipt();
    await desk.press('Alt+1');
    await desk.press('F2');
    desk.desk.problems.proposeRefund = 'no-answer';
    await desk.press('Alt+Y');
    await desk.sees(/没有回音/);
    await desk.press('Alt+Y');
    await desk.sees(/提出了退/);
    expect([countOf('proposeRefund'), new Set(keysOf('proposeRefund')).size]).toEqual([2, 1]);
  });

  it('confirms nothing that they proposed themselves, and can take it back', async () => {
    desk.desk.refunds = [refundBy('林志愿', 4500, true)];
    await desk.toTill();
    await desk.press('F8');
    await desk.press('Alt+1');
    await desk.sees(/这是您自己提出的/);
    await desk.press('Alt+Y');
    await desk.sees(/这笔不退了/);
    expect([countOf('confirmRefund'), countOf('declineRefund')]).toEqual([0, 1]);
  });

  it('off duty sees nothing that goes back, and asks for nothing', async () => {
    desk.desk.refunds = [refundBy('钱二', 4500)];
    desk.hall.role = 'cashier';
    desk.start();
    await desk.signIn();
    await desk.sees(/还没有上岗/);
    await desk.press('F8');
    await desk.sees(/不能看，也不能退/);
    expect([countOf('listRefundsAtDesk'), desk.root.querySelector('form')]).toEqual([0, null]);
  });

  it('leaves nothing of a receipt on the screen that is locked, or on another part', async () => {
    await toReceipt();
    await desk.press('F7');
    await desk.seesNot(/王|纱布/);
    await desk.press('F8');
    await desk.type(/^付款号码/, PAPER);
    await desk.enter();
    await desk.sees(/^王\*国$/);
    await desk.press('Alt+K');
    await desk.sees(/已锁上/);
    await desk.seesNot(/王|纱布/);
  });
});

describe('the second person of a refund', () => {
  beforeEach(() => {
    desk = startDeskInDom();
    desk.desk.refunds = [refundBy('钱二', 4500), refundBy('钱三', 2000)];
  });
  afterEach(() => desk.stop());

  it('is a clerk too: sees whose it is, how much, who proposed it and when, and confirms that sum', async () => {
    await desk.toDesk();
    await desk.press('Alt+G');
    await desk.sees(/^等第二个人确认的退费$/);
    await desk.press('Alt+1');
    await desk.sees(/^钱二 在 9:10 提出退这么多，现金，在收费处退/);
    expect(desk.root.querySelector('.question .sum')?.textContent).toBe('45.00 元');
    await desk.press('Alt+Y');
    await desk.sees(/^确认了，退 45\.00 元/);
    expect(bodiesOf('confirmRefund')).toEqual([{ amount: yuan(4500) }]);
    expect(desk.gateway.called('confirmRefund')[0]?.params).toEqual({ id: refundBy('', 4500).id });
    await desk.seesNot(/钱二/);
  });

  it('says no, and then it is not refunded', async () => {
    await desk.toDesk();
    await desk.press('Alt+G');
    await desk.press('Alt+2');
    await desk.press('Alt+N');
    await desk.sees(/这笔不退了/);
    expect([countOf('confirmRefund'), desk.desk.refunds.length]).toEqual([0, 1]);
  });

  it('hears in words that the hospital takes back another amount by now', async () => {
    await desk.toDesk();
    await desk.press('Alt+G');
    await desk.press('Alt+1');
    desk.desk.problems.confirmRefund = ['not-refundable'];
    await desk.press('Alt+Y');
    await desk.sees(/没有退：医院现在不收回这个数/);
  });
});

describe('the drawer of a cashier', () => {
  beforeEach(() => {
    desk = startDeskInDom();
  });
  afterEach(() => desk.stop());

  it.each([
    ['545', 54_500],
    ['545.5', 54_550],
    ['５４５。０５', 54_505],
    ['1,234.00', 123_400],
    ['0', 0],
    ['', undefined],
    ['-1', undefined],
    ['1.234', undefined],
    ['12345678', undefined],
  ])('reads “%s” as an amount, or as none', (text, fen) => expect(fenIn(text)).toBe(fen));

  it('is counted before one goes off duty: F12 leads there, the difference is said before it is kept, and then the shift is over', async () => {
    desk.desk.drawers = { now: drawerOf(12_000, 4500) };
    await desk.toTill();
    await desk.press('F12');
    await desk.sees(/^抽屉：.* 上岗以来$/);
    await desk.sees(/^75\.00 元$/);
    expect(countOf('endShift')).toBe(0);
    await desk.type(/^抽屉里一共/, '574');
    await desk.enter();
    await desk.sees(/请输金额/);
    await desk.type(/^其中上岗时/, '500');
    await desk.enter();
    expect(countOf('countDrawer')).toBe(0);
    await desk.press('Alt+Y');
    await desk.sees(/^记下了：少 1\.00 元。您已离岗。$/);
    await desk.sees(/没有上岗/);
    expect(bodiesOf('countDrawer')).toEqual([{ counted: yuan(57_400), float: yuan(50_000) }]);
    expect(countOf('endShift')).toBe(0);
  });

  it('that is not counted is said to be so, to whoever goes off duty so and after', async () => {
    desk.desk.drawers = { now: drawerOf(4500), before: drawerOf(2000, 0, { id: `shf_${'b'.repeat(22)}`, state: 'not-counted' }) };
    await desk.toTill();
    await desk.press('F9');
    await desk.sees(/^没有点：收了 20\.00 元，退了 0\.00 元$/);
    await desk.press('F4');
    await desk.sees(/这一班会记成“没有点”/);
    await desk.press('Alt+Y');
    await desk.sees(/没有上岗/);
    expect([countOf('countDrawer'), countOf('endShift')]).toEqual([0, 1]);
  });

  it('shows what was taken a moment ago', async () => {
    desk.desk.payments.set(PAPER, paymentAt(4500));
    await desk.toPayment(PAPER);
    await desk.press('F2');
    await desk.press('Alt+Y');
    await desk.sees(/记下了/);
    desk.desk.drawers = { now: drawerOf(4500) };
    await desk.press('F9');
    await desk.sees(/^45\.00 元$/);
    await desk.seesNot(/王/);
  });
});
