// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Operation } from '../../bff/contract/operation.ts';
import { operations } from '../../bff/contract/operations.ts';
import type { OperationId } from '../../bff/contract/paths.ts';
import { type DeskInDom, startDeskInDom } from './kit/desk-in-dom.ts';
import { CENTRAL, FIRST, measured, NOBODY, openShare, recordsOf, reportOf, UNCONSCIOUS } from './kit/stand-in-clinic.ts';
import { HALL_NOW, NUMBER, PIN } from './kit/stand-in-hall.ts';

/** Anything of the person of these tests, or of what is known of them. */
const THEIRS = /王|1950|5\.50|葡萄糖|青霉素/;
const HAPPENED = '急诊送来时叫不醒，家属还没有到';

let desk: DeskInDom;
const countOf = (operation: OperationId) => desk.gateway.called(operation).length;
const textOf = (selector: string) => [...desk.root.querySelectorAll(selector)].map(({ textContent }) => textContent);
const sectionOf = (name: string) => desk.root.querySelector(`[aria-labelledby="records-${name}"]`)?.textContent ?? '';

beforeEach(() => {
  desk = startDeskInDom();
});
afterEach(() => desk.stop());

async function reads(): Promise<void> {
  if (desk.clinic.shares.length === 0) desk.clinic.shares = [openShare(1)];
  await desk.toRoom('clinician');
  await desk.press('Alt+1');
  await desk.sees(/王建国/);
}

async function fillsIn(number = UNCONSCIOUS): Promise<void> {
  await desk.press('F8');
  await desk.sees(/问不了的人的记录/);
  await desk.type(/^号码/, number);
  await desk.choose(/^为什么问不了/, 'unconscious');
  await desk.type(/^发生了什么/, HAPPENED);
  await desk.enter();
}

async function opens(): Promise<void> {
  await desk.toRoom('clinician');
  await fillsIn();
  await desk.sees(/真的打开/);
  await desk.press('Alt+Y');
  await desk.sees(/王建国/);
}

