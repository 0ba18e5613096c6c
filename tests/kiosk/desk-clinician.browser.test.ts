import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shareWording } from '../../bff/contract/records/share-wording.ts';
import { documentNames } from '../../kiosk/apps/desk/patient-words.ts';
import { everythingKept } from '../support/everything-kept.ts';
import { HOSPITAL, testPatient } from '../support/test-gateway.ts';
import { fresh } from '../support/test-people.ts';
import { laboratoryValue, reportOf } from '../support/test-reports.ts';
import { DESK_PIN, DESK_SIZE, type DeskSite, openDeskSite, walkByKeys } from './kit/desk-in-browser.ts';

const STAFF = { clinician: '5001', reviewer: '5002' } as const;
const HOUR = 3_600_000;
/** Enough reports for a second page. */
const REPORTS = 12;
/** Where passports stand among the kinds of documents. */
const PASSPORT_NTH = Object.keys(documentNames).indexOf('passport');
const HAPPENED = '急诊送来时叫不醒，家属还没有到';

const WORDS = {
  zh: {
    enrol: '先登记这台设备',
    signIn: '请登录',
    none: '现在没有人分享给本院',
    listed: '全部报告',
    records: '可以看到',
    older: '血液检查12',
    gone: '这个分享已经结束',
    warning: '本人会马上收到通知',
    trouble: '请选一个原因',
    ask: '真的打开这个人的全部记录吗',
    refused: '这里没有这个人，或者本人没有同意',
    open: '您打开着的',
    locked: '已锁上，请输密码',
    review: '急救时打开过的记录',
    due: '前要审',
    one: '打开的人写的',
    noVerdict: '请选对还是不对',
    askReview: '记下这个结论吗',
    kept: '记下了：✓ 应该打开',
    reviewed: '审核人',
  },
  en: {
    enrol: 'Enrol this device first',
    signIn: 'Sign in',
    none: 'Nobody shares anything with this hospital now',
    listed: 'all reports',
    records: 'May be read until',
    older: '血液检查12',
    gone: 'This share has ended',
    warning: 'The person is told at once',
    trouble: 'Choose a reason',
    ask: 'Really open all of this person',
    refused: 'this person is not known here',
    open: 'Those that you have open',
    locked: 'Locked: your PIN, please',
    review: 'Records that were opened in emergencies',
    due: 'to be reviewed until',
    one: 'In their own words',
    noVerdict: 'Choose one of them',
    askReview: 'Write this down?',
    kept: 'Written down: ✓ justified',
    reviewed: 'Reviewed by',
  },
} as const;

let site: DeskSite;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  site = await openDeskSite();
  for (const [role, number] of Object.entries(STAFF)) await site.addStaff(number, role as keyof typeof STAFF);
});
afterAll(() => site?.stop());
beforeEach(async () => {
  context = await site.browser.newContext({ viewport: DESK_SIZE });
  page = await context.newPage();
});

/** Values of each kind, and words longer than a screen is wide. */
async function fallsIll(): Promise<void> {
  const { records } = site.gateway.hospital;
  if (!records) throw new Error('the hospital has no records');
  const whose = { patient: testPatient(0).patient };
  const range = [{ text: '3.90–6.10', low: '3.90', high: '6.10' }];
  for (let nth = 1; nth <= REPORTS; nth += 1) {
    const values = [
      laboratoryValue('14749-6', '6.84', 'mmol/L', { name: '葡萄糖', flag: 'H' }),
      laboratoryValue('2823-3', '2.10', 'mmol/L', { name: '钾', flag: 'LL', note: '已电话通知' }),
      laboratoryValue('2951-2', '141', 'mmol/L', { name: `很长的名字${'甲'.repeat(60)}`, ranges: range }),
      laboratoryValue('718-7', '1', 'g/L', { name: 'x'.repeat(120), value: { kind: 'text', text: '弱阳性'.repeat(40) } }),
    ];
    const more = { name: `血液检查${nth}`, conclusion: `${'印象：两肺纹理增多。'.repeat(12)}\n${'W'.repeat(150)}` };
    await records.issue(whose, reportOf(Date.now() - nth * HOUR, values, more));
  }
  await records.stateNoAllergies?.(whose);
}

async function asked(path: string, body?: object): Promise<Record<string, never>> {
  const headers = fresh({ authorization: `Bearer ${await site.gateway.signIn(testPatient(0).id)}` });
  const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers };
  return (await site.gateway.request(path, init)).json();
}

async function shares(): Promise<string> {
  const created = await asked('/v1/shares', {
    patientId: testPatient(0).id,
    with: { kind: 'doctor', hospital: HOSPITAL },
    parts: { results: 'all', lists: ['allergies', 'medications', 'visits'] },
    agreed: { version: shareWording.version, language: 'zh' },
  });
  return (created as unknown as { share: { id: string } }).share.id;
}

