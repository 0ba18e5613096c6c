import fc from 'fast-check';
import ICAL from 'ical.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type CalendarEvent, calendarFile } from '../../../bff/scenes/appointments/calendar/calendar-file.ts';
import { type CalendarVisit, calendarWords, type Language } from '../../../bff/scenes/appointments/calendar/calendar-words.ts';
import { instantOf, onlyText, readCalendar } from './read-calendar.ts';

/** Beijing is eight hours before UTC: the visit is on 2 December 2026, at eight there. */
const EIGHT = Date.UTC(2026, 11, 2, 0, 0);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A summary in Chinese that is far longer than a line, with an emoji; and everything that has to be escaped. */
const BOOKED: CalendarEvent = {
  uid: 'appt-000123@gw.example.org',
  sequence: 0,
  changedAt: Date.UTC(2026, 10, 24, 1, 2, 3),
  writtenAt: Date.UTC(2026, 10, 25, 4, 5, 6, 789),
  status: 'CONFIRMED',
  startsAt: EIGHT,
  endsAt: EIGHT + 30 * MINUTE_MS,
  language: 'zh',
  summary: '测试医院心内科复诊（请提前三十分钟到二楼自助机签到，带好身份证与医保电子凭证，空腹）📞',
  location: '测试医院; 2号楼, 二层\\东',
  description: '第一行\n第二行，逗号, 分号; 反斜杠\\',
};
const THIRD_AT_TWO = Date.UTC(2026, 11, 3, 6, 0);
const MOVED: CalendarEvent = { ...BOOKED, sequence: 1, startsAt: THIRD_AT_TWO, endsAt: THIRD_AT_TWO + 30 * MINUTE_MS };
const CANCELLED: CalendarEvent = { ...MOVED, sequence: 2, status: 'CANCELLED' };

/** What a control character may not be in a text, written apart: half pairs become U+FFFD, ways to break a line are one, a tab is a space. */
function readable(text: string): string {
  let kept = '';
  const broken = text.split('\r\n').join('\n');
  for (const one of broken) {
    const code = one.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) kept += '\ufffd';
    else if (code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029) kept += '\n';
    else if (code === 9) kept += ' ';
    else if (code >= 32 && (code < 127 || code > 159)) kept += one;
  }
  return kept;
}

/** The event as somebody else's program reads it. */
function readElsewhere(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  const found = calendar.getAllSubcomponents('vevent');
  expect(found).toHaveLength(1);
  return { calendar, event: new ICAL.Event(found[0] as ICAL.Component) };
}

afterEach(() => vi.unstubAllEnvs());

describe.each([
  ['booked', BOOKED],
  ['moved', MOVED],
  ['cancelled', CANCELLED],
] as const)('the calendar file of an appointment that is %s', (_name, given) => {
  const file = calendarFile(given);
  const read = readCalendar(file);

  it('ends every line with CR LF, the last one too, and has no line of more than 75 octets', () => {
    expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
    for (const line of read.lines) expect(line.length).toBeLessThanOrEqual(75);
    expect(read.lines.some(({ length }) => length >= 72)).toBe(true);
  });

  it('gives every text back whole, to a reader of our own and to somebody else’s', () => {
    const { event } = readElsewhere(file);
    for (const name of ['summary', 'location', 'description'] as const) {
      expect(onlyText(read.event, name.toUpperCase())).toBe(given[name]);
      expect(event[name]).toBe(given[name]);
    }
  });

  it('escapes comma, semicolon, backslash and the break of a line, and holds no control character', () => {
    const raw = (name: string) => read.event.find((one) => one.name === name)?.raw;
    expect(raw('LOCATION')).toBe('测试医院\\; 2号楼\\, 二层\\\\东');
    expect(raw('DESCRIPTION')).toBe('第一行\\n第二行，逗号\\, 分号\\; 反斜杠\\\\');
    const codes = [...file].map((one) => one.codePointAt(0) ?? 0).filter((code) => code < 32 || (code > 126 && code < 160));
    expect(new Set(codes)).toEqual(new Set([13, 10]));
  });

  it('says who it is, its number, and its instants in UTC', () => {
    const { event } = readElsewhere(file);
    expect([onlyText(read.event, 'UID'), event.uid]).toEqual([BOOKED.uid, BOOKED.uid]);
    expect([onlyText(read.event, 'SEQUENCE'), event.sequence]).toEqual([String(given.sequence), given.sequence]);
    expect(instantOf(onlyText(read.event, 'DTSTART'))).toBe(given.startsAt);
    expect(instantOf(onlyText(read.event, 'DTEND'))).toBe(given.endsAt);
    expect(onlyText(read.event, 'DTSTAMP')).toBe('20261125T040506Z');
    expect(onlyText(read.event, 'LAST-MODIFIED')).toBe('20261124T010203Z');
    expect(onlyText(read.event, 'CLASS')).toBe('PRIVATE');
    expect([onlyText(read.whole, 'VERSION'), onlyText(read.whole, 'CALSCALE')]).toEqual(['2.0', 'GREGORIAN']);
    expect(onlyText(read.whole, 'PRODID')).not.toBe('');
  });

  it.each(['UTC', 'America/New_York', 'Asia/Urumqi'])('is at the same instant for a reader in %s', (zone) => {
    vi.stubEnv('TZ', zone);
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
    const there = calendarFile(given);
    expect(there).toBe(file);
    const { event } = readElsewhere(there);
    expect(event.startDate.toJSDate().getTime()).toBe(given.startsAt);
    expect(event.endDate.toJSDate().getTime()).toBe(given.endsAt);
    expect(event.startDate.zone).toBe(ICAL.Timezone.utcTimezone);
  });
});