describe('what is shared with the hospital of a clinician', () => {
  it('is listed with the name masked, until when and what of it, and nothing is read before somebody is chosen', async () => {
    const chosen = openShare(2, { patientName: '李*兰', birthYear: 1944, parts: { results: 3, lists: ['allergies'] } });
    desk.clinic.shares = [openShare(1), chosen];
    await desk.toRoom('clinician');
    await desk.sees(/王\*国 · 1950年生.*全部报告、就诊、用药、过敏、诊断 · 2026-11-27 8:12 前可以看/);
    await desk.sees(/李\*兰 · 1944年生.*选出的 3 份报告、过敏/);
    expect([countOf('listShared'), countOf('readShared')]).toEqual([1, 0]);
  });

  it('is said to be nothing where nobody shares anything', async () => {
    await desk.toRoom('clinician');
    await desk.sees(/没有人分享给本院/);
  });

  it('is read with who it is, until when, and every value as the hospital wrote it, with its unit and range', async () => {
    const items = [
      measured('葡萄糖', '5.50'),
      measured('肌酐', '<0.100', { unit: 'mg/L', ranges: [{ text: '0–3', appliesTo: '成人' }] }),
    ];
    desk.clinic.records = recordsOf([reportOf(1, { items, conclusion: '空腹血糖正常。', status: 'corrected' })]);
    await reads();
    await desk.sees(/1950-03-14 出生 · 男/);
    await desk.sees(/可以看到 2026-11-27 8:12，还有 71小时0分/);
    await desk.sees(/结论: 空腹血糖正常。/);
    await desk.sees(/◈ 更正过的/);
    expect(textOf('.values tbody tr')).toEqual(['葡萄糖5.50 mmol/L没有判断3.90–6.10 ', '肌酐<0.100 mg/L没有判断0–3 (成人)']);
  });

  it('has abnormal values marked by a shape and a word, and says who judged', async () => {
    const items = [
      measured('钾', '2.10', { verdict: 'critical-low', verdictBy: 'hospital' }),
      measured('葡萄糖', '6.84', { verdict: 'high', verdictBy: 'limits' }),
      measured('钠', '141', { verdict: 'usual', verdictBy: 'hospital' }),
    ];
    desk.clinic.records = recordsOf([reportOf(1, { items, unusual: 2 })]);
    await reads();
    await desk.sees(/2 项不在范围内/);
    expect(textOf('.values td:nth-child(3)')).toEqual(['▼▼ 危急，太低', '▲ 偏高 （按范围比的）', '✓ 在范围内']);
    expect(textOf('.values tr.unusual th')).toEqual(['钾', '葡萄糖']);
  });

  it('says of each hospital how far it has answered, and “none” only where a hospital itself said so', async () => {
    const read = (more: object) => ({ ...FIRST, state: 'read' as const, ...more });
    const list = (...sources: NonNullable<ReturnType<typeof recordsOf>['lists']['allergies']>['sources']) => ({
      items: [],
      more: false,
      sources,
    });
    desk.clinic.records = recordsOf([], {
      lists: {
        allergies: list(read({ noneKnown: true }), { ...CENTRAL, state: 'no-source' }),
        medications: list(read({}), { ...CENTRAL, state: 'asking' }),
        conditions: list(read({ leftOut: true, noneKnown: true }), { ...CENTRAL, state: 'no-file' }),
      },
    });
    await reads();
    await desk.sees(/医院说：没有/);
    expect(sectionOf('allergies')).toMatch(/第一人民医院 · ✓ 医院说：没有.*中心医院 · — 那里的这一项，这里看不到/);
    expect(sectionOf('medications')).toMatch(/不等于没有.*还没有回答/);
    expect(sectionOf('conditions')).toMatch(/有的内容这里显示不了.*没有这个人的档案/);
    expect(sectionOf('conditions')).not.toContain('医院说');
    expect(sectionOf('visits')).toMatch(/没有分享给您：这里什么也不说明/);
    expect(sectionOf('results')).toMatch(/不等于没有.*没有回答，那里可能还有/);
  });

  it('has lists with what each hospital said of an entry, and severe allergies stand out by a shape and a word', async () => {
    const sources = [{ ...FIRST, state: 'read' as const }];
    const given = { ...FIRST, recordedAt: '2020-01-02T08:00:00+08:00' };
    desk.clinic.records = recordsOf([], {
      lists: {
        allergies: {
          items: [{ ...given, substance: '青霉素', reaction: '休克', criticality: 'high', verified: false }],
          more: true,
          sources,
        },
        visits: {
          items: [
            {
              ...FIRST,
              kind: 'inpatient',
              start: '2026-01-02T08:00:00+08:00',
              end: '2026-01-09T08:00:00+08:00',
              diagnoses: ['肺炎'],
            },
          ],
          more: false,
          sources,
        },
      },
    });
    await reads();
    await desk.sees(/青霉素▲ 严重 · 反应：休克 · 没有核实 · 2020-01-02 记录 · 临江市第一人民医院/);
    await desk.sees(/2026-01-02 – 2026-01-09住院 · 肺炎/);
    expect(sectionOf('allergies')).toContain('还有更早的');
  });

  it('is text, whatever markup a hospital writes into it', async () => {
    const evil = '<img src=x onerror=alert(1)><b>糖</b>';
    const items = [measured(evil, evil, { note: evil, group: evil, ranges: [{ text: evil, appliesTo: evil }] })];
    desk.clinic.records = recordsOf([
      reportOf(1, { name: evil, conclusion: evil, items, attached: [{ id: '1', title: evil, mediaType: 'text/html' }] }),
    ]);
    await reads();
    await desk.sees(/另有文件/);
    expect(desk.root.querySelectorAll('img, b')).toHaveLength(0);
    expect(textOf('.report h3')).toEqual([evil]);
  });

  it('comes in pages, the newest first: the next is asked for with a key, and what stands there stays', async () => {
    desk.clinic.older = [reportOf(7)];
    await reads();
    await desk.press('F2');
    await desk.sees(/生化检查7/);
    expect(textOf('.report h3')).toEqual(['生化检查1', '生化检查7']);
    expect(desk.gateway.called('readShared').map(({ query }) => query.cursor)).toEqual([undefined, 'older']);
    expect(desk.root.querySelector('[aria-keyshortcuts="F2"]')).toBeNull();
    expect(sectionOf('allergies')).toContain('不等于没有');
  });

  it('is reached part by part with the keys alone', async () => {
    await reads();
    await desk.press('Alt+4');
    expect(document.activeElement?.id).toBe('records-results');
  });

  it('is off the page once its end has come, though nobody looks again', async () => {
    desk.clinic.records = recordsOf([reportOf(1)], { until: new Date(HALL_NOW + 5_000).toISOString() });
    await reads();
    await desk.wait(6);
    await desk.sees(/这个分享已经结束/);
    desk.clinic.shares = [];
    await desk.press('Alt+R');
    await desk.sees(/没有人分享/);
    await desk.seesNot(THEIRS);
  });

  it('is off the page when the next look is refused, and the page says why', async () => {
    await reads();
    desk.clinic.shares = [];
    await desk.press('Alt+R');
    await desk.sees(/这个分享已经结束/);
    await desk.seesNot(THEIRS);
  });

  it('stays where an answer does not come, so that nobody who treats a person loses what they have', async () => {
    await reads();
    desk.desk.problems.readShared = 'no-answer';
    await desk.press('Alt+R');
    await desk.sees(/没有回音/);
    await desk.sees(/王建国/);
  });
});

