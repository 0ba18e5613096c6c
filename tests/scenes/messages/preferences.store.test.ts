import { afterEach, describe, expect, it } from 'vitest';
import { messagePreferences } from '../../../bff/contract/messages/schemas.ts';
import { commit } from '../../../bff/platform/store/commit.ts';
import { intendMessagePart } from '../../../bff/scenes/messages/message-rows.ts';
import { testPatient } from '../../support/test-gateway.ts';
import { agreed, JSON_TYPE } from '../../support/test-people.ts';
import { type MessageWorld, type Somebody, startMessageWorld } from './message-world.ts';
import { type ScriptedSender, scriptedSender, type Turn } from './scripted-sender.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const PHONE = '13900000001';
const PATH = '/v1/me/message-preferences';

const running: MessageWorld[] = [];
afterEach(async () => {
  for (const world of running.splice(0)) await world.site.stop();
});

/** A world in which it is eight in the morning. */
async function start(scripted: ScriptedSender): Promise<MessageWorld> {
  const world = await startMessageWorld(scripted);
  running.push(world);
  return world;
}

const plain = (turn: () => Turn = () => 'taken', keyed = true) => scriptedSender(turn, { keyed, receipts: true });

interface Wanted {
  readonly off?: readonly string[];
  readonly quiet?: { readonly from: string; readonly until: string };
  readonly language?: 'zh' | 'en';
  readonly ifMatch?: string;
}

/** What somebody says of messages, from the place where their session counts. */
async function say(world: MessageWorld, who: Somebody, { off = [], quiet, language = 'zh', ifMatch }: Wanted) {
  const kinds = off.map((kind) => ({ kind, phone: false, app: true }));
  return ask(world, who, 'PUT', { kinds, language, ...(quiet ? { quiet } : {}) }, ifMatch);
}

async function ask(world: MessageWorld, { headers, device }: Somebody, method: string, body?: unknown, ifMatch?: string) {
  const request = device ? device.request : world.site.gateway.request;
  const more: Record<string, string> = ifMatch === undefined ? {} : { 'if-match': ifMatch };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await request(PATH, { method, headers: { ...headers, ...JSON_TYPE, ...more }, ...sent });
  const read = (await response.json()) as Record<string, unknown>;
  return { status: response.status, etag: response.headers.get('etag'), body: read };
}

/** Lets hours go by at once, once the gateway has done what was due before, and then what has become due. */
async function leap(world: MessageWorld, ms: number) {
  await world.pass(2_000);
  await world.site.clock.leap(ms - 4_000);
  await world.pass(2_000);
}

const NIGHT = { from: '22:00', until: '07:00' };

describe('what a person says of messages', () => {
  it('whoever never said anything has everything on, at any hour, in the language in which they agreed', async () => {
    const world = await start(plain());
    const who = await world.somebody(1, { phone: PHONE, consents: await agreed(world.site.gateway, 'en') });
    const { status, etag, body } = await ask(world, who, 'GET');
    expect([status, etag, body.language, body.quiet]).toEqual([200, '"0"', 'en', undefined]);
    const { kinds } = messagePreferences.parse(body);
    expect(kinds.every(({ phone, app }) => phone && app)).toBe(true);
    expect(kinds.filter(({ mayBeOff }) => mayBeOff).map(({ kind }) => kind)).toEqual([
      'booking-confirmed',
      'payment-money-back',
      'payment-paid',
    ]);
  });

  it('what was said is answered, read again and kept, and is replaced whole by what is said next', async () => {
    const world = await start(plain());
    const who = await world.somebody(1, { phone: PHONE });
    const said = await say(world, who, { off: ['payment-paid'], quiet: NIGHT, language: 'en' });
    expect([said.status, said.etag, said.body.quiet, said.body.language]).toEqual([200, '"1"', NIGHT, 'en']);
    expect(await ask(world, who, 'GET')).toEqual(said);
    const again = await say(world, who, {});
    expect([again.etag, again.body.quiet, again.body.language]).toEqual(['"2"', undefined, 'zh']);
    expect(messagePreferences.parse(again.body).kinds.every(({ phone }) => phone)).toBe(true);
    const acts = "SELECT action FROM audit WHERE action LIKE 'message.%preferences' ORDER BY id";
    const logged = (await world.site.db.rows<{ action: string }>(acts)).map(({ action }) => action.slice(8, 12));
    expect(logged.toSorted()).toEqual(['read', 'save', 'save']);
  });

  it('who says which wishes they saw replaces no others; who does not say it does', async () => {
    const world = await start(plain());
    const who = await world.somebody(1, { phone: PHONE });
    expect((await say(world, who, { ifMatch: '"0"' })).etag).toBe('"1"');
    const late = await say(world, who, { off: ['payment-paid'], ifMatch: '"0"' });
    expect([late.status, late.body.code]).toEqual([412, 'precondition-failed']);
    expect((await say(world, who, { off: ['payment-paid'] })).etag).toBe('"2"');
    const together = await Promise.all(Array.from({ length: 4 }, () => say(world, who, {})));
    expect(together.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await ask(world, who, 'GET')).etag).toBe('"6"');
  });

  it.each([
    ['an absence switched off', { off: ['booking-cancelled-by-hospital'] }, 'body.kinds.0'],
    ['money that waits for people switched off', { off: ['payment-paid', 'payment-cash-back'] }, 'body.kinds.1'],
    ['one kind twice', { off: ['payment-paid', 'payment-paid'] }, 'body.kinds.1.kind'],
    ['quiet hours of no length', { quiet: { from: '07:00', until: '07:00' } }, 'body.quiet'],
    ['quiet hours of more than half a day', { quiet: { from: '19:00', until: '07:01' } }, 'body.quiet'],
    ['an hour that no day has', { quiet: { from: '24:00', until: '07:00' } }, 'body.quiet.from'],
  ] as const)('%s is refused, and nothing is kept of it', async (_, wanted, at) => {
    const world = await start(plain());
    const who = await world.somebody(1, { phone: PHONE });
    const { status, body } = await say(world, who, wanted);
    expect([status, body.code, (body.errors as { at: string }[])[0]?.at]).toEqual([400, 'invalid-request', at]);
    expect(await world.site.db.rows('SELECT * FROM message_preference')).toEqual([]);
  });
});

