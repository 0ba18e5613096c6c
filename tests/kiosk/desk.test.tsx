// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as callWords from '../../kiosk/apps/desk/call-words.ts';
import * as cashierWords from '../../kiosk/apps/desk/cashier/words.ts';
import { saidBy, tidyDate, troubleOf } from '../../kiosk/apps/desk/document-number.ts';
import * as patientWords from '../../kiosk/apps/desk/patient-words.ts';
import * as phoneWords from '../../kiosk/apps/desk/phone-words.ts';
import * as problemWords from '../../kiosk/apps/desk/problem-words.ts';
import * as words from '../../kiosk/apps/desk/words.ts';
import type { Result } from '../../kiosk/client/wire.ts';
import { LEFT_CODE } from '../../kiosk/practice/drafts.ts';
import { madeUpId } from '../../kiosk/practice/made-up-id.ts';
import { booked } from '../../kiosk/practice/sample-city.ts';
import type { Word } from '../../kiosk/staff/word.ts';
import { type DeskInDom, startDeskInDom } from './kit/desk-in-dom.ts';
import { ID_NUMBER, OTHER_NUMBER } from './kit/stand-in-desk.ts';
import { ENROLMENT_CODE } from './kit/stand-in-hall.ts';

let desk: DeskInDom;
beforeEach(() => {
  desk = startDeskInDom();
});
afterEach(() => desk.stop());

type Operation = Parameters<DeskInDom['gateway']['called']>[0];
const countOf = (operation: Operation) => desk.gateway.called(operation).length;
const bodiesOf = (operation: Operation) => desk.gateway.called(operation).map(({ body }) => body as Record<string, unknown>);
const keysOf = (operation: Operation) => desk.gateway.called(operation).map(({ headers }) => headers.get('idempotency-key'));

/** From somebody at the counter to the question before a booking. */
async function toCheck() {
  await desk.press('Alt+B');
  await desk.type(/科室、病情或拼音/, 'gk');
  await desk.enter();
  await desk.press('Alt+1');
  await desk.sees(/哪家医院/);
  await desk.press('Alt+1');
  await desk.sees(/哪一天/);
  await desk.press('Alt+1');
  await desk.sees(/几点/);
  await desk.press('Alt+1');
  await desk.sees(/请核对，再挂号/);
}

it('what the page of a desk says has the same places to fill in both languages', () => {
  const placesIn = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  const all = [callWords, cashierWords, patientWords, phoneWords, words, problemWords].flatMap(wordsIn);
  expect(all.length).toBeGreaterThan(150);
  for (const { zh, en } of all) expect([en, placesIn(en)]).toEqual([en, placesIn(zh)]);
});

/** However deep they stand. */
function wordsIn(group: unknown): Word[] {
  if (typeof group !== 'object' || group === null) return [];
  return 'zh' in group ? [group as Word] : Object.values(group).flatMap(wordsIn);
}

