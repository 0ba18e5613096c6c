// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wang } from './kit/fake-bridge.ts';
import { opaque, STAND_IN_NOW, shanghai } from './kit/stand-in-city.ts';
import { type InDom, startInDom } from './kit/start-in-dom.ts';

let kiosk: InDom;

beforeEach(() => {
  kiosk = startInDom();
});
afterEach(() => kiosk.stop());

const CHILD = opaque('pat', 2);
const words = () => kiosk.root.textContent ?? '';
const claimedAt = (hoursAgo: number) => shanghai(STAND_IN_NOW - hoursAgo * 3_600_000);

async function putCardDown(): Promise<void> {
  await kiosk.tap(/^中文/);
  await kiosk.sees(/请放证件/);
  kiosk.bridge.put({ kind: 'card', card: wang });
  await kiosk.tap(/对，是我/);
}

describe('what somebody had claimed of a document', () => {
  it('a claim that the card took over is told once, with each phone, where its bookings are and whom to ask', async () => {
    kiosk.gateway.script.tookOver = [
      { claimedAt: claimedAt(60), phone: '139****2222' },
      { claimedAt: claimedAt(31), phone: '138****1234' },
      { claimedAt: claimedAt(30) },
    ];
    await putCardDown();
    await kiosk.sees(/有人登记过您的证件号/);
    expect(words()).toMatch(/139\*{4}2222 138\*{4}1234/);
    expect(words()).toContain('我的预约');
    expect(words()).toContain('请问本部1楼2号窗口');
    expect(words()).not.toContain('返回');
    await kiosk.tap(/知道了/);
    await kiosk.sees(/今天办什么/);
    await kiosk.tap(/我的预约/);
    await kiosk.tap(/去挂号/);
    await kiosk.sees(/哪里不舒服/);
    await kiosk.tap(/返回/);
    await kiosk.sees(/今天办什么/);
    expect(words()).not.toContain('返回');
  });

  it('a claim that the card took over leads to the appointments, also for who registers with that card', async () => {
    kiosk.gateway.script.unregistered = true;
    kiosk.gateway.script.tookOver = [{ claimedAt: claimedAt(31) }];
    kiosk.gateway.appointments.push(kiosk.gateway.appointmentOfTomorrow());
    await putCardDown();
    await kiosk.tap(/我看过了，同意/);
    await kiosk.tap(/同意用于看病/);
    await kiosk.sees(/有人登记过您的证件号/);
    expect(words()).toContain('不知道是谁');
    await kiosk.tap(/我的预约/);
    await kiosk.sees(/您的预约/);
  });
});

it('a name of 120 characters leaves room on the home screen for the choices', async () => {
  kiosk.gateway.script.patientName = 'W***** '.repeat(17).trim();
  await kiosk.toHome();
  await kiosk.sees(/今天办什么/);
  expect(words()).toMatch(/W\*{5} W\*{5} W\*{5} W\*…，请收好您的证件/);
});

