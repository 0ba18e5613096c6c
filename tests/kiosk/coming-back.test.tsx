// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeNearCodes } from '../../kiosk/client/device/near-codes.ts';
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
  it('the question of the idle screen is shown, sounded and spoken, names the codes of what was chosen, and says nothing about who it is', async () => {
    await walkAway();
    await waitFor(() => expect(dialog()?.textContent).toContain('接着办的号码：4 8 1 2'));
    expect(dialog()?.textContent).toContain('去窗口、换机器：7 K Q 2 M 9 X D');
    // Nothing of the page changes with it, and what waits for the page looks only when it does.
    await expect.poll(() => kiosk.world.said).toEqual(['chime', '您还在吗？请按“我还在”，接着办。']);
    expect(kiosk.world.said.join()).not.toMatch(/王|骨科/);
  });

  it('the question of the idle screen names no code where there is nothing to find again', async () => {
    await kiosk.toHome();
    await kiosk.wait(60);
    await waitFor(() => expect(dialog()).not.toBeNull());
    expect(dialog()?.textContent).not.toContain('号码');
    expect(kiosk.gateway.called('createDraft')).toEqual([]);
  });

  it('the question of the idle screen names no code where the gateway does not take what was chosen, and is asked all the same', async () => {
    kiosk.gateway.script.problems.createDraft = 'overloaded';
    await walkAway();
    await expect.poll(() => kiosk.gateway.called('createDraft').length).toBe(1);
    expect(dialog()?.textContent).not.toContain('号码');
    await kiosk.tap(/我还在/);
    await kiosk.sees(/请核对/);
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
    await waitFor(() => expect(screen.queryByRole('button', { name: /^接着办/ })).not.toBeNull());
    await kiosk.tap(/^接着办/);
    await kiosk.sees(/请核对/);
    expect(kiosk.gateway.called('bookAppointment')).toHaveLength(0);
    await kiosk.tap(/重新开始/);
    await kiosk.tap(/是，从头再来/);
    await kiosk.toHome();
    await kiosk.wait(1);
    expect(screen.queryByRole('button', { name: /^接着办/ })).toBeNull();
  });

  it('what was chosen when the screen was cleared holds nothing of who chose it', async () => {
    await walkAway();
    await expect.poll(() => kiosk.gateway.called('createDraft').length).toBe(1);
    const [left] = kiosk.gateway.called('createDraft');
    expect(JSON.stringify(left?.body)).toContain('骨科');
    expect(JSON.stringify(left?.body)).not.toMatch(/王|pat_|110/);
  });

  /** Types a code on the screen that asks for it. */
  async function type(code: string): Promise<void> {
    for (const key of code) await kiosk.tap(new RegExp(`^${key}$`));
    await kiosk.tap(/输好了/);
  }

  const left = { purpose: 'booking', content: { 'body-part': { settled: true, value: 'head' } } } as const;

  it('what was left at another machine is found by its eight characters; two wrong codes do not hinder it', async () => {
    kiosk.gateway.script.draft = { ...left, patientId: kiosk.gateway.script.self, at: STAND_IN_NOW };
    await kiosk.toHome();
    await kiosk.tap(/上次没办完的/);
    for (let tries = 0; tries < 2; tries += 1) {
      await kiosk.sees(/请输入四位号码/);
      await type('1111');
      await waitFor(() => expect(kiosk.root.textContent).toContain('没有找到这个号码'));
    }
    await kiosk.tap(/我的号码有八位/);
    await kiosk.sees(/请输入八位号码/);
    expect(screen.queryByRole('button', { name: /^[ILOU]$/ })).toBeNull();
    await type('7KQ2M9XD');
    await kiosk.sees(/科/);
    expect(kiosk.gateway.called('takeDraft').at(-1)?.params).toEqual({ code: '7KQ2M9XD' });
  });

  it('what somebody left is not found by somebody else with its code: three that lead nowhere lead to choosing anew', async () => {
    kiosk.gateway.script.draft = { ...left, patientId: 'pat_0000000000000000000077', at: STAND_IN_NOW };
    await kiosk.toHome();
    await kiosk.tap(/上次没办完的/);
    for (let tries = 0; tries < 3; tries += 1) {
      await kiosk.sees(/请输入四位号码/);
      await type('4812');
      await waitFor(() => expect(kiosk.gateway.called('takeDraft')).toHaveLength(tries + 1));
    }
    await kiosk.sees(/没有找到您选过的/);
  });

  it('what somebody left is not guessed on and on: where the gateway stops it, the screen says so', async () => {
    kiosk.gateway.script.problems.takeDraft = 'rate-limited';
    await kiosk.toHome();
    await kiosk.tap(/上次没办完的/);
    await kiosk.sees(/请输入四位号码/);
    await type('1111');
    await waitFor(() => expect(kiosk.root.textContent).toContain('请等一分钟再试'));
    expect(kiosk.gateway.called('takeDraft')).toHaveLength(1);
  });
});

describe('what the page remembers of who left something', () => {
  it('what the page remembers of who left something leads its owner back until the gateway forgets it, the newest first, and nobody else', async () => {
    let now = 0;
    const codes = makeNearCodes(
      () => now,
      () => 0.4812,
    );
    codes.keep('pat_1', '1111', 1_000);
    codes.keep('pat_1', '4812', 1_000);
    expect(await codes.of('pat_1')).toBe('4812');
    expect(await codes.of('pat_2')).toBeUndefined();
    codes.forget('4812');
    expect(await codes.of('pat_1')).toBe('1111');
    now = 999;
    expect(await codes.of('pat_1')).toBe('1111');
    now = 1_000;
    expect(await codes.of('pat_1')).toBeUndefined();
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
