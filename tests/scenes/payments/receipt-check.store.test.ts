import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addReceiptRoutes } from '../../../bff/main/receipt-routes.ts';
import { createSigner } from '../../../bff/platform/crypto/signer.ts';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { LINES, Payer } from '../../support/payer.ts';
import { testPatient } from '../../support/test-gateway.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

const PUBLIC_URL = 'https://door.example.org';
const OURS = `${PUBLIC_URL}/receipts?qr=`;

describe.each(SAMPLED_ENGINES)('%s: receipts', (engine) => {
  let site: QuietGateway;
  let payer: Payer;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { settings: { publicUrl: PUBLIC_URL } });
    addReceiptRoutes(site.gateway.onedoor, () => '203.0.113.7');
    payer = await Payer.come(site.gateway);
  });
  afterEach(() => site.stop());

  async function rest(ms = 0) {
    await site.clock.leap(ms);
    for (let step = 0; step < 4; step += 1) {
      await driven(site, atRest(site.db, site.clock));
      await site.clock.leap(1_000);
    }
    await driven(site, atRest(site.db, site.clock));
  }
  /** A payment of one bill for each time, of which so many are paid; its receipt. */
  async function receiptOf(bills = 1, paid = bills) {
    for (let bill = 0; bill < bills; bill += 1) await payer.owe();
    const made = await payer.pay('sandbox');
    await rest();
    await payMore(paid);
    const receipt = await payer.get(`/v1/receipts/${String(made.body.id)}`);
    return { id: made.body.id, code: String(receipt.body.code), qr: String(receipt.body.qr) };
  }
  async function payMore(count: number) {
    const waiting = [...site.gateway.provider.orders.values()].filter(({ state }) => state === 'waiting');
    for (const { key } of waiting.slice(0, count)) site.gateway.provider.pay(key);
    await rest(5_000);
  }
  async function read(query: string) {
    const response = await site.gateway.request(`/receipts?${query}`);
    return { status: response.status, text: await response.text(), headers: response.headers };
  }
  const verdictIn = ({ text }: { readonly text: string }) => /class="verdict[^"]*">([^<]*)/.exec(text)?.[1];
  const byText = async (text: string) => verdictIn(await read(`qr=${encodeURIComponent(text)}`));

  it('the QR code of a receipt opens the page that checks it, which says for whom masked, how much, where and when, and no line', async () => {
    const { qr, code, id } = await receiptOf();
    expect(qr.startsWith(`${OURS}ONEDOORR1.${code}.4500.1.`)).toBe(true);
    const { text, headers, status } = await read(qr.slice(qr.indexOf('?') + 1));
    expect(status).toBe(200);
    for (const said of ['✓ 真实的收据', '*', '¥45.00', '11月24日 08:00 付清', '这不是医疗收费电子票据'])
      expect(text).toContain(said);
    const { patient } = testPatient(0);
    for (const secret of [...LINES.map(({ name }) => name), patient.name, patient.document.number, String(id)])
      expect(text).not.toContain(secret);
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer']);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await read(`code=${code}`)).text).toBe(text);
  });

  it('a receipt whose code, sum or count was changed, and one that another gateway signed, is not genuine', async () => {
    const { qr, code } = await receiptOf();
    const text = qr.slice(OURS.length);
    const theirs = createSigner('C'.repeat(42).concat('A'));
    const signed = text.slice(0, text.lastIndexOf('.'));
    const changed = [
      text.replace('.4500.', '.9500.'),
      text.replace('.1.', '.2.'),
      text.replace(code, '0000000000'),
      `${signed}.${theirs.sign(signed)}`,
      `${text}.`,
      `${text}=`,
      signed,
      'x',
      '',
    ];
    for (const one of changed) expect([one, await byText(one)]).toEqual([one, '× 假的']);
    for (const one of [text, `${qr}\r\n`, ` ${text}`]) expect(await byText(one)).toBe('✓ 真实的收据');
  });

  it('a receipt of a payment that is not known here is not told to stand, and nor is the number of a payment that nobody has paid', async () => {
    const signer = site.gateway.onedoor.dependencies.slipSigner;
    const lost = 'ONEDOORR1.0123456789.4500.1';
    expect(await byText(`${lost}.${signer.sign(lost)}`)).toBe('× 没有这张收据');
    await payer.owe();
    const unpaid = await payer.pay('cash');
    expect(verdictIn(await read(`code=${String(unpaid.body.code)}`))).toBe('× 没有这张收据');
    expect((await read(`code=${String(unpaid.body.code)}`)).text).not.toContain('class="who"');
  });

  it('a receipt of some of a payment stays genuine when more is paid, and says its own sum', async () => {
    const { qr } = await receiptOf(2, 1);
    expect(await byText(qr)).toBe('✓ 真实的收据');
    await payMore(1);
    expect(await byText(qr)).toBe('✓ 真实的收据。之后又付了一些。');
    const { text } = await read(qr.slice(qr.indexOf('?') + 1));
    expect(/class="sum">([^<]*)/.exec(text)?.[1]).toBe('¥45.00');
    expect(text.match(/付清/g)).toHaveLength(2);
  });

  it('the page says what the hospital took back since', async () => {
    const { id, code } = await receiptOf();
    await payer.refund(id, 'line');
    await rest(5_000);
    expect((await read(`code=${code}`)).text).toMatch(/11月24日 08:00 已退 ¥\d+\.\d\d/);
  });

  it('whoever guesses numbers is stopped for a minute, and a receipt whose code is scanned beside them is read', async () => {
    const { qr } = await receiptOf();
    for (let guess = 0; guess < limits.guessesOfAddress.figure; guess += 1)
      expect((await read(`code=00000000${10 + guess}`)).status).toBe(200);
    const stopped = await read('code=0000000000');
    expect([stopped.status, verdictIn(stopped)]).toEqual([429, '请过一分钟再试']);
    expect(await byText(qr)).toBe('✓ 真实的收据');
    await site.clock.leap(60_000);
    expect((await read('code=0000000000')).status).toBe(200);
  });
});
