// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordSource, Result } from '../../kiosk/client/wire.ts';
import {
  criticalReport,
  hostileReport,
  reports,
  sampleRecords,
  sourcesAnswered,
  trendsApart,
} from '../../kiosk/practice/sample-records.ts';
import { wang } from './kit/fake-bridge.ts';
import { opaque } from './kit/stand-in-city.ts';
import { type InDom, startInDom } from './kit/start-in-dom.ts';

/** Between two looks at whether a hospital has answered since. */
const LATER_S = 5;
/** How often hospitals are asked while somebody waits, and afterwards at most. */
const WHILE_WAITING = 8;
const LATER_MOST = 12;
/** By then a page is out of the printer. */
const CHECK_S = 3;
const CHILD = { patientId: opaque('pat', 9), name: '王*雨', sex: 'female', birthYear: 2020, relationship: 'parent' } as const;

let kiosk: InDom;

beforeEach(() => {
  kiosk = startInDom({ soonerMs: [1_000] });
  there({});
});
afterEach(() => kiosk.stop());

const main = () => kiosk.root.querySelector('main')?.textContent ?? '';
const paper = () => kiosk.root.querySelector('.slip')?.textContent ?? '';
const rows = (selector: string) => [...kiosk.root.querySelectorAll(selector)].map(({ textContent }) => textContent ?? '');
const called = () => kiosk.gateway.called('listResults').length;

/** What hospitals have found out, and that all of them have answered, unless something else is said. */
function there(more: Partial<typeof sampleRecords>): void {
  Object.assign(kiosk.gateway.script, { records: { ...sampleRecords, sources: sourcesAnswered, ...more } });
}

const source = (hospital: string, state: RecordSource['state']): RecordSource => ({
  hospital,
  hospitalName: `医院${hospital}`,
  state,
});

async function toReports(): Promise<void> {
  await kiosk.toHome();
  await kiosk.tap(/^我的报告/);
}

async function toReport(name: RegExp): Promise<void> {
  await toReports();
  await kiosk.sees(/看哪份报告/);
  await kiosk.tap(name);
  await kiosk.sees(/^您的报告/);
}

