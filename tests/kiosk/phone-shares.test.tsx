// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../kiosk/journey/answers.ts';
import { positionOf } from '../../kiosk/journey/path.ts';
import { rows, screenFixtures } from './kit/all-scenes.ts';
import { useScreensOnPhone } from './kit/on-phone.tsx';

const phone = useScreensOnPhone();
const fixture = (name: string) => {
  const found = screenFixtures.find((one) => one.name === name);
  if (found === undefined || positionOf(rows, found.answers) !== 'shared') throw new Error(`no state ${name}`);
  return found.answers;
};
const shared = fixture('shared');
const withoutPasscode = fixture('shared-no-passcode');
const viewer = answerOf(shared, 'sharing')?.link?.viewer ?? '';

/** What was handed on, and whether the page's address or history had any of it. */
function handing(answer: boolean) {
  const handed: string[] = [];
  const take = async (text: string) => {
    handed.push(text);
    return answer;
  };
  return { handed, take };
}
const place = () => [location.href, history.length, JSON.stringify(history.state)];

describe('a share by link, on one’s own phone', () => {
  it('is sent on as the phone sends things on: the link alone, without the passcode, and it leaves no trace on the page', async () => {
    const { handed, take } = handing(true);
    const before = place();
    await phone.show({ answers: shared, browser: { share: take } });
    await phone.press(/发给家人/);
    expect(handed).toEqual([viewer]);
    expect(phone.text()).toContain('交给手机去发了');
    const passcode = answerOf(shared, 'share-passcode');
    expect(handed[0]).not.toContain(typeof passcode === 'object' ? passcode.digits : 'no passcode');
    expect(place()).toEqual(before);
    // It is a link of this page's own text in no place where a tap would open it.
    expect(phone.root.querySelectorAll('a')).toHaveLength(0);
  });

  it('nothing is said to be sent where somebody thought better of it', async () => {
    const { take } = handing(false);
    await phone.show({ answers: shared, browser: { share: take } });
    await phone.press(/发给家人/);
    expect(phone.text()).not.toContain('交给手机去发了');
  });

  it('is copied where the phone can not send it on', async () => {
    const { handed, take } = handing(true);
    await phone.show({ answers: shared, browser: { share: undefined, copy: take } });
    await phone.press(/复制链接/);
    expect([handed, phone.text().includes('复制好了')]).toEqual([[viewer], true]);
  });

  it('is shown as a code by a press, for another phone', async () => {
    await phone.show({ answers: shared });
    const codes = () => phone.root.querySelectorAll('.qr').length;
    expect(codes()).toBe(0);
    await phone.press(/在屏幕上看码/);
    expect(codes()).toBe(1);
  });

  it('says once that whoever has it can read, with a passcode and without', async () => {
    for (const answers of [shared, withoutPasscode]) {
      await phone.show({ answers });
      expect(phone.text().match(/就能看/g)).toHaveLength(1);
    }
  });

  it('is at a kiosk as it was: nothing is sent on or copied from there', async () => {
    await phone.show({ answers: shared, atKiosk: true });
    expect(phone.text()).not.toMatch(/发给家人|复制|谁有链接/);
  });
});
