// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { Position } from '../../kiosk/client/own-browser.ts';
import { toSlot } from '../../kiosk/practice/sample-answers.ts';
import { sampleWorld } from '../../kiosk/practice/sample-city.ts';
import { asked, settled } from '../../kiosk/practice/state.ts';
import { useScreensOnPhone } from './kit/on-phone.tsx';

const phone = useScreensOnPhone();
const hospitals = asked(toSlot, 'hospital');
const titles = () =>
  [...phone.root.querySelectorAll('.choice')].map(({ textContent }) =>
    ['第一', '中心'].find((name) => textContent?.includes(name)),
  );
/** Where each hospital is, as the made-up city has it. */
const positionOf = (id: string) => sampleWorld.hospitals.find((one) => one.id === id)?.campuses[0]?.position as Position;

describe('hospitals by how far they are, on one’s own phone', () => {
  it('the phone is asked where it is by a press and not before, and the nearest stand first then, with how far', async () => {
    let located = 0;
    const at = positionOf('linjiang-central');
    const locate = async () => {
      located += 1;
      return { latitude: at.latitude + 0.001, longitude: at.longitude };
    };
    await phone.show({ answers: hospitals, browser: { locate } });
    const before = titles();
    expect([located, before.indexOf('第一') < before.indexOf('中心')]).toEqual([0, true]);
    expect(phone.text()).not.toContain('公里');
    const asked = phone.asked.length;
    await phone.press(/离我近的排前面/);
    const after = titles();
    expect([located, after.indexOf('中心') < after.indexOf('第一')]).toEqual([1, true]);
    // A thousandth of a degree of latitude is 111 metres; 0.02 degrees both ways from there are 3 kilometres.
    expect(phone.text()).toContain('离这里0.1公里');
    expect(phone.text()).toMatch(/离这里[23]\.\d公里/);
    // Nobody is told: nothing was asked of the gateway, with or without it.
    expect(phone.asked.length).toBe(asked);
    expect([localStorage.length, sessionStorage.length, location.hash]).toEqual([0, 0, '']);
  });

  it('whoever does not allow it, or whose phone does not know, has the list as it was, and reads so', async () => {
    await phone.show({ answers: hospitals, browser: { locate: async () => undefined } });
    const before = titles();
    await phone.press(/离我近的排前面/);
    expect(titles()).toEqual(before);
    expect(phone.text()).toContain('没有重新排');
  });

  it('is offered neither where the browser can not say where it is, nor at a kiosk, which knows where it stands', async () => {
    await phone.show({ answers: hospitals, browser: { locate: undefined } });
    expect(phone.text()).not.toContain('离我近的');
    await phone.show({ answers: hospitals, atKiosk: true });
    expect(phone.text()).not.toContain('离我近的');
  });
});

describe('a hospital that asks for the document first', () => {
  const held = { ...toSlot, opening: { ...toSlot.opening, level: 'phone-held' as const } };
  const strict = sampleWorld.hospitals.map((one, index) => ({ ...one, asksDocument: index === 0 }));
  const first = () => [...phone.root.querySelectorAll('.choice')].find(({ textContent }) => textContent?.includes('第一'));
  const shown = (proved: boolean, answers = held) =>
    phone.show({ answers: asked(answers, 'hospital'), world: { hospitals: strict, me: { ...sampleWorld.me, proved } } });

  it('says so before a time is chosen, to whoever never showed one, and offers the others', async () => {
    await shown(false);
    expect(first()?.textContent).toContain('要先看一次证件');
    expect(first()?.matches('button:not([disabled])')).toBe(false);
    expect(phone.root.querySelectorAll('button.choice:not([disabled])').length).toBeGreaterThan(0);
  });

  it('offers its times to whoever showed one once, though they came by a code today', async () => {
    await shown(true);
    expect(first()?.textContent).not.toContain('证件');
    // Whoever came with the document is not asked about.
    await shown(false, toSlot as typeof held);
    expect(first()?.textContent).not.toContain('证件');
  });
});

describe('times as somebody wants them, on one’s own phone', () => {
  const times = settled({ ...toSlot, elsewhere: 'linjiang-first' });
  const doctors = () => [...phone.root.querySelectorAll('.doctor-name')].map(({ textContent }) => textContent ?? '');
  const shownTimes = () => phone.root.querySelectorAll('.time').length;

  it('a high title and the lowest fee are pressed together and apart, and one press shows everything again', async () => {
    await phone.show({ answers: times });
    const all = [doctors(), shownTimes()];
    expect(doctors().some((name) => name.includes('主治医师'))).toBe(true);
    await phone.press(/^专家$/);
    expect(doctors().length).toBeGreaterThan(0);
    expect(doctors().every((name) => name.includes('副主任医师'))).toBe(true);
    await phone.press(/^看全部$/);
    expect([doctors(), shownTimes()]).toEqual(all);
    await phone.press(/^只看20元的$/);
    expect(doctors().every((name) => name.includes('20元'))).toBe(true);
    // In the made-up city those of high title cost more: together they leave nothing, and that is no day without times.
    await phone.press(/^专家$/);
    expect(shownTimes()).toBe(0);
    expect(phone.text()).toContain('没有这样的号');
    await phone.press(/^看全部$/);
    expect([doctors(), shownTimes()]).toEqual(all);
  });

  it('what is wanted still stands on another day', async () => {
    await phone.show({ answers: times });
    await phone.press(/^专家$/);
    const pressed = () => phone.root.querySelector('[aria-pressed="true"].half')?.textContent;
    const day = [...phone.root.querySelectorAll<HTMLButtonElement>('.day-strip button, .day')].filter(
      ({ disabled }) => !disabled,
    );
    day.at(-1)?.click();
    await phone.rest();
    expect(pressed()).toBe('专家');
    expect(doctors().every((name) => name.includes('副主任医师'))).toBe(true);
  });

  it('nothing is offered that all of a day has, or none of it, and nothing at a kiosk', async () => {
    const alike = sampleWorld.slots.map((slot) => ({ ...slot, price: { ...slot.price, amount: 2000 } }));
    await phone.show({ answers: times, world: { slots: alike } });
    expect([phone.text().includes('专家'), phone.text().includes('只看')]).toEqual([true, false]);
    await phone.show({ answers: settled(toSlot), atKiosk: true });
    expect(shownTimes()).toBeGreaterThan(0);
    expect(phone.text()).not.toMatch(/专家|只看|看全部/);
  });
});
