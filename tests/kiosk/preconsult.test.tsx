// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { pinyin } from 'pinyin-pro';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { assistLevelOf } from '../../bff/contract/assist/steps.ts';
import { zh as rules } from '../../bff/scenes/preconsult/triage/words-zh.ts';
import { topicInitials } from '../../kiosk/scenes/preconsult/initials.ts';
import { steps } from '../../kiosk/scenes/preconsult/steps.ts';
import { opaque, standInHospitals, standInSlots } from './kit/stand-in-city.ts';
import { type InDom, startInDom } from './kit/start-in-dom.ts';

let kiosk: InDom;

/** How long what tells something stands on the quiet screen. */
const SHOWN_MS = 45_000;
const EMERGENCY = '1楼东侧，白天晚上都开';

beforeEach(() => {
  kiosk = startInDom({ soonerMs: [SHOWN_MS] });
  const { script } = kiosk.gateway;
  const emergency = { zh: EMERGENCY, en: 'floor 1, east' };
  const hospitals = standInHospitals.map((one) => ({
    ...one,
    campuses: one.campuses.map((campus) => ({ ...campus, emergency })),
  }));
  const cardiology = standInSlots
    .filter(({ clinic }) => clinic === undefined)
    .map((slot, at) => ({ ...slot, id: opaque('slt', 20_000 + at), department: { code: 'A03.04', name: '心血管内科' } }));
  Object.assign(script, { hospitals, slots: [...standInSlots, ...cardiology] });
});
afterEach(() => kiosk.stop());

/** What was said, or of which kind it was. */
const TELLING = /心理|热线|12356|不想|陪您/;

const main = () => kiosk.root.querySelector('main')?.textContent ?? '';
const buttons = () => [...kiosk.root.querySelectorAll('main button')].map(({ textContent }) => textContent ?? '');
const footer = () => [...kiosk.root.querySelectorAll('.footer button')].map(({ textContent }) => textContent ?? '');
const asked = () => kiosk.gateway.called('triage').map(({ body }) => body as unknown as Asked);

interface Asked {
  readonly patientId: string;
  readonly complaint: { readonly kind: string };
  readonly answers: readonly { readonly question: string; readonly answer: readonly string[] }[];
}

const taps = async (...words: readonly RegExp[]) => {
  for (const one of words) await kiosk.tap(one);
};

async function toComplaint(): Promise<void> {
  await kiosk.toHome();
  await kiosk.tap(/不知道看哪科/);
  await kiosk.sees(/哪里不舒服/);
}

/** From home to the questions about one thing of the list. */
async function complainsOf(topic: RegExp): Promise<void> {
  await toComplaint();
  await kiosk.tap(/从列表里选/);
  await kiosk.sees(/是下面哪一种/);
  await kiosk.tap(topic);
}

async function toRedFlag(): Promise<void> {
  await complainsOf(/^胸痛、胸闷/);
  await kiosk.sees(/现在有下面哪种情况/);
  await taps(/都没有/, /这几天/);
  await kiosk.sees(/先坐下，要马上看急诊/);
}

describe('whether a complaint is asked about', () => {
  it('a complaint is asked about only where the gateway says so, from home and from the list of departments', async () => {
    Object.assign(kiosk.gateway.script, { triage: 'off' });
    await kiosk.toHome();
    expect(buttons().join()).not.toContain('不知道看哪科');
    await taps(/给自己挂号/, /腰、腿/);
    await kiosk.sees(/看哪个科/);
    expect(buttons().join()).not.toContain('问我几个问题');
  });

  it('who knows their department has the same screens as ever, and is never asked what they have', async () => {
    await kiosk.toHome();
    await kiosk.toCheck();
    await kiosk.tap(/对，挂这个号/);
    await kiosk.sees(/挂好了/);
    expect(asked()).toEqual([]);
  });

  it('what no clinician has signed says on each screen that it is a draft', async () => {
    Object.assign(kiosk.gateway.script, { triage: 'draft' });
    await complainsOf(/^胸痛、胸闷/);
    await kiosk.sees(/现在有下面哪种情况/);
    expect(main()).toContain('试用：医生还没审过');
    await taps(/都没有/);
    await kiosk.sees(/从什么时候/);
    expect(main()).toContain('试用：医生还没审过');
    await taps(/一个月以上/);
    await kiosk.sees(/建议看这些科/);
    expect(main()).toContain('试用：医生还没审过');
    await taps(/返回/, /这几天/);
    await kiosk.sees(/先坐下，要马上看急诊/);
    expect(main()).toContain('试用：医生还没审过');
  });
});

