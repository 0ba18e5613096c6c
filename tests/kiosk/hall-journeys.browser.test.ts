import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { wang } from './kit/fake-bridge.ts';
import { askForDocument, enterHall, type Hall, identify } from './kit/hall.ts';
import { type KioskSite, startKioskSite } from './kit/kiosk-site.ts';
import { countPages, PAPER_MS, printed, SLIP_CODE, slipIsThere } from './kit/paper.ts';
import { opaque } from './kit/stand-in-city.ts';

let browser: Browser;
let site: KioskSite;
let hall: Hall;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  site = await startKioskSite();
  hall = await enterHall(browser, site);
});
afterEach(async () => {
  await hall.close();
  await site.stop();
});

/** Nothing left the origin, nothing complained, and every screen that was seen can be read and touched. */
function expectWellMade() {
  expect(hall.faults).toEqual([]);
  expect(hall.foreign).toEqual([]);
  expect(hall.complaints).toEqual([]);
}

async function toSlots(): Promise<void> {
  await identify(hall, site);
  await hall.tap('给自己挂号');
  await hall.tap('按科室名字');
  await hall.sees('看哪个科');
  while (!(await hall.page.getByRole('button', { name: '骨科' }).isVisible())) await hall.tap('看更多');
  await hall.tap('骨科');
  await hall.sees('哪天几点来');
}

async function toCheck(): Promise<void> {
  await toSlots();
  await hall.tap('9:30–10:00');
  await hall.sees('请核对');
}

