// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type InDom, startInDom } from './kit/start-in-dom.ts';

let kiosk: InDom;

beforeEach(() => {
  kiosk = startInDom();
});
afterEach(() => kiosk.stop());

/** What of the person before could still be found in the page. */
function leftovers(): string[] {
  const places = [
    document.documentElement.outerHTML,
    JSON.stringify({ ...localStorage }),
    JSON.stringify({ ...sessionStorage }),
    location.href,
    JSON.stringify(history.state),
    document.title,
    document.cookie,
  ];
  return places.filter((place) => /王\*国|\*{6,}1234|pat_0|document-1/.test(place));
}

const dialog = () => screen.queryByRole('alertdialog');

describe('one person after the other', () => {
  it('the kiosk, with one person after the other, leaves nothing in the page, the storage, the address or the history, and ends the session', async () => {
    await kiosk.toHome();
    expect(leftovers()).not.toEqual([]);
    const entries = history.length;
    await kiosk.tap(/我办完了/);
    expect(kiosk.root.textContent).toBe('');
    expect(leftovers()).toEqual([]);
    await kiosk.sees(/放上身份证/);
    expect(kiosk.gateway.called('closeSession')).toHaveLength(1);
    expect(history.length).toBe(entries);
    expect(leftovers()).toEqual([]);
  });

  it('the kiosk, with one person after the other, gives the next person a key of their own', async () => {
    await kiosk.toHome();
    await kiosk.tap(/我办完了/);
    await kiosk.sees(/放上身份证/);
    const keys = kiosk.bridge.state.received.filter(({ type }) => type === 'assert').map(({ thumbprint }) => thumbprint);
    expect(new Set(keys).size).toBe(2);
  });

  it('the kiosk, with one person after the other, empties the page when it is hidden, and loads anew what comes back from memory', async () => {
    await kiosk.toHome();
    const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined);
    window.dispatchEvent(new Event('pagehide'));
    expect(leftovers()).toEqual([]);
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
    expect(reload).not.toHaveBeenCalled();
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    expect(reload).toHaveBeenCalledOnce();
  });

  it('the kiosk, with one person after the other, begins afresh when the session had ended before somebody took their agreement back', async () => {
    await kiosk.toHome();
    await kiosk.tap(/我的信息/);
    await kiosk.tap(/谁看过/);
    await kiosk.tap(/不再同意使用/);
    await kiosk.sees(/真的不再同意吗/);
    kiosk.gateway.script.problems.withdrawConsent = 'unauthenticated';
    await kiosk.tap(/是，不再同意/);
    await kiosk.sees(/没有办成/);
    await kiosk.tap(/再放一次证件/);
    await kiosk.sees(/放上身份证/);
    expect(leftovers()).toEqual([]);
  });

  it('the kiosk, with one person after the other, asks before it starts over', async () => {
    await kiosk.toHome();
    await kiosk.tap(/重新开始/);
    await kiosk.tap(/不，接着办/);
    await kiosk.sees(/今天办什么/);
    await kiosk.tap(/重新开始/);
    await kiosk.tap(/是，从头再来/);
    await kiosk.sees(/放上身份证/);
  });
});

describe('when nobody touches anything', () => {
  it('asks after a minute, gives half a minute to answer, and then clears the screen', async () => {
    await kiosk.toHome();
    await kiosk.wait(59);
    expect(dialog()).toBeNull();
    await kiosk.wait(1);
    await waitFor(() => expect(dialog()?.textContent).toContain('还有30秒'));
    await kiosk.wait(29);
    await waitFor(() => expect(dialog()?.textContent).toContain('还有1秒'));
    await kiosk.wait(1);
    await kiosk.sees(/放上身份证/);
    expect(leftovers()).toEqual([]);
  });

  it('goes on as often as somebody says so', async () => {
    await kiosk.toHome();
    for (let time = 0; time < 12; time += 1) {
      await kiosk.wait(60);
      await waitFor(() => expect(dialog()).not.toBeNull());
      await kiosk.tap(/我还在/);
      await waitFor(() => expect(dialog()).toBeNull());
    }
    await kiosk.sees(/今天办什么/);
  });

  it('begins to count anew with every touch', async () => {
    await kiosk.toHome();
    await kiosk.wait(50);
    document.dispatchEvent(new Event('pointerdown'));
    await kiosk.wait(50);
    expect(dialog()).toBeNull();
  });

  it('asks nobody while the start screen stands, a document is read or a booking is on its way', async () => {
    await kiosk.sees(/放上身份证/);
    await kiosk.wait(200);
    expect(dialog()).toBeNull();
    await kiosk.tap(/^中文/);
    await kiosk.sees(/请放证件/);
    const id = kiosk.bridge.state.waiting.at(-1);
    kiosk.bridge.say({ type: 'document', id, state: 'reading' });
    await waitFor(() => expect(kiosk.root.textContent).toContain('正在读'));
    await kiosk.wait(200);
    expect(dialog()).toBeNull();
  });
});

describe('when the gateway is away', () => {
  it('the kiosk, when the gateway is away, says so and where to go, comes back by itself, and books once with the same key', async () => {
    await kiosk.toHome();
    await kiosk.toCheck();
    kiosk.world.away = true;
    await kiosk.tap(/对，挂这个号/);
    await kiosk.sees(/暂时连不上/);
    expect(kiosk.root.textContent).toContain('本部1楼2号窗口');
    expect(screen.getByRole('button', { name: '找人帮忙' })).toBeTruthy();
    kiosk.world.away = false;
    await kiosk.wait(3);
    await kiosk.sees(/挂好了/);
    expect(kiosk.gateway.called('bookAppointment')).toHaveLength(1);
  });

  it('the kiosk, when the gateway is away, sends the same key again when it is not known whether the first try arrived', async () => {
    await kiosk.toHome();
    await kiosk.toCheck();
    kiosk.gateway.script.problems.bookAppointment = 'store-unavailable';
    await kiosk.tap(/对，挂这个号/);
    await kiosk.sees(/没有办成/);
    expect(kiosk.root.textContent).toContain('不会办两次');
    await kiosk.tap(/再试一次/);
    await kiosk.sees(/挂好了/);
    const keys = kiosk.gateway.called('bookAppointment').map(({ headers }) => headers.get('idempotency-key'));
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('the kiosk, when the gateway is away, asks for the document again when the session has ended, and finds the way back', async () => {
    await kiosk.toHome();
    kiosk.gateway.script.problems.listAppointments = 'unauthenticated';
    await kiosk.tap(/我的预约/);
    await kiosk.sees(/没有办成/);
    await kiosk.tap(/再放一次证件/);
    await kiosk.sees(/请放证件/);
  });
});
