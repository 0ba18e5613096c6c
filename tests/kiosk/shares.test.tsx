// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OperationRequest } from '../../bff/contract/operations.ts';
import { shareWording } from '../../bff/contract/records/share-wording.ts';
import type { Share } from '../../kiosk/client/wire.ts';
import { sampleRecords, sourcesAnswered } from '../../kiosk/practice/sample-records.ts';
import { hostileShare, sampleShares, shareByLink } from '../../kiosk/practice/sample-shares.ts';
import type { SharingFacts } from '../../kiosk/practice/world.ts';
import { isGuessable, madePasscode } from '../../kiosk/scenes/shares/passcode.ts';
import { wang } from './kit/fake-bridge.ts';
import { opaque } from './kit/stand-in-city.ts';
import { type InDom, startInDom } from './kit/start-in-dom.ts';

/** By then a page is out of the printer. */
const CHECK_S = 3;
/** How long a code stands on the glass. */
const ON_GLASS_MS = 45_000;
const CHILD = { patientId: opaque('pat', 9), name: '王*雨', sex: 'female', birthYear: 2020, relationship: 'parent' } as const;

type Wanted = OperationRequest<'createShare'>['body'];

let kiosk: InDom;

beforeEach(() => {
  kiosk = startInDom({ soonerMs: [1_000, ON_GLASS_MS] });
  Object.assign(kiosk.gateway.script, { records: { ...sampleRecords, sources: sourcesAnswered } });
});
afterEach(() => kiosk.stop());

const main = () => kiosk.root.querySelector('main')?.textContent ?? '';
const paper = () => kiosk.root.querySelector('.slip')?.textContent ?? '';
const wanted = () => kiosk.gateway.called('createShare').map(({ body }) => body as unknown as Wanted);
const shares = () => kiosk.gateway.script.sharing.shares;

function there(more: Partial<SharingFacts>): void {
  kiosk.gateway.script.sharing = { ...kiosk.gateway.script.sharing, ...more };
}

async function toReport(): Promise<void> {
  await kiosk.toHome();
  await kiosk.tap(/^我的报告/);
  await kiosk.sees(/看哪份报告/);
  await kiosk.tap(/^生化检查/);
  await kiosk.sees(/^您的报告/);
}

async function toWith(): Promise<void> {
  await toReport();
  await kiosk.tap(/^给医生或家人看/);
  await kiosk.sees(/^给谁看/);
}

async function taps(...words: readonly RegExp[]): Promise<void> {
  for (const one of words) await kiosk.tap(one);
}

/** From a report to the yes of a link with a passcode that the machine chose. */
async function toAgree(): Promise<void> {
  await toWith();
  await taps(/^给家人看/, /^选好了/, /^三天/, /^要，机器选/);
  await kiosk.sees(/^这样分享，可以吗/);
}

async function shared(): Promise<void> {
  await kiosk.tap(/^同意，分享/);
  await kiosk.sees(/^分享好了/);
}

async function toShares(list: readonly Share[] = sampleShares): Promise<void> {
  there({ shares: list });
  await kiosk.toHome();
  await taps(/^我的信息/, /^我分享过的/);
  await kiosk.sees(/^我分享过的/);
}

function passcodeOf(body: Wanted | undefined): string {
  if (body?.with.kind !== 'link') throw new Error('no link was asked for');
  return body.with.passcode ?? '';
}

async function showsCard(): Promise<void> {
  await kiosk.sees(/请放证件/);
  await kiosk.bridge.waits();
  kiosk.bridge.put({ kind: 'card', card: wang });
  await kiosk.tap(/对，是我/);
  kiosk.bridge.put({ kind: 'removed' });
}