describe('the page of a desk for clinicians and reviewers in a real browser', () => {
  it('a clinician reads what is shared and opens records in an emergency, and a reviewer says whether that was right, by keys alone; in both languages every screen fits, axe finds nothing and nothing is kept', async () => {
    const words = WORDS.zh;
    const { keyboard } = page;
    const { faults, complaints, looked, sees, show: showNow, tabTo, told } = await walkByKeys(page);
    /** In Chinese, and then in English. */
    const show = async (word: keyof typeof words, state: string) => {
      await showNow(WORDS.zh[word], state);
      await keyboard.press('F1');
      await showNow(WORDS.en[word], `${state}, in English`);
      await keyboard.press('F1');
      await sees(WORDS.zh[word]);
    };
    const type = async (text: string) => {
      await keyboard.type(text);
      await keyboard.press('Enter');
    };
    const signIn = async (role: keyof typeof STAFF) => {
      await sees(words.signIn);
      await tabTo('input[type=text]');
      await keyboard.type(STAFF[role]);
      await tabTo('input[type=password]');
      await type(DESK_PIN);
    };
    /** The kind of a document, its number, a reason and what happened. */
    const fillIn = async (number: string) => {
      await tabTo('.field:nth-of-type(2) select');
      for (let nth = 0; nth < PASSPORT_NTH; nth += 1) await keyboard.press('ArrowDown');
      await keyboard.press('Tab');
      await keyboard.type(number);
      await tabTo('.field:nth-of-type(4) select');
      await keyboard.press('ArrowDown');
      await keyboard.press('Tab');
      await type(HAPPENED);
    };
    await fallsIll();
    await page.goto(site.url);
    await sees(words.enrol);
    await tabTo('input');
    await type(await site.enrolmentCode());
    await signIn('clinician');
    await show('none', 'nobody shares');
    const share = await shares();
    await keyboard.press('Alt+r');
    await show('listed', 'who shares');
    await keyboard.press('Alt+1');
    await show('records', "somebody's records");
    expect(await page.locator('.values tbody tr').count()).toBe(40);
    await keyboard.press('F2');
    await show('older', 'with older reports');
    await asked(`/v1/shares/${share}/revoke`, {});
    await keyboard.press('Alt+r');
    await show('gone', 'the share has ended');
    const { patient, id: patientId } = testPatient(0);
    expect(await page.locator('body').textContent()).not.toContain(patient.name);

    await keyboard.press('F8');
    await show('warning', 'the form of an emergency');
    await tabTo('.field:nth-of-type(5) input');
    await keyboard.press('Enter');
    await show('trouble', 'half of the form');
    await fillIn('TEST999999');
    await show('ask', 'open?');
    await keyboard.press('Alt+y');
    await show('refused', 'nobody like that');
    await keyboard.press('F7');
    await keyboard.press('F8');
    await sees(words.warning);
    await fillIn(patient.document.number);
    await sees(words.ask);
    await keyboard.press('Alt+y');
    await show('records', 'records in an emergency');
    await keyboard.press('Escape');
    await show('open', 'one that is open');
    await keyboard.press('Alt+k');
    await show('locked', 'locked');
    expect(await page.locator('body').textContent()).not.toMatch(/试|TEST|1950/);
    await tabTo('input[type=password]');
    await type(DESK_PIN);
    await sees(words.none);
    await keyboard.press('F11');

    await signIn('reviewer');
    await show('due', 'what is to be reviewed');
    await keyboard.press('Alt+1');
    await show('one', 'one of them');
    await tabTo('.field input');
    await keyboard.press('Enter');
    await show('noVerdict', 'half of a review');
    await tabTo('.field select');
    await keyboard.press('ArrowDown');
    await keyboard.press('Tab');
    await type('当时确实叫不醒');
    await show('askReview', 'write it down?');
    await keyboard.press('Alt+y');
    await show('kept', 'written down');
    await keyboard.press('Alt+1');
    await show('reviewed', 'what was reviewed');
    expect(looked).toHaveLength(36);
    expect(await told()).toEqual({ printed: [], pointed: 0 });
    expect(new URL(page.url()).pathname + new URL(page.url()).search + new URL(page.url()).hash).toBe('/desk/');
    await keyboard.press('F11');
    await sees(words.signIn);
    const kept = await everythingKept(page);
    for (const one of [patientId, patient.name, patient.document.number, '葡萄糖', HAPPENED]) expect(kept).not.toContain(one);
    expect(complaints).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