describe('what becomes of a message by what a person wishes', () => {
  it('what is switched off goes to no phone, stands in the list unread, and nobody is to call because of it', async () => {
    const scripted = plain();
    const world = await start(scripted);
    const who = await world.somebody(1, { phone: PHONE });
    await say(world, who, { off: ['booking-confirmed'] });
    const appointmentId = await world.booked(who);
    const id = await world.tell(appointmentId, 'booking-confirmed');
    await world.pass(MINUTE_MS);
    expect((await world.message(id)).state).toBe('listed');
    await world.pass(40 * MINUTE_MS);
    expect(scripted.calls()).toBe(0);
    expect(await world.site.db.rows("SELECT id FROM message WHERE state = 'unreached'")).toEqual([]);
    const later = await world.somebody(1, { phone: PHONE });
    const request = later.device?.request ?? world.site.gateway.request;
    const list = await request('/v1/messages', { headers: later.headers });
    const { items } = (await list.json()) as { items: { id: string; readAt?: string }[] };
    expect(items.filter((one) => one.id === id).map(({ readAt }) => readAt)).toEqual([undefined]);
    const cancelled = await world.tell(appointmentId);
    await world.pass(MINUTE_MS);
    expect((await world.message(cancelled)).state).toBe('delivered');
    expect(scripted.gone).toHaveLength(1);
  });

  it('whoever has no phone is not called either about what they switched off', async () => {
    const world = await start(plain());
    const { id: patientId } = testPatient(0);
    const who = { patientId, headers: { authorization: `Bearer ${await world.site.gateway.signIn(patientId)}` } };
    await say(world, who, { off: ['booking-confirmed'] });
    const appointmentId = await world.booked(who);
    const [off, on] = [await world.tell(appointmentId, 'booking-confirmed'), await world.tell(appointmentId)];
    await world.pass(MINUTE_MS);
    // The first was overtaken by the second, unless it was in the list before.
    expect(['listed', 'stopped']).toContain((await world.message(off)).state);
    expect((await world.message(on)).state).toBe('unreached');
  });

  it('a message of the night waits for the morning, goes out then once, and nobody is to call in between', async () => {
    const scripted = plain();
    const world = await start(scripted);
    const who = await world.somebody(1, { phone: PHONE });
    await say(world, who, { quiet: NIGHT });
    const appointmentId = await world.booked(who);
    await world.pass(MINUTE_MS);
    const before = scripted.gone.length;
    // 23:01, before a visit at nine.
    await world.site.clock.leap(15 * HOUR_MS);
    const id = await world.tell(appointmentId);
    await leap(world, 2 * HOUR_MS);
    expect([(await world.message(id)).state, scripted.gone.length - before]).toEqual(['waiting', 0]);
    await leap(world, 5 * HOUR_MS + 58 * MINUTE_MS);
    expect([(await world.message(id)).state, scripted.gone.length - before]).toEqual(['waiting', 0]);
    await world.pass(2 * MINUTE_MS);
    expect([(await world.message(id)).state, scripted.gone.length - before]).toEqual(['delivered', 1]);
  });

  it('a message of the night that nothing brings in the morning stands on the list of calls half an hour after, and not before', async () => {
    const world = await start(plain(() => 'not connected'));
    const who = await world.somebody(1, { phone: PHONE });
    await say(world, who, { quiet: NIGHT });
    const appointmentId = await world.booked(who);
    await world.pass(MINUTE_MS);
    await world.site.clock.leap(15 * HOUR_MS);
    const id = await world.tell(appointmentId);
    await leap(world, 7 * HOUR_MS + 58 * MINUTE_MS);
    await world.pass(22 * MINUTE_MS);
    expect((await world.message(id)).state).toBe('waiting');
    await world.pass(12 * MINUTE_MS);
    const { state, unreached_at: at } = await world.message(id);
    expect(state).toBe('unreached');
    expect(new Date(Number(at) + 8 * HOUR_MS).toISOString()).toMatch(/T07:30:/);
  });

  it('in the night goes out what is about a visit soon after it', async () => {
    const scripted = plain();
    const world = await start(scripted);
    const who = await world.somebody(1, { phone: PHONE });
    await say(world, who, { quiet: { from: '22:00', until: '08:00' } });
    const appointmentId = await world.booked(who);
    await world.pass(MINUTE_MS);
    const before = scripted.gone.length;
    await world.site.clock.leap(15 * HOUR_MS);
    const id = await world.tell(appointmentId);
    await world.pass(MINUTE_MS);
    expect([(await world.message(id)).state, scripted.gone.length - before]).toEqual(['delivered', 1]);
  });

  it('a message of the night whose answer is lost in the morning is not sent again before a receipt had time to come', async () => {
    const scripted = scriptedSender(() => 'taken, and the answer is lost', { keyed: false, receipts: false });
    const world = await start(scripted);
    const who = await world.somebody(1, { phone: PHONE });
    await say(world, who, { quiet: NIGHT });
    const appointmentId = await world.booked(who);
    await world.pass(30_000);
    await leap(world, 39 * MINUTE_MS);
    await world.pass(30_000);
    const before = scripted.gone.length;
    await world.site.clock.leap(14 * HOUR_MS + 20 * MINUTE_MS);
    await world.tell(appointmentId);
    // Until five past seven.
    await leap(world, 7 * HOUR_MS + 58 * MINUTE_MS);
    await world.pass(6 * MINUTE_MS);
    expect(scripted.gone.length - before).toBe(1);
    await world.pass(10 * MINUTE_MS);
    expect(scripted.gone.length - before).toBe(2);
  });

  it('what is about to go out goes by the newest wishes alone: whoever said something else meanwhile is asked again', async () => {
    const world = await start(plain(() => 'not connected'));
    const who = await world.somebody(1, { phone: PHONE });
    const id = await world.tell(await world.booked(who));
    await say(world, who, { language: 'en' });
    const { dependencies } = world.site.gateway.onedoor;
    const intend = (wishes: number) =>
      commit(dependencies, 'probe', 'outcomes', [intendMessagePart({ id, recipientId: who.patientId, language: 'zh', wishes })]);
    expect([await intend(0), await intend(1)]).toEqual([{ ok: false, guard: 'message-moved' }, { ok: true }]);
  });

  it('texts come in the language that the person chose last, also of what was written before', async () => {
    let reachable = false;
    const scripted = plain(() => (reachable ? 'taken' : 'not connected'));
    const world = await start(scripted);
    const who = await world.somebody(1, { phone: PHONE });
    await world.booked(who);
    await say(world, who, { language: 'en' });
    reachable = true;
    await world.pass(5 * MINUTE_MS);
    expect(scripted.gone.map(({ text }) => text.slice(0, 9))).toEqual(['[Onedoor]']);
    expect(await world.site.db.rows('SELECT language FROM message')).toEqual([{ language: 'en' }]);
  });

  it('a text that may have gone out already goes out again as it was, whatever was said in between', async () => {
    const scripted = scriptedSender(() => 'taken, and the answer is lost', { keyed: false, receipts: false });
    const world = await start(scripted);
    const who = await world.somebody(1, { phone: PHONE });
    await world.booked(who);
    await world.pass(MINUTE_MS);
    await say(world, who, { language: 'en', off: ['booking-confirmed'] });
    await world.pass(20 * MINUTE_MS);
    expect(scripted.gone.length).toBe(2);
    expect(new Set(scripted.gone.map(({ text }) => text)).size).toBe(1);
  });

  it('for a child the wishes count of whose phone it is', async () => {
    const scripted = plain();
    const world = await start(scripted);
    const who = await world.somebody(1, { phone: PHONE });
    await say(world, who, { off: ['booking-confirmed'], language: 'en' });
    const document = { type: 'birth-certificate', number: 'X990000001' };
    const child = { name: '试小', birthDate: '2026-10-01', sex: 'female', document };
    const body = { person: child, relationship: 'parent', consents: await agreed(world.site.gateway) };
    const registered = await world.send(who, '/v1/patients/me/dependants', body);
    const appointmentId = await world.booked(who, String(registered.body.patientId));
    await world.pass(MINUTE_MS);
    expect(scripted.calls()).toBe(0);
    await world.tell(appointmentId);
    await world.pass(MINUTE_MS);
    expect(scripted.gone.map(({ text }) => text.slice(0, 30))).toEqual(["[Onedoor] Your family member's"]);
  });
});
