// @vitest-environment happy-dom
import { waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JoinLink } from '../../kiosk/apps/helper/join-link.ts';
import type { OpenCamera } from '../../kiosk/apps/helper/scanning.ts';
import { madeUpId } from '../../kiosk/practice/made-up-id.ts';
import { type HelperInDom, startHelperInDom } from './kit/helper-in-dom.ts';
import { DIGITS, ENROLMENT_CODE, followedJourney, helpCall, NUMBER, PASSKEY, PIN } from './kit/stand-in-hall.ts';

let helper: HelperInDom;
beforeEach(() => {
  helper = startHelperInDom();
});
afterEach(() => helper.stop());

const countOf = (operation: Parameters<HelperInDom['gateway']['called']>[0]) => helper.gateway.called(operation).length;

describe('who helps', () => {
  it('a browser that is no device of the hospital asks for the code of the operator, and says when one does not work', async () => {
    helper.hall.enrolled = false;
    helper.start();
    await helper.type(/登记码/, 'another-code');
    await helper.tap(/^登记$/);
    await helper.sees(/这个码不能用/);
    await helper.type(/登记码/, ENROLMENT_CODE);
    await helper.tap(/^登记$/);
    await helper.sees(/请登录/);
  });

  it('whoever types a wrong PIN is told so, and the PIN does not stay in its field', async () => {
    helper.start();
    await helper.type(/工号/, NUMBER);
    await helper.type(/密码/, '000000');
    await helper.tap(/^登录/);
    await helper.sees(/工号或密码不对/);
    expect(helper.root.querySelector<HTMLInputElement>('input[type=password]')?.value).toBe('');
  });

  it('staff of other roles are told that this page is not theirs, and are signed in no more', async () => {
    helper.hall.role = 'cashier';
    helper.start();
    await helper.signIn();
    await helper.sees(/给志愿者和窗口人员用/);
    expect(helper.hall.signedIn).toBe(false);
  });

  it('who comes on duty sees calls, and who goes off duty ends their own shift and no other', async () => {
    helper.hall.calls = [helpCall(1)];
    helper.start();
    await helper.signIn();
    await helper.sees(/还没有上岗/);
    expect(helper.world.rings).toEqual([]);
    await helper.tap(/^上岗/);
    await helper.sees(/1 号机/);
    await helper.tap(/^离岗/);
    await helper.sees(/还没有上岗/);
    expect(helper.gateway.called('endShift').map(({ params }) => params.id)).toEqual([madeUpId('shf', 1)]);
  });

  it('who signs out is signed out at the gateway, and nothing of them stays on the page', async () => {
    await helper.toHall();
    await helper.tap(/^退出/);
    await helper.sees(/请登录/);
    expect(helper.hall.signedIn).toBe(false);
    await helper.seesNot(/林志愿/);
  });

  it('whose session is over at the gateway is asked to sign in again, and sees nothing of the hall until then', async () => {
    helper.hall.calls = [helpCall(1)];
    await helper.toHall();
    await helper.sees(/1 号机/);
    helper.gateway.change({ signedIn: false });
    await helper.sees(/请登录/);
    await helper.seesNot(/1 号机/);
  });

  it('what has no answer is said to be unknown, never to have failed', async () => {
    helper.hall.calls = [helpCall(1)];
    await helper.toHall();
    helper.hall.away = true;
    await helper.tap(/我这就去/);
    await helper.sees(/没有回音，不知道办成没有/);
  });
});

