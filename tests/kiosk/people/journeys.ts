import { paid, paymentThat } from '../../../kiosk/practice/sample-bills.ts';
import { type FakeCard, wang } from '../kit/fake-bridge.ts';
import type { KioskSite } from '../kit/kiosk-site.ts';
import { PAPER_MS, SLIP_CODE } from '../kit/paper.ts';
import { opaque, standInHospitals, standInSlots } from '../kit/stand-in-city.ts';
import { choose, type Journey, until, wrong } from './journey.ts';
import type { Walker } from './walker.ts';

/** From the start to whatever follows the card. */
async function putDownCard(walker: Walker, site: KioskSite): Promise<void> {
  await walker.sees('放上身份证');
  await site.bridge.asked(1);
  site.bridge.put({ kind: 'card', card: wang });
  await sayYes(walker, site);
}

async function sayYes(walker: Walker, site: KioskSite): Promise<void> {
  await walker.sees('对吗');
  await walker.press('对，是我');
  site.bridge.put({ kind: 'removed' });
}

async function toHome(walker: Walker, site: KioskSite): Promise<void> {
  await putDownCard(walker, site);
  await walker.sees('今天办什么');
}

async function toTimes(walker: Walker): Promise<void> {
  await walker.sees('哪里不舒服');
  await choose(walker, '腰、腿、关节');
  await walker.sees('看哪个科');
  await choose(walker, '骨科');
  await walker.sees('哪天几点来');
}

async function toCheck(walker: Walker): Promise<void> {
  await choose(walker, '给自己挂号');
  await toTimes(walker);
  await choose(walker, '10:30–11:00');
  await walker.sees('请核对');
}

/** One page, for which nobody has to press at first; and in the end the machine says that it is there. */
async function paper(walker: Walker, pages: number): Promise<readonly string[]> {
  await walker.page.locator('.slip').getByText(SLIP_CODE).waitFor({ state: 'attached' });
  const came = await until(async () => (await walker.printed()) >= pages);
  await walker.passes(PAPER_MS);
  await walker.page.getByText('请拿好凭条').waitFor();
  return wrong(came && (await walker.printed()) === pages, `printed ${await walker.printed()} times, not ${pages}`);
}

const register: Journey = {
  name: 'register and consent',
  needsDocument: true,
  prepare: (site) => {
    site.gateway.script.unregistered = true;
  },
  async walk(walker, site) {
    await putDownCard(walker, site);
    await walker.sees('我们怎样用您的信息');
    await walker.press('我看过了，同意');
    await walker.sees('您看病的信息');
    await walker.press('同意用于看病');
    await walker.sees('今天办什么');
    const opened = site.gateway.called('openSession').at(-1)?.body as { consents?: object } | undefined;
    return wrong(opened?.consents !== undefined, 'the consents did not arrive');
  },
};

const book: Journey = {
  name: 'book',
  needsDocument: true,
  always: true,
  async walk(walker, site) {
    await toHome(walker, site);
    await toCheck(walker);
    // Going back loses nothing: what was chosen is still there, and marked.
    await walker.press('返回');
    await walker.sees('哪天几点来');
    const kept = (await walker.page.locator('.time-chosen').getAttribute('aria-label'))?.startsWith('10:30–11:00') === true;
    await choose(walker, '10:30–11:00');
    await walker.sees('请核对');
    await walker.press('对，挂这个号');
    await walker.sees('挂好了');
    const prints = await paper(walker, 1);
    const { appointments } = site.gateway;
    const [made] = appointments;
    return [
      ...wrong(kept, 'an answer was lost on the way back'),
      ...wrong(appointments.length === 1, `booked ${appointments.length} times`),
      ...wrong(made?.start.slice(11, 16) === '10:30', `booked ${made?.start}`),
      ...prints,
    ];
  },
};

/** An appointment of tomorrow that somebody made before. */
function withAppointment(site: KioskSite): void {
  site.gateway.appointments.push(site.gateway.appointmentOfTomorrow());
}

/** From the card to the appointment that was made before. */
async function toAppointment(walker: Walker, site: KioskSite): Promise<void> {
  await toHome(walker, site);
  await choose(walker, '我的预约');
  await walker.sees('您的预约');
  await choose(walker, '明天');
  await walker.sees('这个预约要做什么');
}