describe('a complaint that leads to a department', () => {
  it('a complaint leads by a question a screen to a department with its reason, and to a booking as any other', async () => {
    await complainsOf(/心慌/);
    await kiosk.sees(/现在有下面哪种情况/);
    expect(main()).toContain('第1个问题，最多3个');
    await taps(/都没有/);
    await kiosk.sees(/从什么时候/);
    await taps(/一个月以上/, /别的，说不准/);
    await kiosk.sees(/建议先看这个科/);
    expect(main()).toContain('这不是诊断');
    expect(main()).toContain('心内科先看');
    // Everything that was said so far comes with each question.
    expect(asked().map(({ answers }) => answers.length)).toEqual([0, 1, 2, 3]);
    expect(new Set(asked().map(({ patientId }) => patientId))).toEqual(new Set([kiosk.gateway.script.me.patientId]));
    await taps(/^心血管内科/, /^9:30/);
    await kiosk.sees(/请核对/);
    await kiosk.tap(/对，挂这个号/);
    await kiosk.sees(/挂好了/);
    expect(kiosk.gateway.appointments).toHaveLength(1);
    expect(`${location.href} ${history.length} ${JSON.stringify({ ...localStorage, ...sessionStorage })}`).not.toMatch(
      /palpitations|心慌|onset|months/,
    );
  });

  it('a complaint is gone over back a question at a time, and what is not changed is neither asked nor said again', async () => {
    await complainsOf(/心慌/);
    await kiosk.sees(/现在有下面哪种情况/);
    await taps(/都没有/);
    await kiosk.sees(/从什么时候/);
    await taps(/一个月以上/, /别的，说不准/);
    await kiosk.sees(/建议先看/);
    const { length: before } = asked();
    await taps(/返回/);
    await kiosk.sees(/心慌的时候还有什么/);
    expect(kiosk.root.querySelector('.choice-chosen')?.textContent).toContain('别的，说不准');
    await taps(/返回/);
    await kiosk.sees(/从什么时候/);
    await taps(/返回/);
    await kiosk.sees(/现在有下面哪种情况/);
    await taps(/都没有/);
    await kiosk.sees(/从什么时候/);
    await taps(/一个月以上/);
    await kiosk.sees(/心慌的时候还有什么/);
    expect(asked()).toHaveLength(before);
    await taps(/返回/);
    await kiosk.sees(/从什么时候/);
    // Another answer is said once more, after the one before.
    await taps(/一到四个星期/);
    await kiosk.sees(/建议先看/);
    const said = asked()
      .at(-1)
      ?.answers.map(({ question, answer }) => `${question} ${answer}`);
    expect(said).toEqual(['signs-palpitations none', 'onset months', 'palpitations-with else', 'onset weeks']);
    await taps(/返回/);
    await kiosk.sees(/心慌的时候还有什么/);
    await taps(/返回/, /返回/);
    await kiosk.sees(/现在有下面哪种情况/);
    await taps(/返回/);
    await kiosk.sees(/是下面哪一种/);
  });

  it('signs are chosen together; none of them and not to know are said alone', async () => {
    await complainsOf(/^别的不舒服/);
    await kiosk.sees(/现在有下面哪种情况/);
    expect(buttons().slice(-2)).toEqual(['都没有', '不清楚']);
    await taps(/胸口正在痛/, /突然半边没力/);
    expect(buttons().slice(-1)).toEqual(['选好了']);
    expect(buttons()).not.toContain('都没有');
    await taps(/胸口正在痛/, /突然半边没力/);
    expect(buttons().slice(-2)).toEqual(['都没有', '不清楚']);
    await taps(/胸口正在痛/, /突然半边没力/, /选好了/);
    await kiosk.sees(/先坐下，要马上看急诊/);
    expect(asked().at(-1)?.answers).toEqual([{ question: 'signs-other', answer: ['chest-now', 'side-weak'] }]);
  });

  it('who does not know a sign that decides is led to the desk where nurses sort patients, and to no booking', async () => {
    await complainsOf(/^胸痛、胸闷/);
    await kiosk.sees(/现在有下面哪种情况/);
    await taps(/不清楚/);
    await kiosk.sees(/从什么时候/);
    await taps(/一个月以上/);
    await kiosk.sees(/请到预检分诊台/);
    expect(main()).toContain('本部1楼2号窗口');
    expect(buttons()).toEqual(['去人工窗口', '好了，结束']);
    await taps(/返回/);
    await kiosk.sees(/从什么时候/);
  });

  it('who touched where it hurts and knows no department is asked about that, and not where once more; also for a child', async () => {
    const child = { patientId: opaque('pat', 9), name: '王*雨', sex: 'female', birthYear: 2020 } as const;
    kiosk.gateway.script.dependants.push({ ...child, relationship: 'parent', level: 'document-read' });
    await kiosk.toHome();
    await taps(/给孩子挂号/, /王\*雨/, /腰、腿/);
    await kiosk.sees(/看哪个科/);
    await taps(/还是不知道，问我几个问题/);
    await kiosk.sees(/从什么时候/);
    expect(asked()).toEqual([
      expect.objectContaining({ patientId: child.patientId, complaint: { kind: 'body', part: 'back-joints' } }),
    ]);
    await taps(/这几天/);
    await kiosk.sees(/建议先看/);
    await taps(/^骨科/, /^9:30/);
    await kiosk.sees(/请核对/);
    expect(main()).toContain('王*雨');
    await taps(/返回/);
    await kiosk.sees(/哪天几点/);
    await taps(/返回/);
    await kiosk.sees(/建议先看/);
    await taps(/自己选科室/);
    await kiosk.sees(/哪里不舒服/);
  });

  it('nothing that was said of one is taken for another', async () => {
    await complainsOf(/^关节/);
    await kiosk.sees(/从什么时候/);
    await taps(/这几天/, /^骨科/);
    await kiosk.sees(/哪天几点/);
    await taps(/返回/);
    await kiosk.sees(/建议先看/);
    await taps(/返回/);
    await kiosk.sees(/从什么时候/);
    await taps(/返回/);
    await kiosk.sees(/是下面哪一种/);
    await taps(/返回/);
    await kiosk.sees(/今天办什么/);
    await taps(/给孩子挂号/);
    await kiosk.sees(/您是孩子的/);
    await taps(/返回/);
    await taps(/不知道看哪科/);
    await kiosk.sees(/哪里不舒服|是下面哪一种/);
    expect(kiosk.root.querySelector('.tile-chosen')).toBeNull();
  });

  it('a topic is found by its first letters', async () => {
    await toComplaint();
    await taps(/按拼音字母/, /^X$/, /^H$/);
    await taps(/^心慌/);
    await kiosk.sees(/现在有下面哪种情况/);
    expect(asked().at(-1)?.complaint).toEqual({ kind: 'listed', code: 'palpitations' });
  });
});

