// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { ownBrowserOf } from '../../kiosk/client/own-browser.ts';
import { toAppointment } from '../../kiosk/practice/sample-answers.ts';
import { booked, confirming } from '../../kiosk/practice/sample-city.ts';
import { settled } from '../../kiosk/practice/state.ts';
import { useScreensOnPhone } from './kit/on-phone.tsx';

const phone = useScreensOnPhone();
const way = { scene: 'appointments', page: 'way', sheet: 1 } as const;
const links = () => [...phone.root.querySelectorAll('a')];

describe('an appointment on one’s own phone', () => {
  it('goes into the calendar as a file of the gateway, in the same tab, in the language that is spoken', async () => {
    for (const language of ['zh', 'en'] as const) {
      await phone.show({ answers: settled(toAppointment), language });
      expect(links().map(({ href }) => href)).toEqual([
        `https://gateway.example/v1/appointments/${booked.id}/calendar?language=${language}`,
      ]);
      expect([links()[0]?.hasAttribute('download'), links()[0]?.getAttribute('target')]).toEqual([true, null]);
    }
  });

  it('is in no calendar and has no way there once it is cancelled; one that is being confirmed has both', async () => {
    await phone.show({ answers: settled({ ...toAppointment, mine: { ...booked, status: 'cancelled' } }) });
    expect([links().length, phone.text().includes('怎么去')]).toEqual([0, false]);
    await phone.show({ answers: settled({ ...toAppointment, mine: confirming }) });
    expect([links().length, phone.text().includes('怎么去')]).toEqual([1, true]);
  });

  it('inside of WeChat, which takes no file, its time and place are copied, and neither department, doctor nor name', async () => {
    const copied: string[] = [];
    const copy = async (text: string) => copied.push(text) > 0;
    await phone.show({ answers: settled(toAppointment), browser: { inWeChat: true, copy } });
    expect(links()).toEqual([]);
    await phone.press(/复制时间和地点/);
    const { place, department, practitioner, patientName } = booked;
    expect(copied).toHaveLength(1);
    for (const wanted of [place.hospitalName, place.address, '北京时间']) expect(copied[0]).toContain(wanted);
    expect(copied[0]).toMatch(/\d+月\d+日/);
    expect(copied[0]).not.toMatch(/今天|明天|后天/);
    for (const secret of [department.name, practitioner.name, patientName]) expect(copied[0]).not.toContain(secret);
    expect(phone.root.querySelector('[role="status"]')?.textContent).toContain('复制好了');
  });

  it('has its way as words: the address, by which line one comes, and which room; and no link to anybody else', async () => {
    const copied: string[] = [];
    const copy = async (text: string) => copied.push(text) > 0;
    await phone.show({ answers: settled(toAppointment), browser: { copy } });
    await phone.press(/怎么去/);
    expect(phone.opened).toEqual([way]);
    await phone.show({ answers: settled(toAppointment), page: way, browser: { copy }, language: 'en' });
    await phone.press(/Copy the address/);
    // A driver reads Chinese, whoever asks.
    expect(copied).toEqual([`${booked.place.hospitalName} ${booked.place.address}`]);
    expect(links()).toEqual([]);
  });

  it('says so where nothing can be copied, and what to do instead', async () => {
    await phone.show({ answers: settled(toAppointment), page: way, browser: { copy: async () => false } });
    await phone.press(/复制地址/);
    expect(phone.root.querySelector('[role="status"]')?.textContent).toContain('请截个图');
  });

  it('leads to telling the doctor beforehand also where the page’s own letters never come', async () => {
    const none = Object.assign(new EventTarget(), { [Symbol.iterator]: () => [{ status: 'unloaded' }].values() });
    Object.defineProperty(document, 'fonts', { value: none, configurable: true });
    try {
      await phone.show({ answers: settled(toAppointment) });
      expect(phone.text()).toContain('想先跟医生说说');
    } finally {
      Reflect.deleteProperty(document, 'fonts');
    }
  });

  it('is at a kiosk as it was: no file, no way, nothing to copy', async () => {
    await phone.show({ answers: settled(toAppointment), atKiosk: true });
    expect([links().length, /怎么去|复制|日历/.test(phone.text())]).toEqual([0, false]);
  });
});

describe('the browser of somebody’s own phone', () => {
  const navigatorWith = (given: object) => given as Navigator;

  it('copies without a clipboard, and where the clipboard refuses, by what is selected; and leaves nothing on the page', async () => {
    const execCommand = vi.fn(() => {
      expect((document.activeElement as HTMLTextAreaElement | null)?.value ?? document.querySelector('textarea')?.value).toBe(
        '地址',
      );
      return true;
    });
    Object.assign(document, { execCommand });
    const refusing = { clipboard: { writeText: async () => Promise.reject(new Error('not allowed')) } };
    for (const navigator of [{}, refusing])
      expect(await ownBrowserOf(navigatorWith(navigator), document).copy('地址')).toBe(true);
    expect(execCommand).toHaveBeenCalledTimes(2);
    expect(document.querySelector('textarea')).toBeNull();
    execCommand.mockImplementation(() => {
      throw new Error('no such command');
    });
    expect(await ownBrowserOf(navigatorWith({}), document).copy('地址')).toBe(false);
    expect(document.querySelector('textarea')).toBeNull();
  });

  it('shares and locates only where it can, and takes a refusal for an answer', async () => {
    const bare = ownBrowserOf(navigatorWith({}), document);
    expect([bare.share, bare.locate, bare.inWeChat]).toEqual([undefined, undefined, false]);
    const refusing = ownBrowserOf(
      navigatorWith({
        userAgent: 'Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50',
        share: async () => Promise.reject(new DOMException('gone away', 'AbortError')),
        geolocation: { getCurrentPosition: (_: unknown, refuse: (error: object) => void) => refuse({ code: 1 }) },
      }),
      document,
    );
    expect([refusing.inWeChat, await refusing.share?.('x'), await refusing.locate?.()]).toEqual([true, false, undefined]);
  });
});
