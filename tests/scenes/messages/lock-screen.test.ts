import { expect, it } from 'vitest';
import { lockScreenText, MESSAGE_KINDS, type MessageKind } from '../../../bff/scenes/messages/rules.ts';
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
        Array.from({ length: 48 }, (_, n) =>
          lockScreenText({
            kind,
            language,
            at: Date.UTC(2026, n % 12, 24) + n * 1_800_000,
            timed,
            forOther,
            fen: n * 1_234_567,
            undone: n % 2 === 1,
          }),
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
  const at = Date.UTC(2026, 10, 24, 1, 30);
  const said = (timed: boolean, language: 'zh' | 'en') =>
    lockScreenText({ kind: 'booking-confirmed', language, at, timed, forOther: false, fen: 0, undone: false });
  expect(said(true, 'zh')).toBe('【一门】您 11月24日 9:30 的预约已确认，详情见凭条或“一门”。');
  expect(said(false, 'zh')).toContain('11月24日 上午 的预约');
  expect(said(true, 'en')).toContain('24 Nov, 9:30,');
  expect(said(false, 'en')).toContain('24 Nov, morning,');
});

it('a text about money says how much it is, to the fen, and whether all of it goes back', () => {
  const said = (kind: MessageKind, fen: number, undone = false) =>
    lockScreenText({ kind, language: 'zh', at: Date.UTC(2026, 10, 24, 1, 30), timed: true, forOther: false, fen, undone });
  expect(said('payment-money-back', 4507, true)).toBe(
    '【一门】您 11月24日 9:30 的付款没有付成，45.07 元会原路退回，您不用做什么。详情见“一门”。',
  );
  expect(said('payment-money-back', 90)).toContain('的付款有 0.90 元会原路退回');
  expect(said('payment-cash-back', 100_000)).toContain('有 1000.00 元现金要退给您，请带凭条到收费窗口领取');
  expect(said('payment-with-staff', 4500)).toContain('（45.00 元）需要人工处理');
});
