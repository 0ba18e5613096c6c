// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Facts } from '../../kiosk/practice/world.ts';
import { type DeskInDom, startDeskInDom } from './kit/desk-in-dom.ts';
import { ID_NUMBER } from './kit/stand-in-desk.ts';

const CODE = '48120937';

let desk: DeskInDom;
let theirs: Facts;
beforeEach(() => {
  desk = startDeskInDom();
  theirs = desk.gateway.register(ID_NUMBER, '李*兰');
  theirs.phones = {
    ...theirs.phones,
    bound: [],
    waits: { phone: '139****0001', heldSince: '2026-11-20T08:00:00+08:00', digits: '62', code: CODE },
  };
});
afterEach(() => desk.stop());

type Operation = Parameters<DeskInDom['gateway']['called']>[0];
const countOf = (operation: Operation) => desk.gateway.called(operation).length;

/** From somebody who is served to the question whether both show the same. */
async function toQuestion() {
  await desk.toPerson(ID_NUMBER);
  await desk.press('Alt+M');
  await desk.type(/手机上的八位数字/, '4812 0937');
  await desk.enter();
  await desk.sees(/手机上也是这两个数字吗/);
}

describe('a phone that a clerk makes somebody’s own', () => {
  it('a clerk reads what a phone will do, compares its two digits, says yes, and only then it is the person’s own', async () => {
    await toQuestion();
    await desk.sees(/^62$/);
    await desk.sees(/^139\*\*\*\*0001$/);
    await desk.sees(/能看报告、看账单、付钱/);
    expect(desk.gateway.called('enterPhoneBinding').map(({ body }) => body)).toEqual([{ code: CODE }]);
    expect(countOf('confirmPhoneBinding')).toBe(0);
    await desk.press('Alt+Y');
    await desk.sees(/认好了：139\*\*\*\*0001 是本人的手机/);
    expect(theirs.phones.bound.map(({ phone }) => phone)).toEqual(['139****0001']);
    await desk.press('Escape');
    await desk.sees(/这个人的挂号/);
    expect(desk.root.textContent).not.toContain('0001');
  });

  it('where the digits differ a clerk says no, nothing is bound, and the page says so', async () => {
    await toQuestion();
    await desk.press('Escape');
    await desk.sees(/没有认，什么都没有变/);
    expect(countOf('confirmPhoneBinding')).toBe(0);
    expect(theirs.phones.bound).toEqual([]);
  });

  it('what is no code of a phone is said at its field and not sent, and a code that leads to no phone is said to', async () => {
    await desk.toPerson(ID_NUMBER);
    await desk.press('Alt+M');
    await desk.type(/手机上的八位数字/, '4812093');
    await desk.enter();
    await desk.sees(/号码是八位数字/);
    expect((await desk.field(/手机上的八位数字/)).getAttribute('aria-invalid')).toBe('true');
    expect(countOf('enterPhoneBinding')).toBe(0);
    await desk.type(/手机上的八位数字/, '00000000');
    await desk.enter();
    await desk.sees(/没有找到：号码不对、过了十分钟/);
    expect((await desk.field(/手机上的八位数字/)).value).toBe('00000000');
  });

  it.each([
    ['rate-limited', /试得太多了.*一刻钟/],
    ['document-required', /证件没有核对，不能认手机/],
    ['unauthenticated', /这个人的办理已经结束/],
  ] as const)('a clerk hears what to do where a phone can not be bound: %s', async (code, words) => {
    await desk.toPerson(ID_NUMBER);
    await desk.press('Alt+M');
    await desk.type(/手机上的八位数字/, CODE);
    desk.desk.problems.enterPhoneBinding = [code];
    await desk.enter();
    await desk.sees(words);
    expect(theirs.phones.bound).toEqual([]);
  });

  it('a yes without an answer is said to be unknown and pressed again, and a code that is too old is asked for anew', async () => {
    await toQuestion();
    desk.desk.problems.confirmPhoneBinding = 'no-answer';
    await desk.press('Alt+Y');
    await desk.sees(/不知道认了没有/);
    await desk.sees(/手机上也是这两个数字吗/);
    desk.desk.problems.confirmPhoneBinding = ['not-found'];
    await desk.press('Alt+Y');
    await desk.sees(/过期了，没有认/);
    await desk.field(/手机上的八位数字/);
  });
});