const see: Journey = {
  name: 'my appointments: see and reprint',
  needsDocument: true,
  prepare: withAppointment,
  async walk(walker, site) {
    await toAppointment(walker, site);
    await walker.press('打印凭条');
    await walker.sees('就诊凭条');
    const first = await paper(walker, 1);
    await walker.press('再打一张');
    return [
      ...first,
      ...(await paper(walker, 2)),
      ...wrong(site.gateway.called('bookAppointment').length === 0, 'booked anew to print'),
    ];
  },
};

const cancel: Journey = {
  name: 'my appointments: cancel',
  needsDocument: true,
  prepare: withAppointment,
  async walk(walker, site) {
    await toAppointment(walker, site);
    await walker.press('取消这个预约');
    await walker.sees('真的要取消吗');
    await walker.press('是，取消预约');
    await walker.sees('已经取消了');
    const states = site.gateway.appointments.map(({ status }) => status);
    return wrong(states.join() === 'cancelled', `the appointments are ${states}`);
  },
};

const coming: Journey = {
  name: 'the slip of what comes next',
  needsDocument: true,
  prepare: withAppointment,
  async walk(walker, site) {
    await toHome(walker, site);
    await walker.press('明天');
    await walker.sees('就诊凭条');
    return [...(await paper(walker, 1)), ...wrong(site.gateway.called('bookAppointment').length === 0, 'booked anew to print')];
  },
};

const [here, there] = standInHospitals;

const anotherHouse: Journey = {
  name: 'book at another house, by its name',
  needsDocument: true,
  always: true,
  async walk(walker, site) {
    await toHome(walker, site);
    await choose(walker, '给自己挂号');
    await toTimes(walker);
    const before = await walker.text();
    await choose(walker, '去别的医院');
    await walker.sees('去哪家医院');
    await choose(walker, there?.name ?? '');
    await walker.sees('哪天几点来');
    const told = (await walker.text()).includes('不是您现在站的这家医院');
    await choose(walker, '10:30–11:00');
    await walker.sees('请核对');
    const checked = (await walker.page.locator('main').textContent()) ?? '';
    await walker.press('对，挂这个号');
    await walker.sees('挂好了');
    const prints = await paper(walker, 1);
    const [made] = site.gateway.appointments;
    return [
      ...wrong(before.includes(here?.name ?? '') && !before.includes(there?.name ?? ''), 'another house stood there unasked'),
      ...wrong(told && checked.includes(there?.name ?? ''), 'that it is another house was not told'),
      ...wrong(made?.place.hospital === there?.id, `booked at ${made?.place.hospital}`),
      ...prints,
    ];
  },
};

const childsCard: FakeCard = {
  type: 'resident-id',
  maskedName: '王*雨',
  maskedNumber: '110***********0042',
  minor: true,
  signed: { of: 'the child' },
};
const CHILD = opaque('pat', 9);

/** Whether anybody came in by this card. */
function openedBy(site: KioskSite, { signed }: FakeCard): boolean {
  const payload = Buffer.from(JSON.stringify(signed)).toString('base64url');
  return site.gateway.called('openSession').some(({ body }) => JSON.stringify(body).includes(payload));
}

const child: Journey = {
  name: 'a child by its card',
  needsDocument: true,
  always: true,
  prepare: (site) => {
    const known = { name: '王*雨', sex: 'female', birthYear: 2020, relationship: 'parent', level: 'document-read' } as const;
    site.gateway.script.dependants.push({ patientId: CHILD, ...known });
  },
  async walk(walker, site) {
    await walker.sees('放上身份证');
    await site.bridge.asked(1);
    site.bridge.put({ kind: 'card', card: childsCard });
    await walker.sees('谁陪孩子来');
    await site.bridge.asked(2);
    site.bridge.put({ kind: 'card', card: wang });
    await sayYes(walker, site);
    await toTimes(walker);
    await choose(walker, '10:30–11:00');
    await walker.sees('请核对');
    const checked = (await walker.page.locator('main').textContent()) ?? '';
    await walker.press('对，挂这个号');
    await walker.sees('挂好了');
    const prints = await paper(walker, 1);
    const patients = new Set(
      site.gateway.called('bookAppointment').map(({ body }) => (body as { patientId?: string }).patientId),
    );
    const { length: made } = site.gateway.appointments;
    return [
      ...wrong(checked.includes(childsCard.maskedName), 'the check does not say for whom'),
      ...wrong(made === 1 && [...patients].join() === CHILD, `booked ${made} times, for ${[...patients]}`),
      ...wrong(!openedBy(site, childsCard), 'a session was opened for the child itself'),
      ...prints,
    ];
  },
};