describe('a complaint that needs somebody at once', () => {
  it('a danger is told loud: the way, what to do, whom to call, until when nothing is booked; and no button leads to a booking', async () => {
    await toRedFlag();
    await vi.waitFor(() => expect(kiosk.world.said).toEqual(['chime', expect.stringContaining('要马上看急诊')]));
    await vi.waitFor(() => expect(main()).toContain(EMERGENCY));
    for (const words of ['120', '坐下不动', '护士', '不能挂号', '请去本部1楼2号窗口']) expect(main()).toContain(words);
    expect(buttons()).toEqual(['叫人来', '关掉这一页']);
    expect(footer().join()).not.toContain('返回');
    await kiosk.tap(/关掉这一页/);
    await kiosk.sees(/放上身份证/);
    expect(kiosk.root.textContent).not.toContain('急诊');
    expect(kiosk.gateway.appointments).toEqual([]);
  });

  it('a booking that is refused after that leads home, to emergency and to a person', async () => {
    await toRedFlag();
    await kiosk.tap(/关掉这一页/);
    await kiosk.sees(/放上身份证/);
    await kiosk.toHome();
    await kiosk.toCheck();
    await kiosk.tap(/对，挂这个号/);
    await kiosk.sees(/没有办成/);
    await vi.waitFor(() => expect(main()).toContain(`急诊：${EMERGENCY}`));
    expect(buttons()).toEqual(['回到首页', '去人工窗口']);
  });

  it('what nobody says aloud is told quietly: no sound, no word outside of the small letters, and no booking', async () => {
    await complainsOf(/^心情/);
    await kiosk.sees(/有没有下面的情况/);
    const isSmall = () => kiosk.root.querySelector('main .glass-alone') !== null;
    expect(isSmall()).toBe(true);
    await taps(/不想活了/, /选好了/);
    await kiosk.sees(/请看下面几句话/);
    expect(isSmall()).toBe(true);
    for (const words of ['安静的房间', '工作人员', '120']) expect(main()).toContain(words);
    expect(kiosk.world.said).toEqual([]);
    expect(kiosk.root.querySelector('.header')?.textContent).not.toMatch(/急诊|心理|不想/);
    expect(kiosk.root.querySelector('main .action-main, main [role="alert"], main .pictogram')).toBeNull();
    expect(buttons()).toEqual(['看只给我的话', '去人工窗口', '好了，结束']);
    expect(footer().join()).not.toContain('返回');
  });

  it('what tells what somebody said stands on the quiet screen only after a press, hides itself after 45 seconds, and is shown again', async () => {
    await complainsOf(/^心情/);
    await taps(/不想活了/, /选好了/);
    await kiosk.sees(/请看下面几句话/);
    expect(main()).not.toMatch(TELLING);
    await kiosk.tap(/看只给我的话/);
    expect(main()).toContain('心理援助热线：12356');
    expect(main()).toContain('有人陪您');
    await vi.waitFor(() => expect(main()).not.toMatch(TELLING));
    await kiosk.tap(/看只给我的话/);
    expect(main()).toContain('12356');
    expect(kiosk.world.said).toEqual([]);
  });

  it('which quiet sign was chosen is marked nowhere, also not after going back; several are said together, and all can be chosen again', async () => {
    const marks = () => kiosk.root.querySelectorAll('.sign-chosen, [aria-pressed="true"]').length;
    await complainsOf(/^心情/);
    await kiosk.tap(/有人打我/);
    await kiosk.sees(/选了1句/);
    expect(main()).not.toMatch(/打我|不想活/);
    await kiosk.tap(/重新选/);
    await kiosk.sees(/有没有下面的情况/);
    expect(buttons()).toEqual(expect.arrayContaining(['都没有', '不清楚']));
    await kiosk.tap(/不想活了/);
    await kiosk.tap(/再选一句/);
    await kiosk.sees(/有没有下面的情况/);
    expect(marks()).toBe(0);
    await taps(/不想活了/, /再选一句/, /伤过自己/);
    await kiosk.sees(/选了2句/);
    await kiosk.tap(/选好了/);
    await kiosk.sees(/请看下面几句话/);
    expect(asked().at(-1)?.answers.at(-1)?.answer).toEqual(['not-live', 'self-harm']);
  });

  it('nobody is told that somebody comes where nobody was called', async () => {
    Object.assign(kiosk.gateway.script, { helpComes: false });
    await toRedFlag();
    expect(main()).not.toContain('护士');
  });

  it('the call that the gateway made stays open, whatever is pressed and when the person has gone', async () => {
    await toRedFlag();
    kiosk.gateway.changeHelp(() => ({
      call: { id: opaque('hlp', 7), state: 'open', stage: 'volunteers', since: '2026-11-24T09:12:00+08:00', urgent: true },
    }));
    await kiosk.tap(/叫人来/);
    await kiosk.sees(/已经叫人了/);
    await kiosk.tap(/不用叫人了/);
    await kiosk.tap(/关掉这一页/);
    await kiosk.sees(/放上身份证/);
    await kiosk.wait(2);
    expect(kiosk.gateway.called('endHelpCall')).toEqual([]);
    expect(kiosk.gateway.script.help.call?.state).toBe('open');
  });
});