describe('sharing with a doctor', () => {
  it('offers the hospitals where somebody is expected first, a day first, and asks for the hospital alone', async () => {
    kiosk.gateway.appointments.push(kiosk.gateway.appointmentOfTomorrow());
    await toWith();
    await kiosk.tap(/^给医生看/);
    await kiosk.sees(/^医生在哪家医院/);
    const listed = [...kiosk.root.querySelectorAll('.choice')].map(({ textContent }) => textContent);
    expect(listed[0]).toMatch(/^临江市第一人民医院明天 11月25日 周三 · /);
    expect(listed).toHaveLength(kiosk.gateway.script.hospitals.length);
    await taps(/^临江市第一人民医院/, /^选好了/);
    await kiosk.sees(/^给看多久/);
    expect(kiosk.root.querySelector('.choice-main')?.textContent).toMatch(/^一天看到明天 11月25日 周三 9:12为止/);
    expect(main()).not.toContain('三十天');
    await kiosk.tap(/^一天/);
    await kiosk.sees(/^这样分享，可以吗/);
    for (const words of ['临江市第一人民医院的医生', '看一份报告', '11月25日 周三 9:12为止', ...shareWording.zh])
      expect(main()).toContain(words);
    await kiosk.tap(/^同意，分享/);
    await kiosk.sees(/^分享好了/);
    expect(wanted()).toEqual([
      {
        patientId: kiosk.gateway.script.self,
        with: { kind: 'doctor', hospital: 'linjiang-first' },
        hours: 24,
        parts: { results: [sampleRecords.reports[0]?.id], lists: [] },
        agreed: { version: shareWording.version, language: 'zh' },
      },
    ]);
    await kiosk.wait(CHECK_S);
    expect(kiosk.world.printed).toBe(0);
  });

  it('from the list shares all reports, and lists only where somebody turns them on', async () => {
    await kiosk.toHome();
    await kiosk.tap(/^我的报告/);
    await kiosk.sees(/看哪份报告/);
    await taps(/^给医生或家人看/, /^给医生看/, /^临江市中心医院/);
    await kiosk.sees(/^给他们看什么/);
    const switches = [...kiosk.root.querySelectorAll('.display-switch')].map((one) => one.getAttribute('aria-pressed'));
    expect(switches).toEqual(['false', 'false']);
    await taps(/^用药的记录/, /^选好了/, /^一周/, /^同意，分享/);
    await kiosk.sees(/^分享好了/);
    expect(wanted()[0]).toMatchObject({ hours: 168, parts: { results: 'all', lists: ['medications'] } });
  });

  it('of a child is for that child', async () => {
    kiosk.gateway.script.dependants.push({ ...CHILD, level: 'document-read' });
    const reports = sampleRecords.reports.map((one) => ({ ...one, patientId: CHILD.patientId, patientName: CHILD.name }));
    Object.assign(kiosk.gateway.script, { records: { ...sampleRecords, sources: sourcesAnswered, reports } });
    await kiosk.toHome();
    await taps(/^我的报告/, /^王\*雨/);
    await kiosk.sees(/看哪份报告/);
    await taps(/^给医生或家人看/, /^给医生看/, /^临江市中心医院/, /^选好了/, /^三天/, /^同意，分享/);
    await kiosk.sees(/^分享好了/);
    expect(wanted()[0]?.patientId).toBe(CHILD.patientId);
    expect(kiosk.gateway.called('listShares').map(({ query }) => query.patientId)).toEqual([CHILD.patientId]);
  });

  it('where nobody outside can ask, a link is not offered at all', async () => {
    there({ links: false });
    await toWith();
    expect(main()).not.toContain('给家人看');
    expect(main()).toContain('给医生看');
  });
});

