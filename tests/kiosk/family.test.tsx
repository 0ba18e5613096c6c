// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { grantWording } from '../../bff/contract/family/grant-wording.ts';
import { monthsLater as gatewaysMonthsLater } from '../../bff/scenes/family/rules.ts';
import { grantOfSister, grantToSon, helpedSister, helpedToBook, sampleGrants } from '../../kiosk/practice/sample-family.ts';
import { sampleRecords, sourcesAnswered } from '../../kiosk/practice/sample-records.ts';
import type { FamilyFacts } from '../../kiosk/practice/world.ts';
import { monthsLater, monthsOffered } from '../../kiosk/scenes/family/giving.ts';
import { wang } from './kit/fake-bridge.ts';
import { type InDom, startInDom } from './kit/start-in-dom.ts';

const DIGITS = '48120937';
const CODE = '7KQ2 M9XD';
/** How long a code stands on the glass. */
const ON_GLASS_MS = 45_000;

let kiosk: InDom;

beforeEach(() => {
  kiosk = startInDom({ soonerMs: [ON_GLASS_MS] });
});
afterEach(() => kiosk.stop());

const main = () => kiosk.root.querySelector('main')?.textContent ?? '';
const paper = () => kiosk.root.querySelector('.slip')?.textContent ?? '';
const family = () => kiosk.gateway.script.family;
const asked = (operation: 'createGrant' | 'createOffer' | 'takeOffer') =>
  kiosk.gateway.called(operation).map(({ given }) => given.body);

function there(more: Partial<FamilyFacts>): void {
  kiosk.gateway.script.family = { ...family(), ...more };
}

async function taps(...words: readonly RegExp[]): Promise<void> {
  for (const one of words) await kiosk.tap(one);
}

async function types(code: string): Promise<void> {
  for (const key of code) await kiosk.tap(new RegExp(`^${key}$`));
  await kiosk.tap(/^输好了/);
}

async function toFamily(): Promise<void> {
  await kiosk.toHome();
  await taps(/^我的信息/, /^家人互相帮忙/);
  await kiosk.sees(/^家人怎么互相帮忙/);
}

async function toHelper(): Promise<void> {
  await toFamily();
  await taps(/^让家人替我办/, /^家人给了我八个数字/);
  await types(DIGITS);
  await kiosk.sees(/^这是王\*明吗/);
}

async function toOfferAgree(): Promise<void> {
  await toFamily();
  await taps(/^让家人替我办/, /^打一张卡给家人/, /^选好了/, /^三个月|^3个月/);
  await kiosk.sees(/^这样让他替您办，可以吗/);
}

