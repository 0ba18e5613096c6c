// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeskInDom, startDeskInDom } from './kit/desk-in-dom.ts';
import { opening } from './kit/stand-in-clinic.ts';
import { HALL_NOW } from './kit/stand-in-hall.ts';

const THEIRS = /李\*兰|何医生|叫不醒，家属/;
const NOTE = '当时确实叫不醒';
const REVIEW = { verdict: 'not-justified', note: '可以先问家属', at: '2026-11-24T09:00:00+08:00', by: '周主任' } as const;

let desk: DeskInDom;
beforeEach(() => {
  desk = startDeskInDom();
});
afterEach(() => desk.stop());

const reviews = () => desk.gateway.called('reviewBreakGlass').map(({ body }) => body);

async function says(verdict: string, note = NOTE): Promise<void> {
  await desk.press('Alt+1');
  await desk.choose(/^对不对/, verdict);
  await desk.type(/^为什么这样说/, note);
  await desk.enter();
}

describe('what was opened in emergencies, to whoever reviews it', () => {
  it('is listed with who, when, why, how often it was read and until when it is to be reviewed; what is overdue and what was reviewed says so', async () => {
    const late = opening(2, { reviewBy: new Date(HALL_NOW - 60_000).toISOString() });
    desk.clinic.openings = [opening(1), late, opening(3, { review: REVIEW })];
    await desk.toRoom('reviewer');
    await desk.sees(/何医生 打开了 李\*兰（1944年生）2026-11-24 7:12 · 昏迷，叫不醒 · 看了 3 次◇ 2026-11-27 7:12 前要审/);
    await desk.sees(/⚠ 过期没审/);
    await desk.sees(/✗ 不应该打开/);
  });

  it('is said to be nothing where nothing was opened', async () => {
    await desk.toRoom('reviewer');
    await desk.sees(/本院没有急救时打开过记录/);
  });

  it('is reviewed with a verdict and a note after a question, and stands with it', async () => {
    desk.clinic.openings = [opening(1)];
    await desk.toRoom('reviewer');
    await says('justified');
    await desk.sees(/记下这个结论吗/);
    await desk.sees(/叫不醒，家属还没有到/);
    expect(reviews()).toEqual([]);
    await desk.press('Alt+Y');
    await desk.sees(/记下了：✓ 应该打开/);
    expect(reviews()).toEqual([{ verdict: 'justified', note: NOTE }]);
    await desk.press('Alt+1');
    await desk.sees(/林志愿，2026-11-24 9:12/);
    expect(desk.root.querySelector('form')).toBeNull();
  });

  it('is reviewed by nobody who has not said whether it was right and why', async () => {
    desk.clinic.openings = [opening(1)];
    await desk.toRoom('reviewer');
    await says('', '');
    await desk.sees(/请选对还是不对/);
    await desk.sees(/请写为什么/);
    await desk.seesNot(/记下这个结论吗/);
  });

  it('is not written down when the answer to the question is no', async () => {
    desk.clinic.openings = [opening(1)];
    await desk.toRoom('reviewer');
    await says('justified');
    await desk.press('Escape');
    expect((await desk.field(/^为什么这样说/)).value).toBe(NOTE);
    expect(reviews()).toEqual([]);
  });

  it('says what stands where somebody else was faster', async () => {
    desk.clinic.openings = [opening(1)];
    await desk.toRoom('reviewer');
    await says('justified');
    desk.clinic.openings = [opening(1, { review: REVIEW })];
    await desk.press('Alt+Y');
    await desk.sees(/别人已经审过，记的是：✗ 不应该打开。您的没有记/);
  });

  it('is refused to whoever opened it, in words that say who reviews it', async () => {
    desk.clinic.openings = [opening(1)];
    await desk.toRoom('reviewer');
    await says('justified');
    desk.desk.problems.reviewBreakGlass = ['not-found'];
    await desk.press('Alt+Y');
    await desk.sees(/您自己打开的，要别人来审/);
  });

  it('shows nothing of anybody once the page is locked or they have signed out', async () => {
    desk.clinic.openings = [opening(1)];
    await desk.toRoom('reviewer');
    await says('justified');
    await desk.press('Alt+K');
    await desk.sees(/已锁上/);
    await desk.seesNot(THEIRS);
    await desk.type(/密码/, '135790');
    await desk.enter();
    await desk.sees(/何医生/);
    await desk.seesNot(new RegExp(NOTE));
    await desk.press('F11');
    await desk.sees(/请登录/);
    await desk.seesNot(THEIRS);
  });

  it('is no work of a clinician, nor theirs of a reviewer: each finds a room of their own', async () => {
    desk.clinic.openings = [opening(1)];
    await desk.toRoom('reviewer');
    await desk.seesNot(/分享给本院的|急救打开/);
    await desk.press('F11');
    desk.hall.role = 'clinician';
    await desk.signIn();
    await desk.sees(/分享给本院的/);
    await desk.seesNot(THEIRS);
    expect(desk.gateway.called('listBreakGlass')).toHaveLength(1);
  });
});
