import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appointmentEvent } from '../../bff/contract/appointments/schemas.ts';
import { type QuietGateway, signedIn, startQuietGateway } from '../security/quiet-gateway.ts';
import { ENGINES } from '../support/test-store.ts';

interface Event {
  readonly id: string;
  readonly data: Record<string, unknown>;
}

/** A reader of one stream: collects what comes, until the stream ends. */
function listen(response: Response) {
  const events: Event[] = [];
  const state = { comments: 0, ended: false };
  const read = async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        if (block.startsWith(':')) state.comments += 1;
        else events.push(parse(block));
      }
    }
  };
  void read()
    .catch(() => {})
    .finally(() => {
      state.ended = true;
    });
  return { events, state };
}

function parse(block: string): Event {
  const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]));
  expect(fields.event).toBe('appointment');
  return { id: String(fields.id), data: JSON.parse(String(fields.data)) as Record<string, unknown> };
}

describe.each(ENGINES)('%s: the events of an appointment', (engine) => {
  let site: QuietGateway;
  let person: Awaited<ReturnType<typeof signedIn>>;
  let path: string;
  let cancelPath: string;
  const controllers: AbortController[] = [];

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    person = await signedIn(site.gateway);
    const { slotId } = await site.gateway.openSlot(1);
    const booked = await site.gateway.book({ slotId, ...person, key: 'to-be-followed' });
    path = `/v1/appointments/${booked.body.id}/events`;
    cancelPath = `/v1/appointments/${booked.body.id}/cancel`;
  });
  afterEach(async () => {
    for (const controller of controllers.splice(0)) controller.abort();
    await site.stop();
  });

  async function follow(headers: Record<string, string> = {}) {
    const controller = new AbortController();
    controllers.push(controller);
    const response = await site.gateway.request(path, { headers: { ...person.headers, ...headers }, signal: controller.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    return { ...listen(response), controller };
  }

  const write = (sql: string) => {
    const { store, ids, clock } = site.gateway.onedoor.dependencies;
    const unit = { id: ids.inOrder('unt'), name: 'probe', lane: 'background', deadline: clock.now() + 5_000 } as const;
    return store.commit({ ...unit, parts: [{ sql, parameters: [] }] });
  };
  const versions = () => site.db.rows<{ version: number }>('SELECT version FROM appointment_event ORDER BY version');
  /** Lets the clock and the database go on until it is so. */
  const until = (holds: () => void) =>
    vi.waitFor(
      async () => {
        await site.clock.advance(20);
        holds();
      },
      { timeout: 60_000, interval: 1 },
    );

  it('the events of an appointment come from the rows, in order, each with its version as its id and a body as in the contract', async () => {
    const rows = await versions();
    const { events } = await follow();
    await until(() => expect(events).toHaveLength(rows.length));
    expect(events.map(({ id }) => id)).toEqual(rows.map(({ version }) => String(version)));
    expect(events.at(-1)?.data).toMatchObject({ status: 'booked', confirmation: 'confirmed', cancellation: 'none' });
    for (const { data } of events) expect(appointmentEvent.parse(data)).toEqual(data);
  });

  it('the events of an appointment are followed six times at once in one session, and again once one of them has ended', async () => {
    const open: Awaited<ReturnType<typeof follow>>[] = [];
    for (let count = 0; count < 6; count += 1) open.push(await follow());
    for (const { events } of open) await until(() => expect(events.length).toBeGreaterThan(0));
    const seventh = await site.gateway.request(path, { headers: person.headers });
    expect([seventh.status, ((await seventh.json()) as { code: string }).code]).toEqual([429, 'rate-limited']);
    open[0]?.controller.abort();
    await until(() => expect(open[0]?.state.ended).toBe(true));
    expect((await follow()).state.ended).toBe(false);
  });

  it.each([
    ['the session is ended', () => site.gateway.request('/v1/sessions/current', { method: 'DELETE', headers: person.headers })],
    [
      'the consent is withdrawn',
      async () => {
        const { items } = (await (await site.gateway.request('/v1/consents', { headers: person.headers })).json()) as {
          items: { id: string }[];
        };
        const headers = { ...person.headers, 'content-type': 'application/json' };
        await site.gateway.request(`/v1/consents/${items[0]?.id}/withdraw`, { method: 'POST', body: '{}', headers });
      },
    ],
    ['the registration is taken over', () => write('UPDATE patient SET superseded_by = id')],
    ['the device is revoked', () => write("UPDATE session SET device_id = 'dev_gone'")],
  ])('the events of an appointment end when %s, and say nothing of what comes after', async (_when, ends) => {
    const { events, state } = await follow();
    await until(() => expect(events.length).toBeGreaterThan(0));
    await ends();
    await until(() => expect(state.ended).toBe(true));
    const told = events.length;
    await write(
      "INSERT INTO appointment_event (appointment_id, version, at, claim_state) SELECT id, 99, 0, 'cancelled' FROM appointment",
    );
    await site.clock.advance(10_000);
    expect(events).toHaveLength(told);
  });

  it('the events of an appointment resume after Last-Event-ID: nothing again, nothing left out', async () => {
    const rows = await versions();
    const { events } = await follow({ 'last-event-id': '1' });
    await until(() => expect(events).toHaveLength(rows.length - 1));
    expect(events[0]?.id).toBe('2');
    const none = await follow({ 'last-event-id': String(rows.at(-1)?.version) });
    await until(() => expect(none.state.comments).toBeGreaterThan(1));
    expect(none.events).toEqual([]);
  });

  it.each([1, 7, 1_000_000])(
    'the events of an appointment begin with how things are for whoever asks for what comes %i after the newest',
    async (further) => {
      const newest = (await versions()).at(-1)?.version ?? 0;
      const { events, state } = await follow({ 'last-event-id': String(newest + further) });
      await until(() => expect(state.comments).toBeGreaterThan(1));
      expect(events.map(({ id }) => id)).toEqual([String(newest)]);
      expect(events[0]?.data).toMatchObject({ status: 'booked', confirmation: 'confirmed' });
    },
  );

  it('the events of an appointment are not to be collected by a proxy, as HEAD says too', async () => {
    const response = await site.gateway.request(path, { method: 'HEAD', headers: person.headers });
    expect(response.headers.get('x-accel-buffering')).toBe('no');
  });

  it.each(['x', '-1', '1.5', '1e999', 'NaN'])(
    'the events of an appointment are refused after the Last-Event-ID %s',
    async (id) => {
      const response = await site.gateway.request(path, { headers: { ...person.headers, 'last-event-id': id } });
      expect(await response.json()).toMatchObject({ status: 400, code: 'invalid-request' });
    },
  );

  it('the events of an appointment arrive while somebody listens, and a stream that was cut resumes without a gap', async () => {
    const before = (await versions()).length;
    const first = await follow();
    await until(() => expect(first.events).toHaveLength(before));
    const headers = { ...person.headers, 'idempotency-key': 'cancel-while-listening' };
    const cancelling = site.gateway.request(cancelPath, { method: 'POST', headers });
    await until(() => expect(first.events.length).toBeGreaterThan(before));
    first.controller.abort();
    await until(() => expect(first.state.ended).toBe(true));
    const rest = await follow({ 'last-event-id': String(first.events.at(-1)?.id) });
    await until(() =>
      expect(rest.events.at(-1) ?? first.events.at(-1)).toMatchObject({ data: { status: 'cancelled', cancellation: 'done' } }),
    );
    expect((await cancelling).status).toBe(200);
    const all = [...first.events, ...rest.events].map(({ id }) => Number(id));
    expect(all).toEqual((await versions()).map(({ version }) => version));
  });

  it('the events of an appointment end when the client goes away, and leave no timer and no listener behind', async () => {
    const { state, controller } = await follow();
    await until(() => expect(state.comments).toBeGreaterThan(0));
    const goneAt = site.clock.now();
    controller.abort();
    await until(() => expect(state.ended).toBe(true));
    // At once, and not only when it would have looked again.
    expect(site.clock.now() - goneAt).toBeLessThan(1_000);
    const reads = vi.spyOn(site.db.store, 'read');
    await site.clock.advance(10_000);
    const streaming = reads.mock.calls.filter(([statement]) => statement.sql.includes('appointment_event'));
    expect(streaming).toEqual([]);
    reads.mockRestore();
  });

  it('the events of an appointment end after ten minutes, so that no connection is for ever', async () => {
    const { state } = await follow();
    await until(() => expect(state.comments).toBeGreaterThan(0));
    await site.clock.leap(10 * 60_000);
    await until(() => expect(state.ended).toBe(true));
  });

  it('the events of an appointment write one row of the access log for each stream that is opened', async () => {
    const count = async () => (await site.db.rows("SELECT id FROM audit WHERE action = 'appointment.read'")).length;
    const before = await count();
    await follow();
    await follow();
    expect(await count()).toBe(before + 2);
  });
});
