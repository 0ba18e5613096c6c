// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assistLevelOf } from '../../bff/contract/assist/steps.ts';
import { steps } from '../../kiosk/scenes/questionnaires/steps.ts';
import { standInHospitals } from './kit/stand-in-city.ts';
import { type InDom, startInDom } from './kit/start-in-dom.ts';

let kiosk: InDom;

beforeEach(() => {
  kiosk = startInDom();
});
afterEach(() => kiosk.stop());

const main = () => kiosk.root.querySelector('main')?.textContent ?? '';
const buttons = () => [...kiosk.root.querySelectorAll('main button')].map(({ textContent }) => textContent ?? '');
const title = () => kiosk.root.querySelector('h1')?.textContent ?? '';
const said = () => kiosk.gateway.called('nextQuestion').flatMap(({ body }) => ('answer' in body ? [body.answer] : []));

const taps = async (...words: readonly RegExp[]) => {
  for (const one of words) await kiosk.tap(one);
};

/** From home to the visit that was booked. */
async function toVisit(): Promise<void> {
  await kiosk.tap(/我的预约/);
  await kiosk.sees(/您的预约/);
  await kiosk.tap(/./);
  await kiosk.sees(/这个预约要做什么/);
}

/** An orthopaedic visit is booked: one form is there for it. */
async function toBooked(): Promise<void> {
  await kiosk.toHome();
  await kiosk.toCheck();
  await kiosk.tap(/对，挂这个号/);
  await kiosk.sees(/挂好了/);
}

async function toFirstQuestion(who = /我自己说/): Promise<void> {
  await toBooked();
  await kiosk.tap(/想先跟医生说说/);
  await kiosk.sees(/谁来说病情/);
  await kiosk.tap(who);
  await kiosk.sees(/今天主要哪里不舒服/);
}

/** The question that stands there is not known; until another one, or the summary, does. */
async function answerUnknown(): Promise<void> {
  const title = () => kiosk.root.querySelector('h1')?.textContent ?? '';
  const before = title();
  await kiosk.tap(/不清楚/);
  await waitFor(() => {
    expect(title()).not.toBe(before);
    expect(title()).not.toMatch(/^正在/);
  });
}

/** Every question answered, up to the summary. */
async function toSummary(): Promise<void> {
  await toFirstQuestion();
  await taps(/^腰背、手脚/, /^一个月以上/);
  await kiosk.sees(/最难受时有多厉害/);
  await taps(/^7$/, /输好了/);
  await kiosk.sees(/得过下面哪些病/);
  await taps(/高血压/, /糖尿病/, /选好了/);
  await kiosk.sees(/对什么过敏/);
  await taps(/青霉素/, /选好了/);
  await kiosk.sees(/还没交。请看看对不对/);
}

describe('whether something is told before a visit', () => {
  it('whoever does not want to tell anything has not one screen more than before, and nothing is begun for them', async () => {
    await toBooked();
    await kiosk.tap(/好了，结束/);
    await kiosk.sees(/放上身份证/);
    expect(kiosk.gateway.called('createPreconsult')).toEqual([]);
    expect(kiosk.gateway.called('nextQuestion')).toEqual([]);
  });

  it('after a booking it is offered to tell the doctor beforehand, with the minutes it takes and that one need not', async () => {
    await toBooked();
    await kiosk.tap(/想先跟医生说说？约3分钟/);
    await kiosk.sees(/谁来说病情/);
    expect(main()).toContain('这不是诊断');
    expect(kiosk.gateway.called('createPreconsult')).toEqual([]);
  });

  it('nothing is offered where the hospital’s doctors hear nothing of it', async () => {
    const deaf = standInHospitals.map((one) => ({ ...one, can: { ...one.can, hear: false } }));
    Object.assign(kiosk.gateway.script, { hospitals: deaf });
    await toBooked();
    await waitFor(() => expect(kiosk.gateway.called('listPreconsults')).toHaveLength(1));
    await waitFor(() => expect(main()).toContain('请拿好凭条'));
    expect(buttons().join()).not.toContain('想先跟医生说说');
  });

  it('nothing is offered where no clinician has signed a form', async () => {
    Object.assign(kiosk.gateway.script, { triage: 'off' });
    await toBooked();
    await waitFor(() => expect(main()).toContain('请拿好凭条'));
    expect(buttons().join()).not.toContain('想先跟医生说说');
    await kiosk.tap(/再办一件事/);
    await toVisit();
    await waitFor(() => expect(kiosk.gateway.called('listQuestionnaires').length).toBeGreaterThan(2));
    expect(buttons().join()).not.toContain('想先跟医生说说');
  });

  it('what is offered and then not to be had is told calmly, and nothing is asked', async () => {
    await toBooked();
    await kiosk.tap(/想先跟医生说说/);
    await kiosk.sees(/谁来说病情/);
    kiosk.gateway.script.problems.createPreconsult = 'not-approved';
    await kiosk.tap(/我自己说/);
    await waitFor(() => expect(main()).toContain('这一项现在还不能用'));
    expect(kiosk.gateway.called('nextQuestion')).toEqual([]);
  });
});