describe('what stands in the way of it', () => {
  it('a gateway that is away is waited for, and what was said is still there', async () => {
    await complainsOf(/心慌/);
    await kiosk.sees(/现在有下面哪种情况/);
    kiosk.world.away = true;
    await taps(/都没有/);
    await kiosk.sees(/暂时连不上/);
    kiosk.world.away = false;
    await kiosk.wait(4);
    await kiosk.sees(/从什么时候/);
    expect(asked().at(-1)?.answers).toEqual([{ question: 'signs-palpitations', answer: ['none'] }]);
  });

  it.each([
    ['consent-required', /再放一次证件/],
    ['not-approved', /回到首页/],
    ['rate-limited', /再试一次/],
  ] as const)('the problem %s has a way on, and a person', async (code, way) => {
    await toComplaint();
    kiosk.gateway.script.problems.triage = code;
    await taps(/^头$/);
    await kiosk.sees(/没有办成/);
    expect(buttons()[0]).toMatch(way);
    expect(buttons().at(-1)).toBe('去人工窗口');
  });
});

describe('who helps', () => {
  it('no step of a complaint is seen or filled in by a helper, by the kiosk and by the gateway alike', () => {
    for (const [step, { assist }] of Object.entries(steps)) {
      expect([step, assist]).toEqual([step, 'hidden']);
      expect([step, assistLevelOf(step)]).toEqual([step, 'hidden']);
    }
  });

  it('a volunteer beside the person reads no word of it, and can not answer for them', async () => {
    await kiosk.toHome();
    await kiosk.tap(/^找人帮忙$/);
    await kiosk.sees(/已经叫人了/);
    kiosk.gateway.changeHelp(({ call }) => ({
      call: call && { ...call, onTheirWay: '李小萌' },
      session: { id: opaque('ast', 7), state: 'asked', helper: '李小萌', acts: [] },
    }));
    await kiosk.tap(/行，请帮我/);
    await kiosk.tap(/不知道看哪科/);
    await taps(/从列表里选/, /^心情/);
    await kiosk.sees(/有没有下面的情况/);
    const published = () =>
      kiosk.gateway.called('publishJourney').map(({ body }) => body as unknown as { version: number; step: string });
    await vi.waitFor(() => expect(published().at(-1)?.step).toBe('triage-questions'));
    const { version, ...shown } = published().at(-1) as { version: number };
    expect(shown).toMatchObject({ targets: [], answers: {} });
    kiosk.gateway.changeHelp((help) => ({
      ...help,
      session: help.session && { ...help.session, acts: [{ sequence: 1, act: { kind: 'fill', version, target: 't1' } }] },
    }));
    await taps(/不想活了/, /选好了/);
    await kiosk.sees(/请看下面几句话/);
    expect(JSON.stringify(published())).not.toMatch(/不想活|心情|mood|not-live/);
    expect(kiosk.root.querySelector('[role="alertdialog"]')).toBeNull();
  });
});

it('every topic of the rules is found by the first letters of each of its words', () => {
  expect(Object.keys(topicInitials).sort()).toEqual(Object.keys(rules.topics).sort());
  for (const [code, words] of Object.entries(rules.topics)) {
    const [first = ''] = words.split(/[、，]/);
    const letters = pinyin(first, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase();
    const known = topicInitials[code] ?? [];
    expect([code, letters, known.some((one) => letters.startsWith(one))]).toEqual([code, letters, true]);
  }
});