describe('letting family act, with the digits of whoever helps', () => {
  it('asks whether it is them, gives visits for a year unless more is turned on, and shows every word that is agreed to', async () => {
    await toHelper();
    await kiosk.tap(/^是，就是他/);
    await kiosk.sees(/^他可以替您办什么/);
    const switches = [...kiosk.root.querySelectorAll('.display-switch')];
    expect(switches.map((one) => [one.firstElementChild?.textContent, one.getAttribute('aria-pressed')])).toEqual([
      ['挂号、看预约', null],
      ['看报告', 'false'],
      ['付钱', 'false'],
    ]);
    await kiosk.tap(/^选好了/);
    await kiosk.sees(/^可以替您办多久/);
    expect(kiosk.root.querySelector('.choice-main')?.textContent).toMatch(/^一年到2027年11月24日 周三为止/);
    await kiosk.tap(/^一年/);
    await kiosk.sees(/^这样让他替您办，可以吗/);
    for (const words of ['谁：王*明', '可以：挂号、看预约', '到2027年11月24日', ...grantWording.zh])
      expect(main()).toContain(words);
    expect(asked('createGrant')).toEqual([]);
    await kiosk.tap(/^同意，让他办/);
    await kiosk.sees(/^好了，他可以替您办了/);
    expect(asked('createGrant')).toEqual([
      { code: DIGITS, scope: ['appointments'], months: 12, agreed: { version: grantWording.version, language: 'zh' } },
    ]);
  });

  it('gives results and money where they are turned on, and prints who may do what, until when and how it ends', async () => {
    await toHelper();
    await taps(/^是，就是他/, /^付钱/, /^看报告/, /^看报告/, /^选好了/, /^3个月/, /^同意，让他办/);
    await kiosk.sees(/^好了，他可以替您办了/);
    expect(asked('createGrant')).toMatchObject([{ scope: ['appointments', 'money'], months: 3 }]);
    await expect.poll(() => kiosk.world.printed).toBe(1);
    for (const words of ['王*明替我办', '挂号、看预约，付钱', '马上生效', '王*国']) expect(paper()).toContain(words);
    expect(paper()).not.toContain(DIGITS);
  });

  it('gives nothing to whoever turns out to be somebody else', async () => {
    await toHelper();
    await kiosk.tap(/^不是/);
    await kiosk.sees(/^家人给您的八个数字/);
    expect(asked('createGrant')).toEqual([]);
  });

  it('tries three codes that lead nowhere, and no fourth', async () => {
    there({ codes: [] });
    await toFamily();
    await taps(/^让家人替我办/, /^家人给了我八个数字/);
    for (let tries = 0; tries < 2; tries += 1) {
      await types(DIGITS);
      await expect.poll(main).toContain('没有这个码，或过期了');
    }
    await types(DIGITS);
    await kiosk.sees(/^没有找到这个码/);
    expect(kiosk.gateway.called('takeInvitation')).toHaveLength(3);
  });

  it('in a session that may give visits alone offers nothing else, and says where more is possible', async () => {
    there({ scopes: ['appointments'] });
    await toHelper();
    await kiosk.tap(/^是，就是他/);
    await kiosk.sees(/^他可以替您办什么/);
    expect(kiosk.root.querySelectorAll('button.display-switch')).toHaveLength(0);
    expect(main()).toContain('请带证件到自助机办');
  });

  it('when the digits were used up meanwhile asks for others, and gives nothing', async () => {
    await toHelper();
    await taps(/^是，就是他/, /^选好了/, /^一年/);
    there({ codes: [] });
    await kiosk.tap(/^同意，让他办/);
    await expect.poll(main).toContain('这个码过期了，或用过了');
    await kiosk.tap(/^输另一个码/);
    await kiosk.sees(/^家人给您的八个数字/);
    expect(family().grants).toEqual([]);
  });

  it.each([
    [{ because: 'oneself' }, '这是您自己的码', /^回到首页/, /今天办什么/],
    [{ because: 'under-age' }, '由监护人替他办', /^回到首页/, /今天办什么/],
    [{ because: 'too-many', role: 'helped', most: 3 }, '替这位办事的人满了', /^看看有哪些/, /谁替谁|谁能替谁|还没有人/],
    [{ because: 'too-many', role: 'helper', most: 5 }, '这位要帮的人满了', /^看看有哪些/, /谁能替谁|还没有人/],
    [{ because: 'too-long', most: 12 }, '太久了', /^选短一些/, /^可以替您办多久/],
    [{ because: 'waiting' }, '还有码没人用', /^看看有哪些/, /谁能替谁|还没有人/],
  ] as const)('a refusal says why, where help is, and leads on (%o)', async (refusal, told, way, to) => {
    await toHelper();
    await taps(/^是，就是他/, /^选好了/, /^一年/);
    there({ refusal });
    await kiosk.tap(/^同意，让他办/);
    await expect.poll(main).toContain(told);
    expect(main()).toContain('本部1楼2号窗口');
    await kiosk.tap(way);
    await kiosk.sees(to);
  });

  it('asks for the card once more where the gateway wants it, and gives with the new yes', async () => {
    await toHelper();
    await taps(/^是，就是他/, /^选好了/, /^一年/);
    kiosk.gateway.script.problems.createGrant = 'presence-required';
    await taps(/^同意，让他办/, /^再放一次证件/);
    await kiosk.sees(/请放证件/);
    await kiosk.bridge.waits();
    kiosk.bridge.put({ kind: 'card', card: wang });
    await taps(/对，是我/);
    kiosk.bridge.put({ kind: 'removed' });
    await kiosk.sees(/^这样让他替您办，可以吗/);
    await kiosk.tap(/^同意，让他办/);
    await kiosk.sees(/^好了，他可以替您办了/);
    expect(family().grants).toHaveLength(1);
  });
});