const information: Journey = {
  name: 'what is known about me, and who looked',
  needsDocument: true,
  async walk(walker, site) {
    await toHome(walker, site);
    await choose(walker, '我的信息');
    await walker.sees('您登记的信息');
    await walker.press('谁看过我的信息');
    await walker.sees('谁看过您的信息');
    const told = (await walker.text()).includes('工作人员李梅');
    await walker.press('返回');
    await walker.sees('您登记的信息');
    return wrong(told, 'who looked was not told');
  },
};

/** From the card to who pays what. */
async function toSums(walker: Walker, site: KioskSite): Promise<void> {
  await toHome(walker, site);
  await choose(walker, '付费');
  await walker.sees('这次付哪些');
  await walker.press('看看谁付多少');
  await walker.passes(LOOKS_MS);
  await walker.sees('谁付多少');
}

/** Until the page looks again at what is being asked, or being paid. */
const LOOKS_MS = 3_500;

const pay: Journey = {
  name: 'pay by phone',
  needsDocument: true,
  always: true,
  prepare: (site) => site.gateway.changePayment({ paidAfterMs: undefined }),
  async walk(walker, site) {
    await toSums(walker, site);
    await walker.press('对，用手机微信付');
    await walker.sees('请用微信扫这个码');
    const shown = (await walker.page.locator('main').textContent()) ?? '';
    site.gateway.changePayment({ paidAfterMs: 0 });
    await walker.passes(LOOKS_MS);
    await walker.sees('付好了');
    const came = await until(async () => (await walker.printed()) === 1);
    const states = site.gateway.script.payments.flatMap(({ parts }) => parts.map(({ state }) => state));
    return [
      ...wrong(shown.includes('第1个码，共3个') && shown.includes('104.76元'), `what stood above the code: ${shown}`),
      ...wrong(came, `printed ${await walker.printed()} times`),
      ...wrong(states.join() === 'paid,paid,paid', `the parts are ${states}`),
    ];
  },
};

const payAtWindow: Journey = {
  name: 'can not pay by phone after all',
  needsDocument: true,
  always: true,
  prepare: (site) => site.gateway.changePayment({ paidAfterMs: undefined }),
  async walk(walker, site) {
    await toSums(walker, site);
    await walker.press('对，用手机微信付');
    await walker.sees('请用微信扫这个码');
    await walker.press('手机付不了，到窗口付现金');
    await walker.passes(LOOKS_MS);
    await walker.sees('谁付多少');
    await walker.press('对，到窗口付现金');
    await walker.sees('请到窗口付现金');
    const shown = (await walker.page.locator('main').textContent()) ?? '';
    const came = await until(async () => (await walker.printed()) === 1);
    const channels = site.gateway.called('createPayment').map(({ body }) => (body as { channel?: string }).channel);
    return [
      ...wrong(shown.includes('7K3M9 QX2RT'), 'no number for the window'),
      ...wrong(came, `printed ${await walker.printed()} times`),
      ...wrong(channels.filter((one) => one === 'cash').length === 1, `paid by ${channels}`),
      ...wrong(site.gateway.called('cancelPayment').length === 1, 'the code can still be paid'),
    ];
  },
};

/** Somebody paid a bill by phone before. */
function withPaid(site: KioskSite): void {
  site.gateway.script.payments = [paymentThat(...paid.slice(0, 1))];
}

/** From the card to the payment that was made before. */
async function toPaid(walker: Walker, site: KioskSite): Promise<void> {
  await toHome(walker, site);
  await choose(walker, '付费');
  await walker.sees('这次付哪些');
  await walker.press('看付过的钱');
  await walker.sees('付过的钱');
  await choose(walker, '11月24日');
  await walker.sees('付好了');
}