describe('records that a clinician opens in an emergency', () => {
  it('are warned of in plain words, asked about once more with all that was typed, and read with the time that is left', async () => {
    await desk.toRoom('clinician');
    await desk.press('F8');
    await desk.sees(/本人会马上收到通知：谁、什么时候、为什么打开。另一个人会审核对不对/);
    await fillsIn();
    await desk.sees(/真的打开这个人的全部记录吗/);
    expect(textOf('.question dd')).toEqual([`居民身份证、户口簿 ${UNCONSCIOUS}`, '昏迷，叫不醒', HAPPENED]);
    expect(textOf('.question .warning')[0]).toMatch(/本人会马上收到通知/);
    expect(countOf('openBreakGlass')).toBe(0);
    await desk.press('Alt+Y');
    await desk.sees(/王建国/);
    await desk.sees(/可以看到 2026-11-24 13:12，还有 4小时0分/);
    const body = { person: { document: { type: 'resident-id', number: UNCONSCIOUS } }, reason: 'unconscious', words: HAPPENED };
    expect(desk.gateway.called('openBreakGlass').map((call) => call.body)).toEqual([body]);
  });

  it('are found by a file of the hospital, too', async () => {
    await desk.toRoom('clinician');
    await desk.press('F8');
    await desk.choose(/^怎么找/, 'file');
    await desk.type(/^病历号/, 'B-17');
    await desk.choose(/^为什么问不了/, 'cannot-answer');
    await desk.type(/^发生了什么/, HAPPENED);
    await desk.enter();
    await desk.press('Alt+Y');
    await desk.sees(/王建国/);
    expect(desk.gateway.called('openBreakGlass').map((call) => call.body)).toMatchObject([{ person: { file: 'B-17' } }]);
  });

  it('are asked for by nobody who has not said whom, why and what happened', async () => {
    await desk.toRoom('clinician');
    await desk.press('F8');
    await desk.type(/^发生了什么/, '叫不醒');
    await desk.enter();
    await desk.sees(/请选一个原因/);
    await desk.sees(/请至少写10个字/);
    await desk.sees(/这不像这种证件的号码/);
    await desk.seesNot(/真的打开/);
  });

  it('are not opened when the answer to the question is no, and what was typed is still there', async () => {
    await desk.toRoom('clinician');
    await fillsIn();
    await desk.press('Escape');
    expect((await desk.field(/^发生了什么/)).value).toBe(HAPPENED);
    expect(countOf('openBreakGlass')).toBe(0);
  });

  it.each([
    [NOBODY, undefined, /这里没有这个人，或者本人没有同意/],
    [UNCONSCIOUS, 'rate-limited', /急的话，请同事打开/],
    [UNCONSCIOUS, 'document-refused', /证件号码不对/],
  ] as const)('are refused in words that say what to do (%s, %s)', async (number, code, said) => {
    await desk.toRoom('clinician');
    await fillsIn(number);
    if (code) desk.desk.problems.openBreakGlass = [code];
    await desk.press('Alt+Y');
    await desk.sees(said);
  });

  it('whose answer is lost are said to be perhaps open, and pressed again they are opened once', async () => {
    await desk.toRoom('clinician');
    await fillsIn();
    desk.desk.problems.openBreakGlass = 'no-answer';
    await desk.press('Alt+Y');
    await desk.sees(/不知道打开没有/);
    await desk.press('Alt+Y');
    await desk.sees(/王建国/);
  });

  it('are off the page and off the list of what is open once the gateway says that they are closed', async () => {
    await opens();
    desk.clinic.opened = undefined;
    await desk.press('Alt+R');
    await desk.sees(/这次打开已经结束/);
    await desk.seesNot(THEIRS);
  });

  it('are read again with one key by the same clinician after the page was locked, and by nobody else', async () => {
    await opens();
    await desk.press('Alt+K');
    await desk.sees(/已锁上/);
    await desk.seesNot(THEIRS);
    await desk.type(/密码/, PIN);
    await desk.enter();
    await desk.press('F8');
    await desk.sees(/王\*国 · 1950年生/);
    await desk.press('Alt+1');
    await desk.sees(/王建国/);
    expect(countOf('openBreakGlass')).toBe(1);
    await desk.press('F11');
    await desk.signIn();
    await desk.press('F8');
    await desk.sees(/问不了的人的记录/);
    await desk.seesNot(THEIRS);
  });
});

