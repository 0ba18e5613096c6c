import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ProblemCode, problems } from '../../bff/contract/problems.ts';
import { transitions } from '../../bff/scenes/appointments/rules.ts';
import { privacyNotice } from '../../bff/scenes/oversight/privacy-notice.ts';
import { transitions as paymentTransitions } from '../../bff/scenes/payments/rules.ts';
import { printerStates, readFailures } from '../../kiosk/client/device/bridge-messages.ts';
import { waysFrom } from '../../kiosk/components/trouble/trouble-ways.ts';
import { fill } from '../../kiosk/i18n/fill.ts';
import { feeLater, feeOf, floorOf, nameInTitle, roomOf } from '../../kiosk/i18n/named.ts';
import { sayIn, wordsIn } from '../../kiosk/i18n/text.ts';
import { clockInWords, clockOf, dayOf, halfHour, numberOf, sayDay, sayMoment, timeOf, trustOf } from '../../kiosk/i18n/when.ts';
import { sampleWorld } from '../../kiosk/practice/sample-city.ts';
import { didOf } from '../../kiosk/scenes/oversight/access-line.ts';
import { isFault } from '../../kiosk/scenes/slips/use-printing.ts';
import './kit/all-scenes.ts';

const words = { zh: wordsIn('zh'), en: wordsIn('en') };
const keys = Object.keys(words.zh);
const placesIn = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const SENTENCE_MAX = 25;

/** Words of machines and offices, blame and threat; in both languages, whole words in English. */
const BANNED = {
  zh: /HIS|OTP|API|接口|异常|非法|错误|失败|无效|系统繁忙|超时|请求|服务器|网络|终端|用户|登录|注销|提交|操作有误|您输错|警告|禁止/,
  en: /\b(HIS|OTP|API|interface|exception|error|invalid|failed|failure|illegal|server|timeout|request|user|login|submit|abort|warning|your mistake)\b/i,
} as const;