describe('a booking that is one too many', () => {
  beforeEach(async () => {
    await kiosk.toHome();
    await kiosk.toCheck();
  });

  it('a booking at a time that is taken shows the appointment that stands there, and leads to the appointments', async () => {
    const standing = kiosk.gateway.appointmentOfTomorrow();
    kiosk.gateway.appointments.push(standing);
    kiosk.gateway.script.booking = 'appointment-overlaps';
    kiosk.gateway.script.refusal = { appointmentId: standing.id };
    await kiosk.tap(/对，挂这个号/);
    await kiosk.sees(/没有办成/);
    expect(words()).toContain('同一时间已经有一个预约');
    expect(words()).toContain('已有预约明天 11月25日 周三');
    expect(words()).toContain(standing.department.name);
    await kiosk.tap(/我的预约/);
    await kiosk.sees(/您的预约/);
  });

  it('a booking at a time that is taken is told also where the other appointment can not be read', async () => {
    kiosk.gateway.script.booking = 'appointment-overlaps';
    kiosk.gateway.script.refusal = { appointmentId: opaque('apt', 77) };
    await kiosk.tap(/对，挂这个号/);
    await kiosk.sees(/没有办成/);
    expect(kiosk.gateway.called('readAppointment')).toHaveLength(1);
    expect(words()).not.toContain('已有预约');
    await kiosk.tap(/换个时间/);
    await kiosk.sees(/几点来/);
  });

  it.each([
    ['day', /一天最多3个预约/, /^换一天/, /几点来/],
    ['department-week', /一周最多3个预约/, /看我的预约/, /您/],
    ['altogether', /没去看的号最多留3个/, /看我的预约/, /您/],
  ] as const)(
    'a booking beyond the bound "%s" says how many one may have, and leads to what helps',
    async (bound, told, way, to) => {
      kiosk.gateway.script.booking = 'too-many-appointments';
      kiosk.gateway.script.refusal = { bound, most: 3 };
      await kiosk.tap(/对，挂这个号/);
      await kiosk.sees(/没有办成/);
      expect(words()).toMatch(told);
      // Another department would not help a knee, and another time of a day that is full not at all.
      if (bound === 'day') expect(words()).not.toContain('换个时间');
      expect(words()).not.toContain('换个科室');
      await kiosk.tap(way);
      await kiosk.sees(to);
    },
  );
});

describe('a child that is registered by word', () => {
  it('a child whose papers nobody has checked is booked for, and it is said softly where they are checked', async () => {
    const child = { patientId: CHILD, name: '王*', sex: 'female', birthYear: 2020, relationship: 'parent' } as const;
    kiosk.gateway.script.dependants.push({ ...child, level: 'claimed' });
    await kiosk.toHome();
    await kiosk.tap(/我的信息/);
    await kiosk.sees(/您登记的信息/);
    expect(words()).toContain('孩子的证件还没有核对，也能挂号');
    expect(words()).toContain('带证件到本部1楼2号窗口核对');
    await kiosk.tap(/返回/);
    await kiosk.tap(/给孩子挂号/);
    await kiosk.tap(/王\*2020年出生\s*证件还没有核对，也能挂号/);
    await kiosk.sees(/哪里不舒服/);
  });

  it('a child whose papers were checked is shown without a word about them', async () => {
    const child = { patientId: CHILD, name: '王*', sex: 'female', birthYear: 2020, relationship: 'parent' } as const;
    kiosk.gateway.script.dependants.push({ ...child, level: 'vouched-for' });
    await kiosk.toHome();
    await kiosk.tap(/我的信息/);
    await kiosk.sees(/您登记的信息/);
    expect(words()).not.toContain('核对');
    await kiosk.tap(/返回/);
    await kiosk.tap(/给孩子挂号/);
    await kiosk.sees(/给哪个孩子挂号/);
    expect(words()).not.toContain('核对');
  });

  it('a child for whom nobody agrees any more is booked for at the window, and its guardian is not sent round in a circle', async () => {
    kiosk.gateway.script.dependants.push({
      patientId: CHILD,
      name: '王*',
      sex: 'female',
      birthYear: 2020,
      relationship: 'parent',
      level: 'vouched-for',
    });
    await kiosk.toHome();
    for (const tapped of [/给孩子挂号/, /^王\*/, /腰、腿/, /^骨科/, /^9:30/]) await kiosk.tap(tapped);
    await kiosk.sees(/请核对/);
    kiosk.gateway.script.booking = 'consent-required';
    await kiosk.tap(/对，挂这个号/);
    await kiosk.sees(/没有办成/);
    expect(words()).not.toContain('再放一次证件');
    await kiosk.tap(/回到首页/);
    await kiosk.sees(/今天办什么/);
  });

  it('a guardian whose age does not fit is asked again who they are and for the birthday, and nothing else', async () => {
    await kiosk.toHome();
    await kiosk.tap(/给孩子挂号/);
    await kiosk.tap(/爷爷奶奶/);
    for (const key of ['Z', ...'990123456']) await kiosk.tap(new RegExp(`^${key}$`));
    await kiosk.tap(/输好了/);
    await kiosk.sees(/孩子哪天出生/);
    for (const key of '20200131') await kiosk.tap(new RegExp(`^${key}$`));
    await kiosk.tap(/输好了/);
    await kiosk.tap(/^女孩/);
    await kiosk.sees(/孩子叫什么名字/);
    await kiosk.tap(/^王$/);
    for (const key of ['X', 'I', 'A', 'O', '小', 'Y', 'U', '雨']) await kiosk.tap(new RegExp(`^${key}$`));
    await kiosk.tap(/输好了/);
    await kiosk.tap(/我看过了，同意/);
    await kiosk.sees(/您看病的信息/);
    kiosk.gateway.script.problems.registerDependant = 'guardian-refused';
    await kiosk.tap(/同意用于孩子看病/);
    await kiosk.sees(/没有办成/);
    await kiosk.tap(/回去改一改/);
    await kiosk.tap(/父亲或母亲/);
    await kiosk.sees(/孩子哪天出生/);
    await kiosk.tap(/输好了/);
    await kiosk.sees(/哪里不舒服/);
    const [, registered] = kiosk.gateway.called('registerDependant');
    expect(registered?.body).toMatchObject({ relationship: 'parent', person: { name: '王小雨', birthDate: '2020-01-31' } });
  });
});