describe('sharing by a link', () => {
  it('prints the code by itself, with until when and not into a group, and no name and no passcode on that paper', async () => {
    await toAgree();
    await shared();
    await expect.poll(() => kiosk.world.printed).toBe(1);
    const [body] = wanted();
    const passcode = passcodeOf(body);
    expect(body).toMatchObject({ hours: 72, with: { kind: 'link', label: '给家人看的检查结果' } });
    expect(passcode).toMatch(/^\d{6}$/);
    expect(paper()).toMatch(/看到2026年11月27日 周五 9:12为止/);
    expect(paper()).toContain('别发到群里');
    expect(paper()).toContain('打开时要输口令');
    expect(kiosk.root.querySelector('.slip .qr')).not.toBeNull();
    const shown = `${passcode.slice(0, 3)} ${passcode.slice(3)}`;
    for (const hidden of [passcode, shown, '王']) expect(paper()).not.toContain(hidden);
    expect(kiosk.root.querySelector('.share-digits strong')?.textContent).toBe(shown);
    // On a paper of its own for whoever asks for it, without the code.
    await kiosk.wait(CHECK_S);
    await expect.poll(main).toContain('请拿好这张纸');
    await kiosk.tap(/^打印口令/);
    await expect.poll(() => kiosk.world.printed).toBe(2);
    expect(paper()).toContain(shown);
    expect(kiosk.root.querySelector('.slip .qr')).toBeNull();
    await expect.poll(main).toContain('请拿好这张纸');
    await kiosk.tap(/^再打一张/);
    await expect.poll(() => kiosk.world.printed).toBe(3);
    expect(paper()).not.toContain(shown);
  });

  it('shows the code on the glass only after a press, and hides it by itself', async () => {
    await toAgree();
    await shared();
    expect(kiosk.root.querySelector('main .share-code')).toBeNull();
    await kiosk.tap(/^在屏幕上看码/);
    await kiosk.sees(/^请用手机扫这个码/);
    expect(kiosk.root.querySelector('.share-code .qr')).not.toBeNull();
    // The passcode does not stand beside it.
    expect(kiosk.root.querySelector('.share-digits')).toBeNull();
    await kiosk.sees(/^分享好了/);
    expect(kiosk.root.querySelector('.share-code')).toBeNull();
    expect(wanted()).toHaveLength(1);
  });

  it('with no passcode says plainly what that means, before the yes and on the paper', async () => {
    await toWith();
    await taps(/^给家人看/, /^选好了/, /^一天/);
    await kiosk.sees(/^要不要口令/);
    expect(main()).toContain('谁拿到码，谁就能看');
    await kiosk.tap(/^不要口令/);
    await kiosk.sees(/^这样分享/);
    expect(main()).toContain('拿到码的任何人');
    await shared();
    await expect.poll(paper).toContain('没有口令：谁拿到码，谁就能看');
    expect(wanted()[0]?.with).toEqual({ kind: 'link', label: '给家人看的检查结果' });
  });

  it('takes six digits of one’s own, and none that others would try first', async () => {
    await toWith();
    await taps(/^给家人看/, /^选好了/, /^三天/, /^要，我自己定/);
    await kiosk.sees(/^请输六个数字/);
    const done = () => [...kiosk.root.querySelectorAll('button')].find(({ textContent }) => textContent === '输好了');
    for (const digit of '460312') await kiosk.tap(new RegExp(`^${digit}$`));
    expect(main()).toContain('太好猜了');
    expect(done()?.disabled).toBe(true);
    for (let count = 0; count < 6; count += 1) await kiosk.tap(/^删一个/);
    for (const digit of '48126') await kiosk.tap(new RegExp(`^${digit}$`));
    expect(done()?.disabled).toBe(true);
    await taps(/^3$/, /^输好了/);
    await kiosk.sees(/^这样分享/);
    await shared();
    expect(wanted()[0]?.with).toMatchObject({ passcode: '481263' });
  });

  it('a double press, and a try whose answer was lost, make one share: each try carries the key of the yes', async () => {
    await toAgree();
    kiosk.gateway.script.problems.createShare = 'store-unavailable';
    const yes = [...kiosk.root.querySelectorAll('button')].find(({ textContent }) => textContent === '同意，分享');
    yes?.click();
    yes?.click();
    await kiosk.sees(/没有办成/);
    await kiosk.tap(/再试一次/);
    await kiosk.sees(/^分享好了/);
    const keys = kiosk.gateway.called('createShare').map(({ headers }) => headers.get('idempotency-key'));
    expect(keys.length).toBe(2);
    expect(new Set(keys).size).toBe(1);
    expect(shares()).toHaveLength(1);
  });

  it('where no paper comes says so, shows the code on the glass, and can be ended and made anew', async () => {
    kiosk.bridge.state.printer = 'out-of-paper';
    await toAgree();
    await shared();
    await expect.poll(main).toContain('现在打不出纸');
    expect(kiosk.world.printed).toBe(0);
    await kiosk.tap(/^作废重做/);
    await kiosk.sees(/^这样分享，可以吗/);
    expect(shares().map(({ endedBecause }) => endedBecause)).toEqual(['revoked']);
    await shared();
    expect(shares().map(({ endedBecause }) => endedBecause)).toEqual([undefined, 'revoked']);
    expect(new Set(kiosk.gateway.called('createShare').map(({ headers }) => headers.get('idempotency-key'))).size).toBe(2);
  });

  it('a code that was told to nobody is ended and made anew', async () => {
    there({ keyLost: true });
    await toAgree();
    await kiosk.tap(/^同意，分享/);
    await kiosk.sees(/^这个码看不到了/);
    expect(kiosk.world.printed).toBe(0);
    there({ keyLost: false });
    await kiosk.tap(/^作废重做/);
    await kiosk.sees(/^这样分享/);
    await shared();
    expect(shares().map(({ endedBecause }) => endedBecause)).toEqual([undefined, 'revoked']);
  });

  it('is not shared with a no, nor when something was changed after the yes was shown', async () => {
    await toAgree();
    await kiosk.tap(/返回/);
    await kiosk.sees(/^要不要口令/);
    await kiosk.tap(/返回/);
    await kiosk.tap(/^一周/);
    await kiosk.sees(/^要不要口令/);
    await kiosk.tap(/^不要口令/);
    await kiosk.sees(/^这样分享/);
    expect(main()).toContain('12月1日');
    await kiosk.tap(/^不分享了/);
    await kiosk.sees(/今天办什么/);
    expect(wanted()).toEqual([]);
  });

  /** From the question about a passcode back to the list of reports, question by question. */
  async function backToList(): Promise<void> {
    await toWith();
    await taps(/^给家人看/, /^过敏的记录/, /^选好了/, /^三天/);
    await kiosk.sees(/^要不要口令/);
    for (const question of [/^给看多久/, /^给他们看什么/, /^给谁看/, /^您的报告/, /^看哪份报告/]) {
      await kiosk.tap(/返回/);
      await kiosk.sees(question);
    }
  }

  it('of all reports begins anew: what was chosen for one is not shared of all of them', async () => {
    await backToList();
    await taps(/^给医生或家人看/, /^给家人看/, /^选好了/, /^三天/, /^不要口令/, /^同意，分享/);
    await kiosk.sees(/^分享好了/);
    expect(wanted()[0]?.parts).toEqual({ results: 'all', lists: [] });
  });

  it('of another report begins anew: what was chosen for one is not shared of another', async () => {
    await backToList();
    await kiosk.tap(/^血常规/);
    await kiosk.sees(/^您的报告/);
    await taps(/^给医生或家人看/, /^给家人看/);
    await kiosk.sees(/^给他们看什么/);
    expect(main()).toContain('只看这份：血常规');
    await taps(/^选好了/, /^三天/, /^不要口令/, /^同意，分享/);
    await kiosk.sees(/^分享好了/);
    expect(wanted()[0]?.parts).toEqual({ results: [sampleRecords.reports[1]?.id], lists: [] });
  });
});

