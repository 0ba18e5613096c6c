import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { everythingKept } from '../support/everything-kept.ts';
import { bearer, fresh, replyOf } from '../support/test-people.ts';
import { laboratoryValue, reportOf } from '../support/test-reports.ts';
import { type RealCity, startRealCity } from './real-city.ts';
import { signedInAt } from './staff-page.ts';

const HOSPITAL = 'linjiang-first';
const SOMEBODY = 'person-07';
/** Digits that nobody may round. */
const VALUE = '3.141592653589793238';
const HAPPENED = '急诊送来时叫不醒，家属还没有到';
const PASSED_OUT = '昏迷，叫不醒';

let browser: Browser;
let city: RealCity;

beforeAll(async () => {
  [browser, city] = await Promise.all([launchChromium(), startRealCity({ known: true })]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});

/** The person, by the requests that their page would send. */
async function comes() {
  const patientId = city.patientIdOf(SOMEBODY);
  const body = JSON.stringify({ evidence: { kind: 'demo', patientId }, carrier: 'bearer' });
  const session = await replyOf(await fetch(`${city.origin}/v1/sessions`, { method: 'POST', headers: fresh(), body }));
  expect(session, session.text).toMatchObject({ status: 201 });
  const get = async (path: string) => replyOf(await fetch(city.origin + path, { headers: bearer(session) }));
  return {
    get,
    async post(path: string, more: object) {
      const init = { method: 'POST', headers: fresh(bearer(session)), body: JSON.stringify(more) };
      return replyOf(await fetch(city.origin + path, init));
    },
    /** Then the hospital has a file of them. */
    async books(): Promise<void> {
      const { items } = (await get(`/v1/slots?hospital=${HOSPITAL}&limit=50`)).body as { items: readonly { id: string }[] };
      const booked = await this.post('/v1/appointments', { slotId: items.at(-1)?.id, patientId });
      const { id } = booked.body;
      await expect.poll(async () => (await get(`/v1/appointments/${String(id)}`)).body.status).toBe('booked');
    },
    /** With the doctors of the hospital, everything. Answers the share. */
    async shares(): Promise<string> {
      const { version } = (await get(`/v1/shares?patientId=${patientId}`)).body.wording as { version: string };
      const created = await this.post('/v1/shares', {
        patientId,
        with: { kind: 'doctor', hospital: HOSPITAL },
        parts: { results: 'all', lists: ['allergies', 'medications'] },
        agreed: { version, language: 'zh' },
      });
      expect(created, created.text).toMatchObject({ status: 201 });
      return (created.body.share as { id: string }).id;
    },
    /** What the person reads of who did what: the acts of staff, the newest first. */
    async log(): Promise<readonly { readonly action: string; readonly name?: string; readonly reason?: string }[]> {
      return (await get('/v1/access-log?limit=50')).body.items as never;
    },
  };
}

const keepsNothing = async (page: Page) => {
  const { name, document } = city.personOf(SOMEBODY);
  const there = `${await page.content()} ${page.url()} ${await everythingKept(page)}`;
  for (const one of [name, document.number, VALUE, city.patientIdOf(SOMEBODY), HAPPENED]) expect(there).not.toContain(one);
};

it('a clinician reads what a person shares to the last digit, and is refused and left with nothing once the person stops it; an emergency is opened, read and reviewed by a second person, and stands in the person’s log', {
  timeout: 60_000,
}, async () => {
  const { name, birthDate, document, ...rest } = city.personOf(SOMEBODY);
  const values = [laboratoryValue('2345-7', VALUE, 'mmol/L', { name: '葡萄糖' })];
  const patient = { name, birthDate, document, ...rest };
  await city.hospital.records.issue({ patient }, reportOf(Date.now() - 3_600_000, values, { name: '生化检查' }));
  const person = await comes();
  await person.books();
  const share = await person.shares();
  const doctor = await signedInAt(browser, city, { number: 'D101', name: '何医生', role: 'clinician' });
  const complaints: string[] = [];
  doctor.on('pageerror', ({ message }) => complaints.push(message));
  await doctor.getByText('全部报告、过敏、用药').waitFor();
  await keepsNothing(doctor);
  await doctor.keyboard.press('Alt+1');
  await doctor.getByRole('heading', { name }).waitFor();
  await doctor.getByText(`${birthDate} 出生`).waitFor();
  // What has not arrived is named, and is there when it is asked for again.
  const value = doctor.getByText(`${VALUE} mmol/L`);
  for (let tries = 0; tries < 20 && !(await value.isVisible()); tries += 1) {
    await doctor.waitForTimeout(300);
    await doctor.keyboard.press('Alt+r');
  }
  await value.waitFor();
  const ended = await person.post(`/v1/shares/${share}/revoke`, {});
  expect(ended.status, ended.text).toBe(200);
  await doctor.keyboard.press('Alt+r');
  await doctor.getByText('这个分享已经结束').waitFor();
  await doctor.getByText('现在没有人分享给本院').waitFor();
  await keepsNothing(doctor);

  await doctor.keyboard.press('F8');
  await doctor.getByLabel('证件').selectOption(document.type);
  await doctor.getByLabel('号码').fill(document.number);
  await doctor.getByLabel('为什么问不了本人').selectOption({ label: PASSED_OUT });
  await doctor.getByLabel(/发生了什么/).fill(HAPPENED);
  await doctor.keyboard.press('Enter');
  await doctor.getByText('真的打开这个人的全部记录吗').waitFor();
  await doctor.keyboard.press('Alt+y');
  await doctor.getByRole('heading', { name }).waitFor();
  await value.waitFor();
  await doctor.keyboard.press('Alt+k');
  await doctor.getByText('已锁上').waitFor();
  await keepsNothing(doctor);

  const reviewer = await signedInAt(browser, city, { number: 'R101', name: '周主任', role: 'reviewer' });
  await reviewer.getByText('何医生 打开了').waitFor();
  expect(await reviewer.content()).not.toContain(name);
  await reviewer.keyboard.press('Alt+1');
  await reviewer.getByText(HAPPENED).waitFor();
  await reviewer.getByLabel('对不对').selectOption('justified');
  await reviewer.getByLabel(/为什么这样说/).fill('当时确实叫不醒');
  await reviewer.keyboard.press('Enter');
  await reviewer.keyboard.press('Alt+y');
  await reviewer.getByText('记下了：✓ 应该打开').waitFor();

  const log = await person.log();
  for (const action of ['share.read', 'break-glass.open', 'break-glass.read'])
    expect(log).toContainEqual(expect.objectContaining({ action, name: '何医生' }));
  expect(log).toContainEqual(expect.objectContaining({ action: 'break-glass.review', name: '周主任', reason: 'justified' }));
  const logged = city.lines().join('\n');
  for (const one of [name, document.number, HAPPENED]) expect(logged).not.toContain(one);
  expect(complaints).toEqual([]);
  await Promise.all([doctor, reviewer].map((page) => page.context().close()));
});
