// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://phone.example/phone/"}
import { waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onOwnPhone, samplePhones } from '../../kiosk/practice/sample-phones.ts';
import type { PhonesFacts } from '../../kiosk/practice/world.ts';
import { type PhoneInDom, startPhoneInDom } from './kit/start-phone-in-dom.ts';

const LOOK_S = 2;

let phone: PhoneInDom;

beforeEach(() => {
  phone = startPhoneInDom();
  there(onOwnPhone);
});
afterEach(() => phone.stop());

const main = () => phone.root.querySelector('main')?.textContent ?? '';
const asked = () => phone.gateway.called('askPhoneBinding').length;
const looks = () => phone.gateway.called('readPhoneBinding').length;

function there(more: Partial<PhonesFacts>): void {
  phone.gateway.script.phones = { ...phone.gateway.script.phones, ...more };
}

async function toList(): Promise<void> {
  await phone.toHome();
  await phone.tap(/^我的信息/);
  await phone.tap(/^手机和登录/);
  await phone.sees(/^您在这些地方登录着/);
}

async function toCode(): Promise<void> {
  await toList();
  await phone.tap(/^把这部手机认成我的/);
  await phone.sees(/^把这部手机认成您的吗/);
  expect(asked()).toBe(0);
  await phone.tap(/^要一个号码/);
  await phone.sees(/^请在自助机上输这个号码/);
}

/** What becomes of it at the machine, once the phone has looked. */
async function becomes(binding: PhonesFacts['binding'], question: RegExp): Promise<void> {
  there({ binding });
  await phone.wait(LOOK_S);
  await phone.sees(question);
}

describe('a phone that is to become somebody’s own', () => {
  it('says what that brings and what one needs before it asks for a code', async () => {
    await toList();
    await phone.tap(/^把这部手机认成我的/);
    await phone.sees(/^把这部手机认成您的吗/);
    for (const words of ['不带证件也能看报告', '十二小时', '要带证件', '任何一台自助机或窗口', '别人的'])
      expect(main()).toContain(words);
    expect(asked()).toBe(0);
  });

  it('shows the code in two groups of four, the digits to compare and until when; then the digits; then that it is done', async () => {
    await toCode();
    expect([...phone.root.querySelectorAll('.binding-code span')].map(({ textContent }) => textContent)).toEqual([
      '4812',
      '0937',
    ]);
    expect(phone.root.querySelector('.binding-compared strong')?.textContent).toBe('62');
    expect(main()).toContain('上午九点二十二分以前有效');
    await becomes({ state: 'entered', signedIn: true }, /^请比一比两个数字/);
    expect(phone.root.querySelector('.binding-digits')?.textContent).toBe('62');
    expect(main()).not.toContain('4812');
    await becomes({ state: 'bound', signedIn: true }, /^认好了，是您的手机/);
    expect(main()).toContain('不带证件也能看报告了');
    const before = looks();
    await phone.wait(3 * LOOK_S);
    expect(looks()).toBe(before);
    await phone.tap(/^好了/);
    await phone.sees(/今天办什么/);
  });

  it('whose session ended with what was only claimed signs in with a new code, and begins at the first screen', async () => {
    await toCode();
    await becomes({ state: 'bound', signedIn: false }, /^认好了，是您的手机/);
    expect(main()).toContain('还要再发一次短信');
    await phone.tap(/^再发一条短信/);
    await phone.toHome();
    expect(phone.gateway.called('sendOneTimeCode')).toHaveLength(2);
  });

  it('whose code is too old asks for another one, which takes its place', async () => {
    await toCode();
    await becomes(undefined, /^这个号码过期了/);
    there({ binding: { state: 'waiting', signedIn: true } });
    await phone.tap(/^换个新号码/);
    await phone.sees(/^请在自助机上输这个号码/);
    expect(asked()).toBe(2);
  });

  it('that does not reach the gateway for a while keeps the code on its screen, and hears of it then', async () => {
    await toCode();
    phone.gateway.script.problems.readPhoneBinding = 'store-unavailable';
    await phone.wait(LOOK_S);
    expect(main()).toContain('4812');
    await becomes({ state: 'bound', signedIn: true }, /^认好了/);
  });

  it('that leaves the code asks no more', async () => {
    await toCode();
    await phone.tap(/首页/);
    await phone.sees(/今天办什么/);
    const before = looks();
    await phone.wait(3 * LOOK_S);
    expect(looks()).toBe(before);
  });

  it('that is bound already is called this phone, and is not asked to be bound again', async () => {
    const [own] = samplePhones.bound;
    if (own === undefined) throw new Error('nobody has a phone');
    there({ bound: [{ ...own, current: true }] });
    await toList();
    expect(main()).toContain('这部手机 138****0000');
    expect(main()).not.toContain('把这部手机认成我的');
    expect(main()).not.toContain('认我的手机');
    await phone.tap(/^这部手机 138/);
    await phone.sees(/^不再认这部手机吗/);
    expect(main()).toContain('就是您现在用的这里');
  });
});

describe('results on a phone that is nobody’s own yet', () => {
  it('lead to its binding, and back past it to what is known of oneself', async () => {
    await phone.toHome();
    phone.gateway.script.problems.listResults = 'document-required';
    await phone.tap(/^我的报告/);
    await phone.sees(/^要先看证件/);
    expect(main()).not.toContain('放一次证件');
    await phone.tap(/^认这部手机/);
    await phone.sees(/^把这部手机认成您的吗/);
    await phone.tap(/^返回/);
    await phone.sees(/^您在这些地方登录着/);
    await phone.tap(/^首页/);
    await waitFor(() => expect(main()).toContain('今天办什么'));
  });
});