describe('what stands in the way of a share', () => {
  it('after somebody helped, the card is asked for again, and then the yes', async () => {
    await toAgree();
    kiosk.gateway.script.problems.createShare = 'presence-required';
    await kiosk.tap(/^同意，分享/);
    await kiosk.sees(/还差一步/);
    expect(shares()).toEqual([]);
    await kiosk.tap(/再放一次证件/);
    await showsCard();
    await kiosk.sees(/^这样分享，可以吗/);
    expect(shares()).toEqual([]);
    await shared();
    expect(shares()).toHaveLength(1);
  });

  it.each([
    ['too-many', /分享得太多/, /^看我分享过的/, /^我分享过的/],
    ['too-large', /东西太多/, /^少选一些/, /^给他们看什么/],
    ['nothing', /没有可以分享的结果/, /^回到首页/, /今天办什么/],
    ['no-address', /不能用码分享/, /^给医生看/, /^医生在哪家医院/],
  ] as const)('%s is said for what it is, and leads to what helps', async (because, words, way, question) => {
    await toAgree();
    there({ because, shares: [shareByLink] });
    await kiosk.tap(/^同意，分享/);
    await kiosk.sees(/没有办成/);
    expect(main()).toMatch(words);
    expect(main()).toContain('2号窗口');
    await kiosk.tap(way);
    await kiosk.sees(question);
    expect(shares()).toHaveLength(1);
  });

  it.each(['listShares', 'createShare'] as const)('%s for whoever has shown no document asks for it', async (operation) => {
    if (operation === 'createShare') await toAgree();
    else await toReport();
    kiosk.gateway.script.problems[operation] = 'document-required';
    await kiosk.tap(operation === 'createShare' ? /^同意，分享/ : /^给医生或家人看/);
    await kiosk.sees(/要先看证件/);
  });
});