describe('a helper whose browser has passkeys', () => {
  const signed = (id: string) => ({
    id,
    rawId: id,
    type: 'public-key' as const,
    response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
    clientExtensionResults: {},
  });
  const made = { ...signed('bmV3'), response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' } };
  const answers: (string | undefined)[] = [];
  beforeEach(async () => {
    await helper.stop();
    answers.length = 0;
    const sign = async () => {
      const id = answers.shift();
      return id === undefined ? undefined : signed(id);
    };
    helper = startHelperInDom({ passkeys: { sign, make: async () => made } });
    helper.start();
    await helper.type(/工号/, NUMBER);
  });

  it('a passkey opens the session without a PIN; one that is not known, or nobody who shows it, is told so', async () => {
    answers.push(undefined, 'b3RoZXI', PASSKEY);
    await helper.tap(/用指纹或面容/);
    await helper.sees(/没有认出来/);
    expect(countOf('openStaffSession')).toBe(0);
    await helper.tap(/用指纹或面容/);
    await expect.poll(() => countOf('openStaffSession')).toBe(1);
    await helper.sees(/没有认出来/);
    await helper.tap(/用指纹或面容/);
    await helper.sees(/还没有上岗/);
  });

  it('who signed in with their PIN may add a passkey for the next time', async () => {
    await helper.signIn();
    await helper.tap(/下次用指纹或面容/);
    await helper.sees(/好了，下次可以用/);
    expect(helper.gateway.called('addPasskey')[0]?.body).toEqual(made);
  });

  it('a gateway that has no passkeys says so, and the PIN is left', async () => {
    helper.hall.problems.offerStaffSignIn = ['not-found'];
    await helper.tap(/用指纹或面容/);
    await helper.sees(/还不能用指纹或面容/);
  });
});

describe('a page that nobody touches', () => {
  it('shows calls by where they are alone once the gateway has locked it, and goes on ringing', async () => {
    helper.hall.calls = [helpCall(1)];
    await helper.toHall();
    await helper.sees(/选科室/);
    helper.gateway.change({ locked: true });
    await helper.sees(/已锁上/);
    await helper.sees(/1 号机/);
    await helper.seesNot(/选科室|我这就去/);
    helper.gateway.change({ calls: [helpCall(1), helpCall(2)] });
    await expect.poll(() => helper.world.rings).toEqual(['usual', 'usual']);
  });

  it('opens again with the PIN alone for whoever was here, and with a number for somebody else', async () => {
    await helper.toHall();
    helper.gateway.change({ locked: true });
    await helper.sees(/已锁上/);
    expect(helper.root.querySelectorAll('input')).toHaveLength(1);
    await helper.tap(/不是我/);
    expect(helper.root.querySelectorAll('input')).toHaveLength(2);
    await helper.type(/工号/, NUMBER);
    await helper.type(/密码/, PIN);
    await helper.tap(/^登录/);
    await helper.sees(/谁在叫帮忙/);
  });

  it('says that somebody is there at most every fifteen seconds, and never when nobody is', async () => {
    await helper.toHall();
    await helper.wait(20);
    const before = countOf('touchStaffSession');
    for (let second = 0; second < 30; second += 1) {
      helper.touch();
      await helper.wait(1);
    }
    expect(countOf('touchStaffSession') - before).toBeGreaterThanOrEqual(2);
    expect(countOf('touchStaffSession') - before).toBeLessThanOrEqual(3);
    const after = countOf('touchStaffSession');
    await helper.wait(55);
    expect(countOf('touchStaffSession') - after).toBeLessThanOrEqual(1);
  });
});

describe('a call for help', () => {
  it('an urgent call stands first, then the one that waits longest, with how long it waits', async () => {
    const since = (minute: string) => `2026-11-24T09:${minute}:00+08:00`;
    helper.hall.calls = [
      helpCall(1, { since: since('10') }),
      helpCall(2, { since: since('08') }),
      helpCall(3, { since: since('11'), urgent: true, step: 'hidden' }),
    ];
    await helper.toHall();
    await helper.sees(/叫上护士/);
    const order = () => [...helper.root.querySelectorAll('h2')].map(({ textContent }) => textContent.replace(/\D/g, ''));
    expect(order()).toEqual(['3', '2', '1']);
    await helper.sees(/^等了 2分钟/);
    await helper.wait(5);
    await helper.sees(/^等了 2分5秒/);
  });

  it('rings when it is new and when it is called once more, longer when it is urgent, and not once somebody is on their way', async () => {
    await helper.toHall();
    const { change } = helper.gateway;
    const rings = (expected: readonly string[]) => expect.poll(() => helper.world.rings).toEqual(expected);
    change({ calls: [helpCall(1)] });
    await rings(['usual']);
    change({ calls: [helpCall(1, { language: 'en' })] });
    change({ calls: [helpCall(1, { stage: 'again' })] });
    await rings(['usual', 'usual']);
    change({ calls: [helpCall(1, { stage: 'again', answeredBy: '别人' }), helpCall(2, { answeredBy: '别人' })] });
    change({ calls: [helpCall(3, { urgent: true })] });
    await rings(['usual', 'usual', 'urgent']);
  });

  it('is silent for whoever wants silence, and still stands in the title of the page', async () => {
    await helper.toHall();
    await helper.tap(/^不响铃/);
    helper.gateway.change({ calls: [helpCall(1)] });
    await helper.sees(/1 号机/);
    await expect.poll(() => document.title).toBe('（1）有人叫帮忙');
    await helper.wait(1);
    await expect.poll(() => document.title).toBe('一门 · 帮忙');
    expect(helper.world.rings).toEqual([]);
  });

  it('is answered once: the second helper hears that somebody else is on their way', async () => {
    helper.hall.calls = [helpCall(1)];
    await helper.toHall();
    await helper.sees(/1 号机/);
    helper.hall.problems.answerHelpCall = ['help-call-answered'];
    await helper.tap(/我这就去/);
    await helper.sees(/已经有别人过去了/);
  });

  it('ends when the one who answered it says that they have helped', async () => {
    helper.hall.calls = [helpCall(1)];
    await helper.toHall();
    await helper.tap(/我这就去/);
    await helper.sees(/您说了正在过去/);
    await helper.tap(/已经帮好了/);
    await helper.sees(/现在没有人叫/);
  });
});

describe('at the kiosk', () => {
  beforeEach(() => {
    helper.hall.calls = [helpCall(1)];
  });
  const toJoin = async () => {
    await helper.toHall();
    await helper.tap(/我这就去/);
    await helper.tap(/我到了/);
    await helper.sees(/到屏幕跟前/);
  };

  it('six digits of the glass ask the patient, and the help begins with their yes', async () => {
    await toJoin();
    await helper.type(/六个数字/, '000000');
    await helper.tap(/帮这个人/);
    await helper.sees(/数字已经换了/);
    await helper.type(/六个数字/, DIGITS);
    await helper.tap(/帮这个人/);
    await helper.sees(/等病人在屏幕上按/);
    helper.gateway.change({ session: helper.gateway.session({ patient: '张*', journey: followedJourney() }) });
    await helper.sees(/正在帮 张\*/);
  });

  it('a camera that sees the code of the glass asks the patient, and is shut then', async () => {
    await helper.stop();
    const shut: string[] = [];
    let see: (link: JoinLink) => void = () => undefined;
    const openCamera: OpenCamera = async (_video, onSeen) => {
      see = onSeen;
      return () => void shut.push('the camera');
    };
    helper = startHelperInDom({ openCamera });
    helper.hall.calls = [helpCall(1)];
    await toJoin();
    await helper.tap(/打开相机/);
    await helper.sees(/或输屏幕上的六个数字|到屏幕跟前/);
    await expect.poll(() => helper.root.querySelectorAll('video').length).toBe(1);
    see({ helpCallId: madeUpId('hlp', 1), code: DIGITS });
    await helper.sees(/等病人在屏幕上按/);
    await expect.poll(() => shut).toEqual(['the camera']);
  });

  it('where the browser gives no camera the six digits are left, and it says so', async () => {
    await helper.stop();
    helper = startHelperInDom({ openCamera: () => Promise.reject(new Error('nobody allowed it')) });
    helper.hall.calls = [helpCall(1)];
    await toJoin();
    await helper.tap(/打开相机/);
    await helper.sees(/相机用不了/);
    await helper.type(/六个数字/, DIGITS);
    await helper.tap(/帮这个人/);
    await helper.sees(/等病人在屏幕上按/);
  });

  it('who does not wait goes back to the calls, and is there again when the patient says yes', async () => {
    await toJoin();
    await helper.type(/六个数字/, DIGITS);
    await helper.tap(/帮这个人/);
    await helper.sees(/等病人在屏幕上按/);
    await helper.tap(/^返回/);
    await helper.sees(/谁在叫帮忙/);
    helper.gateway.change({ session: helper.gateway.session({ journey: followedJourney() }) });
    await helper.sees(/正在帮 一位病人/);
  });

  it('a link of the glass leaves the address bar at once, and asks the patient once its helper is signed in and on duty', async () => {
    location.hash = `#join=${madeUpId('hlp', 1)}.${DIGITS}`;
    helper.start();
    await helper.sees(/请登录/);
    expect(location.href).not.toContain(DIGITS);
    expect(countOf('joinAssistSession')).toBe(0);
    await helper.signIn();
    await helper.sees(/还没有上岗/);
    expect(countOf('joinAssistSession')).toBe(0);
    await helper.tap(/^上岗/);
    await helper.sees(/等病人在屏幕上按/);
    expect(countOf('joinAssistSession')).toBe(1);
  });

  it('a patient who does not say yes is no reason to leave them: the call stays with whoever came', async () => {
    await toJoin();
    helper.gateway.change({ session: helper.gateway.session({ state: 'ended', outcome: 'refused', until: undefined }) });
    await helper.sees(/病人没有同意/);
    await helper.tap(/知道了/);
    await helper.sees(/您说了正在过去|到屏幕跟前/);
  });
});

describe('helping on the glass', () => {
  const begin = async (journey = followedJourney()) => {
    helper.hall.session = helper.gateway.session({ patient: '张*', journey });
    helper.start();
    helper.hall.onDuty = true;
    await helper.signIn();
    await helper.sees(/正在帮 张\*/);
  };
  const show = (journey: ReturnType<typeof followedJourney>) =>
    helper.gateway.change({ session: helper.gateway.session({ patient: '张*', journey }) });

  it('at a step that may be filled each target is pointed at or chosen, of the very screen that the helper saw', async () => {
    await begin();
    await helper.tap(/^指给他看：骨科/);
    await helper.sees(/已经指给病人看了/);
    await helper.tap(/^替他选：心内科/);
    await helper.sees(/请病人在屏幕上确认/);
    expect(helper.gateway.acts).toEqual([
      { kind: 'point', version: 7, target: 't1' },
      { kind: 'fill', version: 7, target: 't2' },
    ]);
  });

  it('at a step that may only be seen there are positions to point at, and nothing to choose', async () => {
    await begin(followedJourney({ step: 'check', level: 'see', targets: [{ id: 't1' }, { id: 't4' }] }));
    await helper.sees(/只能指/);
    await helper.seesNot(/替他选/);
    await helper.tap(/^指给他看：第2个按钮/);
    await helper.sees(/已经指给病人看了/);
    expect(helper.gateway.acts).toEqual([{ kind: 'point', version: 7, target: 't4' }]);
  });

  it('at a hidden step nothing is shown but that the patient answers it by themselves', async () => {
    await begin(followedJourney({ step: 'hidden', level: 'hidden', targets: [] }));
    await helper.sees(/由病人自己来/);
    expect(helper.root.querySelectorAll('.target')).toHaveLength(0);
  });

  it.each([
    ['moved-on', /屏幕已经换了/],
    ['no-such-target', /没有这个按钮了/],
    ['not-yours', /要病人自己来/],
    ['not-running', /已经结束，或病人还没有同意/],
    ['nothing-shown', /还没有传过来/],
  ])('an act that is refused as %s says why', async (reason, words) => {
    await begin();
    helper.hall.problems.actInAssistSession = ['act-refused', { reason }];
    await helper.tap(/^指给他看：骨科/);
    await helper.sees(words);
  });

  it('changes letters, contrast, reach and language of the glass one at a time, and keeps what was set', async () => {
    await begin(followedJourney({ display: { text: 'large', contrast: 'usual', reach: 'low' } }));
    await helper.tap(/^黑底亮字/);
    await expect.poll(() => helper.gateway.acts).toHaveLength(1);
    const { root } = helper;
    const english = await waitFor(() => {
      const button = root.querySelector<HTMLButtonElement>('fieldset button[lang="en"]');
      if (button === null || button.disabled) throw new Error('it can not be pressed yet');
      return button;
    });
    english.click();
    await expect.poll(() => helper.gateway.acts).toHaveLength(2);
    expect(helper.gateway.acts).toEqual([
      { kind: 'display', display: { text: 'large', contrast: 'high', reach: 'low' } },
      { kind: 'language', language: 'en' },
    ]);
  });

  it('follows the glass to its next step, and says masked answers and the time that is left', async () => {
    await begin();
    await helper.sees(/还有 14分钟/);
    await helper.wait(30);
    await helper.sees(/还有 13分30秒/);
    show(
      followedJourney({
        version: 9,
        step: 'slot',
        answers: { language: 'zh', department: true, slot: '2026-11-25T09:30:00+08:00' },
      }),
    );
    await helper.sees(/^现在：选时间/);
    await helper.sees(/屏幕变了/);
    await helper.sees(/^11-25 09:30/);
  });

  it('ends when the helper is done, and says how it ended until that is read', async () => {
    await begin();
    await helper.tap(/帮好了，结束/);
    await helper.sees(/已经结束/);
    expect(helper.gateway.called('endAssistSession')[0]?.body).toEqual({ outcome: 'helped' });
    await helper.tap(/知道了/);
    await helper.sees(/谁在叫帮忙/);
  });

  it('locks after a minute without a touch, also while the gateway says nothing: nothing of the patient stays on the page', async () => {
    await begin();
    await helper.wait(59);
    await helper.sees(/正在帮 张\*/);
    await helper.wait(2);
    await helper.sees(/已锁上/);
    await helper.seesNot(/张\*|骨科|选科室/);
    // A touch alone does not open it.
    helper.touch();
    await helper.seesNot(/张\*/);
  });
});