describe('the calendar file', () => {
  it('is published while the appointment stands, and takes it back at its last time when it is cancelled', () => {
    const said = (event: CalendarEvent) => {
      const { whole, event: of } = readCalendar(calendarFile(event));
      return [onlyText(whole, 'METHOD'), onlyText(of, 'STATUS'), onlyText(of, 'DTSTART')];
    };
    expect(said(BOOKED)).toEqual(['PUBLISH', 'CONFIRMED', '20261202T000000Z']);
    expect(said({ ...BOOKED, status: 'TENTATIVE' })).toEqual(['PUBLISH', 'TENTATIVE', '20261202T000000Z']);
    expect(said(CANCELLED)).toEqual(['CANCEL', 'CANCELLED', '20261203T060000Z']);
  });

  it.each([
    ['at eight in the morning', EIGHT],
    ['at midnight', Date.UTC(2026, 11, 1, 16, 0)],
    ['at the last minute of a day', Date.UTC(2026, 11, 2, 15, 59)],
    ['in the first days of the year', Date.UTC(2027, 0, 1, 0, 30)],
  ])('rings at seven on the evening before and two hours before a visit %s', (_name, startsAt) => {
    const file = calendarFile({ ...BOOKED, startsAt, endsAt: startsAt + HOUR_MS });
    const { event } = readElsewhere(file);
    const rings = event.component.getAllSubcomponents('valarm').map((alarm) => {
      const before = alarm.getFirstPropertyValue('trigger') as ICAL.Duration;
      return startsAt + before.toSeconds() * 1_000;
    });
    const evening = Math.floor((startsAt + 8 * HOUR_MS) / DAY_MS) * DAY_MS - 8 * HOUR_MS - 5 * HOUR_MS;
    expect(rings).toEqual([evening, startsAt - 2 * HOUR_MS]);
    for (const alarm of readCalendar(file).alarms) {
      expect(onlyText(alarm, 'ACTION')).toBe('DISPLAY');
      expect(onlyText(alarm, 'DESCRIPTION')).toBe(BOOKED.summary);
    }
  });

  it('rings for nothing that is cancelled, and not at once for an hour that has passed', () => {
    const alarms = (event: CalendarEvent) => readCalendar(calendarFile(event)).alarms.map((alarm) => onlyText(alarm, 'TRIGGER'));
    expect(alarms(BOOKED)).toEqual(['-PT13H', '-PT2H']);
    expect(alarms({ ...BOOKED, writtenAt: EIGHT - 12 * HOUR_MS })).toEqual(['-PT2H']);
    expect(alarms({ ...BOOKED, writtenAt: EIGHT - 2 * HOUR_MS })).toEqual([]);
    expect(alarms(CANCELLED)).toEqual([]);
  });

  const units = fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 2_000, size: 'max' })
    .map((codes) => String.fromCharCode(...codes));
  const marks = fc.array(
    fc.constantFrom('e\u0301', '\u0300', '👨‍👩‍👧', '🇨🇳', '𠮷', '\ud83d', '\udcde', '汉', ',', '\\n', '\r', '\u0000'),
    {
      maxLength: 600,
      size: 'max',
    },
  );
  const anyText = fc.oneof(
    { arbitrary: units, weight: 2 },
    { arbitrary: marks.map((some) => some.join('')), weight: 2 },
    { arbitrary: fc.string({ unit: 'grapheme', maxLength: 2_000, size: 'max' }), weight: 1 },
    { arbitrary: fc.string({ unit: 'binary', maxLength: 2_000, size: 'max' }), weight: 1 },
  );

  it('holds any text in lines of at most 75 octets, cuts no character, and gives the text back', () => {
    fc.assert(
      fc.property(anyText, anyText, (summary, description) => {
        const file = calendarFile({ ...BOOKED, summary, description });
        const { lines, event } = readCalendar(file);
        for (const line of lines) if (line.length > 75) throw new Error(`${line.length} octets`);
        expect(onlyText(event, 'SUMMARY')).toBe(readable(summary));
        expect(onlyText(event, 'DESCRIPTION')).toBe(readable(description));
        expect(readElsewhere(file).event.summary).toBe(readable(summary));
      }),
      { numRuns: 100 },
    );
  });
});