describe('the list of reports', () => {
  it('has the newest first, with hospital and day, and says what is outside of its limits in words beside a shape', async () => {
    await toReports();
    await kiosk.sees(/看哪份报告/);
    const list = rows('.choice');
    expect(list[0]).toBe('生化检查▲▼ 2项不在范围内11月23日 周一 · 临江市第一人民医院');
    expect(list[3]).toBe('胸部CT平扫10月8日 周四 · 临江市中心医院');
    // Of what is as usual, or of what nobody has judged, it says nothing.
    expect(list[3]).not.toMatch(/▲|▼|范围/);
  });

  it('shows those of one hospital or of one kind alone, and all of them again', async () => {
    await toReports();
    await kiosk.tap(/只看一部分/);
    await kiosk.sees(/看哪些报告/);
    await kiosk.tap(/^拍片、超声/);
    await kiosk.sees(/看哪份报告/);
    expect(rows('.choice')).toHaveLength(1);
    expect(main()).toContain('只看：拍片、超声 · 这里有1份');
    await kiosk.tap(/只看一部分/);
    await kiosk.tap(/^全部报告/);
    await kiosk.sees(/看哪份报告/);
    expect(rows('.choice').length).toBeGreaterThan(4);
    // Nobody is asked again for that.
    expect(called()).toBe(1);
  });

  it('offers no choice among those of one hospital and one kind', async () => {
    there({ reports: reports.slice(0, 1) });
    await toReports();
    await kiosk.sees(/看哪份报告/);
    expect(main()).not.toContain('只看一部分');
  });

  it('names who is still asked and who does not answer, and brings what comes later only once somebody presses', async () => {
    there({ sources: sampleRecords.sources, answersAfter: {} });
    await toReports();
    await kiosk.sees(/正在问各家医院/);
    await kiosk.tap(/先看已经有的6份/);
    await kiosk.sees(/看哪份报告/);
    expect(main()).toContain('还在问：临江市老年病医院');
    expect(main()).toContain('没有回答：临江市第三人民医院。可能还有。');
    expect(main()).not.toContain('血常规');
    there({ sources: sampleRecords.sources, answersAfter: { 'linjiang-old': 1 } });
    await kiosk.wait(LATER_S);
    await expect.poll(() => rows('.action').join()).toContain('又有医院回答了');
    expect(rows('.choice').join()).not.toContain('血常规');
    await kiosk.tap(/又有医院回答了/);
    await expect.poll(() => rows('.choice').join()).toContain('血常规');
    expect(main()).not.toContain('还在问');
    const asked = called();
    await kiosk.wait(10 * LATER_S);
    expect(called()).toBe(asked);
  });

  it('waits a little for a hospital that takes its time, and asks one that never answers no more than so often', async () => {
    there({ sources: sampleRecords.sources, answersAfter: {} });
    await toReports();
    await kiosk.sees(/看哪份报告/);
    expect(called()).toBe(WHILE_WAITING);
    // Somebody reads for longer than that.
    await kiosk.wait(LATER_MOST * LATER_S);
    await kiosk.tap(/我还在/);
    await kiosk.wait(5 * LATER_S);
    await kiosk.sees(/看哪份报告/);
    expect(called()).toBe(WHILE_WAITING + LATER_MOST);
  });

  it('tells each hospital and what it said on a page of its own', async () => {
    there({
      sources: (['read', 'unavailable', 'no-file', 'no-source'] as const).map((state, at) => source(`h-${at}`, state)),
      reports: reports.slice(0, 1).map((one) => ({ ...one, hospital: 'h-0' })),
    });
    await toReports();
    await kiosk.tap(/问了哪些医院/);
    await kiosk.sees(/问了哪些医院/);
    expect(rows('.record')).toEqual([
      '医院h-0✓ 回答了',
      '医院h-1没有回答，可能还有报告',
      '医院h-2那里还没有您的档案',
      '医院h-3那里的报告，这里看不到',
    ]);
    await kiosk.tap(/看好了，回去/);
    await kiosk.sees(/看哪份报告/);
  });

  it.each<readonly [string, readonly RecordSource['state'][], RegExp]>([
    ['of all that answered', ['read', 'read'], /^这几家医院没有您的报告/],
    ['while one does not answer', ['read', 'unavailable'], /^还没有找到报告/],
    ['where one has no file', ['read', 'no-file'], /^没有找到您的报告/],
    ['where none answered', ['unavailable', 'unavailable'], /^还没有医院回答/],
    ['where none can be asked', ['no-source', 'no-file'], /^这里现在看不到报告/],
  ])('is empty in truth: %s', async (_, states, title) => {
    there({ reports: [], sources: states.map((state, index) => ({ ...source(`h-${index}`, state) })) });
    await toReports();
    await kiosk.sees(title);
    expect(rows('.record').filter((row) => row.includes('没有报告'))).toHaveLength(states.filter((one) => one === 'read').length);
    expect(main()).toMatch(/要报告，请去.*2号窗口/);
  });

  it('is that of a child where somebody says so, and keeps nothing of the other', async () => {
    kiosk.gateway.script.dependants.push({ ...CHILD, level: 'document-read' });
    await toReports();
    await kiosk.sees(/看谁的报告/);
    await kiosk.tap(/看自己的/);
    await kiosk.sees(/看哪份报告/);
    await kiosk.tap(/返回/);
    await kiosk.tap(/王\*雨/);
    await kiosk.sees(/这几家医院没有孩子的报告/);
    expect(main()).not.toContain('生化检查');
    expect(kiosk.gateway.called('listResults').at(-1)?.query.patientId).toBe(CHILD.patientId);
  });
});

