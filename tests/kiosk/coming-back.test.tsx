// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDrafts } from '../../kiosk/client/device/drafts.ts';
import type { Appointment } from '../../kiosk/client/wire.ts';
import { comingOf } from '../../kiosk/scenes/appointments/offers.ts';
import { wang } from './kit/fake-bridge.ts';
import { samplesOf } from './kit/sample-answers.ts';
import { STAND_IN_NOW, shanghai } from './kit/stand-in-city.ts';
import { type InDom, startInDom } from './kit/start-in-dom.ts';

let kiosk: InDom;

beforeEach(() => {
  kiosk = startInDom();
});
afterEach(() => kiosk.stop());

const dialog = () => screen.queryByRole('alertdialog');

/** Somebody who chose a half hour, and went away until the screen was cleared. */
async function walkAway(): Promise<void> {
  await kiosk.toHome();
  await kiosk.toCheck();
  await kiosk.wait(60);
  await waitFor(() => expect(dialog()).not.toBeNull());
}

describe('the question of the idle screen', () => {
  it('the question of the idle screen is shown, sounded and spoken, names the code of what was chosen, and says nothing about who it is', async () => {
    await walkAway();
    expect(dialog()?.textContent).toContain('接着办的号码：4 8 1 2');
    // Nothing of the page changes with it, and what waits for the page looks only when it does.
    await expect.poll(() => kiosk.world.said).toEqual(['chime', '您还在吗？请按“我还在”，接着办。']);
    expect(kiosk.world.said.join()).not.toMatch(/王|骨科/);
  });

  it('the question of the idle screen names no code where there is nothing to find again', async () => {
    await kiosk.toHome();
    await kiosk.wait(60);
    await waitFor(() => expect(dialog()).not.toBeNull());
    expect(dialog()?.textContent).not.toContain('号码');
  });
});

describe('nobody is asked to hurry', () => {
  it('nobody is asked to hurry while their document lies in the reader; and again, once they took it', async () => {
    await kiosk.sees(/放上身份证/);
    await kiosk.wait(0);
    kiosk.bridge.put({ kind: 'card', card: wang });
    await kiosk.tap(/对，是我/);
    await kiosk.sees(/今天办什么/);
    await kiosk.wait(200);
    expect(dialog()).toBeNull();
    kiosk.bridge.put({ kind: 'removed' });
    await kiosk.wait(60);
    await waitFor(() => expect(dialog()).not.toBeNull());
  });

  it('nobody is asked to hurry while a booking is being confirmed', async () => {
    kiosk.gateway.script.booking = 'confirming';
    await kiosk.toHome();
    await kiosk.toCheck();
    await kiosk.tap(/对，挂这个号/);
    await kiosk.sees(/医院正在确认/);
    await kiosk.wait(120);
    expect(dialog()).toBeNull();
  });
});

describe('what was chosen when the screen was cleared', () => {
  it('what was chosen when the screen was cleared is there for the same person without a code, once, and is checked again before it counts', async () => {
    await walkAway();
    await kiosk.wait(30);
    await kiosk.sees(/放上身份证/);
    await kiosk.toHome();
    await kiosk.tap(/^接着办/);
    await kiosk.sees(/请核对/);
    expect(kiosk.gateway.called('bookAppointment')).toHaveLength(0);
    await kiosk.tap(/重新开始/);
    await kiosk.tap(/是，从头再来/);
    await kiosk.toHome();
    await kiosk.wait(1);
    expect(screen.queryByRole('button', { name: /^接着办/ })).toBeNull();
  });

  it('what was chosen when the screen was cleared is found by its code by somebody else; three wrong ones lead to choosing anew', async () => {
    await walkAway();
    await kiosk.wait(30);
    kiosk.gateway.script.self = 'pat_0000000000000000000077';
    await kiosk.toHome();
    await kiosk.tap(/有号码接着办/);
    for (let tries = 0; tries < 2; tries += 1) {
      await kiosk.sees(/请输入四位号码/);
      for (const digit of ['1', '1', '1', '1']) await kiosk.tap(new RegExp(`^${digit}$`));
      await kiosk.tap(/输好了/);
      await waitFor(() => expect(kiosk.root.textContent).toContain('没有找到这个号码'));
    }
    for (const digit of ['4', '8', '1', '2']) await kiosk.tap(new RegExp(`^${digit}$`));
    await kiosk.tap(/输好了/);
    await kiosk.sees(/请核对/);
  });

  it('what was chosen when the screen was cleared is not found by guessing: after ten wrong codes none is looked up, and its owner still has it', async () => {
    const drafts = makeDrafts(
      () => 0,
      () => 0.4812,
    );
    const [draft] = samplesOf('draft-code');
    drafts.keep('4812', draft ?? {}, 'pat_1');
    for (let code = 0; code < 10; code += 1) expect(drafts.take(String(code))).toBeUndefined();
    expect(drafts.take('4812')).toBeUndefined();
    expect(await drafts.takeOf('pat_1')).toEqual(draft);
    expect(await drafts.takeOf('pat_1')).toBeUndefined();
  });

  it('what was chosen when the screen was cleared is forgotten after a quarter of an hour, and holds nothing of who chose it', async () => {
    let now = 0;
    const drafts = makeDrafts(
      () => now,
      () => 0.4812,
    );
    const [draft] = samplesOf('draft-code');
    drafts.keep('4812', draft ?? {}, 'pat_1');
    expect(await drafts.hasOf('pat_1')).toBe(true);
    expect(await drafts.hasOf('pat_2')).toBe(false);
    expect(drafts.some).toBe(true);
    now = 15 * 60_000;
    expect(drafts.some).toBe(false);
    expect(drafts.take('4812')).toBeUndefined();
  });
});