const VISIT: CalendarVisit = {
  state: 'confirmed',
  startsAt: EIGHT,
  endsAt: EIGHT + 30 * MINUTE_MS,
  byNumber: false,
  number: undefined,
  hospital: { zh: '临江市第一人民医院', en: 'Linjiang First People’s Hospital' },
  campus: { zh: '本部', en: 'Main campus' },
  address: { zh: '江滨路1号', en: '1 Riverside Road' },
  floor: '3F',
  room: '312',
  department: { zh: '精神科', en: 'Psychiatry' },
  practitioner: { zh: '曾静 主任医师', en: 'Zeng Jing' },
  reportTo: { zh: '3楼精神科分诊台', en: 'Psychiatry desk, floor 3' },
  arriveMinutesEarly: 20,
  bring: [
    { zh: '身份证', en: 'Identity card' },
    { zh: '医保卡', en: 'Insurance card' },
  ],
  fasting: true,
  preparation: { zh: '停用安眠药一天。', en: 'No sleeping pills for a day.' },
  dutyDeskPhone: '0000-1',
};
const whole = (visit: CalendarVisit, language: Language, detail: 'plain' | 'full') =>
  Object.values(calendarWords(visit, { language, detail })).join('\n');

describe('the words of a calendar file', () => {
  it.each(['zh', 'en'] as const)(
    'say neither department nor doctor, nor what would tell them, unless they are asked for (%s)',
    (language) => {
      const telling = [VISIT.department, VISIT.practitioner, VISIT.reportTo, VISIT.preparation].map(
        (one) => one?.[language] ?? '-',
      );
      const within = { zh: '3楼 312室', en: 'floor 3, room 312' }[language];
      for (const state of ['confirmed', 'confirming', 'cancelling', 'cancelled'] as const) {
        const plain = whole({ ...VISIT, state }, language, 'plain');
        for (const word of [...telling, within]) expect(plain).not.toContain(word);
      }
      const full = whole(VISIT, language, 'full');
      for (const word of [...telling, within]) expect(full).toContain(word);
    },
  );

  it('say in Chinese which hospital, where it is, when in Beijing, what to bring and where to report', () => {
    expect(calendarWords(VISIT, { language: 'zh', detail: 'plain' })).toEqual({
      summary: '医院预约 · 临江市第一人民医院',
      location: '临江市第一人民医院 本部，江滨路1号',
      description: [
        '北京时间：2026年12月2日（周三）08:00–08:30',
        '请提前20分钟到。',
        '先到：自助机或服务台',
        '请带上：身份证、医保卡',
        '来之前不要吃东西。',
        '预约有变动时这里不会自己改，以“一门”和凭条为准。',
        '有问题请打电话：0000-1',
      ].join('\n'),
    });
  });

  it('say the same in English, and Beijing time in Chinese too', () => {
    const { summary, location, description } = calendarWords(VISIT, { language: 'en', detail: 'plain' });
    expect(summary).toBe('Hospital appointment · Linjiang First People’s Hospital');
    expect(location).toBe('Linjiang First People’s Hospital, Main campus, 1 Riverside Road');
    expect(description).toContain('Beijing time (北京时间): Wed 2 Dec 2026, 08:00–08:30');
    expect(description).toContain('Bring along: Identity card, Insurance card');
  });

  it('say of a place that is called by number that the times are about, and which number it is', () => {
    const called = { ...VISIT, byNumber: true, number: 12 };
    const { summary, description } = calendarWords(called, { language: 'zh', detail: 'plain' });
    expect(summary).toBe('医院预约（约这时叫号） · 临江市第一人民医院');
    expect(description).toContain('（周三）约 08:00–08:30');
    expect(description).toContain('您的号：12号，以叫号为准。');
    expect(whole(called, 'en', 'plain')).toContain('about 08:00–08:30');
    expect(whole({ ...called, number: undefined }, 'zh', 'plain')).toContain('按号就诊');
  });

  it('say what is not certain, and what is over, for calendars that show no status; who is not to come hears nothing of what to bring', () => {
    const said = (state: CalendarVisit['state']) => calendarWords({ ...VISIT, state }, { language: 'zh', detail: 'plain' });
    expect(said('confirming').summary).toBe('待医院确认：医院预约 · 临江市第一人民医院');
    expect(said('cancelling').description).toContain('医院还没有答复');
    expect(said('cancelled').summary).toBe('已取消：医院预约 · 临江市第一人民医院');
    expect(said('cancelled').description).toContain('请不要前往');
    expect(said('cancelled').description).not.toContain('请带上');
  });
});