const printReceipt: Journey = {
  name: 'what I paid: print the receipt again',
  needsDocument: true,
  prepare: withPaid,
  async walk(walker, site) {
    await toPaid(walker, site);
    await walker.press('打收据');
    const came = await until(async () => (await walker.printed()) === 1);
    return [
      ...wrong(came, `printed ${await walker.printed()} times`),
      ...wrong(site.gateway.called('createPayment').length === 0, 'paid anew to print'),
    ];
  },
};

const takeBack: Journey = {
  name: 'what I paid: have a line of it taken back',
  needsDocument: true,
  prepare: withPaid,
  async walk(walker, site) {
    await toPaid(walker, site);
    await walker.press('要退钱');
    await walker.sees('退什么');
    await choose(walker, '只退其中几样');
    await walker.sees('退哪几样');
    await choose(walker, '一次性静脉留置针');
    await walker.press('就退这些');
    await walker.sees('真的要退吗');
    const asked = (await walker.page.locator('main').textContent()) ?? '';
    await walker.press('是，退26.80元');
    await walker.passes(LOOKS_MS);
    await walker.sees('退好了');
    const taken = site.gateway.script.takenBack.map(({ amount }) => amount);
    return [
      ...wrong(asked.includes('26.80元') && asked.includes('退回原来付的地方'), `what was asked: ${asked}`),
      ...wrong(taken.join() === '2680', `taken back: ${taken}`),
    ];
  },
};

const readReport: Journey = {
  name: 'read a report and take it along on paper',
  needsDocument: true,
  always: true,
  async walk(walker, site) {
    await toHome(walker, site);
    await choose(walker, '我的报告');
    // One hospital takes its time.
    for (let looks = 0; looks < 3; looks += 1) await walker.passes(LOOKS_MS);
    await walker.sees('看哪份报告');
    await choose(walker, '生化检查');
    await walker.sees('您的报告');
    const shown = (await walker.page.locator('main').textContent()) ?? '';
    await walker.press('看变化');
    await walker.sees('前后的变化');
    const changed = (await walker.page.locator('main').textContent()) ?? '';
    await walker.press('回去看报告');
    await walker.sees('您的报告');
    await walker.press('打印这份报告');
    await walker.sees('打印报告');
    const came = await until(async () => (await walker.printed()) === 1);
    const onPaper = (await walker.page.locator('.slip').textContent()) ?? '';
    return [
      ...wrong(/血糖.*6\.84.*偏高/s.test(shown), `what stood there first: ${shown}`),
      ...wrong(shown.includes('请带给医生看'), 'nothing says to ask a doctor'),
      ...wrong(changed.includes('上升'), `where it goes: ${changed}`),
      ...wrong(came, `printed ${await walker.printed()} times`),
      ...wrong(onPaper.includes('6.84 mmol/L ▲ 偏高'), `on paper: ${onPaper}`),
      ...wrong(site.gateway.called('readResult').length === 1, 'the report was asked for more than once'),
    ];
  },
};

const share: Journey = {
  name: 'share a report by a code on paper, and stop it',
  needsDocument: true,
  always: true,
  async walk(walker, site) {
    await toHome(walker, site);
    await choose(walker, '我的报告');
    // One hospital takes its time.
    for (let looks = 0; looks < 3; looks += 1) await walker.passes(LOOKS_MS);
    await walker.sees('看哪份报告');
    await choose(walker, '生化检查');
    await walker.sees('您的报告');
    await walker.press('给医生或家人看');
    await walker.sees('给谁看');
    await choose(walker, '给家人看');
    await walker.sees('给他们看什么');
    await walker.press('选好了');
    await walker.sees('给看多久');
    await choose(walker, '三天');
    await walker.sees('要不要口令');
    await choose(walker, '要，机器选六个数字');
    await walker.sees('这样分享，可以吗');
    const asked = (await walker.page.locator('main').textContent()) ?? '';
    const before = site.gateway.called('createShare').length;
    await walker.press('同意，分享');
    await walker.sees('分享好了');
    const came = await until(async () => (await walker.printed()) === 1);
    const onPaper = (await walker.page.locator('.slip').textContent()) ?? '';
    const digits = (await walker.page.locator('.share-digits strong').textContent()) ?? '';
    await walker.passes(PAPER_MS);
    await walker.press('再办一件事');
    await walker.sees('今天办什么');
    await choose(walker, '我的信息');
    await walker.sees('您登记的信息');
    await walker.press('我分享过的');
    await walker.sees('我分享过的');
    await choose(walker, '给家人看的检查结果');
    await walker.sees('这个分享');
    await walker.press('停止');
    await walker.sees('停止这个分享吗');
    await walker.press('是，停止');
    await walker.sees('停了');
    const ended = site.gateway.script.sharing.shares.map(({ endedBecause }) => endedBecause);
    return [
      ...wrong(asked.includes('您可以随时停止') && asked.includes('有码、有口令的人'), `what was agreed to: ${asked}`),
      ...wrong(before === 0, 'something was shared before the yes'),
      ...wrong(came, `printed ${await walker.printed()} times`),
      ...wrong(/^\d{3} \d{3}$/.test(digits) && !onPaper.includes(digits), `the passcode ${digits}, and on paper: ${onPaper}`),
      ...wrong(ended.join() === 'revoked', `the shares are ${ended}`),
    ];
  },
};

