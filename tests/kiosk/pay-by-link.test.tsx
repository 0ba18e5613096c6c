// @vitest-environment happy-dom
import { options, render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { looking } from '../../kiosk/apps/gallery/stage.tsx';
import type { OwnBrowser } from '../../kiosk/client/own-browser.ts';
import { USUAL_DISPLAY } from '../../kiosk/components/display/display.ts';
import { sayIn } from '../../kiosk/i18n/text.ts';
import type { Answers } from '../../kiosk/journey/answers.ts';
import { rowOf } from '../../kiosk/journey/path.ts';
import { makeWorldServices } from '../../kiosk/practice/practice-services.ts';
import { toPayCode, toSplit } from '../../kiosk/practice/sample-answers.ts';
import { payment, paymentByLink, quotes, quotesForWindow } from '../../kiosk/practice/sample-bills.ts';
import { ownBrowser } from '../../kiosk/practice/sample-browser.ts';
import { SAMPLE_NOW, sampleDevice, sampleWorld } from '../../kiosk/practice/sample-city.ts';
import { settled } from '../../kiosk/practice/state.ts';
import type { World } from '../../kiosk/practice/world.ts';
import { type Acts, type Visit, VisitContext } from '../../kiosk/shell/visit.ts';
import { scenes } from './kit/all-scenes.ts';

const root = document.createElement('div');
const usual = options.requestAnimationFrame;
let said: { readonly question: string; readonly value: unknown }[];

beforeEach(() => {
  said = [];
  document.body.append(root);
  options.requestAnimationFrame = (callback) => queueMicrotask(callback);
});
afterEach(() => {
  render(null, root);
  root.remove();
  options.requestAnimationFrame = usual;
});

const TURNS = 60;
const rest = async () => {
  for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
};

/** A screen of the journey on somebody's own phone, which is no enrolled machine. Answers what the gateway was asked. */
async function onPhone(
  step: 'pay-code' | 'split' | 'paying',
  answers: Answers,
  world: Partial<World> = {},
  browser?: OwnBrowser,
) {
  const asked: { readonly operation: string; readonly body: unknown }[] = [];
  const now = { at: SAMPLE_NOW };
  const {
    device: _,
    here: __,
    ...own
  } = makeWorldServices({ ...sampleWorld, ...world }, sampleDevice, {
    now: () => now.at,
    newId: () => 'key-1',
    random: () => 0.5,
  });
  const client = ((operation: string, request: { readonly body?: unknown }) => {
    asked.push({ operation, body: request.body });
    return (own.client as (operation: string, request: object) => unknown)(operation, request);
  }) as unknown as typeof own.client;
  const act = {
    ...looking,
    settle: (question: string, value: unknown) => {
      said.push({ question, value });
    },
  } as Acts;
  const visit: Visit = {
    services: { ...own, client, browser },
    scenes,
    answers,
    language: 'zh',
    say: sayIn('zh'),
    display: USUAL_DISPLAY,
    act,
    cardLies: false,
    window: '',
  };
  const Screen = scenes.screenOf(step);
  if (Screen === undefined) throw new Error('a scene that is not loaded');
  render(
    <VisitContext.Provider value={visit}>
      <Screen />
    </VisitContext.Provider>,
    root,
  );
  await rest();
  return { asked, now };
}

const text = () => root.textContent ?? '';
const press = async (words: RegExp) => {
  const button = [...root.querySelectorAll('button')].find(({ textContent }) => words.test(textContent ?? ''));
  if (button === undefined) throw new Error(`no button for ${words}`);
  button.click();
  await rest();
};
const onTheWay = settled({ ...toPayCode, paying: paymentByLink });

describe('paying on one’s own phone', () => {
  it('opens the provider’s page by one press, in the same tab, which hears from which origin one comes and no more', async () => {
    await onPhone('pay-code', onTheWay, { payments: [paymentByLink] });
    const links = [...root.querySelectorAll('a')];
    expect(links.map(({ href }) => href)).toEqual(['https://pay.invalid/checkout?token=0']);
    expect(links[0]?.getAttribute('referrerpolicy')).toBe('origin');
    expect(links[0]?.getAttribute('target')).toBeNull();
    expect(links[0]?.textContent).toBe('打开微信付');
    expect(root.querySelector('.qr')).toBeNull();
    expect(text()).toMatch(/第1笔，共2笔/);
    expect(root.querySelector('[role="timer"]')).not.toBeNull();
  });

  it('asks the gateway at once when somebody says that they have paid, and believes the gateway', async () => {
    const { asked } = await onPhone('pay-code', onTheWay, { payments: [paymentByLink] });
    const before = asked.length;
    await press(/我付好了/);
    expect(asked.slice(before).map(({ operation }) => operation)).toEqual(['readPayment']);
    expect(text()).toContain('还没有看到这笔钱');
    expect(said).toEqual([]);
  });

  it('goes on once the gateway says that it is paid, whatever else one did', async () => {
    const paying = { ...sampleWorld.paying, ends: [{ state: 'confirming' }, { state: 'confirming' }, { state: 'confirming' }] };
    await onPhone('pay-code', onTheWay, { payments: [paymentByLink], paying } as Partial<World>);
    await press(/我付好了/);
    expect(text()).toContain('钱收到了');
  });

  it('says that nobody can say so where the gateway does not answer, and not to pay again', async () => {
    await onPhone('pay-code', onTheWay, { payments: [paymentByLink], trouble: { readPayment: 'no-answer' } });
    await press(/我付好了/);
    expect(text()).toContain('付过了就不用再付');
    expect(said).toEqual([]);
  });

  it('looks again when one comes back from the provider’s page, by the way back or from behind another app', async () => {
    const { asked } = await onPhone('pay-code', onTheWay, { payments: [paymentByLink] });
    const looks = () => asked.filter(({ operation }) => operation === 'readPayment').length;
    const before = looks();
    window.dispatchEvent(new Event('pageshow'));
    await rest();
    document.dispatchEvent(new Event('visibilitychange'));
    await rest();
    expect(looks() - before).toBe(2);
  });

  it('stops the payment where somebody does not want to, as a code is stopped', async () => {
    await onPhone('pay-code', onTheWay, { payments: [paymentByLink] });
    await press(/先不付/);
    expect(said).toEqual([{ question: 'pay-code', value: 'cash' }]);
  });

  it('shows no link that is not there yet, and none whose time is over', async () => {
    const coming = { ...paymentByLink, parts: paymentByLink.parts.map(({ payUrl: _, ...part }) => part) };
    await onPhone('pay-code', settled({ ...toPayCode, paying: coming }), { payments: [coming] });
    expect([root.querySelector('a'), text().includes('马上就好')]).toEqual([null, true]);
    render(null, root);
    const { parts } = paymentByLink;
    const over = { ...paymentByLink, parts: parts.map((part) => ({ ...part, payUntil: '2026-11-24T09:00:00+08:00' })) };
    await onPhone('pay-code', settled({ ...toPayCode, paying: over }), { payments: [over] });
    expect([root.querySelector('a'), text().includes('时间到了')]).toEqual([null, true]);
  });

  it('still shows a code that was made for another screen as a code', async () => {
    await onPhone('pay-code', settled(toPayCode), { payments: [payment] });
    expect([root.querySelector('a'), root.querySelector('.qr') !== null]).toEqual([null, true]);
  });

  it('asks for a link, and for nothing but what was agreed to, where the yes was to pay by phone', async () => {
    const { asked } = await onPhone('paying', settled({ ...toSplit, split: { how: 'phone', key: 'k' } }), {
      quotes: [quotes],
    } as Partial<World>);
    const body = { quotesId: quotes.id, channel: 'wechat-pay', presented: 'link' };
    expect(asked.filter(({ operation }) => operation === 'createPayment')).toEqual([{ operation: 'createPayment', body }]);
  });

  it('offers no phone where a hospital has no link for it, although a code of it could be scanned', async () => {
    const codes = { ...quotes, quotes: quotes.quotes.map((quote) => ({ ...quote, byLink: [] })) };
    for (const quoting of [codes, quotesForWindow]) {
      await onPhone('split', settled({ ...toSplit, quoting }));
      expect(text()).toContain('这次不能在手机上付。可以到自助机上付，或到窗口付。');
      expect(text()).not.toContain('对，用手机微信付');
      render(null, root);
    }
    await onPhone('split', settled({ ...toSplit, quoting: quotes }));
    expect(text()).toContain('对，用手机微信付');
  });

  it('offers the window, and somebody at home who scans a code, where a hospital has no link; at home by the same channel', async () => {
    const codes = { ...quotes, fromHome: true, quotes: quotes.quotes.map((quote) => ({ ...quote, byLink: [] })) };
    await onPhone('split', settled({ ...toSplit, quoting: codes }));
    await press(/到窗口付现金/);
    await press(/家里人替我付/);
    expect(said.map(({ value }) => (value as { how: string }).how)).toEqual(['cash', 'from-home']);
    render(null, root);
    // Where it can not be scanned either, nobody at home can.
    await onPhone('split', settled({ ...toSplit, quoting: { ...quotesForWindow, fromHome: true } }));
    expect(text()).not.toContain('家里人替我付');
  });

  it('inside of WeChat shows no link that would open nothing, and says how one comes to a browser where it does', async () => {
    await onPhone('pay-code', onTheWay, { payments: [paymentByLink] }, { ...ownBrowser, inWeChat: true });
    expect(root.querySelector('a')).toBeNull();
    expect(text()).toContain('在微信里面打不开付款');
    expect(text()).toContain('在浏览器打开');
    // Whoever paid in a browser meanwhile says so here.
    await press(/我付好了/);
    expect(text()).toContain('还没有看到这笔钱');
    render(null, root);
    await onPhone('pay-code', onTheWay, { payments: [paymentByLink] }, ownBrowser);
    expect(root.querySelectorAll('a')).toHaveLength(1);
  });

  it('what is read aloud where one pays is true of a code and of a link', () => {
    const said = rowOf(scenes.rows, 'pay-code')?.say.map((key) => sayIn('zh')(key));
    expect(said).toEqual(['请看屏幕，在这里付钱。']);
  });
});
