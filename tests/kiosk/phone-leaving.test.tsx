// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://phone.example/phone/"}
import { waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { opaque } from './kit/stand-in-city.ts';
import { type PhoneInDom, startPhoneInDom } from './kit/start-phone-in-dom.ts';

const NAME = '王*国';
const LONG_MS = 61_000;

let phone: PhoneInDom;
beforeEach(() => {
  phone = startPhoneInDom();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await phone.stop();
});

const text = () => phone.root.textContent ?? '';
/** Nothing of a person can be seen; what they were at is kept all the same. */
const isCovered = () => phone.root.querySelector('.phone-bar')?.closest<HTMLElement>('.phone-frame')?.hidden === true;

function turnTo(state: 'hidden' | 'visible'): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

function lookAway(ms: number): void {
  turnTo('hidden');
  phone.later(ms);
  turnTo('visible');
}

describe('the way out of a phone', () => {
  it('on the home screen of a phone says that it signs out, and signs out at once', async () => {
    await phone.toHome();
    expect(text()).toContain(NAME);
    expect(text()).not.toContain('我办完了');
    await phone.tap(/^退出登录$/);
    expect(text()).not.toContain(NAME);
    await phone.sees(/^请输入手机号/);
    expect(phone.gateway.called('closeSession')).toHaveLength(1);
  });

  it('beside where help is on a phone signs out as well, and is not there before somebody has signed in', async () => {
    await phone.sees(/^请输入手机号/);
    await phone.tap(/^帮忙$/);
    expect(text()).not.toMatch(/退出登录|我办完了/);
    await phone.tap(/^回到刚才的地方/);
    await phone.toHome();
    await phone.tap(/^帮忙$/);
    const ways = [...phone.root.querySelectorAll<HTMLElement>('[role="alertdialog"] button')];
    ways.find(({ textContent }) => textContent === '退出登录')?.click();
    await phone.sees(/^请输入手机号/);
    expect(phone.gateway.called('closeSession')).toHaveLength(1);
  });
});

describe('a phone that is to remember nobody', () => {
  it('tells the gateway so, and whoever only signs out does not', async () => {
    const closed = () => phone.gateway.called('closeSession').map(({ query }) => query);
    await phone.toHome();
    await phone.tap(/^设置$/);
    await phone.tap(/^退出，/);
    await phone.sees(/^请输入手机号/);
    expect(closed()).toMatchObject([{ forget: expect.anything() }]);
  });
});

describe('a phone’s page that comes back into view', () => {
  it('after more than a minute shows nothing of a person before the gateway has said who is signed in, and goes on where they were', async () => {
    await phone.toHome();
    await phone.tap(/^给自己挂号/);
    await phone.sees(/哪里不舒服/);
    const asked = phone.gateway.called('readMe').length;
    lookAway(LONG_MS);
    expect(isCovered()).toBe(true);
    await waitFor(() => expect(isCovered()).toBe(false));
    expect(text()).toContain('哪里不舒服');
    expect(phone.gateway.called('readMe')).toHaveLength(asked + 1);
  });

  it('sooner than that asks nobody', async () => {
    await phone.toHome();
    const asked = phone.gateway.called('readMe').length;
    lookAway(LONG_MS - 2_000);
    expect(isCovered()).toBe(false);
    expect(phone.gateway.called('readMe')).toHaveLength(asked);
  });

  it('is the first question where the session was ended meanwhile, in the middle of something too', async () => {
    await phone.toHome();
    await phone.tap(/^给自己挂号/);
    await phone.sees(/哪里不舒服/);
    phone.gateway.endSession();
    lookAway(LONG_MS);
    expect(isCovered()).toBe(true);
    await phone.sees(/^请输入手机号/);
  });

  it('is somebody else’s where they have signed in meanwhile', async () => {
    await phone.toHome();
    phone.gateway.script.me = { ...phone.gateway.script.me, patientId: opaque('pat', 900), name: '何*' };
    lookAway(LONG_MS);
    await waitFor(() => expect(text()).toContain('何*'));
    expect(text()).not.toContain(NAME);
  });

  it('stays covered where the gateway does not answer', async () => {
    await phone.toHome();
    phone.lost.add('GET /v1/patients/me');
    lookAway(LONG_MS);
    await phone.sees(/暂时连不上/);
    expect(isCovered()).toBe(true);
  });
});

it('a phone at rest whose session was ended elsewhere puts the person away with the first answer that says so', async () => {
  await phone.toHome();
  await phone.tap(/^我的预约/);
  await phone.sees(/^您的预约|^我的预约|没有/);
  phone.gateway.endSession();
  await phone.tap(/^首页$/);
  await phone.sees(/^请输入手机号/);
  expect(text()).not.toContain(NAME);
});