/** From the card to the first question about one thing of the list. */
async function complainsOf(walker: Walker, site: KioskSite, topic: string): Promise<void> {
  await toHome(walker, site);
  await walker.press('不知道看哪科');
  await walker.sees('哪里不舒服');
  await choose(walker, '从列表里选');
  await walker.sees('是下面哪一种');
  await choose(walker, topic);
}

const palpitations: Journey = {
  name: 'palpitations for months, to a place in cardiology',
  needsDocument: true,
  always: true,
  prepare: (site) => {
    const cardiology = { code: 'A03.04', name: '心血管内科' };
    const slots = standInSlots.map((slot) => ({ ...slot, department: cardiology }));
    Object.assign(site.gateway.script, { slots });
  },
  async walk(walker, site) {
    await complainsOf(walker, site, '心慌');
    await walker.sees('现在有下面哪种情况');
    await walker.press('都没有');
    await walker.sees('从什么时候开始的');
    await walker.press('一个月以上');
    await walker.sees('心慌的时候还有什么');
    await walker.press('不清楚');
    await walker.sees('建议先看这个科');
    const told = (await walker.text()).includes('这不是诊断');
    await choose(walker, '心血管内科');
    await walker.sees('哪天几点来');
    await choose(walker, '10:30–11:00');
    await walker.sees('请核对');
    await walker.press('对，挂这个号');
    await walker.sees('挂好了');
    const prints = await paper(walker, 1);
    const [made] = site.gateway.appointments;
    return [
      ...wrong(told, 'nothing says that it is no diagnosis'),
      ...wrong(made?.department.code === 'A03.04', `booked ${made?.department.name}`),
      ...prints,
    ];
  },
};

/** What must not come of it, and what is left to be pressed. */
async function stopped(walker: Walker, site: KioskSite): Promise<readonly string[]> {
  const ways = await walker.page.locator('main button').allTextContents();
  const { length: booked } = site.gateway.called('bookAppointment');
  return [
    ...wrong(['看好了，收起来,去人工窗口,好了，结束', '叫人来,关掉这一页'].includes(ways.join()), `ways on: ${ways}`),
    ...wrong(booked === 0 && site.gateway.appointments.length === 0, `booked ${booked} times`),
  ];
}

const emergency: Journey = {
  name: 'a tight chest for some days, to emergency',
  needsDocument: true,
  async walk(walker, site) {
    await complainsOf(walker, site, '胸痛、胸闷');
    await walker.sees('现在有下面哪种情况');
    await walker.press('都没有');
    await walker.sees('从什么时候开始的');
    await walker.press('这几天');
    await walker.sees('先坐下，要马上看急诊');
    const words = await walker.text();
    return [...wrong(words.includes('120') && words.includes('不能挂号'), words), ...(await stopped(walker, site))];
  },
};

