import { grantOfSister } from '../../../kiosk/practice/sample-family.ts';
import { onOwnPhone, samplePhones } from '../../../kiosk/practice/sample-phones.ts';
import { GUARD_MS } from '../kit/display-size.ts';
import type { KioskSite } from '../kit/kiosk-site.ts';
import { SLIP_CODE } from '../kit/paper.ts';
import { choose, type Journey, until, wrong } from './journey.ts';
import type { Walker } from './walker.ts';

const NUMBER = '13800000000';
/** What a phone that waits for something looks again after. */
const LOOKS_MS = 3_500;

async function toCode(walker: Walker): Promise<void> {
  await walker.sees('请输入手机号');
  await walker.types('手机号', NUMBER);
  await walker.press('发短信给我');
  await walker.sees('请输入短信里的六位数字');
  await walker.types('六位数字', '481209');
}

async function toHome(walker: Walker): Promise<void> {
  await toCode(walker);
  await walker.sees('今天办什么');
}

/** What stands on the screen, without the bar below it. */
const shown = async (walker: Walker) => (await walker.page.locator('main').textContent()) ?? '';

const signIn: Journey = {
  name: 'sign in by a code, for the first time',
  needsDocument: false,
  prepare: (site) => {
    site.gateway.script.unregistered = true;
  },
  async walk(walker, site) {
    await toCode(walker);
    await walker.sees('第一次来，请登记');
    await walker.types('姓名', '王建国');
    await walker.types('证件号码', '11010519491231002X');
    await walker.press('填好了');
    await walker.sees('我们怎样用您的信息');
    await walker.press('我看过了，同意');
    await walker.sees('您看病的信息');
    await walker.press('同意用于看病');
    await walker.sees('今天办什么');
    const opened = site.gateway.called('openSession').filter(({ body }) => 'consents' in body);
    return [
      ...wrong(opened.length === 1, `agreed ${opened.length} times`),
      ...wrong(site.gateway.called('sendOneTimeCode').length === 1, 'more than one message was sent'),
    ];
  },
};

async function toCheck(walker: Walker): Promise<void> {
  await choose(walker, '给自己挂号');
  await walker.sees('哪里不舒服');
  await choose(walker, '腰、腿、关节');
  await walker.sees('看哪个科');
  await choose(walker, '骨科');
  await walker.sees('去哪家医院');
  await choose(walker, '临江市第一人民医院');
  await walker.sees('哪天几点来');
  await choose(walker, '10:30–11:00');
  await walker.sees('请核对');
}

const book: Journey = {
  name: 'book',
  needsDocument: false,
  async walk(walker, site) {
    await toHome(walker);
    await toCheck(walker);
    await walker.press('对，挂这个号');
    await walker.sees('挂好了');
    await walker.page.locator('.slip-card').waitFor();
    const { appointments } = site.gateway;
    return [
      ...wrong(appointments.length === 1, `booked ${appointments.length} times`),
      ...wrong(appointments[0]?.start.slice(11, 16) === '10:30', `booked ${appointments[0]?.start}`),
      ...wrong((await shown(walker)).includes(SLIP_CODE), 'no code on the slip'),
    ];
  },
};

function withAppointment(site: KioskSite): void {
  site.gateway.appointments.push(site.gateway.appointmentOfTomorrow());
}

async function toAppointment(walker: Walker): Promise<void> {
  await toHome(walker);
  await choose(walker, '我的预约');
  await walker.sees('您的预约');
  await choose(walker, '明天');
  await walker.sees('这个预约要做什么');
}

const cancel: Journey = {
  name: 'cancel',
  needsDocument: false,
  prepare: withAppointment,
  async walk(walker, site) {
    await toAppointment(walker);
    await walker.press('取消这个预约');
    await walker.sees('真的要取消吗');
    await walker.press('是，取消预约');
    await walker.sees('已经取消了');
    const states = site.gateway.appointments.map(({ status }) => status);
    return wrong(states.join() === 'cancelled', `the appointments are ${states}`);
  },
};

const see: Journey = {
  name: 'my appointment: slip, way and calendar',
  needsDocument: false,
  prepare: withAppointment,
  async walk(walker, site) {
    await toAppointment(walker);
    await walker.press('放进日历');
    const taken = await until(async () => site.gateway.called('readCalendar').length > 0);
    await walker.press('怎么去');
    await walker.sees('怎么去');
    const way = await shown(walker);
    await walker.press('看好了，回去');
    await walker.sees('这个预约要做什么');
    await walker.press('看凭条');
    await walker.sees('就诊凭条');
    await walker.page.locator('.slip-card').waitFor();
    return [
      ...wrong(taken, 'no calendar file was asked for'),
      ...wrong(way.includes('3楼 312室') && way.includes('柳堤路969号'), `the way: ${way}`),
      ...wrong((await shown(walker)).includes(SLIP_CODE), 'no code on the slip'),
      ...wrong(site.gateway.called('bookAppointment').length === 0, 'booked anew to see it'),
    ];
  },
};