describe('what the kiosk says', () => {
  it('what the kiosk says has every key in both languages, with the same places to fill', () => {
    expect(Object.keys(words.en).sort()).toEqual([...keys].sort());
    for (const key of keys) expect([key, placesIn(words.en[key] ?? '')]).toEqual([key, placesIn(words.zh[key] ?? '')]);
  });

  it('what the kiosk says has no Chinese sentence over 25 characters, filled in as in a real hall', () => {
    const filling = {
      window: '本部1楼2号窗口',
      name: '王*国',
      number: '',
      things: '身份证、医保卡',
      phone: '0000-88000001',
      id: 'A1B2C3D4',
    };
    const long = keys
      .filter((key) => key !== 'when.weekdays')
      .flatMap((key) =>
        fill(words.zh[key] ?? '', filling)
          .split(/[。？！…；]/)
          .map((sentence) => [key, sentence] as const),
      )
      .filter(([, sentence]) => [...sentence].filter((character) => /[\p{L}\p{N}]/u.test(character)).length > SENTENCE_MAX);
    expect(long).toEqual([]);
  });

  it.each(['zh', 'en'] as const)('what the kiosk says uses no word of machines or blame (%s)', (language) => {
    expect(keys.filter((key) => BANNED[language].test(words[language][key] ?? ''))).toEqual([]);
  });

  it('what the kiosk says has a sentence for every problem, in both languages, which says where help is', () => {
    for (const code of Object.keys(problems) as ProblemCode[])
      for (const language of ['zh', 'en'] as const) {
        const sentence = words[language][`problem.${code}`] ?? '';
        expect(sentence, code).toBeTruthy();
        const helped = sentence.includes('{window}') || ['unauthenticated', 'evidence-refused', 'already-booked'].includes(code);
        expect(helped, `${language} ${code}`).toBe(true);
      }
  });

  it('what the kiosk says has a sentence for everything that the gateway notes about a person, and a general one for what is new', () => {
    const states = new Set(transitions.flatMap(({ from, to }) => [from, to]));
    const noted = readdirSync('bff/scenes', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(`bff/scenes/${name}`, 'utf8'))
      .flatMap((source) =>
        source.split('\n').filter((line) => /\baction: |(?:log(?:Access|Payment)|readAppointment)\(/.test(line)),
      )
      .flatMap((line) => [
        ...line.matchAll(
          /'((?:access-log|appointment|bill|consent|patient|payment|quote|receipt|record|result|session|share|slip)\.[a-z-]+)'/g,
        ),
      ])
      .map(([, action = '']) => action);
    expect(noted).toEqual(
      expect.arrayContaining([
        'appointment.calendar',
        'patient.read',
        'session.open',
        'patient.register',
        'bill.read',
        'receipt.read',
      ]),
    );
    const paying = new Set(paymentTransitions.flatMap(({ from, to }) => [from, to]));
    const moved = [...[...states].map((state) => `claim.${state}`), ...[...paying].map((state) => `payment.${state}`)];
    for (const action of [...noted, ...moved]) expect(didOf(action)).toBe(`did.${action}`);
    expect(didOf('not.known.yet')).toBe('did.other');
  });

  it.each(['zh', 'en'] as const)(
    'what the kiosk says has a sentence for every failed reading, which says what to do (%s)',
    (language) => {
      const shown = [...readFailures.filter((reason) => reason !== 'stopped'), 'bridge'] as const;
      const sentences = shown.map((reason) => words[language][`document.failed.${reason}`] ?? '');
      expect(new Set(sentences).size).toBe(shown.length);
      // What happened, and what to do: where the window is, the screen says where the sentence does not (device-faults.test.tsx).
      for (const sentence of sentences) expect(sentence.split(/[。.?] ?/).filter((one) => one !== '').length).toBeGreaterThan(1);
    },
  );

  it.each(['zh', 'en'] as const)(
    'what the kiosk says has a sentence for every printer without paper: the booking stands, and where to print (%s)',
    (language) => {
      const faults = printerStates.filter(isFault);
      expect(faults).toEqual(['out-of-paper', 'jam', 'cover-open', 'absent']);
      const sentences = faults.map((state) => words[language][`printer.${state}`] ?? '');
      expect(new Set(sentences).size).toBe(faults.length);
      for (const sentence of sentences) {
        expect(sentence).toContain({ zh: '号还在，带证件就能看病', en: 'your document is enough' }[language]);
        expect(sentence).toContain({ zh: '别的机器', en: 'another machine' }[language]);
        expect(sentence).toContain('{window}');
      }
    },
  );

  it('what the kiosk says offers two ways on from every problem, one to a person, and trying again only where it may help', () => {
    for (const code of Object.keys(problems) as ProblemCode[]) {
      const ways = waysFrom(code);
      expect(new Set(ways).size, code).toBeGreaterThanOrEqual(2);
      expect(ways.at(-1), code).toBe('person');
      if (ways.includes('retry')) expect(problems[code].retryable, code).toBe(true);
    }
  });

  it('what the kiosk says fills what is open and leaves nothing out in silence', () => {
    expect(sayIn('zh')('who.question', { name: '王*国' })).toBe('王*国，对吗？');
    expect(fill('{a} {b}', { a: 1 })).toBe('1 {b}');
  });
});

describe('times, as they are said in 临江', () => {
  it.each([
    ['2026-11-24T15:30:00+08:00', '下午三点半', '3:30 in the afternoon'],
    ['2026-11-24T08:00:00+08:00', '上午八点', '8:00 in the morning'],
    ['2026-11-24T12:05:00+08:00', '中午十二点零五分', '12:05 in the afternoon'],
    ['2026-11-24T14:45:00+08:00', '下午两点四十五分', '2:45 in the afternoon'],
    ['2026-11-24T16:20:00Z', '凌晨十二点二十分', '12:20 in the morning'],
    ['2026-11-24T20:10:00+08:00', '晚上八点十分', '8:10 in the evening'],
  ])('%s is %s', (instant, zh, en) => {
    expect(clockInWords('zh', instant)).toBe(zh);
    expect(clockInWords('en', instant)).toBe(en);
  });

  it('the kiosk shows days and half hours of Shanghai wherever the machine thinks it is', () => {
    expect(dayOf('2026-11-24T17:00:00Z')).toBe('2026-11-25');
    expect(clockOf('2026-11-24T17:05:00Z')).toBe('1:05');
    expect(halfHour({ start: '2026-11-25T08:30:00+08:00', end: '2026-11-25T09:00:00+08:00' })).toBe('8:30–9:00');
    expect(sayDay('zh', '2026-11-25', '2026-11-24')).toBe('明天 11月25日 周三');
    expect(sayDay('en', '2026-11-24', '2026-11-24')).toBe('Today Tue\u00a024\u00a0November');
    expect(sayMoment('zh', '2025-10-20T09:30:00+08:00', Date.parse('2026-11-24T09:00:00+08:00'))).toBe(
      '2025年10月20日 周一 上午九点半',
    );
    expect(sayMoment('en', '2026-11-24T08:00:00+08:00', Date.parse('2026-11-24T09:00:00+08:00'))).toBe(
      'Today Tue\u00a024\u00a0November 8:00 in the morning',
    );
    expect(sayDay('zh', '2026-12-01')).toBe('12月1日 周二');
  });

  it('the kiosk says fees, floors and rooms as people do', () => {
    expect([feeOf('zh', { amount: 2500 }), feeOf('en', { amount: 1250 }), feeOf('zh', { amount: 0 })]).toEqual([
      '25元',
      '12.50 yuan',
      '不收费',
    ]);
    expect([feeLater('zh', { amount: 2500 }), feeLater('zh', { amount: 0 })]).toEqual(['25元，看病时付', '不收费']);
    expect([floorOf('zh', '3F'), floorOf('en', '-1F'), floorOf('zh', '门诊楼')]).toEqual(['3楼', 'floor -1', '门诊楼']);
    expect([roomOf('zh', '312'), roomOf('en', '3A-12')]).toEqual(['312室', '3A-12']);
  });

  it('the kiosk says a name whole in a question while it leaves room for the choices below, and its beginning where it is longer', () => {
    expect(nameInTitle('王*国')).toBe('王*国');
    expect(nameInTitle('阿'.repeat(24))).toBe('阿'.repeat(24));
    const long = 'W***** '.repeat(17).trim();
    expect(nameInTitle(long)).toBe('W***** W***** W***** W*…');
    // Rare characters are two units each and stay whole.
    expect(nameInTitle('𠮷'.repeat(120))).toBe(`${'𠮷'.repeat(23)}…`);
  });

  it('the kiosk says a number of a morning, and about when, as what it is: an estimate', () => {
    const [start, end] = ['2026-11-25T08:00:00+08:00', '2026-11-25T11:30:00+08:00'];
    const window = { from: '2026-11-25T09:30:00+08:00', to: '2026-11-25T10:30:00+08:00', confidence: 84 };
    const visit = { start, end, clinic: { half: 'morning', number: 17, state: 'waiting', window } } as const;
    expect([timeOf('zh', visit), numberOf('zh', visit)]).toEqual(['约9:30–10:30', '上午第17号']);
    expect(trustOf('zh', visit)).toBe('时间是估计的，十次有八次准。');
    expect([timeOf('en', visit), numberOf('en', visit)]).toEqual(['About 9:30–10:30', 'Morning, number 17']);
    expect([timeOf('zh', { start, end }), numberOf('zh', { start, end })]).toEqual(['8:00–11:30', '']);
    const passed = { start, end, clinic: { half: 'morning', number: 17, state: 'passed' } } as const;
    expect([timeOf('zh', passed), numberOf('zh', passed), trustOf('zh', passed)]).toEqual([
      '8:00–11:30',
      '第17号已经过了，请问分诊台',
      '',
    ]);
  });
});

it('the gallery shows the words to which people agree', () => {
  expect(sampleWorld.notice).toEqual(privacyNotice);
});