describe('one report', () => {
  it('has what is unusual first: each value in plain words with its unit, a word beside the shape, and the laboratory’s own limits', async () => {
    await toReport(/^生化检查/);
    expect(rows('.report-row').slice(0, 3)).toEqual([
      '血糖葡萄糖6.84 mmol/L▲ 偏高范围：3.90–6.10看变化',
      '钾血清钾3.31 mmol/L▼ 偏低范围：3.50–5.30',
      '总胆固醇（血脂）总胆固醇4.91 mmol/L✓ 在范围内范围：2.80–5.20',
    ]);
    expect(main()).toContain('2项不在范围内，排在前面');
    expect(main()).toContain('看不懂很正常，请带给医生看');
  });

  it.each([
    [/^空腹血糖/, '医院更正过这份报告：9月13日 周日'],
    [/^尿液检查/, '这是初步结果，以后可能会变'],
  ] as const)('%s says how final it is', async (name, said) => {
    await toReports();
    await kiosk.sees(/看哪份报告/);
    await kiosk.tap(name);
    await kiosk.sees(/^您的报告/);
    expect(main()).toContain(said);
  });

  it('that the doctor tells first has no value anywhere, and says where to go and whom to call', async () => {
    await toReports();
    await kiosk.tap(/^胃镜活检/);
    await kiosk.sees(/这份报告，请听医生说/);
    expect(main()).toMatch(/请找：消化内科门诊，门诊楼3楼.*0000-88000132/);
    expect(main()).not.toContain('打印');
    expect(kiosk.root.querySelector('.slip')).toBeNull();
  });

  it('with a critical value says so at once, and to see a doctor now', async () => {
    there({ reports: [criticalReport] });
    await toReport(/^血钾/);
    const alert = kiosk.root.querySelector('main [role="alert"]')?.textContent;
    expect(alert).toMatch(/有危急的结果，请马上找医生.*0000-88000001/);
    expect(rows('.report-row')[0]).toContain('▲▲ 危急，太高');
  });

  it('says that all is within the limits only where every value was judged', async () => {
    const judged = reports[6] as Result;
    there({ reports: [judged] });
    await toReport(/^肾功能/);
    expect(main()).toContain('都在范围内');
    const [first, ...others] = judged.items;
    there({ reports: [{ ...judged, items: [{ ...(first as Result['items'][number]), verdict: undefined }, ...others] }] });
    await kiosk.tap(/返回/);
    await kiosk.tap(/^肾功能/);
    await kiosk.sees(/^您的报告/);
    expect(main()).not.toContain('都在范围内');
  });

  it('of pictures has what was concluded in words, and names the document that a window prints', async () => {
    await toReport(/^胸部CT/);
    expect(main()).toContain('两肺纹理增多');
    for (let page = 0; page < 4 && !main().includes('胸部CT报告（带图）'); page += 1) await kiosk.tap(/看更多/);
    expect(main()).toMatch(/胸部CT报告（带图）这份文件，请到.*2号窗口打印/);
    expect(kiosk.gateway.called('readResultDocument')).toHaveLength(0);
    expect(kiosk.root.querySelector('iframe, object, embed, a, img')).toBeNull();
  });

  it('is text, whatever a hospital writes into it', async () => {
    there({ reports: [hostileReport] });
    await toReports();
    await kiosk.tap(/img src/);
    await kiosk.sees(/^您的报告/);
    await kiosk.tap(/打印这份报告/);
    await expect.poll(() => kiosk.world.printed).toBe(1);
    expect(kiosk.root.querySelector('img, script, iframe, main b, svg[onload]')).toBeNull();
    expect(paper()).toContain(hostileReport.name);
  });

  it('is read anew each time that somebody opens it, and asks for a card where that is wanted', async () => {
    await toReports();
    await kiosk.sees(/看哪份报告/);
    kiosk.gateway.script.problems.readResult = 'document-required';
    await kiosk.tap(/^生化检查/);
    await kiosk.sees(/要先看证件/);
    await kiosk.tap(/再放一次证件/);
    await kiosk.sees(/请放证件/);
    kiosk.gateway.script.problems.readResult = undefined;
    await kiosk.bridge.waits();
    kiosk.bridge.put({ kind: 'card', card: wang });
    await kiosk.tap(/对，是我/);
    kiosk.bridge.put({ kind: 'removed' });
    await kiosk.sees(/^您的报告/);
    await kiosk.tap(/返回/);
    await kiosk.tap(/^生化检查/);
    await kiosk.sees(/^您的报告/);
    expect(kiosk.gateway.called('readResult')).toHaveLength(3);
  });
});