describe('in a real browser, by touch', () => {
  it('the kiosk, by touch, books in Chinese, from the first screen to the slip', async () => {
    await hall.sees('放上身份证');
    await identify(hall, site);
    await hall.sees('今天办什么');
    await hall.tap('给自己挂号');
    await hall.sees('哪里不舒服');
    await hall.tap('腰、腿、关节');
    await hall.sees('看哪个科');
    await hall.tap('骨科');
    await hall.sees('哪天几点来');
    await hall.tap('明天');
    await hall.tap('下午');
    await hall.page.getByRole('button', { name: '14:00–14:30' }).waitFor();
    await hall.sees('哪天几点来');
    await hall.tap('去别的医院');
    await hall.sees('去哪家医院');
    await hall.tap('返回');
    await hall.sees('哪天几点来');
    await hall.tap('9:30–10:00');
    await hall.sees('请核对');
    await hall.tap('对，挂这个号');
    await hall.sees('挂好了');
    await slipIsThere(hall.page);
    await hall.sees('挂好了');
    expect(site.gateway.called('bookAppointment')).toHaveLength(1);
    expectWellMade();
  });

  it('the kiosk, by touch, books in English, for a visit that needs preparing', async () => {
    site.gateway.script.fasting = true;
    await identify(hall, site, 'en');
    await hall.sees('What do you need');
    await hall.tap('Book a doctor');
    await hall.sees('Where does it hurt');
    await hall.tap('By pinyin');
    await hall.sees('Press the pinyin initials');
    await hall.tap('G');
    await hall.page.getByRole('button', { name: 'Orthopaedics' }).waitFor();
    await hall.sees('Press the pinyin initials');
    await hall.tap('Orthopaedics');
    await hall.sees('Which day and time');
    await hall.tap('9:30–10:00');
    await hall.sees('Check, then book');
    await hall.tap('Yes, book this');
    await hall.sees('You are booked');
    await slipIsThere(hall.page);
    await hall.sees('You are booked');
    expectWellMade();
  });

  it('the kiosk, by touch, books a number of a morning, and says about when it is called', async () => {
    await identify(hall, site);
    await hall.tap('给自己挂号');
    await hall.tap('腰、腿、关节');
    await hall.tap('中医科');
    await hall.sees('哪天几点来');
    await hall.tap('去别的医院');
    await hall.sees('去哪家医院');
    // Not 8:00, when the clinic begins: nobody of ours is called then.
    await hall.page.getByText('最早明天 9:30').waitFor();
    await hall.tap('返回');
    await hall.sees('哪天几点来');
    const times = () => hall.page.locator('.time').allTextContents();
    expect(await times()).toEqual(['约8:05–8:35上午第3号', '约9:30–10:30上午第17号']);
    await hall.tap('下午');
    await expect.poll(times).toEqual(['约14:00–14:45下午第9号']);
    await hall.tap('上午');
    await hall.tap('上午第17号');
    await hall.sees('请核对');
    await hall.tap('对，挂这个号');
    await hall.sees('挂好了');
    await slipIsThere(hall.page);
    await hall.sees('挂好了');
    expect(await hall.page.locator('.slip').textContent()).toMatch(/约9:30–10:30上午第17号.*十次有八次准/);
    expectWellMade();
  });

  it('the kiosk, by touch, books a number of a morning in English', async () => {
    await identify(hall, site, 'en');
    await hall.tap('Book a doctor');
    await hall.tap('By name');
    await hall.sees('Which department');
    const wanted = hall.page.getByRole('button', { name: 'Traditional Chinese Medicine' });
    while (!(await wanted.isVisible())) await hall.tap('Show more');
    await hall.tap('Traditional Chinese Medicine');
    await hall.sees('Which day and time');
    await hall.tap('Morning, number 17');
    await hall.sees('Check, then book');
    await hall.tap('Yes, book this');
    await hall.sees('You are booked');
    await slipIsThere(hall.page);
    await hall.sees('You are booked');
    expectWellMade();
  });

  it('the kiosk, by touch, registers a person at their first visit, with two agreements', async () => {
    site.gateway.script.unregistered = true;
    await identify(hall, site);
    await hall.sees('我们怎样用您的信息');
    await hall.tap('我看过了，同意');
    await hall.sees('您看病的信息');
    await hall.tap('不同意');
    await hall.sees('不同意也能看病');
    await hall.tap('我再想想');
    await hall.sees('您看病的信息');
    await hall.tap('同意用于看病');
    await hall.sees('今天办什么');
    expect(site.gateway.called('openSession').map(({ body }) => (body as { consents?: object }).consents)).toEqual([
      undefined,
      { privacyNotice: '2026-11-01', healthData: '2026-11-01', language: 'zh' },
    ]);
    expectWellMade();
  });

  it('the kiosk, by touch, registers a child and books for it', async () => {
    await identify(hall, site);
    await hall.tap('给孩子挂号');
    await hall.sees('您是孩子的什么人');
    await hall.tap('爷爷奶奶');
    await hall.sees('出生医学证明');
    await hall.tap('Z');
    for (const digit of '990123456') await hall.tap(digit);
    await hall.sees('出生医学证明');
    await hall.tap('输好了');
    await hall.sees('孩子哪天出生');
    for (const digit of '20200131') await hall.tap(digit);
    await hall.page.getByText('2020年01月31日').waitFor();
    await hall.sees('孩子哪天出生');
    await hall.tap('输好了');
    await hall.sees('男孩还是女孩');
    await hall.tap('女孩');
    await hall.sees('孩子叫什么名字');
    for (const key of ['王', '笔画', '竖', '撇', '点', '小', '拼音', 'Y', 'U', '雨']) await hall.tap(key);
    await hall.tap('输好了');
    await hall.tap('我看过了，同意');
    await hall.sees('您看病的信息');
    await hall.tap('同意用于孩子看病');
    await hall.sees('哪里不舒服');
    expect(site.gateway.called('registerDependant').map(({ body }) => body)).toMatchObject([
      {
        relationship: 'grandparent',
        person: { name: '王小雨', birthDate: '2020-01-31', sex: 'female', document: { number: 'Z990123456' } },
      },
    ]);
    expectWellMade();
  });

  it('the kiosk, by touch, says by when one will know, and then what became of it', async () => {
    site.gateway.script.booking = 'confirming';
    await toCheck();
    await hall.tap('对，挂这个号');
    await hall.sees('医院正在确认');
    await hall.page.getByText('下午三点半').waitFor();
    site.gateway.script.confirmed = { status: 'booked', confirmation: 'confirmed' };
    await hall.sees('挂好了');
    expectWellMade();
  });

  it('the kiosk, by touch, offers what is nearest when somebody else was faster', async () => {
    site.gateway.script.booking = 'slot-taken';
    await toCheck();
    await hall.tap('对，挂这个号');
    await hall.sees('换一个吧');
    await hall.tap('10:30');
    await hall.sees('请核对');
    await hall.tap('对，挂这个号');
    await hall.sees('挂好了');
    const keys = site.gateway.called('bookAppointment').map(({ headers }) => headers.get('idempotency-key'));
    expect(new Set(keys).size).toBe(2);
    expectWellMade();
  });

  it('the kiosk, by touch, finds, shows and cancels an appointment', async () => {
    await toCheck();
    await hall.tap('对，挂这个号');
    await hall.sees('挂好了');
    await hall.tap('再办一件事');
    await hall.tap('我的预约');
    await hall.sees('您的预约');
    await hall.tap('9:30–10:00');
    await hall.sees('这个预约要做什么');
    await hall.tap('取消这个预约');
    await hall.sees('真的要取消吗');
    await hall.tap('是，取消预约');
    await hall.sees('已经取消了');
    expect(site.gateway.appointments.map(({ status }) => status)).toEqual(['cancelled']);
    expectWellMade();
  });

  it('the kiosk, by touch, shows who looked at the information, takes the agreement back and leaves nothing', async () => {
    site.gateway.script.dependants.push({
      patientId: opaque('pat', 2),
      name: '王*',
      sex: 'female',
      birthYear: 2020,
      relationship: 'parent',
      level: 'claimed',
    });
    await identify(hall, site);
    await hall.tap('我的信息');
    await hall.sees('您登记的信息');
    await hall.page.getByText('港澳居民来往内地通行证').waitFor();
    await hall.tap('谁看过我的信息');
    await hall.sees('谁看过您的信息');
    await hall.page.getByText('工作人员李梅核对了身份').waitFor();
    await hall.tap('看更多');
    await hall.page.getByText('临江市中心医院用到了您的信息').waitFor();
    await hall.page.getByText('2025年10月20日 周一').waitFor();
    await hall.sees('谁看过您的信息');
    await hall.tap('返回');
    await hall.sees('您登记的信息');
    await hall.tap('谁看过');
    await hall.tap('不再同意');
    await hall.sees('真的不再同意吗');
    await hall.tap('是，不再同意');
    await hall.sees('记下了，您不再同意');
    // Health data first; that ended the session, and the receipt that had been withdrawn before is left alone.
    expect(site.gateway.called('withdrawConsent').map(({ params }) => params.id)).toEqual([opaque('con', 2), opaque('con', 3)]);
    await hall.tap('结束');
    await hall.sees('放上身份证');
    expect(await hall.page.content()).not.toMatch(/王\*|1946|138\*|pat_0|con_0/);
    expect(await hall.page.evaluate(() => [localStorage.length, sessionStorage.length, history.state])).toEqual([0, 0, null]);
    await identify(hall, site);
    await hall.sees('我们怎样用您的信息');
    expectWellMade();
  });

  it('the kiosk, by touch, shows the information in English', async () => {
    await identify(hall, site, 'en');
    await hall.tap('About me');
    await hall.sees('What we know about you');
    await hall.page.getByText('Resident ID card').waitFor();
    await hall.tap('Who looked at it');
    await hall.sees('Who saw your information');
    await hall.tap('Show more');
    await hall.page.getByText('The Onedoor system asked the hospital for a place').waitFor();
    expectWellMade();
  });

  it('the kiosk, by touch, prints the slip once by itself, and again when somebody wants it', async () => {
    const pages = await countPages(hall.page);
    await toCheck();
    await hall.tap('对，挂这个号');
    await slipIsThere(hall.page);
    await expect.poll(pages).toBe(1);
    await hall.passes(PAPER_MS);
    await hall.page.getByText('请拿好凭条').waitFor();
    await hall.sees('挂好了');
    expect(await pages()).toBe(1);
    await hall.tap('再打一张');
    await expect.poll(pages).toBe(2);
    await hall.passes(PAPER_MS);
    await hall.page.getByText('请拿好凭条').waitFor();
    await hall.tap('好了，结束');
    await hall.sees('放上身份证');
    expect(await pages()).toBe(2);
    expectWellMade();
  });

  it('the kiosk, by touch, prints no slip in English before it knows the English name of the hospital', async () => {
    const pages = await countPages(hall.page);
    await identify(hall, site, 'en');
    for (const words of ['Book a doctor', 'Back, legs, joints', 'Orthopaedics', '9:30–10:00']) await hall.tap(words);
    await hall.sees('Check, then book');
    let held = 0;
    await hall.page.route('**/v1/hospitals*', () => {
      held += 1;
    });
    await hall.tap('Yes, book this');
    await expect.poll(() => site.gateway.called('issueSlip').length).toBe(1);
    await expect.poll(() => held).toBeGreaterThan(0);
    expect(await pages()).toBe(0);
    // What was held goes on.
    await hall.page.unroute('**/v1/hospitals*');
    await slipIsThere(hall.page);
    await expect.poll(pages).toBe(1);
    expect(await printed(hall.page)).toContain('Linjiang First People’s Hospital');
    expectWellMade();
  });

  it('the kiosk, by touch, says in Chinese that there is no paper, shows the code, and prints when there is some', async () => {
    const pages = await countPages(hall.page);
    site.bridge.state.printer = 'out-of-paper';
    await toCheck();
    await hall.tap('对，挂这个号');
    await hall.page.getByText('没有纸了').waitFor();
    await hall.page.locator('.slip-card').getByText(SLIP_CODE).waitFor();
    await hall.sees('挂好了');
    expect(await pages()).toBe(0);
    site.bridge.state.printer = 'ready';
    await hall.tap('再打一次');
    await expect.poll(pages).toBe(1);
    await hall.passes(PAPER_MS);
    await hall.page.getByRole('button', { name: '再打一张' }).waitFor();
    await hall.sees('挂好了');
    expectWellMade();
  });

  it('the kiosk, by touch, tells each failure of the reader in its own sentence and goes on', async () => {
    await askForDocument(hall, site);
    site.bridge.put({ kind: 'failed', reason: 'left-behind' });
    await hall.sees('上面还有一张证件');
    await hall.page.getByText('请先拿走这张，再放您的').waitFor();
    await hall.page.getByText('也可以去本部1楼2号窗口').waitFor();
    // Whoever lifts it has done what was asked: nothing has to be pressed.
    site.bridge.put({ kind: 'removed' });
    await hall.sees('请放证件');
    site.bridge.put({ kind: 'failed', reason: 'removed-early' });
    await hall.page.getByText('证件拿早了一点').waitFor();
    await hall.sees('没有读出来');
    await hall.tap('再放一次');
    await hall.sees('请放证件');
    site.bridge.put({ kind: 'failed', reason: 'no-card' });
    await hall.page.getByText('还没有放上证件').waitFor();
    // Three in a row: somebody is called without a press, once.
    await hall.page.getByRole('alertdialog', { name: '已经叫人了' }).waitFor();
    await hall.page.getByText('您选好的都还在').waitFor();
    await hall.tap('回到刚才的地方');
    await hall.sees('没有读出来');
    await hall.tap('再试一次');
    await hall.sees('请放证件');
    site.bridge.put({ kind: 'failed', reason: 'unreadable' });
    await hall.sees('没有读出来');
    expect(site.gateway.called('createHelpCall').map(({ body }) => body)).toEqual([
      { step: 'document', language: 'zh', cause: 'readings' },
    ]);
    await hall.tap('再放一次');
    site.bridge.put({ kind: 'card', card: wang });
    await hall.sees('对吗');
    expectWellMade();
  });
});
