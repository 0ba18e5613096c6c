// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mayBeOff } from '../../bff/scenes/messages/preference-rules.ts';
import { MESSAGE_KINDS } from '../../bff/scenes/messages/rules.ts';
import { sayIn } from '../../kiosk/i18n/text.ts';
import { everyMessage } from '../../kiosk/practice/sample-messages.ts';
import { usualPreferences } from '../../kiosk/practice/usual-preferences.ts';
import { type InDom, startInDom } from './kit/start-in-dom.ts';

let kiosk: InDom;
beforeEach(() => {
  kiosk = startInDom();
});
afterEach(() => kiosk.stop());

const main = () => kiosk.root.querySelector('main')?.textContent ?? '';
const called = (operation: Parameters<InDom['gateway']['called']>[0]) => kiosk.gateway.called(operation);
/** Until a switch stands there so. */
const stands = (words: RegExp) => waitFor(() => expect(choices().find((one) => words.test(one))).toBeDefined());
const choices = () => [...kiosk.root.querySelectorAll('.choice')].map(({ textContent }) => textContent.trim());

async function toMessages(): Promise<void> {
  await kiosk.toHome();
  await kiosk.tap(/^我的信息/);
  await kiosk.tap(/^给我的消息/);
  await kiosk.sees(/^给您的消息|^没有给您的消息/);
}

it('every kind of message has its words, and those that may be switched off when one practises are those of the gateway', async () => {
  expect(usualPreferences.kinds.map(({ kind }) => kind)).toEqual([...MESSAGE_KINDS]);
  expect(usualPreferences.kinds.filter((one) => one.mayBeOff).map(({ kind }) => kind)).toEqual(MESSAGE_KINDS.filter(mayBeOff));
  await toMessages();
  for (const language of ['zh', 'en'] as const)
    for (const kind of MESSAGE_KINDS)
      for (const key of [`message.${kind}`, `message.${kind}.do`] as const) expect(sayIn(language)(key)).not.toBe(key);
});

describe('messages at the screen', () => {
  it('the newest stands first, and one that nobody has read says so before anything else', async () => {
    await toMessages();
    expect(choices()[0]).toMatch(/^● 没看过\s*预约确认了/);
    expect(choices()[1]).toMatch(/^没有挂上号/);
  });

  it('whoever opens a message has read it: that is told once, and it stands there as read when they come back', async () => {
    await toMessages();
    await kiosk.tap(/^● 没看过\s*预约确认了/);
    await kiosk.sees(/^预约确认了/);
    expect(called('markMessageRead')).toHaveLength(1);
    await kiosk.tap(/^返回/);
    await kiosk.sees(/^给您的消息/);
    expect(choices()[0]).toMatch(/^预约确认了/);
  });

  it('a message of a visit that was cancelled leads to another booking first', async () => {
    await toMessages();
    await kiosk.tap(/医院取消了预约/);
    await kiosk.sees(/^医院取消了预约/);
    expect(main()).toContain('请不要去');
    expect(kiosk.root.querySelector('.action-main')?.textContent).toBe('另挂一个号');
    await kiosk.tap(/^另挂一个号/);
    await kiosk.sees(/哪里不舒服/);
  });

  it('a message about a visit leads to that visit as it is now, and Back leads to the message again', async () => {
    const [message] = everyMessage;
    await kiosk.toHome();
    for (const words of [/给自己挂号/, /腰、腿/, /^骨科/, /^9:30/]) await kiosk.tap(words);
    await kiosk.tap(/对，挂这个号/);
    await kiosk.sees(/挂好了/);
    const [booked] = kiosk.gateway.script.appointments;
    if (message === undefined || booked === undefined) throw new Error('nothing was booked');
    kiosk.gateway.script.messages = [{ ...message, appointmentId: booked.id, start: booked.start }];
    await kiosk.tap(/^再办一件事/);
    await kiosk.tap(/^我的信息/);
    await kiosk.tap(/^给我的消息/);
    await kiosk.tap(/预约确认了/);
    await kiosk.tap(/^看这个预约/);
    await kiosk.sees(/^这个预约/);
    await kiosk.tap(/^返回/);
    await kiosk.sees(/^预约确认了/);
  });

  it('that records were opened leads to who looked at them', async () => {
    const opened = everyMessage.filter(({ kind }) => kind === 'records-opened');
    kiosk.gateway.script.messages = opened;
    await toMessages();
    await kiosk.tap(/急救时打开过/);
    await kiosk.tap(/^谁看过我的信息/);
    await kiosk.sees(/谁看过|看过/);
    expect(called('listAccess').length).toBeGreaterThan(0);
  });
});