describe('what stays on the screen of a clinician', () => {
  it('is what they read, as long as they turn the wheel', async () => {
    await reads();
    for (let times = 0; times < 3; times += 1) {
      await desk.wait(40);
      desk.root.querySelector('.records')?.dispatchEvent(new Event('wheel', { bubbles: true }));
    }
    await desk.sees(/王建国/);
    await desk.wait(61);
    await desk.sees(/已锁上/);
  });

  it('is nothing of anybody once a page was left alone for a minute, and nothing of what was read after it is unlocked either', async () => {
    await reads();
    await desk.wait(61);
    await desk.sees(/已锁上/);
    await desk.seesNot(THEIRS);
    desk.clinic.shares = [];
    const flashed = desk.watch(THEIRS);
    await desk.type(/密码/, PIN);
    await desk.enter();
    await desk.sees(/没有人分享/);
    expect(flashed()).toEqual([]);
  });

  it.each([
    ['staff-locked', /已锁上/],
    ['unauthenticated', /请登录/],
  ] as const)('is nothing once an answer says %s', async (code, said) => {
    await reads();
    desk.desk.problems.readShared = [code];
    await desk.press('Alt+R');
    await desk.sees(said);
    await desk.seesNot(THEIRS);
  });

  it('is nothing when an answer comes after the page was locked', async () => {
    desk.clinic.shares = [openShare(1)];
    await desk.toRoom('clinician');
    await desk.sees(/王\*国/);
    const flashed = desk.watch(/王建国|5\.50/);
    await desk.press('Alt+1');
    await desk.press('Alt+K');
    await desk.sees(/已锁上/);
    await expect.poll(() => countOf('readShared')).toBe(1);
    await desk.seesNot(THEIRS);
    expect(flashed()).toEqual([]);
  });

  it('is nothing of the records once they are left, nor of the form when the part is left', async () => {
    await reads();
    desk.clinic.shares = [];
    await desk.press('Escape');
    await desk.sees(/没有人分享/);
    await desk.seesNot(THEIRS);
    await fillsIn();
    await desk.sees(/真的打开/);
    await desk.press('F7');
    await desk.press('F8');
    expect([(await desk.field(/^号码/)).value, (await desk.field(/^发生了什么/)).value]).toEqual(['', '']);
  });

  it('is nothing after signing out, and a clerk who signs in has the work of a clerk', async () => {
    await reads();
    await desk.press('F11');
    await desk.sees(/请登录/);
    await desk.seesNot(THEIRS);
    desk.hall.role = 'clerk';
    await desk.type(/工号/, NUMBER);
    await desk.type(/密码/, PIN);
    await desk.enter();
    await desk.sees(/下一位：输证件/);
    await desk.seesNot(THEIRS);
  });

  it('was asked for by a clinician’s own operations alone, printed nowhere, stands in no address, and every button says its key in both languages', async () => {
    desk.clinic.older = [reportOf(2)];
    await opens();
    await desk.press('F1');
    await desk.sees(/born 1950-03-14 · male/);
    const silent = [...desk.root.querySelectorAll('button')].filter((button) => !/F\d|Alt|Esc|Enter/.test(button.textContent));
    expect(silent.map(({ textContent }) => textContent)).toEqual([]);
    const forClinicians = (id: OperationId) => {
      const { by } = (operations[id] as Operation).access;
      return by === 'anyone' || by.includes('clinician') || by.includes('device');
    };
    const asked = (Object.keys(operations) as OperationId[]).filter((id) => countOf(id) > 0);
    expect(asked).toContain('readBreakGlass');
    expect(asked.filter((id) => !forClinicians(id))).toEqual([]);
    expect(desk.world.printed).toEqual([]);
    expect([location.href, document.title, JSON.stringify({ ...localStorage, ...sessionStorage })].join()).not.toMatch(THEIRS);
  });
});