describe('a form before a visit', () => {
  it('a form is asked one question a screen, says how many are left and that it is no diagnosis, and is answered by touch alone', async () => {
    await toFirstQuestion();
    expect(main()).toContain('最多还有5题');
    for (const sentence of ['这不是诊断。', '由医生核对']) expect(main()).toContain(sentence);
    await kiosk.tap(/^腰背、手脚/);
    await kiosk.sees(/有多久了/);
    expect(main()).toContain('最多还有4题');
    expect(main()).toContain('这不是诊断。');
    expect(kiosk.root.querySelector('input, textarea, [contenteditable]')).toBeNull();
  });

  it('a question can always be skipped or not be known, in the same place of each, and the summary says so', async () => {
    await toFirstQuestion();
    const past = () => [...kiosk.root.querySelectorAll('.form-past button')].map(({ textContent }) => textContent);
    for (const question of [/今天主要/, /有多久/, /多厉害/, /哪些病/, /对什么过敏/]) {
      await kiosk.sees(question);
      expect(past()).toEqual(['不清楚', '不想说']);
      await kiosk.tap(question.source === '多厉害' ? /不清楚/ : /不想说/);
    }
    await kiosk.sees(/还没交。请看看对不对/);
    expect(main()).toContain('难受程度：不清楚');
    expect(main()).toContain('? 不清楚');
    expect(main()).toContain('对什么过敏'.slice(3, 5));
    expect(main()).toContain('未回答');
  });

  it('several answers are given at once, and what is said alone is one press that gives no other', async () => {
    await toFirstQuestion();
    await taps(/^腰背、手脚/, /^几天/);
    await kiosk.sees(/多厉害/);
    await kiosk.tap(/不想说/);
    await kiosk.sees(/得过下面哪些病/);
    await taps(/高血压/, /糖尿病/);
    expect(buttons().join()).not.toContain('都没有');
    await kiosk.tap(/选好了/);
    await kiosk.sees(/对什么过敏/);
    await kiosk.tap(/都没有/);
    await kiosk.sees(/还没交。请看看对不对/);
    const codes = said().map((answer) => (JSON.stringify(answer).match(/"code":"[\w-]+"/g) ?? []).join());
    expect(codes.slice(-2)).toEqual(['"code":"pressure","code":"sugar"', '"code":"none"']);
  });

  it('a number that can not be is asked once more in words, and nothing of it is kept', async () => {
    await toFirstQuestion();
    await taps(/^腰背、手脚/, /^几天/);
    await kiosk.sees(/多厉害/);
    expect(main()).toContain('填0到10之间的数。');
    expect(main()).toContain('0是不难受');
    await taps(/^9$/, /^9$/, /输好了/);
    await waitFor(() => expect(main()).toContain('这个数太大了'));
    await kiosk.sees(/多厉害/);
    expect(kiosk.gateway.script.preconsults[0]?.answers.map(({ path }) => path)).toEqual(['where', 'since']);
  });

  it('Back leads to the question before, with what was said to it, and from the first one out of the form', async () => {
    await toFirstQuestion();
    await kiosk.tap(/^胸口/);
    await kiosk.sees(/有多久了/);
    await kiosk.tap(/返回/);
    await kiosk.sees(/今天主要哪里不舒服/);
    expect(main()).toContain('改这一题');
    expect(kiosk.root.querySelector('.choice-chosen')?.textContent).toContain('胸口');
    await kiosk.tap(/^皮肤/);
    await kiosk.sees(/有多久了/);
    await kiosk.tap(/返回/);
    await kiosk.sees(/今天主要/);
    await kiosk.tap(/返回/);
    await kiosk.sees(/今天办什么/);
    expect(kiosk.gateway.script.preconsults[0]?.answers).toEqual([
      { path: 'where', values: [{ coding: expect.objectContaining({ code: 'skin' }) }] },
    ]);
  });

  it('an answer that somebody gave elsewhere meanwhile is read anew, and one goes on with words, not with trouble', async () => {
    await toFirstQuestion();
    kiosk.gateway.script.problems.nextQuestion = 'precondition-failed';
    await kiosk.tap(/^胸口/);
    await waitFor(() => expect(main()).toContain('刚才在别处也有人答过'));
    await kiosk.sees(/今天主要哪里不舒服/);
    expect(kiosk.root.querySelector('[role=alert]')).toBeNull();
    await kiosk.tap(/^胸口/);
    await kiosk.sees(/有多久了/);
    expect(main()).not.toContain('刚才在别处');
  });

  it('what is not for waiting is said at once and calmly, and one press goes on with the form', async () => {
    Object.assign(kiosk.gateway.script, { helpComes: true });
    const { script } = kiosk.gateway;
    await toBooked();
    const [visit] = script.appointments;
    if (!visit) throw new Error('nothing is booked');
    script.appointments = [{ ...visit, department: { code: 'A03.04', name: '心血管内科' } }];
    await kiosk.tap(/再办一件事/);
    await toVisit();
    await taps(/想先跟医生说说/);
    await kiosk.sees(/这次主要为哪样/);
    await kiosk.tap(/^高血压复查/);
    await kiosk.tap(/我自己说/);
    await kiosk.sees(/高压是多少/);
    await kiosk.tap(/不清楚/);
    await kiosk.sees(/空腹血糖/);
    await kiosk.tap(/不清楚/);
    await kiosk.sees(/近一个月/);
    kiosk.world.said.length = 0;
    await taps(/胸口正在痛/, /选好了/);
    await kiosk.sees(/先别答题，马上请人看您/);
    expect(main()).toContain('先坐下，不要走动。');
    expect(main()).toContain('已经叫工作人员和护士过来');
    await kiosk.tap(/有人看过我了，接着答/);
    await kiosk.sees(/对什么过敏/);
  });

  it('a quiet question and what is told of its answer make no sound, and neither does any other screen of a form', async () => {
    await toFirstQuestion();
    kiosk.world.said.length = 0;
    await taps(/看更多/, /^全身、别的地方/, /^几天/);
    await kiosk.sees(/近来心里怎么样/);
    expect(kiosk.root.querySelector('.glass-alone')).not.toBeNull();
    await kiosk.tap(/不想活了/);
    await kiosk.sees(/请看下面几句话/);
    const alone = () => kiosk.root.querySelector('div.glass-alone')?.textContent;
    for (const words of ['安静的房间', '120', '他们不知道您说了什么']) expect(alone()).toContain(words);
    expect(alone()).not.toMatch(/心理|热线|12356|110/);
    await kiosk.tap(/看只给我的话/);
    await waitFor(() => expect(alone()).toContain('心理援助热线12356'));
    await kiosk.tap(/看好了，收起来/);
    await waitFor(() => expect(alone()).not.toMatch(/心理|热线|12356|110/));
    expect(kiosk.root.querySelector('[role=alert]')).toBeNull();
    expect(kiosk.world.said).toEqual([]);
    const spoken = Object.entries(steps).flatMap(([step, { say }]) => (say.length > 0 ? [step] : []));
    expect(spoken).toEqual(['form-who']);
  });

  it('whoever says it is asked once, and the doctor is told whose words they are', async () => {
    await toFirstQuestion(/儿女替我说/);
    expect(kiosk.gateway.called('createPreconsult').map(({ body }) => (body as { saidBy?: unknown }).saidBy)).toEqual([
      { who: 'relative', relationship: '子女' },
    ]);
    for (const _ of 'abcde') {
      const before = title();
      await kiosk.tap(/不想说/);
      await waitFor(() => expect([before, '正在看下一题…']).not.toContain(title()));
    }
    await taps(/对，交给医生/);
    await kiosk.sees(/医生那边收到了/);
    await waitFor(() => expect(kiosk.root.querySelector('article.slip')?.textContent ?? '').toContain('由亲属（子女）代述'));
  });

  it('no helper sees a step of a form, no draft has an answer of it, and no address either', async () => {
    for (const step of Object.keys(steps)) expect(assistLevelOf(step)).toBe('hidden');
    expect(Object.values(steps).filter((row) => 'drafted' in row)).toEqual([]);
    await toFirstQuestion();
    await kiosk.tap(/^胸口/);
    await kiosk.sees(/有多久了/);
    expect(location.href).toBe('http://kiosk.example/kiosk/');
    expect(history.length).toBe(1);
    expect(kiosk.gateway.called('createDraft')).toEqual([]);
  });
});