describe('letting family act, by a card', () => {
  it('prints the code with what it gives, until when it is taken and nobody’s name, and shows it on the glass only after a press', async () => {
    await toOfferAgree();
    expect(main()).toContain('谁：拿到码的家人');
    await kiosk.tap(/^同意，让他办/);
    await kiosk.sees(/^卡好了，请交给家人/);
    expect(asked('createOffer')).toEqual([
      { scope: ['appointments'], months: 3, printed: true, agreed: { version: grantWording.version, language: 'zh' } },
    ]);
    await expect.poll(() => kiosk.world.printed).toBe(1);
    for (const words of [CODE, '挂号、看预约', '2026年12月1日', '别发到群里', '马上生效']) expect(paper()).toContain(words);
    expect(paper()).not.toContain('王');
    expect(main().replace(paper(), '')).not.toContain(CODE);
    await kiosk.tap(/^在屏幕上看码/);
    await kiosk.sees(/^家人要输的码/);
    expect(main()).toContain(CODE);
    // It hides itself.
    await kiosk.sees(/^卡好了，请交给家人/);
    expect(main().replace(paper(), '')).not.toContain(CODE);
    expect(asked('createOffer')).toHaveLength(1);
  });

  it('a card is taken with its letters, at a kiosk too, and leads to booking for whoever gave it', async () => {
    kiosk.gateway.script.me = { ...kiosk.gateway.script.me, helps: [helpedToBook] };
    await toFamily();
    await kiosk.tap(/^家人给了我一张卡/);
    await types('7KQ2M9XD');
    await kiosk.sees(/^可以替王\*明办了/);
    expect(asked('takeOffer')).toEqual([{ code: '7KQ2M9XD' }]);
    await kiosk.tap(/^现在替他挂号/);
    await kiosk.sees(/^给谁挂号/);
  });
});

describe('who acts for whom', () => {
  it('lists both sides, what is in force first, each with what, until when, how it stands and who agreed where', async () => {
    there({ grants: [...sampleGrants].reverse() });
    await toFamily();
    await kiosk.tap(/^谁能替谁办/);
    await kiosk.sees(/^谁能替谁办/);
    const listed = [...kiosk.root.querySelectorAll('.choice')].map(({ textContent }) => textContent);
    expect(listed[0]).toBe('我替李*芳办挂号、看预约，看报告，付钱\n可以办，2027年2月20日 周六为止\n李*芳，在手机上');
    expect(listed[1]).toBe('王*明替我办挂号、看预约，看报告\n可以办，2027年11月20日 周六为止\n王*国，在一楼大厅 3 号机');
    expect(listed[2]).toMatch(/^一个码，还没人用挂号、看预约\n等家人来输码，12月1日 周二为止/);
    expect(listed.slice(3).every((one) => /停止了|到期停了/.test(one))).toBe(true);
  });

  it('stops one after one question, at once', async () => {
    there({ grants: [grantToSon, grantOfSister] });
    await toFamily();
    await taps(/^谁能替谁办/, /^王\*明替我办/, /^停止/);
    await kiosk.sees(/^停止吗/);
    expect(kiosk.gateway.called('revokeGrant')).toEqual([]);
    await kiosk.tap(/^是，停止/);
    await kiosk.sees(/^已经停止，马上生效/);
    expect(kiosk.gateway.called('revokeGrant').map(({ params }) => params.id)).toEqual([grantToSon.id]);
    expect(family().grants.map(({ state }) => state)).toEqual(['revoked', 'active']);
  });

  it('what has ended can not be stopped again', async () => {
    there({ grants: sampleGrants.filter(({ state }) => state === 'ended') });
    await toFamily();
    await taps(/^谁能替谁办/, /^我替李\*芳办/);
    await expect.poll(main).toContain('谁同意的');
    expect([...kiosk.root.querySelectorAll('main button')].map(({ textContent }) => textContent)).toEqual(['回到首页']);
  });
});