describe('a clerk at a desk', () => {
  it('a browser becomes the device of a desk with a code, and a clerk comes on duty there with one key', async () => {
    desk.hall.enrolled = false;
    desk.start();
    await desk.type(/登记码/, ENROLMENT_CODE);
    desk.hall.enrolled = true;
    await desk.enter();
    await desk.sees(/请登录/);
    await desk.signIn();
    await desk.sees(/还没有上岗/);
    expect(countOf('listTickets')).toBe(0);
    await desk.press('F12');
    await desk.sees(/林志愿，已上岗/);
    await desk.press('F12');
    await desk.sees(/还没有上岗/);
    expect(desk.gateway.called('endShift').map(({ params }) => params.id)).toEqual([madeUpId('shf', 1)]);
  });

  it('staff of other roles do not get in at a desk', async () => {
    desk.hall.role = 'volunteer';
    desk.start();
    await desk.signIn();
    await desk.sees(/给窗口人员、收费员、医护和审核人员用/);
    expect(desk.hall.signedIn).toBe(false);
  });

  it('numbers are drawn, called, served and missed by keys, and who comes back is served without another one', async () => {
    await desk.toDesk();
    await desk.press('F2');
    await desk.sees(/没有人在等/);
    await desk.press('F5');
    await desk.sees(/取了 001 号，前面还有 0 位/);
    await desk.press('F6');
    await desk.sees(/取了 002 号，前面还有 1 位/);
    await desk.sees(/^002优先/);
    await desk.press('F2');
    await desk.sees(/^001$/);
    await desk.press('F3');
    await desk.sees(/没有叫号/);
    await desk.press('F2');
    await desk.sees(/^002$/);
    await desk.press('F4');
    await desk.sees(/没有叫号/);
    expect(desk.desk.tickets.map(({ state }) => state)).toEqual(['missed', 'served']);
    await desk.press('F10');
    await desk.sees(/001 回来了，已办/);
    expect(bodiesOf('callTicket').map(({ counter }) => counter)).toEqual(['2号窗口', '2号窗口', '2号窗口']);
  });

  it('a call names the ticket that is served, so that a call which is sent twice calls one person', async () => {
    await desk.toDesk();
    for (const key of ['F5', 'F5', 'F2']) {
      await desk.press(key);
      await desk.seesNot(/never/);
    }
    await desk.sees(/^001$/);
    await desk.press('F2');
    await desk.sees(/^002$/);
    expect(bodiesOf('callTicket').map(({ serving }) => serving)).toEqual([undefined, madeUpId('tkt', 1)]);
  });
});

describe('a paper document', () => {
  it('a wrong digit is said at the field, before anything is sent', async () => {
    await desk.toDesk();
    await desk.type(/^号码/, `${ID_NUMBER.slice(0, 17)}0`);
    await desk.enter();
    await desk.sees(/校验位不对/);
    expect((await desk.field(/^号码/)).getAttribute('aria-invalid')).toBe('true');
    expect(countOf('serveAtDesk')).toBe(0);
  });

  it('the clerk’s reason goes with the document, and somebody who is known is served at once, vouched for by name', async () => {
    desk.gateway.register(ID_NUMBER, '李*兰', [booked]);
    await desk.toPerson(ID_NUMBER);
    await desk.sees(/李\*兰/);
    await desk.sees(/窗口担保：林志愿/);
    expect(bodiesOf('serveAtDesk')).toEqual([
      { document: { type: 'resident-id', number: ID_NUMBER }, reason: '看过本人和证件原件' },
    ]);
  });

  it('of somebody who said what has to be looked at first the clerk is told that, and not what; and can book all the same', async () => {
    desk.gateway.register(ID_NUMBER, '李*兰', [booked]);
    desk.desk.toBeSeenFirst = true;
    await desk.toPerson(ID_NUMBER);
    await desk.sees(/先请人来看，再挂号/);
    await desk.sees(/李\*兰/);
  });

  it('who is unknown is registered with what the document says, once they have agreed on paper to the notice of now', async () => {
    await desk.toDesk();
    await desk.type(/^号码/, ID_NUMBER);
    await desk.enter();
    await desk.sees(/没有找到，登记一下/);
    expect((await desk.field(/出生日期/)).value).toBe('1950-01-01');
    await desk.type(/姓名/, '李秀兰');
    await desk.enter();
    await desk.sees(/要本人在纸上同意/);
    expect(countOf('serveAtDesk')).toBe(1);
    (await desk.field(/在纸上都同意/)).click();
    await desk.enter();
    await desk.sees(/刚登记/);
    expect(bodiesOf('serveAtDesk')[1]).toEqual({
      document: { type: 'resident-id', number: ID_NUMBER },
      reason: '看过本人和证件原件',
      person: { name: '李秀兰', birthDate: '1950-01-01', sex: 'female' },
      consents: { privacyNotice: '2026-11-01', healthData: '2026-11-01', language: 'zh' },
    });
  });

  it('what the gateway finds wrong with a person is said at its field', async () => {
    await desk.toDesk();
    await desk.type(/^号码/, ID_NUMBER);
    await desk.enter();
    await desk.type(/姓名/, '李秀兰');
    (await desk.field(/在纸上都同意/)).click();
    desk.desk.problems.serveAtDesk = ['document-refused', { errors: [{ at: 'person.sex', expected: 'another' }] }];
    await desk.enter();
    await desk.sees(/性别和证件号码不一样/);
    expect((await desk.field(/性别/)).getAttribute('aria-invalid')).toBe('true');
  });

  it('a number says its birth date and sex, and a date is understood as people write it', () => {
    expect(saidBy('resident-id', ID_NUMBER)).toEqual({ birthDate: '1950-01-01', sex: 'female' });
    expect(troubleOf('resident-id', '110101500101002')).toBe('first-generation');
    expect(troubleOf('passport', '')).toBe('form');
    expect(['19500131', '1950-1-31', '1950年1月31日', '1950-02-30', '31.1.1950'].map(tidyDate)).toEqual([
      '1950-01-31',
      '1950-01-31',
      '1950-01-31',
      undefined,
      undefined,
    ]);
  });
});