describe('what one shares', () => {
  it('is listed with whom, what, until when or why not any more, and how often it was read', async () => {
    await toShares();
    const listed = [...kiosk.root.querySelectorAll('.choice')].map(({ textContent }) => textContent?.replaceAll(/[⁨⁩]/g, ''));
    expect(listed).toEqual([
      '临江市中心医院的医生全部报告、过敏、用药\n看到明天 11月25日 周三 8:50为止\n看过1次',
      '给家人看的检查结果一份报告、过敏\n看到11月26日 周四 10:20为止\n看过2次 · 口令不对1次',
      '给家人看的检查结果全部报告\n停了：口令错得太多，10月2日 周五 15:10\n还没有人看过',
    ]);
  });

  it('says who read it in their own words, and of staff who they were', async () => {
    await toShares();
    await kiosk.tap(/给家人看的检查结果/);
    await kiosk.sees(/^这个分享/);
    const read = () =>
      [...kiosk.root.querySelectorAll('.record-title')].map(({ textContent }) => textContent?.replaceAll(/[⁨⁩]/g, ''));
    expect(read()).toEqual(['自称“女儿” 看了', '自称“老张” 口令不对，没看到', '自称“女儿” 看了']);
    expect(main()).toContain('还能输错4次');
    await kiosk.tap(/返回/);
    await kiosk.tap(/^临江市中心医院的医生/);
    await kiosk.sees(/^这个分享/);
    expect(read()).toEqual(['医院的赵立 看了']);
    await kiosk.tap(/谁看过我的信息/);
    await kiosk.sees(/^谁看过您的信息/);
    await kiosk.tap(/返回/);
    await kiosk.sees(/^这个分享/);
  });

  it('is ended after a question, and keeping it is the other answer', async () => {
    await toShares();
    await taps(/给家人看的检查结果/, /^停止/);
    await kiosk.sees(/^停止这个分享吗/);
    await kiosk.tap(/^不停，留着/);
    await kiosk.sees(/^这个分享/);
    expect(kiosk.gateway.called('revokeShare')).toEqual([]);
    await taps(/^停止/, /^是，停止/);
    await kiosk.sees(/^停了/);
    expect(main()).toContain('马上看不到了');
    expect(kiosk.gateway.called('revokeShare').map(({ params }) => params.id)).toEqual([shareByLink.id]);
    await kiosk.tap(/^看别的分享/);
    await kiosk.sees(/^我分享过的/);
    await expect.poll(main).toContain('停了：您停的');
  });

  it('offers no way to end what has ended', async () => {
    await toShares(sampleShares.slice(-1));
    await kiosk.tap(/停了/);
    await kiosk.sees(/^这个分享/);
    expect([...kiosk.root.querySelectorAll('main button')].map(({ textContent }) => textContent)).toEqual(['谁看过我的信息']);
  });

  it('is text, whatever whoever read it calls themselves', async () => {
    await toShares([hostileShare]);
    await kiosk.tap(/签签签/);
    await kiosk.sees(/^这个分享/);
    expect(kiosk.root.querySelector('img, script, main b, a')).toBeNull();
    const [, second] = [...kiosk.root.querySelectorAll('.record-title')].map(({ textContent }) => textContent ?? '');
    // What turns the direction of a line is gone, and the name stands apart from the sentence around it.
    expect(second).toMatch(/^自称“\u2068[^\u2066-\u2069\u202a-\u202e]{1,21}\u2069” 看了$/);
  });

  it('is nobody else’s: whoever comes next finds no passcode, no code and no name of it, in the page or beside it', async () => {
    await toAgree();
    await shared();
    const passcode = passcodeOf(wanted()[0]);
    const found = () =>
      [
        document.documentElement.outerHTML,
        JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }),
        location.href,
        JSON.stringify(history.state),
        document.cookie,
      ].filter((place) => place.includes(passcode) || place.includes(`${passcode.slice(0, 3)} ${passcode.slice(3)}`));
    // It stands on the glass, and nowhere else.
    expect(found()).toHaveLength(1);
    const asked = kiosk.gateway.calls.filter(({ params, query }) => JSON.stringify([params, query]).includes(passcode));
    expect(asked).toEqual([]);
    await kiosk.tap(/^好了，结束/);
    await kiosk.sees(/放上身份证/);
    expect(found()).toEqual([]);
  });
});

it('nothing of a share is read aloud', async () => {
  await toAgree();
  await shared();
  expect(kiosk.world.said.join()).not.toMatch(/生化|口令 \d|\d{3} \d{3}|临江市/);
});

describe('a passcode that the machine chooses', () => {
  const keyOf = (last: string) => `7b1f3f5e-12ab-4cde-8f01-${last.padStart(12, '0')}`;

  it('is made of what is random in a key alone, six digits, a zero in front too', () => {
    expect(madePasscode(() => keyOf((730_418).toString(16)), undefined)).toBe('730418');
    expect(madePasscode(() => keyOf((42_917).toString(16)), undefined)).toBe('042917');
    const seen = new Set(Array.from({ length: 200 }, () => madePasscode(() => crypto.randomUUID(), 1946)));
    expect(seen.size).toBeGreaterThan(190);
  });

  it('is drawn again where others would try it first', () => {
    const keys = [460_312, 111_111, 123_456, 730_418].map((digits) => keyOf(digits.toString(16)));
    let at = 0;
    expect(madePasscode(() => keys[at++] ?? '', 1946)).toBe('730418');
  });

  it.each(['000000', '123456', '987654', '890123', '460312', '120346', '031246', '194603', '031946'])(
    '%s is one that others would try first of somebody born in 1946',
    (digits) => expect(isGuessable(digits, 1946)).toBe(true),
  );

  it.each(['730418', '461399', '469912', '112233', '194699'])('%s may be chosen by them', (digits) =>
    expect(isGuessable(digits, 1946)).toBe(false),
  );
});
