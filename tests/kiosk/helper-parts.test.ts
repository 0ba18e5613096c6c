import { describe, expect, it } from 'vitest';
import { assistSteps } from '../../bff/contract/assist/steps.ts';
import { joinLinkIn, takeJoinLink } from '../../kiosk/apps/helper/join-link.ts';
import { helperProblems } from '../../kiosk/apps/helper/problem-words.ts';
import { ringFor } from '../../kiosk/apps/helper/ringing.ts';
import { cameraOf } from '../../kiosk/apps/helper/scanning.ts';
import * as words from '../../kiosk/apps/helper/words.ts';
import { fill } from '../../kiosk/i18n/fill.ts';
import { problemOf } from '../../kiosk/practice/sample-problem.ts';
import { inTurn } from '../../kiosk/staff/calls-in-turn.ts';
import { spanOf } from '../../kiosk/staff/durations.ts';
import { problemWord } from '../../kiosk/staff/problem-words.ts';
import { stepWord } from '../../kiosk/staff/step-words.ts';
import { whereOf } from '../../kiosk/staff/where.ts';
import type { Word } from '../../kiosk/staff/word.ts';
import * as everywhere from '../../kiosk/staff/words.ts';
import { helpCall } from './kit/stand-in-hall.ts';

const CALL = 'hlp_0000000000000000000001';

describe('what the helper’s page says', () => {
  const all = [...Object.values(words), ...Object.values(everywhere)].flatMap((group) =>
    'zh' in group && typeof group.zh === 'string' ? [group] : Object.values(group),
  );
  const placesIn = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

  it('what the helper’s page says has the same places to fill in both languages', () => {
    expect(all.length).toBeGreaterThan(60);
    for (const { zh, en } of all as Word[]) expect([en, placesIn(en)]).toEqual([en, placesIn(zh)]);
  });

  it('every step that staff may be told of has a name of its own, and every other step is the patient’s alone', () => {
    const unknown = stepWord('hidden');
    const names = Object.keys(assistSteps).map((step) => stepWord(step).zh);
    expect(names).not.toContain(unknown.zh);
    expect(new Set(names).size).toBe(names.length);
    for (const step of ['a-step-of-tomorrow', 'constructor', 'oversight/access']) expect(stepWord(step)).toBe(unknown);
  });

  it('a problem without words of its own, and a reason that is new, still say that it did not work', () => {
    const told = (problem: ReturnType<typeof problemOf>) => problemWord(problem, helperProblems);
    const other = told(problemOf('internal'));
    expect(other.zh).toContain('没有办成');
    expect(told(problemOf('act-refused', { reason: 'constructor' }))).toBe(other);
    expect(told(problemOf('act-refused', { reason: 'moved-on' }))).not.toBe(other);
  });

  it('a floor is said as people say it, and what a hospital calls otherwise as the hospital does', () => {
    const say = (word: Word, filling?: Readonly<Record<string, string | number>>) => fill(word.zh, filling);
    expect(whereOf({ campus: '本部', floor: '3F' }, say)).toBe('本部 3楼');
    expect(whereOf({ campus: '本部', floor: '门诊大厅' }, say)).toBe('本部 门诊大厅');
  });

  it('a time that is over is no time, and never less', () => {
    const spans = [125_000, 900, -5_000, 3_725_000];
    expect(spans.map((ms) => spanOf(({ zh }, filling) => fill(zh, filling), ms))).toEqual(['2分5秒', '0秒', '0秒', '62分钟']);
    expect(spanOf(({ en }, filling) => fill(en, filling), 125_000)).toBe('2 min 5 s');
  });
});

describe('which calls ring', () => {
  it('a call that waits anew rings, also one that somebody had answered; one that is known does not', () => {
    const waiting = helpCall(1);
    const answered = helpCall(1, { answeredBy: '别人' });
    expect(ringFor([], [waiting], false)).toBe('usual');
    expect(ringFor([waiting], [waiting, answered], false)).toBe('none');
    expect(ringFor([waiting], [helpCall(1, { stage: 'desk' })], false)).toBe('usual');
    expect(ringFor([answered], [waiting], false)).toBe('usual');
    expect(ringFor([waiting], [], false)).toBe('none');
  });

  it('who helps somebody already hears of an urgent call, and of no other', () => {
    expect(ringFor([], [helpCall(1)], true)).toBe('none');
    expect(ringFor([], [helpCall(1), helpCall(2, { urgent: true })], true)).toBe('urgent');
    expect(ringFor([helpCall(1)], [helpCall(1, { urgent: true })], true)).toBe('urgent');
  });

  it('urgent calls stand first, and the list that was given stays as it was', () => {
    const calls = [helpCall(1, { since: '2026-11-24T09:11:00+08:00' }), helpCall(2), helpCall(3, { urgent: true })];
    expect(inTurn(calls).map(({ kiosk }) => kiosk.replace(/\D/g, ''))).toEqual(['3', '2', '1']);
    expect(calls[0]?.kiosk).toContain('1');
  });
});

describe('the code on the glass', () => {
  it('leads to a call and six digits, under whatever name the gateway is reached, and nothing else does', () => {
    const link = { helpCallId: CALL, code: '012345' };
    expect(joinLinkIn(`https://door.example/helper/#join=${CALL}.012345`)).toEqual(link);
    for (const text of ['', `#join=${CALL}.12345`, `#join=${CALL}.0123456`, `#join=pat_x.012345`, `${CALL}.012345`])
      expect(joinLinkIn(text)).toBeUndefined();
  });

  it('leaves the address bar and the history whatever it is, and nothing is touched where there is none', () => {
    const replaced: unknown[] = [];
    const history = { replaceState: (...given: unknown[]) => void replaced.push(given) } as unknown as History;
    const at = (hash: string) => ({ history, location: { hash, pathname: '/helper/' } as Location });
    expect(takeJoinLink(at(''))).toBeUndefined();
    expect(replaced).toEqual([]);
    expect(takeJoinLink(at('#join=other'))).toBeUndefined();
    expect(takeJoinLink(at(`#join=${CALL}.012345`))?.code).toBe('012345');
    expect(replaced).toEqual([
      [null, '', '/helper/'],
      [null, '', '/helper/'],
    ]);
  });

  it('is looked for until it is seen, and the camera is shut when the page goes on; without a reader of codes there is none', async () => {
    const seen: unknown[] = [];
    const read = ['', 'https://elsewhere.example/', `https://door.example/helper/#join=${CALL}.012345`];
    const stopped: string[] = [];
    const track = { stop: () => void stopped.push('the camera') };
    const navigator = { mediaDevices: { getUserMedia: async () => ({ getTracks: () => [track] }) } } as unknown as Navigator;
    class BarcodeDetector {
      detect = async () => [{ rawValue: read.shift() ?? '' }];
    }
    const video = { play: async () => undefined } as HTMLVideoElement;
    const close = await cameraOf({ BarcodeDetector, navigator })?.(video, (link) => seen.push(link));
    await expect.poll(() => seen).toEqual([{ helpCallId: CALL, code: '012345' }]);
    close?.();
    expect([stopped, video.srcObject]).toEqual([['the camera'], null]);
    expect(cameraOf({ navigator })).toBeUndefined();
    expect(cameraOf({ BarcodeDetector, navigator: {} as Navigator })).toBeUndefined();
  });
});