describe('doing it for somebody', () => {
  const helping = (helped: typeof helpedSister) => {
    kiosk.gateway.script.me = { ...kiosk.gateway.script.me, helps: [helped] };
  };

  it('a visit is booked for the grown-up who lets one book, and their name stands where it is checked', async () => {
    helping(helpedToBook);
    await kiosk.toHome();
    await taps(/给孩子挂号/, /^替李\*芳1950年出生/, /腰、腿/, /^骨科/, /^9:30/);
    await kiosk.sees(/请核对/);
    expect(main()).toContain('李*芳');
    await kiosk.tap(/对，挂这个号/);
    await expect.poll(() => kiosk.gateway.called('bookAppointment')).toHaveLength(1);
    expect(kiosk.gateway.called('bookAppointment')[0]?.body).toMatchObject({ patientId: helpedToBook.patientId });
  });

  it('who may book alone is offered for neither reports nor bills', async () => {
    helping(helpedToBook);
    Object.assign(kiosk.gateway.script, { records: { ...sampleRecords, sources: sourcesAnswered } });
    await kiosk.toHome();
    await kiosk.tap(/^我的报告/);
    await kiosk.sees(/看哪份报告/);
    expect(kiosk.gateway.called('listResults')[0]?.query.patientId).toBe(kiosk.gateway.script.self);
  });

  it('reports of a grown-up are read with their name above, and are not theirs to share who helps', async () => {
    helping(helpedSister);
    const { patientId, name: patientName } = helpedSister;
    const reports = sampleRecords.reports.map((one) => ({ ...one, patientId, patientName }));
    Object.assign(kiosk.gateway.script, { records: { ...sampleRecords, sources: sourcesAnswered, reports } });
    await kiosk.toHome();
    await taps(/^我的报告/, /^替李\*芳看/);
    await kiosk.sees(/看哪份报告/);
    expect(main()).toContain('李*芳的报告');
    expect(main()).not.toContain('给医生或家人看');
    await kiosk.tap(/^生化检查/);
    await kiosk.sees(/^家人的报告/);
    expect(main()).not.toContain('给医生或家人看');
    expect(new Set(kiosk.gateway.called('listResults').map(({ query }) => query.patientId))).toEqual(new Set([patientId]));
  });

  it('bills of a grown-up are asked for by their id, with their name above', async () => {
    helping(helpedSister);
    await kiosk.toHome();
    await taps(/付费|付钱/, /^替李\*芳付/);
    await kiosk.sees(/./);
    await expect.poll(main).toContain('给李*芳付');
    expect(kiosk.gateway.called('readBills').map(({ query }) => query.patientId)).toEqual([helpedSister.patientId]);
  });
});

describe('how long', () => {
  it('the day that is shown is the day on which the gateway ends it, whatever the month', () => {
    const days = Array.from({ length: 800 }, (_, day) => Date.parse('2026-01-01T00:30:00+08:00') + day * 86_400_000);
    for (const now of days)
      for (const months of [1, 3, 12, 36]) expect(Date.parse(monthsLater(now, months))).toBe(gatewaysMonthsLater(now, months));
  });

  it('offers the usual time, three months and the longest, and none longer than the city allows', () => {
    expect(monthsOffered({ usual: 12, most: 36 })).toEqual([3, 12, 36]);
    expect(monthsOffered({ usual: 3, most: 12 })).toEqual([3, 12]);
    expect(monthsOffered({ usual: 1, most: 2 })).toEqual([1, 2]);
  });
});