describe('the start', () => {
  it('the start leads on whoever puts a card down, without a press', async () => {
    await kiosk.sees(/放上身份证/);
    await kiosk.wait(0);
    kiosk.bridge.put({ kind: 'card', card: wang });
    await kiosk.sees(/王\*国，对吗/);
    await kiosk.tap(/^English/);
    await kiosk.sees(/Are you 王\*国/);
  });

  it('the start reminds of a card that somebody forgot, and begins again when it is taken', async () => {
    await kiosk.sees(/放上身份证/);
    await kiosk.wait(0);
    kiosk.bridge.put({ kind: 'failed', reason: 'left-behind' });
    await kiosk.sees(/请拿走读卡处的证件/);
    kiosk.bridge.put({ kind: 'removed' });
    await kiosk.sees(/放上身份证/);
  });
});

describe('the start, while a card is being read', () => {
  const reads = () => kiosk.bridge.state.received.filter(({ type }) => type === 'read-document');

  async function beginsToRead(): Promise<string> {
    await kiosk.sees(/放上身份证/);
    await kiosk.wait(0);
    const id = String(reads().at(-1)?.id);
    kiosk.bridge.say({ type: 'document', id, state: 'reading' });
    await kiosk.sees(/正在读，请先别拿走/);
    return id;
  }

  it('the start, while a card is being read reads on when a language is chosen meanwhile: nobody is asked to lift the card and put it down again', async () => {
    const id = await beginsToRead();
    await kiosk.tap(/^English/);
    await kiosk.sees(/Reading/);
    await kiosk.wait(0);
    expect(kiosk.bridge.state.received.map(({ type }) => type)).not.toContain('stop-reading');
    const { signed: _, ...card } = wang;
    kiosk.bridge.say({ type: 'document-read', id, jws: 'e30.document-1.c2ln', document: card });
    await kiosk.sees(/Are you 王\*国/);
    expect(reads().map((message) => message.id)).toEqual([id]);
  });

  it('the start, while a card is being read tells whoever put it down why it was not read, and reads again when it was lifted', async () => {
    const id = await beginsToRead();
    kiosk.bridge.say({ type: 'document', id, state: 'failed', reason: 'unreadable' });
    await kiosk.sees(/没有读出来/);
    await waitFor(() => expect(screen.getByText(/请翻一面/)).toBeTruthy());
    expect(screen.getByText(/Turn it over/)).toBeTruthy();
    await kiosk.wait(0);
    expect(reads()).toHaveLength(1);
    kiosk.bridge.say({ type: 'document', id, state: 'removed' });
    await kiosk.sees(/放上身份证/);
    await kiosk.wait(0);
    expect(reads()).toHaveLength(2);
    kiosk.bridge.put({ kind: 'card', card: wang });
    await kiosk.sees(/王\*国，对吗/);
  });

  it('the start, while a card is being read gives who chooses a language before a card is there a minute of their own', async () => {
    await kiosk.sees(/放上身份证/);
    await kiosk.wait(0);
    const [first] = reads();
    await kiosk.tap(/^中文/);
    await kiosk.sees(/请放证件/);
    await kiosk.wait(0);
    expect(reads()).toHaveLength(2);
    expect(kiosk.bridge.state.received).toContainEqual({ type: 'stop-reading', id: first?.id });
  });
});

