// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guardTaps } from '../../kiosk/shell/tap-guard.ts';

let now = 10_000;
let stop: () => void;
let acted: string[];
let buttons: readonly HTMLElement[];

beforeEach(() => {
  now = 10_000;
  acted = [];
  stop = guardTaps(
    document,
    () => now,
    () => 400,
  );
  buttons = ['book', 'help'].map((name) => {
    const button = document.body.appendChild(document.createElement('button'));
    button.append(document.createElement('span'));
    button.addEventListener('click', () => acted.push(name));
    return button;
  });
});
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

const tap = (at: number, which = 0) => {
  now = 10_000 + at;
  buttons[which]?.querySelector('span')?.click();
};

describe('a tap', () => {
  it('a tap acts once when a hand trembles', () => {
    for (const at of [0, 90, 180, 399]) tap(at);
    expect(acted).toEqual(['book']);
  });

  it('a tap acts again after a pause', () => {
    tap(0);
    tap(400);
    expect(acted).toEqual(['book', 'book']);
  });

  it('a tap acts once when a finger or a key is stuck, twenty times a second for a minute', () => {
    for (let at = 0; at < 60_000; at += 50) tap(at);
    expect(acted).toEqual(['book']);
  });

  it('a tap on another button acts at once', () => {
    tap(0);
    tap(50, 1);
    expect(acted).toEqual(['book', 'help']);
  });

  it('a tap does nothing in the first moment of a screen', async () => {
    const heading = document.body.appendChild(document.createElement('h1'));
    heading.textContent = '几点来？';
    await new Promise((resolve) => setTimeout(resolve, 20));
    tap(399);
    expect(acted).toEqual([]);
    tap(800);
    expect(acted).toEqual(['book']);
  });

  it('a tap that lands between two buttons presses neither, whichever of them the browser gives it to', () => {
    const [first] = buttons;
    const land = (on: Element, at: number) => {
      now = 10_000 + at;
      on.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch' }));
      first?.dispatchEvent(new PointerEvent('click', { bubbles: true, cancelable: true, pointerType: 'touch' }));
    };
    land(document.body, 0);
    expect(acted).toEqual([]);
    if (first) land(first, 1_000);
    expect(acted).toEqual(['book']);
  });

  it('a tap acts while something else on the screen changes', async () => {
    document.body.appendChild(document.createElement('p')).textContent = '还有12秒';
    await new Promise((resolve) => setTimeout(resolve, 20));
    tap(10);
    expect(acted).toEqual(['book']);
  });
});
