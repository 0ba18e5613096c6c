// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://phone.example/phone/"}
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OperationRequest } from '../../bff/contract/operations.ts';
import { madeAttempt } from '../../kiosk/scenes/sign-in/answers.ts';
import { type PhoneInDom, startPhoneInDom } from './kit/start-phone-in-dom.ts';

type Evidence = Extract<OperationRequest<'openSession'>['body']['evidence'], { kind: 'one-time-code' }>;

let phone: PhoneInDom;

beforeEach(() => {
  phone = startPhoneInDom();
});
afterEach(() => phone.stop());

const shown = () =>
  phone.gateway.called('openSession').map(({ body }) => (body as unknown as { readonly evidence: Evidence }).evidence);

describe('the attempt of a sign-in on a phone', () => {
  it('an answer that was lost is asked for again with the same attempt, which nothing on the screen shows', async () => {
    await phone.toCode();
    phone.lost.add('POST /v1/sessions');
    phone.type('481209');
    await phone.sees(/^暂时连不上/);
    await phone.wait(3);
    await phone.sees(/^请输入短信里的六位数字/);
    phone.type('481209');
    await phone.sees(/今天办什么/);
    const [first, second] = shown();
    expect(first?.attempt).toMatch(/^[0-9a-f]{64}$/);
    expect(second).toEqual(first);
    expect(shown()).toHaveLength(2);
    expect(document.documentElement.outerHTML).not.toContain(first?.attempt);
  });

  it('registering carries the attempt with which the code was shown first', async () => {
    phone.gateway.script.unregistered = true;
    await phone.toCode();
    phone.type('481209');
    await phone.sees(/^第一次来/);
    for (const [index, value] of ['王建国', '11010519491231002X'].entries()) phone.typeInto(index, value);
    await phone.tap(/^填好了/);
    await phone.tap(/我看过了，同意/);
    await phone.tap(/^同意/);
    await phone.sees(/今天办什么/);
    expect(new Set(shown().map(({ attempt }) => attempt)).size).toBe(1);
    expect(shown().length).toBe(2);
  });

  it('another code is another attempt', async () => {
    await phone.toCode();
    await phone.tap(/^换个手机号/);
    await phone.toCode('13900000000');
    phone.type('481209');
    await phone.sees(/今天办什么/);
    await phone.tap(/设置/);
    await phone.tap(/^退出登录/);
    await phone.toCode();
    phone.type('481209');
    await phone.sees(/今天办什么/);
    const attempts = shown().map(({ attempt }) => attempt);
    expect(new Set(attempts).size).toBe(2);
  });

  it.each([
    ['3f2504e0-4f89-41d3-9a0c-0305e82c3301', '9b2c1f70-0d3e-4a51-8c6d-7e1f2a3b4c5d'],
    ['0123456789abcdef0123456789abcdef', 'fedcba9876543210fedcba9876543210'],
  ])('holds two keys of the browser, as neither has 128 random bits in every browser (%s)', (...keys) => {
    const left = [...keys];
    const attempt = madeAttempt(() => left.shift() ?? '');
    expect(attempt).toBe(keys.join('').replaceAll('-', ''));
    expect(attempt).toMatch(/^[A-Za-z0-9_-]{22,64}$/);
  });
});