describe('the start, minute after minute', () => {
  it('the start, minute after minute asks the reader again at once when no card came, so that the next card is never taken for a forgotten one', async () => {
    await kiosk.sees(/放上身份证/);
    await kiosk.wait(0);
    const asked = kiosk.bridge.timesAsked();
    kiosk.bridge.put({ kind: 'failed', reason: 'no-card' });
    await kiosk.wait(0);
    expect(kiosk.bridge.timesAsked()).toBe(asked + 1);
    kiosk.bridge.put({ kind: 'card', card: wang });
    await kiosk.sees(/王\*国，对吗/);
  });
});

describe('how it is shown', () => {
  it('how the kiosk is shown changes at once, on every screen, and is gone with the person', async () => {
    const { dataset } = document.documentElement;
    await kiosk.sees(/放上身份证/);
    await kiosk.tap(/看清/);
    await kiosk.tap(/^字小一点/);
    await waitFor(() => expect(dataset.text).toBe('standard'));
    await kiosk.tap(/^黑底亮字/);
    await waitFor(() => expect(dataset.contrast).toBe('high'));
    expect(screen.getByRole('button', { name: /^字小一点/ }).getAttribute('aria-pressed')).toBe('true');
    await kiosk.tap(/^好了/);
    await kiosk.toHome();
    expect(dataset.text).toBe('standard');
    await kiosk.tap(/我办完了/);
    await kiosk.sees(/放上身份证/);
    expect([dataset.text, dataset.contrast, dataset.reach]).toEqual(['large', 'usual', 'usual']);
  });
});

describe('the start, when somebody walked away from it', () => {
  it('the start, when somebody walked away from it is put back as it always is after a minute: words, colours, and whatever stood in front', async () => {
    const { dataset } = document.documentElement;
    await kiosk.sees(/放上身份证/);
    await kiosk.tap(/看清/);
    await kiosk.tap(/^黑底亮字/);
    await waitFor(() => expect(dataset.contrast).toBe('high'));
    await kiosk.wait(59);
    expect(dataset.contrast).toBe('high');
    document.dispatchEvent(new Event('pointerdown'));
    await kiosk.wait(59);
    expect(dialog()).not.toBeNull();
    await kiosk.wait(1);
    await waitFor(() => expect(dialog()).toBeNull());
    await kiosk.wait(0);
    expect(dataset.contrast).toBe('usual');
  });
});

describe('what somebody came for', () => {
  const [base] = samplesOf('mine');
  const at = (minutes: number, more: Partial<Appointment> = {}): Appointment => ({
    ...(base as Appointment),
    start: shanghai(STAND_IN_NOW + minutes * 60_000),
    end: shanghai(STAND_IN_NOW + (minutes + 30) * 60_000),
    ...more,
  });

  it('is the next appointment that stands, whatever its day, and within the hour it is the one that counts', () => {
    expect(comingOf([at(200), at(30)], STAND_IN_NOW)).toEqual({ appointment: at(30), soon: true });
    expect(comingOf([at(61)], STAND_IN_NOW)?.soon).toBe(false);
    expect(comingOf([at(-20)], STAND_IN_NOW)?.soon).toBe(true);
    expect(comingOf([at(24 * 60)], STAND_IN_NOW)?.soon).toBe(false);
    for (const none of [[at(-40)], [at(30, { status: 'cancelled' })], [at(30, { cancellation: 'requested' })], []])
      expect(comingOf(none, STAND_IN_NOW)).toBeUndefined();
  });

  it('stands first on the home screen and leads to the slip: two taps after the card, and it prints by itself', async () => {
    kiosk.gateway.appointments.push(at(30, { id: 'apt_0000000000000000000001' }));
    await kiosk.sees(/放上身份证/);
    await kiosk.wait(0);
    kiosk.bridge.put({ kind: 'card', card: wang });
    await kiosk.tap(/对，是我/);
    await kiosk.tap(/^今天.*骨科/);
    await kiosk.sees(/就诊凭条/);
    await waitFor(() => expect(kiosk.world.printed).toBe(1));
  });
});

describe('a hospital that is away', () => {
  it('a hospital that is away is named with since when, another is a press away and never by itself, and it comes back', async () => {
    kiosk.gateway.script.away = ['linjiang-first'];
    await kiosk.toHome();
    for (const words of [/给自己挂号/, /腰、腿/, /^骨科/]) await kiosk.tap(words);
    await kiosk.sees(/这家医院现在连不上/);
    expect(kiosk.root.textContent).toMatch(/临江市第一人民医院从\d+:\d\d起暂时连不上/);
    expect(kiosk.root.querySelectorAll('.time')).toHaveLength(0);
    kiosk.gateway.script.away = [];
    await kiosk.wait(15);
    await kiosk.sees(/几点来/);
    expect(kiosk.root.textContent).not.toContain('暂时连不上');
  });
});