const family: Journey = {
  name: 'add family by digits',
  needsDocument: false,
  async walk(walker, site) {
    await toHome(walker);
    await choose(walker, '家人互相帮忙');
    await walker.sees('家人怎么互相帮忙');
    await choose(walker, '帮家人办');
    await walker.sees('怎么帮家人办');
    await choose(walker, '家人身边有自助机');
    await walker.sees('请告诉家人这八个数字');
    const told = await shown(walker);
    const { family: before } = site.gateway.script;
    site.gateway.script.family = { ...before, grants: [{ ...grantOfSister, helpedName: '李*华' }, ...before.grants] };
    await walker.passes(LOOKS_MS);
    await walker.sees('可以替李*华办了');
    const asked = site.gateway.called('createInvitation').length;
    return [
      ...wrong(/4812\s*0937/.test(told) && told.includes('用到'), `the digits: ${told}`),
      ...wrong(asked === 1, `${asked} invitations`),
    ];
  },
};

const CHECKOUT = 'https://pay.invalid/**';

const pay: Journey = {
  name: 'pay a bill by a link',
  needsDocument: false,
  prepare: (site) => site.gateway.changePayment({ paidAfterMs: undefined }),
  async walk(walker, site) {
    // The provider's own page, which leads back when it is paid.
    await walker.page.route(CHECKOUT, (route) => {
      const body = `<!doctype html><html lang="zh-CN"><title>付款</title><h1 tabindex="-1">付款</h1>
        <p><a href="${site.phoneUrl}#payment" style="font-size:30px;line-height:3">付好了，回医院</a></p>`;
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body });
    });
    await toHome(walker);
    await choose(walker, '付费');
    await walker.sees('这次付哪些');
    await walker.press('看看谁付多少');
    await walker.passes(LOOKS_MS);
    await walker.sees('谁付多少');
    await walker.press('对，用手机微信付');
    await walker.sees('在这个手机上付钱');
    const asked = await shown(walker);
    await walker.press('打开微信付');
    await walker.page.getByRole('heading', { name: '付款' }).waitFor();
    site.gateway.changePayment({ paidAfterMs: 0 });
    await walker.press('付好了，回医院');
    await isStillMe(walker);
    await walker.passes(LOOKS_MS);
    await walker.sees('付好了');
    const made = site.gateway.called('createPayment').map(({ body }) => (body as { presented?: string }).presented);
    const states = site.gateway.script.payments.flatMap(({ parts }) => parts.map(({ state }) => state));
    return [
      ...wrong(asked.includes('第1笔，共3笔') && asked.includes('63.50元'), `what stood above the link: ${asked}`),
      ...wrong(made.join() === 'link', `paid by ${made}`),
      ...wrong(states.join() === 'paid,paid,paid', `the parts are ${states}`),
    ];
  },
};

/** Whoever was away for long says that it is still them. */
async function isStillMe(walker: Walker): Promise<void> {
  const asked = walker.page.getByRole('button', { name: '是我，接着办' });
  await asked
    .or(walker.page.getByRole('heading', { name: /付好了|在这个手机上付钱/ }))
    .first()
    .waitFor();
  if (!(await asked.isVisible())) return;
  await walker.passes(GUARD_MS);
  await asked.click();
}

const results: Journey = {
  name: 'bind this phone, and read results on it',
  needsDocument: false,
  prepare: (site) => {
    site.gateway.script.phones = onOwnPhone;
    site.gateway.script.problems.listResults = 'document-required';
  },
  async walk(walker, site) {
    await toHome(walker);
    await choose(walker, '我的报告');
    await walker.sees('要先看证件');
    await walker.press('认这部手机');
    await walker.sees('把这部手机认成您的吗');
    await walker.press('要一个号码');
    await walker.sees('请在自助机上输这个号码');
    const told = await shown(walker);
    await binds(walker, site, 'entered');
    await walker.sees('请比一比两个数字');
    await binds(walker, site, 'bound');
    await walker.sees('认好了，是您的手机');
    await walker.press('好了');
    await walker.sees('今天办什么');
    await choose(walker, '我的报告');
    // One hospital takes its time.
    for (let looks = 0; looks < 3; looks += 1) await walker.passes(LOOKS_MS);
    await walker.sees('看哪份报告');
    await choose(walker, '生化检查');
    await walker.sees('您的报告');
    const read = await shown(walker);
    return [
      ...wrong(/4812\s*0937/.test(told) && told.includes('62'), `the code: ${told}`),
      ...wrong(/血糖.*6\.84.*偏高/s.test(read), `what stood there first: ${read}`),
      ...wrong(read.includes('请带给医生看'), 'nothing says to ask a doctor'),
    ];
  },
};

