// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { booked } from '../../kiosk/practice/sample-city.ts';
import { type DeskInDom, startDeskInDom } from './kit/desk-in-dom.ts';
import { ID_NUMBER } from './kit/stand-in-desk.ts';
import { HALL_NOW, helpCall, NUMBER, PIN } from './kit/stand-in-hall.ts';

let desk: DeskInDom;
beforeEach(() => {
  desk = startDeskInDom();
});
afterEach(() => desk.stop());

type Operation = Parameters<DeskInDom['gateway']['called']>[0];
const countOf = (operation: Operation) => desk.gateway.called(operation).length;
const bodiesOf = (operation: Operation) => desk.gateway.called(operation).map(({ body }) => body as Record<string, unknown>);

describe('what stays on the screen of a desk', () => {
  it('for the next person nothing of the former is there, and the gateway serves them no more', async () => {
    desk.gateway.register(ID_NUMBER, '李*兰', [booked]);
    await desk.toPerson(ID_NUMBER);
    await desk.press('Alt+1');
    await desk.press('Alt+P');
    await desk.sees(/已经送去打印/);
    await desk.press('Alt+X');
    await desk.sees(/下一位：输证件/);
    await desk.seesNot(/李|骨科/);
    expect((await desk.field(/^号码/)).value).toBe('');
    expect(desk.desk.served).toBeUndefined();
  });

  it('who calls the next number serves the former person no more', async () => {
    desk.gateway.register(ID_NUMBER, '李*兰', [booked]);
    await desk.toPerson(ID_NUMBER);
    await desk.press('F5');
    await desk.sees(/取了 001 号/);
    await desk.press('F2');
    await desk.sees(/下一位：输证件/);
    await desk.seesNot(/李/);
  });

  it('a page that nobody touches for a minute shows nobody, and shows the person again to the same clerk alone', async () => {
    desk.gateway.register(ID_NUMBER, '李*兰', [booked]);
    await desk.toPerson(ID_NUMBER);
    await desk.wait(61);
    await desk.sees(/已锁上/);
    await desk.seesNot(/李|骨科/);
    await desk.type(/密码/, PIN);
    await desk.enter();
    await desk.sees(/李\*兰/);
  });

  it('a page that the gateway has locked shows the person no more when their session is over', async () => {
    desk.gateway.register(ID_NUMBER, '李*兰', [booked]);
    await desk.toPerson(ID_NUMBER);
    desk.gateway.change({ locked: true });
    await desk.sees(/已锁上/);
    await desk.seesNot(/李/);
    const flashed = desk.watch(/李/);
    desk.desk.served = undefined;
    await desk.type(/密码/, PIN);
    await desk.enter();
    await desk.sees(/上一位的办理已经结束/);
    await desk.seesNot(/李/);
    expect(flashed()).toEqual([]);
  });

  it('an answer that says that the page is locked locks it', async () => {
    desk.gateway.register(ID_NUMBER, '李*兰', [booked]);
    await desk.toPerson(ID_NUMBER);
    desk.desk.problems.listAtDesk = ['staff-locked'];
    await desk.press('Alt+R');
    await desk.sees(/已锁上/);
    await desk.seesNot(/李|骨科/);
  });

  it('a session of a person that is over takes them off the screen, whatever was asked for', async () => {
    desk.gateway.register(ID_NUMBER, '李*兰', [booked]);
    await desk.toPerson(ID_NUMBER);
    desk.desk.served = undefined;
    await desk.press('Alt+R');
    await desk.sees(/上一位的办理已经结束/);
    await desk.seesNot(/李/);
  });

  it('a clerk who signs out leaves nothing behind', async () => {
    desk.gateway.register(ID_NUMBER, '李*兰', [booked]);
    await desk.toPerson(ID_NUMBER);
    await desk.press('F11');
    await desk.sees(/请登录/);
    await desk.seesNot(/李|骨科|林志愿/);
    await desk.type(/工号/, NUMBER);
    await desk.type(/密码/, PIN);
    await desk.enter();
    await desk.sees(/下一位：输证件/);
    await desk.seesNot(/李/);
  });

  it('half a document is kept while another part is looked at', async () => {
    await desk.toDesk();
    await desk.type(/^号码/, '110101');
    await desk.press('F10');
    await desk.sees(/谁在岗/);
    await desk.press('F7');
    expect((await desk.field(/^号码/)).value).toBe('110101');
  });
});

describe('what else comes to a desk', () => {
  it('a call for help that no volunteer answered is answered and ended by its digit', async () => {
    desk.hall.calls = [helpCall(1, { stage: 'desk' })];
    await desk.toDesk();
    await desk.press('F8');
    await desk.sees(/1 号机/);
    await desk.press('Alt+1');
    await desk.sees(/已经帮好了/);
    await desk.press('Alt+1');
    await desk.sees(/没有转到窗口的/);
  });

  it('whom no message reached stands there with the clock, the late ones marked, and what became of the call is noted', async () => {
    const at = (minutes: number) => new Date(HALL_NOW + minutes * 60_000).toISOString();
    const one = { kind: 'booking-cancelled-by-hospital', start: booked.start, since: at(-60) };
    desk.desk.unreached = [
      { ...one, id: `msg_${'a'.repeat(30)}`, patientName: '赵*', phone: '138****0001', dueBy: at(-5) },
      { ...one, id: `msg_${'b'.repeat(30)}`, patientName: '钱*', dueBy: at(20) },
      { kind: 'payment-cash-back', since: at(-1), id: `msg_${'c'.repeat(30)}`, patientName: '孙*', dueBy: at(29) },
    ];
    await desk.toDesk();
    await desk.press('F9');
    await desk.sees(/赵\* · 138\*\*\*\*0001/);
    await desk.sees(/晚了 5分/);
    await desk.sees(/钱\* · 没有电话/);
    await desk.sees(/有现金要来窗口取/);
    await desk.press('Alt+1');
    await desk.press('Alt+N');
    await desk.sees(/记下了/);
    expect(bodiesOf('closeUnreached')).toEqual([{ outcome: 'not-reached' }]);
    await desk.seesNot(/赵/);
  });

  it('a shift that somebody forgot is ended after a question, and the day is told in counts', async () => {
    await desk.toDesk();
    await desk.press('F10');
    await desk.sees(/挂号 4 · 取消 1 · 打印报告 3 · 求助 3（帮好 2）/);
    await desk.press('Alt+2');
    await desk.sees(/忘了离岗吗/);
    expect(countOf('endShift')).toBe(0);
    await desk.press('Alt+Y');
    await desk.sees(/已经离岗/);
    expect(countOf('endShift')).toBe(1);
  });

  it('every button says its key, and everything is said in the other language too', async () => {
    desk.gateway.register(ID_NUMBER, '李*兰', [booked]);
    await desk.toPerson(ID_NUMBER);
    await desk.press('F1');
    await desk.sees(/Their appointments/);
    const silent = [...desk.root.querySelectorAll('button')].filter((button) => !/F\d|Alt|Esc|Enter/.test(button.textContent));
    expect(silent.map(({ textContent }) => textContent)).toEqual([]);
    expect(document.documentElement.lang).toBe('en');
  });
});