describe('an agreement that is taken back', () => {
  const given = { version: '2026-11-01', channel: 'kiosk', givenAt: claimedAt(20) } as const;

  it('an agreement that is taken back for oneself leaves standing what one agreed to for a child', async () => {
    kiosk.gateway.consents.unshift({
      ...given,
      id: opaque('con', 8),
      patientId: CHILD,
      kind: 'health-data',
      givenBy: 'guardian',
    });
    await kiosk.toHome();
    await kiosk.tap(/我的信息/);
    await kiosk.tap(/谁看过/);
    await kiosk.tap(/不再同意使用我的信息/);
    await kiosk.tap(/是，不再同意/);
    await kiosk.sees(/记下了/);
    const withdrawn = kiosk.gateway.called('withdrawConsent').map(({ params }) => params.id);
    expect(withdrawn).toEqual([opaque('con', 2), opaque('con', 3)]);
  });

  it('an agreement that is taken back for a child leaves standing what is about oneself, and one goes on', async () => {
    kiosk.gateway.script.dependants.push({
      patientId: CHILD,
      name: '王*',
      sex: 'female',
      birthYear: 2020,
      relationship: 'parent',
      level: 'vouched-for',
    });
    kiosk.gateway.script.dependants.push({
      patientId: opaque('pat', 3),
      name: '李*',
      sex: 'female',
      birthYear: 2020,
      relationship: 'parent',
      level: 'claimed',
    });
    for (const [number, kind] of [
      [9, 'privacy-notice'],
      [8, 'health-data'],
    ] as const)
      kiosk.gateway.consents.unshift({ ...given, id: opaque('con', number), patientId: CHILD, kind, givenBy: 'guardian' });
    await kiosk.toHome();
    await kiosk.tap(/我的信息/);
    await kiosk.tap(/谁看过/);
    await kiosk.tap(/不再同意使用我的信息/);
    await kiosk.tap(/是孩子的/);
    await kiosk.sees(/哪个孩子的信息/);
    expect(words()).not.toContain('李*');
    await kiosk.tap(/^王\*/);
    await kiosk.sees(/不再同意使用王\*的信息吗/);
    await kiosk.tap(/是，不再同意/);
    await kiosk.sees(/记下了/);
    const withdrawn = kiosk.gateway.called('withdrawConsent').map(({ params }) => params.id);
    expect(withdrawn).toEqual([opaque('con', 8), opaque('con', 9)]);
    await kiosk.tap(/再办一件事/);
    await kiosk.sees(/今天办什么/);
    await kiosk.tap(/我的预约/);
    await kiosk.sees(/没有预约/);
  });
});