/** A report as the gateway hands it to a desk's printer; one that is held has no values. */
function reportOnPaper(name: string, value: string, held = false): Result {
  const shown = { name, text: value, unit: 'mmol/L', verdict: 'high', ranges: [], status: 'final' } as Result['items'][number];
  return {
    id: madeUpId('rpt', name.length + Number(held)),
    patientId: madeUpId('pat', 20),
    birthYear: 1950,
    hospital: 'north',
    hospitalName: '一院',
    kind: 'laboratory',
    name,
    status: 'final',
    issuedAt: '2026-11-24T08:00:00+08:00',
    ...(held ? { held: true as const } : {}),
    values: held ? 0 : 1,
    unusual: held ? 0 : 1,
    documents: 0,
    patientName: '李*兰',
    items: held ? [] : [shown],
    attached: [],
    dutyDesk: { name: '总服务台', phone: '010-12345678' },
  };
}

describe('what is done for a person', () => {
  it('a booking is read back, then made for the person who is served, and its slip goes to the printer with nothing beside it', async () => {
    desk.gateway.register(ID_NUMBER, '李*兰');
    await desk.toPerson(ID_NUMBER);
    await toCheck();
    await desk.sees(/李\*兰/);
    expect(countOf('bookAtDesk')).toBe(0);
    await desk.press('Alt+M');
    await desk.press('Alt+Y');
    await desk.sees(/^挂好了/);
    expect(bodiesOf('bookAtDesk')[0]).toMatchObject({ patientId: madeUpId('pat', 20), coverage: 'medical-insurance' });
    await desk.press('Alt+P');
    await desk.sees(/已经送去打印/);
    await desk.seesNot(/never/);
    expect(desk.world.printed).toHaveLength(1);
    expect(desk.world.printed[0]).toContain('李*兰');
    await desk.press('Alt+Q');
    await desk.seesNot(/never/);
    expect(desk.world.printed[1]).toMatch(/Department/);
    expect(desk.root.textContent).not.toContain(ID_NUMBER);
  });

  it('the reports of whoever is served go to the printer behind a cover sheet, and no value of them is ever on the page', async () => {
    desk.gateway.register(ID_NUMBER, '李*兰');
    desk.desk.reports = [reportOnPaper('血糖', '12.5'), reportOnPaper('血钾', '7.9', true)];
    await desk.toPerson(ID_NUMBER);
    const seen = desk.watch(/12\.5|7\.9|血糖|血钾/);
    await desk.press('Alt+P');
    await desk.sees(/封面在最上面/);
    await desk.seesNot(/12\.5|7\.9|血糖|血钾/);
    expect(seen()).toEqual([]);
    expect(document.querySelector('.sheet')).toBeNull();
    const [paper = ''] = desk.world.printed;
    expect(paper).toMatch(/^检查报告，只交给本人李\*兰后面有 2 份报告/);
    expect(paper).toContain('12.5');
    // What the hospital tells the person first: where to go, and no value.
    expect(paper).toContain('医院要当面告诉您');
    expect(paper).not.toContain('7.9');
    expect(bodiesOf('printResultsAtDesk')).toEqual([{ results: 'all' }]);
  });

  it('where somebody has no report nothing goes to the printer, and the clerk is told so', async () => {
    desk.gateway.register(ID_NUMBER, '李*兰');
    await desk.toPerson(ID_NUMBER);
    await desk.press('Alt+P');
    await desk.sees(/没有可以打印的报告/);
    expect(desk.world.printed).toEqual([]);
  });

  it('a booking without an answer is said to be unknown, and pressed again it is the same one', async () => {
    const world = desk.gateway.register(ID_NUMBER, '李*兰');
    await desk.toPerson(ID_NUMBER);
    await toCheck();
    desk.desk.problems.bookAtDesk = 'no-answer';
    await desk.press('Alt+Y');
    await desk.sees(/不知道挂上没有/);
    await desk.press('Alt+Y');
    await desk.sees(/^挂好了/);
    expect(new Set(keysOf('bookAtDesk')).size).toBe(1);
    expect(countOf('bookAtDesk')).toBe(2);
    expect(world.appointments).toHaveLength(1);
  });

  it('a booking that was refused is another one when it is tried again', async () => {
    const world = desk.gateway.register(ID_NUMBER, '李*兰');
    await desk.toPerson(ID_NUMBER);
    await toCheck();
    world.booking = 'slot-taken';
    await desk.press('Alt+Y');
    await desk.sees(/刚被挂走/);
    await desk.press('Alt+Y');
    await desk.sees(/^挂好了/);
    expect(new Set(keysOf('bookAtDesk')).size).toBe(2);
  });

  it('nothing is cancelled before the question is answered, and no leaves everything as it was', async () => {
    desk.gateway.register(ID_NUMBER, '李*兰', [booked]);
    await desk.toPerson(ID_NUMBER);
    await desk.press('Alt+1');
    await desk.press('Alt+C');
    await desk.sees(/真的取消吗/);
    await desk.press('Escape');
    await desk.seesNot(/真的取消吗/);
    expect(countOf('cancelAtDesk')).toBe(0);
    await desk.press('Alt+C');
    await desk.press('Alt+Y');
    await desk.sees(/取消了/);
    expect(countOf('cancelAtDesk')).toBe(1);
  });

  it('what the person began elsewhere is taken up by its code, at the department that they had chosen', async () => {
    const world = desk.gateway.register(ID_NUMBER, '李*兰');
    const content = { department: { settled: true, value: { code: 'A04.03' } } };
    world.draft = { purpose: 'booking', content, patientId: world.me.patientId, at: world.now() };
    await desk.toPerson(ID_NUMBER);
    await desk.press('Alt+T');
    await desk.type(/8位号码/, 'iiii0000');
    await desk.enter();
    await desk.sees(/没有 I、L、O、U/);
    expect(countOf('takeDraft')).toBe(0);
    await desk.type(/8位号码/, LEFT_CODE);
    await desk.enter();
    await desk.sees(/骨科：哪家医院/);
  });

  it('two documents are one person once a second clerk has typed both: the first only proposes it', async () => {
    const first = desk.gateway.register(ID_NUMBER, '李*兰');
    const second = desk.gateway.register(OTHER_NUMBER, '李*蘭');
    await desk.toPerson(ID_NUMBER);
    await desk.press('Alt+L');
    await desk.type(/^号码/, OTHER_NUMBER);
    await desk.enter();
    await desk.sees(/提出了。请另一位窗口人员/);
    const { patientId, otherId } = bodiesOf('linkPatients')[0] ?? {};
    expect([patientId, otherId]).toEqual([first.me.patientId, second.me.patientId]);
    // Served is the one whose document came last, and that is whose name stands there.
    await desk.press('Escape');
    await desk.sees(/李\*蘭/);
  });

  it('where nobody knows whom the desk serves, it serves nobody', async () => {
    desk.gateway.register(ID_NUMBER, '李*兰');
    desk.gateway.register(OTHER_NUMBER, '李*蘭');
    await desk.toPerson(ID_NUMBER);
    await desk.press('Alt+L');
    await desk.type(/^号码/, OTHER_NUMBER);
    desk.desk.problems.serveAtDesk = 'no-answer';
    await desk.enter();
    await desk.sees(/下一位：输证件/);
    await desk.seesNot(/李/);
  });
});
