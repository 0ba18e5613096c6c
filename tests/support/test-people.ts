import { residentId } from '../../fixtures/people/document-numbers.ts';
import type { Card, TestDevice } from './test-device.ts';
import { ORIGIN } from './test-device.ts';
import type { TestGateway } from './test-gateway.ts';

/** An answer with everything that a test may look at. */
export interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly text: string;
  readonly headers: Headers;
}

export const JSON_TYPE = { 'content-type': 'application/json' };

export async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  return { status: response.status, text, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : {} };
}

/** A JSON request without a device. */
export async function post(gateway: TestGateway, path: string, body: unknown, headers: Record<string, string> = {}) {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { ...JSON_TYPE, host: 'localhost', ...headers } };
  return replyOf(await gateway.request(`${ORIGIN}${path}`, init));
}

/** A JSON request at a device, with its proof. */
export async function postAt(device: TestDevice, path: string, body: unknown, headers: Record<string, string> = {}) {
  return replyOf(
    await device.request(path, { method: 'POST', body: JSON.stringify(body), headers: { ...JSON_TYPE, ...headers } }),
  );
}

/** An invented grown-up with a resident's card; `serial` (0 to 49) tells them apart. */
export function cardOf(serial: number, more: Partial<Card> = {}): Card {
  const birthDate = more.birthDate ?? '1950-03-07';
  return {
    type: 'resident-id',
    number: residentId({ birthDate, sex: 'female', serial }),
    name: '王小明',
    birthDate,
    sex: 'female',
    ...more,
  };
}

/** The same particulars as a person types them, or a member of staff does. */
export function personOf({ type, number, ...particulars }: Card) {
  return { ...particulars, document: { type, number } };
}

/** Consents to the notice as it is shown now. */
export async function agreed(gateway: TestGateway, language: 'zh' | 'en' = 'zh') {
  const { version } = (await (await gateway.request(`${ORIGIN}/v1/privacy-notice`)).json()) as { version: string };
  return { privacyNotice: version, healthData: version, language };
}

/** A session at a device on a card that is put down there; with consents unless told otherwise. */
export async function putDown(gateway: TestGateway, device: TestDevice, card: Card, more: Record<string, unknown> = {}) {
  const evidence = { kind: 'document-read', document: await device.read(card) };
  const consents = await agreed(gateway);
  return postAt(device, '/v1/sessions', { evidence, consents, carrier: 'bearer', ...more });
}

/** Headers of a session. */
export function bearer({ body }: Reply): Record<string, string> {
  return { authorization: `Bearer ${String(body.token)}` };
}

let keys = 0;

/** Headers of a keyed request, with a key that was never used. */
export function fresh(headers: Record<string, string> = {}): Record<string, string> {
  keys += 1;
  return { ...headers, ...JSON_TYPE, 'idempotency-key': `key-number-${keys}` };
}

/** Sends a code to a phone and answers what stood in the message. */
export async function codeFor(gateway: TestGateway, phone: string): Promise<string> {
  const before = gateway.sent.length;
  const { status } = await post(gateway, '/v1/one-time-codes', { phone });
  if (status !== 204) throw new Error(`no code: ${status}`);
  // Other messages may leave meanwhile.
  const texts = gateway.sent.slice(before).map(({ text }) => /验证码是 (\d{6})/.exec(text)?.[1]);
  return texts.find((code) => code !== undefined) ?? '';
}
