import { describe, expect, it } from 'vitest';
import { manifests } from '../../kiosk/apps/phone/manifests.ts';
import { sceneWords } from '../../kiosk/apps/phone/scene-words.ts';
import { settingsWords } from '../../kiosk/apps/phone/settings-words.ts';
import { phoneWords, shellWords } from '../../kiosk/apps/phone/words.ts';
import { fill } from '../../kiosk/i18n/fill.ts';
import { learnWords, preferWords, sayIn, wordsIn } from '../../kiosk/i18n/text.ts';
import './kit/all-scenes.ts';

/** Every sentence that the screens of a phone say, as the scenes say it; the arrival is the phone's own. */
for (const { load } of manifests) learnWords((await load()).words);
const LANGUAGES = ['zh', 'en'] as const;
const scenes = { zh: { ...wordsIn('zh') }, en: { ...wordsIn('en') } } as Record<'zh' | 'en', Record<string, string>>;
const lists = { phoneWords, sceneWords, shellWords, settingsWords } as const;
const own = {
  zh: { ...phoneWords.zh, ...sceneWords.zh, ...shellWords.zh, ...settingsWords.zh },
  en: { ...phoneWords.en, ...sceneWords.en, ...shellWords.en, ...settingsWords.en },
} as Record<'zh' | 'en', Record<string, string>>;
const keys = Object.keys(own.zh);
const placesIn = (sentence = '') => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const SENTENCE_MAX = 25;

/** Words of computers and offices, blame and threat; signing in and out is what people call it. */
const BANNED = {
  zh: /HIS|OTP|API|接口|异常|非法|错误|失败|无效|系统繁忙|超时|请求|服务器|网络|终端|用户|注销|提交|操作有误|您输错|警告|禁止/,
  en: /\b(HIS|OTP|API|interface|exception|error|invalid|failed|failure|illegal|server|timeout|request|user|login|submit|abort|warning|your mistake)\b/i,
} as const;

/** What only a machine in a hall has. */
const OF_HALL = {
  zh: /放上?证件|放上身份证|机器|屏幕下方|打(印|收据|凭条|一张)|出纸|读卡|拿走/,
  en: /\b(print\w*|machines?|put down your document|below the screen|kiosk stops)\b/i,
} as const;

describe('what a phone says', () => {
  it.each(Object.entries(lists))('what a phone says has every key of %s in both languages', (_, { zh, en }) => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  });

  it('what a phone prefers stands for a sentence that there is, with the same places to fill in both languages', () => {
    for (const { zh, en } of [phoneWords, sceneWords])
      for (const key of Object.keys(zh)) {
        expect(scenes.zh[key], key).toBeTruthy();
        // A sentence may say less than the one that it stands for, and asks for nothing that nobody gives.
        for (const said of [zh, en] as Record<string, string>[])
          expect(placesIn(scenes.zh[key]), key).toEqual(expect.arrayContaining(placesIn(said[key])));
        expect([key, placesIn((en as Record<string, string>)[key])]).toEqual([
          key,
          placesIn((zh as Record<string, string>)[key]),
        ]);
      }
  });

  it('what the shell of a phone says for itself has the same places to fill in both languages, and no name of another sentence', () => {
    for (const key of [shellWords, settingsWords].flatMap(({ zh }) => Object.keys(zh))) {
      expect(scenes.zh[key], key).toBeUndefined();
      expect([key, placesIn(own.en[key])]).toEqual([key, placesIn(own.zh[key])]);
    }
  });

  it('what a phone prefers is said otherwise than at a machine in a hall, or it would be said twice', () => {
    const preferred = keys.filter((key) => scenes.zh[key] !== undefined);
    expect(preferred.filter((key) => own.zh[key] === scenes.zh[key] && own.en[key] === scenes.en[key])).toEqual([]);
  });

  it('what a phone says has no Chinese sentence over 25 characters', () => {
    const filling = { window: '医院的人工窗口', name: '王*国', build: '', clock: '9:30', time: '9:30', count: 3 };
    const long = keys.flatMap((key) =>
      fill(own.zh[key] ?? '', filling)
        .split(/[。？！…；]/)
        .filter((sentence) => [...sentence].filter((one) => /[\p{L}\p{N}]/u.test(one)).length > SENTENCE_MAX)
        .map((sentence) => [key, sentence]),
    );
    expect(long).toEqual([]);
  });

  it.each(LANGUAGES)('what a phone says uses no word of computers or blame, and none of a machine in a hall (%s)', (language) => {
    expect(keys.filter((key) => BANNED[language].test(own[language][key] ?? ''))).toEqual([]);
    expect(keys.filter((key) => OF_HALL[language].test(own[language][key] ?? ''))).toEqual([]);
  });

  it('a sentence of a hall has another one for phones, but where only a printer, a reader or its paper says it', () => {
    /** Said by what a phone has not: a paper that comes out, a printer that has none, somebody who practises, a machine out of service; what was done at one, and for what one has to go to one. */
    const ofMachine =
      /^(?:slip\.print|printer\.|receipt\.|window\.(?:back\.)?(?:print|fault)|from-home\.(?:print|no-paper|fault)|report-printed\.|(?:report|share)-paper\.|did\.|language\.|report\.print|form-paper\.|form-sent\.paper|shared\.(?:print|no-paper|take|fault)|practice\.|idle\.|out\.|document\.|start\.|start-|frame\.|assist|help\.|took-over|grant-how\.card|grant-paper\.|granted\.(?:print|fault)|offered\.fault|place\.|bind-phone\.|binding-code\.|phone-bound\.|phone-known\.|report-proof\.phone|who\.|with-whom|problem\.(?:enrolment-refused|bridge))/;
    const said = Object.keys(scenes.zh).filter((key) => !ofMachine.test(key) && own.zh[key] === undefined);
    expect(said.filter((key) => OF_HALL.zh.test(scenes.zh[key] ?? '') || OF_HALL.en.test(scenes.en[key] ?? ''))).toEqual([]);
  });

  it('what was preferred last is said first, and what it stands for is said again once nobody prefers it', () => {
    const say = sayIn('zh');
    const before = say('app.name');
    const first = preferWords({ zh: { 'app.name': '一' }, en: {} });
    const second = preferWords({ zh: { 'app.name': '二' }, en: {} });
    expect(say('app.name')).toBe('二');
    expect(sayIn('en')('app.name')).not.toBe('二');
    first();
    expect(say('app.name')).toBe('二');
    second();
    expect(say('app.name')).toBe(before);
  });
});
