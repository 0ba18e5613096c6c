import { expect, it } from 'vitest';
import { lockScreenText, MESSAGE_KINDS } from '../../../bff/scenes/messages/rules.ts';
import { makeCity } from '../../../fixtures/hospitals/city.ts';

const city = makeCity({ seed: 1, size: 'big', firstDay: '2026-11-24' });

/** Everything that would tell whoever looks where somebody goes, to whom and for what. */
const TELLING = [
  ...city.hospitals.flatMap(({ name, departments, practitioners }) => [
    name,
    ...departments.map((department) => department.name),
    ...practitioners.map((practitioner) => practitioner.name),
  ]),
  ...['医院', '科', '医生', '大夫', '病', '诊室', '看病', '检查', '药', '门诊', '住院', '挂号'],
  ...['hospital', 'clinic', 'doctor', 'patient', 'health', 'medic', 'department', 'symptom', 'illness', 'ward'],
];

const TEXTS = MESSAGE_KINDS.flatMap((kind) =>
  (['zh', 'en'] as const).flatMap((language) =>
    [true, false].flatMap((timed) =>
      [true, false].flatMap((forOther) =>
        // Each half hour of a day, and each month.
        Array.from({ length: 48 }, (_, n) => Date.UTC(2026, n % 12, 24) + n * 1_800_000).map((startsAt) =>
          lockScreenText({ kind, language, startsAt, timed, forOther }),
        ),
      ),
    ),
  ),
);

it('what stands on a locked screen says nothing of health, of a hospital, a department or a doctor, in any kind and language', () => {
  expect(TELLING.length).toBeGreaterThan(50);
  expect(TEXTS.length).toBe(MESSAGE_KINDS.length * 2 * 2 * 2 * 48);
  const told = TEXTS.flatMap((text) =>
    TELLING.filter((word) => text.toLowerCase().includes(word.toLowerCase())).map((word) => [word, text]),
  );
  expect(told).toEqual([]);
});

it('no text to a phone has a link, or is longer than a gateway takes', () => {
  expect(TEXTS.filter((text) => /https?:|www\.|\.cn|\.com|\//.test(text) || text.length > 160)).toEqual([]);
});

it('a text says when it is about in the time of the city, and no time where only a half day was given', () => {
  const startsAt = Date.UTC(2026, 10, 24, 1, 30);
  const said = (timed: boolean, language: 'zh' | 'en') =>
    lockScreenText({ kind: 'booking-confirmed', language, startsAt, timed, forOther: false });
  expect(said(true, 'zh')).toBe('【一门】您 11月24日 9:30 的预约已确认，详情见凭条或“一门”。');
  expect(said(false, 'zh')).toContain('11月24日 上午 的预约');
  expect(said(true, 'en')).toContain('24 Nov, 9:30,');
  expect(said(false, 'en')).toContain('24 Nov, morning,');
});