/** What the person does at the kiosk meanwhile. */
async function binds(walker: Walker, site: KioskSite, state: 'entered' | 'bound'): Promise<void> {
  site.gateway.script.phones = { ...site.gateway.script.phones, binding: { state, signedIn: true } };
  await walker.passes(LOOKS_MS);
}

const tellDoctor: Journey = {
  name: 'tell the doctor before a visit',
  needsDocument: false,
  prepare: withAppointment,
  async walk(walker, site) {
    await toAppointment(walker);
    await walker.press('想先跟医生说说');
    await walker.sees('谁来说病情');
    await walker.press('我自己说');
    await walker.sees('今天主要哪里不舒服');
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
    const [begun] = site.gateway.script.preconsults;
    const paths = begun?.answers.map(({ path }) => path).sort();
    return [
      ...wrong(before === 0, 'something was sent before the yes'),
      ...wrong(begun?.sent === true, 'nothing was sent'),
      ...wrong(paths?.join() === 'allergies,illnesses,severity,since,where', `answered: ${paths}`),
    ];
  },
};

const toKiosk: Journey = {
  name: 'go on at a kiosk',
  needsDocument: false,
  async walk(walker, site) {
    await toHome(walker);
    await toCheck(walker);
    await walker.press('去自助机接着办');
    await walker.sees('在自助机上输这个号码');
    const told = await shown(walker);
    await walker.press('不去了，就在这里挂');
    await walker.sees('请核对');
    const left = site.gateway.called('createDraft').length;
    return [
      ...wrong(/7KQ2 M9XD/.test(told) && told.includes('号还没有挂'), `the code: ${told}`),
      ...wrong(left === 1, `${left} drafts`),
      ...wrong(site.gateway.appointments.length === 0, 'something was booked by it'),
    ];
  },
};

const messages: Journey = {
  name: 'read a message, and switch one kind off',
  needsDocument: false,
  async walk(walker, site) {
    await toHome(walker);
    await choose(walker, '给我的消息');
    await walker.sees('给您的消息');
    await choose(walker, '预约确认了');
    await walker.sees('预约确认了');
    await walker.press('返回');
    await walker.sees('给您的消息');
    await choose(walker, '哪些发到手机');
    await walker.sees('哪些发到手机');
    await choose(walker, '付款完成了');
    await walker.page.getByRole('button', { name: /付款完成了.*关了/ }).waitFor();
    const saved = site.gateway.called('saveMessagePreferences').length;
    return [
      ...wrong(site.gateway.called('markMessageRead').length === 1, 'the message is not read'),
      ...wrong(saved === 1, `saved ${saved} times`),
    ];
  },
};

const phones: Journey = {
  name: 'phones and sessions: end one',
  needsDocument: false,
  prepare: (site) => {
    const [own] = samplePhones.bound;
    site.gateway.script.phones = { ...onOwnPhone, bound: own ? [{ ...own, current: true }] : [] };
  },
  async walk(walker, site) {
    await toHome(walker);
    await choose(walker, '我的信息');
    await walker.sees('您登记的信息');
    await choose(walker, '手机和登录');
    await walker.sees('您在这些地方登录着');
    await choose(walker, '临江市第一人民医院的自助机');
    await walker.sees('结束这里吗');
    await walker.press('对，结束');
    await walker.sees('结束了');
    const { sessions, bound } = site.gateway.script.phones;
    return wrong(sessions.length === 1 && bound.length === 1, `${sessions.length} sessions and ${bound.length} phones are left`);
  },
};

const person: Journey = {
  name: 'I want a person',
  needsDocument: false,
  async walk(walker) {
    await walker.sees('请输入手机号');
    await walker.press('帮忙');
    const dialog = walker.page.getByRole('alertdialog');
    await dialog.getByText('窗口').first().waitFor();
    const text = (await dialog.textContent()) ?? '';
    await walker.press('回到刚才的地方');
    await walker.sees('请输入手机号');
    return wrong(text.includes('医院的人工窗口'), `where a person is: ${text}`);
  },
};

export const phoneJourneys: readonly Journey[] = [
  signIn,
  book,
  cancel,
  see,
  family,
  pay,
  results,
  tellDoctor,
  toKiosk,
  messages,
  phones,
  person,
];