describe('what goes to the phone', () => {
  const toPreferences = async () => {
    await toMessages();
    await kiosk.tap(/^哪些发到手机/);
    await kiosk.sees(/^哪些发到手机/);
  };
  const saved = () => called('saveMessagePreferences').map(({ body }) => body as unknown as typeof usualPreferences);

  it('a press is kept at once, says how it stands in words, and touches nothing else', async () => {
    await toPreferences();
    await kiosk.tap(/^付款完成了发短信到手机开着/);
    await kiosk.tap(/^付款完成了发短信到手机关了/);
    await stands(/^付款完成了发短信到手机开着/);
    expect(saved().map(({ kinds }) => kinds.filter(({ phone, app }) => !phone || !app))).toEqual([
      [{ kind: 'payment-paid', phone: false, app: true }],
      [],
    ]);
    expect(saved().every(({ language, quiet }) => language === 'zh' && quiet === undefined)).toBe(true);
  });

  it('quiet hours are switched on and off whole, and the language of texts by itself', async () => {
    await toPreferences();
    await kiosk.tap(/^看更多/);
    await kiosk.tap(/^夜里不发短信.*关了/);
    await stands(/^夜里不发短信.*开着/);
    await kiosk.tap(/^短信用的文字中文/);
    await stands(/^短信用的文字English/);
    await kiosk.tap(/^夜里不发短信.*开着/);
    await stands(/^夜里不发短信.*关了/);
    await kiosk.tap(/^短信用的文字English/);
    await stands(/^短信用的文字中文/);
    expect(saved().map(({ quiet, language }) => [quiet?.from, quiet?.until, language])).toEqual([
      ['22:00', '07:00', 'zh'],
      ['22:00', '07:00', 'en'],
      [undefined, undefined, 'en'],
      [undefined, undefined, 'zh'],
    ]);
  });

  it('what can not be switched off is no button, and says why', async () => {
    await toPreferences();
    await kiosk.tap(/^看更多/);
    const closed = [...kiosk.root.querySelectorAll('.choice-closed')].map(({ textContent }) => textContent).join();
    for (const { kind, mayBeOff: may } of usualPreferences.kinds)
      if (!may) expect(closed).toContain(sayIn('zh')(`message.${kind}`));
    expect(closed).toContain('不能关');
    expect(kiosk.root.querySelectorAll('.choice-closed button, button.choice-closed')).toHaveLength(0);
  });

  it('what somebody changed elsewhere meanwhile is read again, and stands there as it is', async () => {
    await toPreferences();
    kiosk.gateway.script.messagePreferences = { ...usualPreferences, language: 'en' };
    kiosk.gateway.script.problems.saveMessagePreferences = 'precondition-failed';
    await kiosk.tap(/^付款完成了发短信到手机开着/);
    await kiosk.sees(/^哪些发到手机/);
    await kiosk.tap(/^看更多/);
    await kiosk.tap(/^短信用的文字English/);
    await stands(/^短信用的文字中文/);
    expect(
      saved()
        .at(-1)
        ?.kinds.every(({ phone }) => phone),
    ).toBe(true);
  });
});