describe('the end of a form', () => {
  it('the summary stands there as the doctor reads it, what is abnormal first, and nothing is sent before the yes', async () => {
    await toSummary();
    const lines = [...kiosk.root.querySelectorAll('.summary-line')].map(({ textContent }) => textContent ?? '');
    expect(lines[0]).toContain('看病前说一说');
    expect(lines[1]).toContain('过敏：青霉素★ 请医生先看');
    expect(lines.join()).toContain('得过的病：高血压、糖尿病');
    expect(main()).toContain('这不是诊断。');
    expect(kiosk.gateway.called('submitPreconsult')).toEqual([]);
    await kiosk.tap(/对，交给医生/);
    await kiosk.sees(/医生那边收到了/);
    expect(kiosk.gateway.called('submitPreconsult')).toHaveLength(1);
  });

  it('what nobody says aloud is for the doctor alone: not on the summary, not among what can be changed, not on paper, and no paper comes by itself', async () => {
    await toFirstQuestion();
    await taps(/看更多/, /^全身、别的地方/, /^几天/, /不想活了/, /知道了，接着说/);
    while (!/还没交/.test(kiosk.root.querySelector('h1')?.textContent ?? '')) await answerUnknown();
    expect(main()).toContain('有一件事，只给医生看');
    expect(main()).not.toMatch(/不想活|心情/);
    await kiosk.tap(/有要改的/);
    await kiosk.sees(/要改哪一题/);
    expect(main()).toContain('有一件事，只给医生看');
    expect(main()).not.toMatch(/不想活|心里怎么样/);
    await kiosk.tap(/返回/);
    const before = kiosk.world.printed;
    await kiosk.tap(/对，交给医生/);
    await kiosk.sees(/医生那边收到了/);
    await kiosk.wait(3);
    expect(kiosk.world.printed).toBe(before);
    await kiosk.tap(/打印一张/);
    await waitFor(() => expect(kiosk.world.printed).toBe(before + 1));
    expect(kiosk.root.querySelector('article.slip')?.textContent).toContain('有一件事，只给医生看');
    expect(kiosk.root.querySelector('article.slip')?.textContent).not.toMatch(/不想活|心情/);
  });

  it('after the yes the summary comes out on paper once, with whose words it is, a masked name and that it is no diagnosis', async () => {
    await toSummary();
    const before = kiosk.world.printed;
    await kiosk.tap(/对，交给医生/);
    await kiosk.sees(/医生那边收到了/);
    await waitFor(() => expect(main()).toContain('请拿好纸'));
    expect(kiosk.world.printed).toBe(before + 1);
    const paper = kiosk.root.querySelector('article.slip')?.textContent ?? '';
    for (const words of ['就诊前情况', '本人陈述', '王*国', '这不是诊断。', '★过敏：青霉素']) expect(paper).toContain(words);
    expect(paper).not.toMatch(/1101|138\d/);
  });

  it.each([
    ['acknowledged', /医生那边收到了/, undefined],
    ['sent', /交出去了/, '医院还没有回话'],
    ['not-yet', /记下了，会交给医生/, '能收了就马上送去'],
    ['not-possible', /没能交给医生/, '请把纸带上'],
  ] as const)('after the yes it is told truly how far it came: %s', async (delivery, words, more) => {
    await toSummary();
    Object.assign(kiosk.gateway.script, { hearing: { delivery } });
    await kiosk.tap(/对，交给医生/);
    await kiosk.sees(words);
    if (more !== undefined) expect(main()).toContain(more);
  });

  it('an answer is changed from the summary in two presses and one answer, and the summary stands there again', async () => {
    await toSummary();
    await kiosk.tap(/有要改的/);
    await kiosk.sees(/要改哪一题/);
    expect(main()).toContain('高血压、糖尿病');
    await kiosk.tap(/^最难受时有多厉害/);
    await kiosk.sees(/多厉害/);
    expect(kiosk.root.querySelector('.pad-value')?.textContent).toContain('7');
    await taps(/删一个/, /^3$/, /输好了/);
    await kiosk.sees(/还没交。请看看对不对/);
    expect(main()).toContain('难受程度：3分');
    await kiosk.tap(/返回/);
    await kiosk.sees(/要改哪一题/);
    await kiosk.tap(/返回/);
    await kiosk.sees(/还没交。请看看对不对/);
    expect(kiosk.gateway.called('submitPreconsult')).toEqual([]);
  });

  it('a summary that was changed elsewhere since it was read here is read once more before it is sent', async () => {
    await toSummary();
    kiosk.gateway.script.problems.submitPreconsult = 'precondition-failed';
    await kiosk.tap(/对，交给医生/);
    await waitFor(() => expect(kiosk.gateway.called('readSummary')).toHaveLength(2));
    await kiosk.sees(/还没交。请看看对不对/);
    await kiosk.tap(/对，交给医生/);
    await kiosk.sees(/医生那边收到了/);
    const keys = kiosk.gateway.called('submitPreconsult').map(({ headers }) => headers.get('idempotency-key'));
    expect(new Set(keys).size).toBe(2);
  });

  it('"not now" sends nothing, and whoever comes to their visits goes on with what they began, at the next open question', async () => {
    await toFirstQuestion();
    await kiosk.tap(/^胸口/);
    await kiosk.sees(/有多久了/);
    await taps(/重新开始/, /是，从头再来/);
    await kiosk.toHome();
    await toVisit();
    await kiosk.tap(/接着说，最多还有4题/);
    await kiosk.sees(/有多久了/);
    await taps(/^几天/);
    for (const question of [/多厉害/, /哪些病/, /对什么过敏/]) {
      await kiosk.sees(question);
      await kiosk.tap(/不想说/);
    }
    await kiosk.sees(/还没交。请看看对不对/);
    await kiosk.tap(/先不交/);
    await kiosk.sees(/先记下了，还没交给医生/);
    expect(kiosk.gateway.called('submitPreconsult')).toEqual([]);
    await kiosk.tap(/再办一件事/);
    await toVisit();
    await taps(/说完了，还没交给医生/);
    await kiosk.sees(/还没交。请看看对不对/);
    expect(kiosk.gateway.called('createPreconsult')).toHaveLength(1);
  });

  it('a visit that was cancelled meanwhile is said to be over, and nothing of its form is sent', async () => {
    await toSummary();
    const { script } = kiosk.gateway;
    script.appointments = script.appointments.map((one) => ({ ...one, status: 'cancelled', reason: 'cancelled' }) as const);
    await kiosk.tap(/对，交给医生/);
    await waitFor(() => expect(main()).toContain('这个预约已经过了，或者取消了'));
    expect(script.preconsults.some(({ sent }) => sent)).toBe(false);
  });

  it('what was sent is looked at from the visits, with what the doctor said of it, and printed only when asked for', async () => {
    await toSummary();
    await kiosk.tap(/对，交给医生/);
    await kiosk.sees(/医生那边收到了/);
    Object.assign(kiosk.gateway.script, {
      hearing: { delivery: 'acknowledged', doctor: { at: '2026-11-24T09:00:00+08:00', answer: 'read' } },
    });
    await waitFor(() => expect(main()).toContain('请拿好纸'));
    const printed = kiosk.world.printed;
    await kiosk.tap(/再办一件事/);
    await toVisit();
    await taps(/医生看过您说的了/);
    await kiosk.sees(/这次主要为哪样/);
    await taps(/看病前说一说/);
    await kiosk.sees(/医生那边收到了/);
    expect(main()).toContain('医生看过了。');
    expect(kiosk.world.printed).toBe(printed);
    await kiosk.tap(/打印一张/);
    await waitFor(() => expect(kiosk.world.printed).toBe(printed + 1));
  });
});

describe('who is there', () => {
  it('the question whether somebody is still there hides every screen of a form behind it', async () => {
    await toFirstQuestion();
    await kiosk.wait(61);
    await kiosk.sees(/还在吗|您还在/);
    expect(kiosk.root.querySelector('.frame')?.hasAttribute('inert')).toBe(true);
    expect(kiosk.root.querySelector('.screen .form-private')).not.toBeNull();
  });

  it('nothing of a form remains in the page once the person is gone', async () => {
    await toSummary();
    await kiosk.tap(/先不交/);
    await kiosk.sees(/先记下了/);
    await kiosk.tap(/好了，结束/);
    await kiosk.sees(/放上身份证/);
    expect(document.documentElement.outerHTML).not.toMatch(/青霉素|高血压|糖尿病|腰背/);
  });
});