const quiet: Journey = {
  name: 'does not want to live, to the quiet screen',
  needsDocument: true,
  async walk(walker, site) {
    await complainsOf(walker, site, '心情');
    await walker.sees('有没有下面的情况');
    await walker.press('不想活了');
    await walker.press('选好了');
    await walker.sees('请看下面几句话');
    const words = await walker.text();
    await walker.press('看只给我的话');
    await walker.page.getByText('心理援助热线：12356').waitFor();
    const shown = await walker.text();
    return [
      ...wrong(words.includes('安静的房间') && !words.includes('12356'), words),
      ...wrong(shown.includes('有人陪您'), shown),
      ...(await stopped(walker, site)),
    ];
  },
};

const tellDoctor: Journey = {
  name: 'tell the doctor before a visit',
  needsDocument: true,
  always: true,
  prepare: withAppointment,
  async walk(walker, site) {
    await toAppointment(walker, site);
    await walker.press('想先跟医生说说');
    await walker.sees('谁来说病情');
    await walker.press('我自己说');
    await walker.sees('今天主要哪里不舒服');
    const told = (await walker.text()).includes('这不是诊断');
    await choose(walker, '腰背、手脚');
    await walker.sees('有多久了');
    await walker.press('返回');
    await walker.sees('今天主要哪里不舒服');
    const kept = (await walker.page.locator('.choice-chosen').textContent())?.includes('腰背、手脚') === true;
    await choose(walker, '腰背、手脚');
    await walker.sees('有多久了');
    await choose(walker, '一个月以上');
    await walker.sees('最难受时有多厉害');
    await walker.press('7');
    await walker.press('输好了');
    await walker.sees('得过下面哪些病');
    await walker.press('高血压');
    await walker.press('选好了');
    await walker.sees('对什么过敏');
    await walker.press('不清楚');
    await walker.sees('还没交。请看看对不对');
    const before = site.gateway.called('submitPreconsult').length;
    await walker.press('对，交给医生');
    await walker.sees('医生那边收到了');
    const came = await until(async () => (await walker.printed()) === 1);
    const [begun] = site.gateway.script.preconsults;
    const paths = begun?.answers.map(({ path }) => path).sort();
    return [
      ...wrong(told, 'nothing says that it is no diagnosis'),
      ...wrong(kept, 'an answer was lost on the way back'),
      ...wrong(before === 0, 'something was sent before the yes'),
      ...wrong(begun?.sent === true, 'nothing was sent'),
      ...wrong(paths?.join() === 'allergies,illnesses,severity,since,where', `answered: ${paths}`),
      ...wrong(came, 'no paper came'),
    ];
  },
};

const practise: Journey = {
  name: 'practise',
  needsDocument: false,
  async walk(walker, site) {
    await walker.sees('放上身份证');
    // What the start asks for has come.
    await until(async () => site.gateway.called('listHospitals').length > 0);
    await walker.press('先练习一下');
    await walker.sees('放上身份证');
    await walker.page.getByText('练习：这里都不是真的').waitFor();
    const before = site.gateway.calls.length;
    await walker.press('放上练习用的证件');
    await walker.sees('对吗');
    const banner = (await walker.text()).includes('练习：这里都不是真的');
    const calls = site.gateway.calls.length - before;
    return [...wrong(banner, 'nothing says that it is practice'), ...wrong(calls === 0, `${calls} calls while practising`)];
  },
};

const person: Journey = {
  name: 'I want a person',
  needsDocument: false,
  always: true,
  async walk(walker, site) {
    await walker.sees('放上身份证');
    await walker.press('帮忙 Help');
    const dialog = walker.page.getByRole('alertdialog');
    await dialog.getByText('2号窗口').first().waitFor();
    const text = (await dialog.textContent()) ?? '';
    await walker.press('回到刚才的地方');
    await walker.sees('放上身份证');
    const { length: calls } = site.gateway.called('createHelpCall');
    return [
      ...wrong(/本部\s*1楼\s*2号窗口/.test(text), `where a person is: ${text}`),
      ...wrong(calls === 1, `${calls} calls for help`),
    ];
  },
};

export const journeys: readonly Journey[] = [
  register,
  book,
  coming,
  anotherHouse,
  child,
  see,
  cancel,
  information,
  pay,
  payAtWindow,
  printReceipt,
  takeBack,
  readReport,
  share,
  palpitations,
  emergency,
  quiet,
  tellDoctor,
  practise,
  person,
];
