// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { draftOf, settle } from '../../kiosk/journey/answering.ts';
import { type AnswerTypes, answerOf, type Draft } from '../../kiosk/journey/answers.ts';
import { positionOf } from '../../kiosk/journey/path.ts';
import { LEFT_CODE } from '../../kiosk/practice/drafts.ts';
import { identified, toCheck, toSlot } from '../../kiosk/practice/sample-answers.ts';
import { me, SAMPLE_NOW, womensCare } from '../../kiosk/practice/sample-city.ts';
import { problemOf } from '../../kiosk/practice/sample-problem.ts';
import { type Given, settled } from '../../kiosk/practice/state.ts';
import { draftAt } from '../../kiosk/scenes/slots/answers.ts';
import { rows } from './kit/all-scenes.ts';
import { useScreensOnPhone } from './kit/on-phone.tsx';

const phone = useScreensOnPhone();
const page = { scene: 'appointments', page: 'to-kiosk', sheet: 1 } as const;
const draftFrom = (given: Given) => draftOf(rows, settled(given)) as Draft;
/** Where somebody goes on with a draft who stands in this house, or in none. */
function takenUp(draft: Draft, hospital: string | undefined) {
  const answers = settle(
    rows,
    settled(identified),
    'draft-code',
    draftAt(hospital === undefined ? undefined : { hospital }, draft),
  );
  return { at: positionOf(rows, answers), answers };
}

/** As it was chosen on a phone: in no house. */
const onPhone = { ...toCheck, department: { ...toCheck.department, here: false }, elsewhere: 'linjiang-first' } as const;

describe('from the phone to a kiosk', () => {
  it('the check before booking leads to a code of eight characters, which says until when; nothing is booked by it', async () => {
    await phone.show({ answers: settled(onPhone) });
    await phone.press(/去自助机接着办/);
    expect(phone.opened).toEqual([page]);
    await phone.show({ answers: settled(onPhone), page });
    expect(phone.text()).toContain(`${LEFT_CODE.slice(0, 4)} ${LEFT_CODE.slice(4)}`);
    // Ten minutes after 9:12.
    expect(phone.text()).toContain('9:22以前有用');
    expect(phone.text()).toContain('号还没有挂');
    const made = phone.asked.filter(({ operation }) => operation === 'createDraft');
    expect(made).toHaveLength(1);
    expect(JSON.stringify(made)).not.toMatch(/王|pat_|a\.b\.c|1234/);
    expect(phone.asked.some(({ operation }) => operation === 'bookAppointment')).toBe(false);
    expect(location.href).not.toContain(LEFT_CODE);
  });

  it('says what to do where the gateway does not keep it', async () => {
    await phone.show({ answers: settled(onPhone), page, world: { trouble: { createDraft: problemOf('overloaded') } } });
    expect(phone.text()).toContain('再试一次');
    expect(phone.text()).not.toContain(LEFT_CODE.slice(0, 4));
  });

  it('what is booked for a child goes to no kiosk, where it would be for oneself; and a kiosk offers no other kiosk', async () => {
    await phone.show({ answers: settled({ ...onPhone, home: 'child', 'for-whom': me.dependants[0] } as Given) });
    expect(phone.text()).toContain('请核对');
    expect(phone.text()).not.toContain('去自助机');
    await phone.show({ answers: settled(toCheck), atKiosk: true });
    expect(phone.text()).toContain('请核对');
    expect(phone.text()).not.toContain('去自助机');
  });

  it('taken up in the house that was chosen it is of this house, and in another one of the one that was chosen', () => {
    const draft = draftFrom(onPhone);
    const here = takenUp(draft, 'linjiang-first');
    expect([here.at, answerOf(here.answers, 'department')?.here, here.answers.elsewhere, here.answers.hospital]).toEqual([
      'check',
      true,
      undefined,
      undefined,
    ]);
    const other = takenUp(draft, 'linjiang-central');
    expect([other.at, answerOf(other.answers, 'hospital'), other.answers.elsewhere]).toEqual([
      'check',
      'linjiang-first',
      undefined,
    ]);
    for (const { answers } of [here, other]) expect(answerOf(answers, 'slot')).toEqual(toCheck.slot);
  });

  it('taken up in a house that has no such department, the one that was chosen stands, and can be changed there', () => {
    const central = 'linjiang-central';
    const elsewhere: Given = {
      ...onPhone,
      department: { ...womensCare, here: false } as AnswerTypes['department'],
      elsewhere: central,
    };
    const { slot: _, ...noTime } = elsewhere;
    const taken = takenUp(draftFrom(noTime), 'linjiang-first');
    expect([taken.at, answerOf(taken.answers, 'elsewhere')]).toEqual(['slot', central]);
  });
});

describe('from a kiosk to the phone', () => {
  const toCode = settled({ ...identified, home: 'draft' });
  const left = { purpose: 'booking', content: draftFrom(toCheck), patientId: me.patientId, at: SAMPLE_NOW } as const;
  const type = async (text: string) => {
    const field = phone.root.querySelector('input');
    if (field === null) throw new Error('no field');
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await phone.rest();
  };

  it('the long code is typed or pasted as people write it, and what was chosen goes on with no house around it', async () => {
    const [a, b] = [LEFT_CODE.slice(0, 4), LEFT_CODE.slice(4)];
    for (const written of [LEFT_CODE, LEFT_CODE.toLowerCase(), `${a} ${b}`, `${a}-${b}`, '７ＫＱ２Ｍ９ＸＤ']) {
      phone.said.length = 0;
      await phone.show({ answers: toCode, world: { draft: left } });
      await type(written);
      await phone.press(/输好了/);
      await expect.poll(() => phone.said.map(({ question }) => question), { message: written }).toEqual(['draft-code']);
      const draft = phone.said[0]?.value as Draft;
      expect([answerOf(draft, 'department')?.here, answerOf(draft, 'elsewhere'), answerOf(draft, 'slot')?.id]).toEqual([
        false,
        toCheck.slot.place.hospital,
        toCheck.slot.id,
      ]);
      expect(takenUp(draft, undefined).at).toBe('check');
    }
  });

  it('a department without a time asks on a phone at which hospital, as there is none around it', () => {
    expect(takenUp(draftFrom(toSlot), undefined).at).toBe('elsewhere');
    expect(takenUp(draftFrom(toSlot), 'linjiang-first').at).toBe('slot');
  });

  it('nothing is asked of the gateway before there are eight characters, and four digits are none', async () => {
    await phone.show({ answers: toCode, world: { draft: left } });
    for (const short of ['', '4812', '7KQ2M9X', 'UUUUUUUU']) {
      await type(short);
      expect([short, phone.root.querySelector<HTMLButtonElement>('[type="submit"]')?.disabled]).toEqual([short, true]);
    }
    expect(phone.asked.some(({ operation }) => operation === 'takeDraft')).toBe(false);
  });

  it('a code that leads nowhere says so, and after three of them choosing anew stands there', async () => {
    await phone.show({ answers: toCode });
    for (let tries = 0; tries < 3; tries += 1) {
      await expect.poll(() => phone.root.querySelector('input')).not.toBeNull();
      await type('00000000');
      await phone.press(/输好了/);
      await expect.poll(() => phone.asked.filter(({ operation }) => operation === 'takeDraft').length).toBe(tries + 1);
    }
    await expect.poll(() => phone.text()).toContain('没有找到您选过的');
  });
});