describe('a value over time', () => {
  it('is a picture with each value beside it, the newest first, and says in words where it goes', async () => {
    await toReport(/^生化检查/);
    await kiosk.tap(/看变化/);
    await kiosk.sees(/前后的变化/);
    expect(main()).toContain('和上一次比：上升');
    expect(main()).toContain('最高 6.84 mmol/L');
    expect(main()).toContain('最低 5.92 mmol/L');
    expect(rows('.report-row').slice(0, 3)).toEqual([
      '6.84 mmol/L▲ 偏高2026年11月23日 周一 · 临江市第一人民医院',
      '6.22 mmol/L▲ 偏高医院写的是112 mg/dL2026年9月12日 周六 · 临江市中心医院',
      '5.92 mmol/L✓ 在范围内2025年10月20日 周一 · 临江市第一人民医院',
    ]);
    expect(kiosk.root.querySelectorAll('.trend-line')).toHaveLength(2);
    await kiosk.tap(/回去看报告/);
    await kiosk.sees(/^您的报告/);
  });

  it('has a line for each unit, and lists what is on none with why', async () => {
    there({ trends: trendsApart });
    await toReport(/^生化检查/);
    await kiosk.tap(/看变化/);
    await kiosk.sees(/前后的变化/);
    await kiosk.tap(/看另一种单位/);
    await expect.poll(main).toContain('只有一次，还看不出变化');
    await kiosk.tap(/看没有画进线里的/);
    await expect.poll(main).toContain('这些没有画进线里');
    expect(main()).toMatch(/6\.4 mmol\/L测的方法不一样.*6\.1没有写单位.*标本溶血，没有测不是数字.*6\.0 mmol\/L没有写日期/s);
    expect(main()).toContain('还有更早的，这里没有列出来');
    expect(kiosk.root.querySelector('.trend-picture')).toBeNull();
    await kiosk.tap(/看另一种单位/);
    await expect.poll(main).toContain('和上一次比：上升');
  });
});

describe('a report on paper', () => {
  it('prints once by itself: name, hospital, times, every value with limits and words, that it is a copy, and what to do next', async () => {
    await toReport(/^生化检查/);
    await kiosk.tap(/打印这份报告/);
    await kiosk.sees(/打印报告/);
    await expect.poll(() => kiosk.world.printed).toBe(1);
    for (const { text, unit = '', ranges } of (reports[0] as Result).items) {
      expect(paper()).toContain(`${text} ${unit}`.trim());
      expect(paper()).toContain(ranges[0]?.text);
    }
    expect(paper()).toMatch(
      /临江市第一人民医院生化检查姓名 王\*国.*检查时间：2026年11月23日 周一 8:05.*报告时间：2026年11月23日 周一 16:20/s,
    );
    expect(paper()).toMatch(/不在范围内的.*6\.84 mmol\/L ▲ 偏高.*其他的.*✓ 在范围内/s);
    expect(paper()).toContain('这是医院报告的抄件');
    expect(paper()).toContain('看不懂很正常，请带上这张纸给医生看');
    await kiosk.wait(CHECK_S);
    await kiosk.tap(/再打一张/);
    await expect.poll(() => kiosk.world.printed).toBe(2);
  });

  it('where there is no paper says so and where else it prints, and leads back to the report', async () => {
    kiosk.bridge.state.printer = 'out-of-paper';
    await toReport(/^生化检查/);
    await kiosk.tap(/打印这份报告/);
    await kiosk.sees(/打印报告/);
    await expect.poll(main).toContain('现在打不了报告');
    expect(main()).toMatch(/别的机器.*2号窗口/);
    expect(kiosk.world.printed).toBe(0);
    await kiosk.tap(/回去看报告/);
    await kiosk.sees(/^您的报告/);
    expect(main()).toContain('生化检查');
  });
});

it('nothing of a report is read aloud', async () => {
  await toReport(/^生化检查/);
  await kiosk.tap(/看变化/);
  await kiosk.sees(/前后的变化/);
  await kiosk.tap(/回去看报告/);
  await kiosk.tap(/打印这份报告/);
  await kiosk.sees(/打印报告/);
  expect(kiosk.world.said.join()).not.toMatch(/生化|血糖|6\.84|偏高|临江/);
});
