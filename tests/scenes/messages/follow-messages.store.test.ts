import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { messageEvent } from '../../../bff/contract/messages/schemas.ts';
import { commit } from '../../../bff/platform/store/commit.ts';
import { readPreferences, savePreferencesPart } from '../../../bff/scenes/messages/preference-rows.ts';
import type { MessageKind } from '../../../bff/scenes/messages/rules.ts';
import { messageParts } from '../../../bff/scenes/messages/write-message.ts';
import { type QuietGateway, signedIn, startQuietGateway } from '../../security/quiet-gateway.ts';
import { ENGINES } from '../../support/test-store.ts';

interface Event {
  readonly id: string;
  readonly data: Record<string, unknown>;
}

const PATH = '/v1/messages/events';
const MINUTE_MS = 60_000;

/** A reader of one stream: collects what comes, until the stream ends. Written apart from what writes it. */
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
  expect(fields.event).toBe('message');
  const data = JSON.parse(String(fields.data)) as Record<string, unknown>;
  expect(messageEvent.parse(data)).toEqual(data);
  return { id: String(fields.id), data };
}

describe.each(ENGINES)('%s: the messages of a person, live', (engine) => {
  let site: QuietGateway;
  let person: Awaited<ReturnType<typeof signedIn>>;
  let other: Awaited<ReturnType<typeof signedIn>>;
  const appointments: Record<string, string> = {};
  const controllers: AbortController[] = [];
  let versions = 100;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    person = await signedIn(site.gateway, 0);
    other = await signedIn(site.gateway, 1);
    const { slotId } = await site.gateway.openSlot(2);
    for (const who of [person, other])
      appointments[who.patientId] = String((await site.gateway.book({ slotId, ...who, key: `of-${who.patientId}` })).body.id);
  });
  afterEach(async () => {
    for (const controller of controllers.splice(0)) controller.abort();
    await site.stop();
  });

  async function follow(after?: string, { headers } = person) {
    const controller = new AbortController();
    controllers.push(controller);
    const resumed: Record<string, string> = after === undefined ? {} : { 'last-event-id': after };
    const response = await site.gateway.request(PATH, { headers: { ...headers, ...resumed }, signal: controller.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    return { ...listen(response), controller };
  }

  const write = (parts: Parameters<typeof commit>[3]) =>
    commit({ ...site.gateway.onedoor.dependencies }, 'probe', 'background', parts);
  /** Writes a message, as the unit that makes it true does; dated so long ago. */
  async function tell({ patientId } = person, kind: MessageKind = 'booking-cancelled-by-hospital', agoMs = 0): Promise<string> {
    versions += 1;
    // No two at one instant, so that their order is known.
    await site.clock.advance(1);
    const now = site.clock.now() - agoMs;
    const news = { kind, appointmentId: appointments[patientId] ?? '', version: versions, seen: false, now };
    await write(messageParts(site.gateway.onedoor.dependencies.ids, news));
    return (await site.db.rows<{ id: string }>(`SELECT id FROM message WHERE version = ${versions}`))[0]?.id ?? '';
  }
  /** Lets the clock and the database go on until it is so. */
  const until = (holds: () => void) =>
    vi.waitFor(
      async () => {
        await site.clock.advance(200);
        holds();
      },
      { timeout: 60_000, interval: 1 },
    );
  const begun = async (stream: Awaited<ReturnType<typeof follow>>) => {
    await until(() => expect(stream.events.length).toBeGreaterThan(0));
    return stream;
  };
  const news = (events: readonly Event[]) => events.filter(({ data }) => data.what !== 'list').map(({ data }) => data);

  it('who begins to follow is told to read the list, and then of each new message once: which, of what kind, and no word of it', async () => {
    await tell();
    const { events } = await begun(await follow());
    const [first, second] = [await tell(), await tell(person, 'booking-confirmed')];
    await until(() => expect(news(events)).toHaveLength(2));
    for (let second = 0; second < 20; second += 1) await site.clock.advance(1_000);
    expect(events.map(({ data }) => data)).toEqual([
      { what: 'list' },
      { what: 'new', id: first, kind: 'booking-cancelled-by-hospital' },
      { what: 'new', id: second, kind: 'booking-confirmed' },
    ]);
  });

  it('that a message was read elsewhere is told too', async () => {
    const { events } = await begun(await follow());
    const id = await tell();
    await until(() => expect(news(events)).toHaveLength(1));
    const headers = { ...person.headers, 'content-type': 'application/json' };
    await site.gateway.request(`/v1/messages/${id}/read`, { method: 'POST', body: '{}', headers });
    await until(() => expect(news(events)).toHaveLength(2));
    expect(news(events).at(-1)).toEqual({ what: 'read', id, kind: 'booking-cancelled-by-hospital' });
  });

  it('who comes again is told what was missed since the last event, and nothing that was long before it', async () => {
    const early = await tell();
    await site.clock.leap(10 * MINUTE_MS);
    const { events, controller } = await begun(await follow());
    controller.abort();
    await site.clock.leap(5 * MINUTE_MS);
    const missed = [await tell(), await tell()];
    await site.clock.leap(5 * MINUTE_MS);
    const again = await follow(events.at(-1)?.id);
    await until(() => expect(again.events).toHaveLength(2));
    expect(again.events.map(({ data }) => data.id)).toEqual(missed);
    expect(missed).not.toContain(early);
    const third = await follow(again.events[0]?.id);
    await until(() => expect(third.events.map(({ data }) => data.id)).toContain(missed[1]));
  });

  it('a message that is committed a minute after its date is told to whoever has followed meanwhile', async () => {
    const { events } = await begun(await follow());
    for (let second = 0; second < 70; second += 1) await site.clock.advance(1_000);
    const late = await tell(person, 'booking-cancelled-by-hospital', MINUTE_MS);
    await until(() => expect(news(events).map(({ id }) => id)).toEqual([late]));
  });

  it('who missed more than fifty is told to read the list, and no more than that', async () => {
    const { events, controller } = await begun(await follow());
    controller.abort();
    await site.clock.leap(5 * MINUTE_MS);
    for (let count = 0; count < 51; count += 1) await tell();
    await site.clock.leap(5 * MINUTE_MS);
    const again = await begun(await follow(events.at(-1)?.id));
    expect(again.events.map(({ data }) => data)).toEqual([{ what: 'list' }]);
    const next = await tell();
    await until(() => expect(news(again.events).map(({ id }) => id)).toEqual([next]));
  });

  it("nobody hears of a stranger's messages", async () => {
    const { events } = await begun(await follow());
    const theirs = await begun(await follow(undefined, other));
    const id = await tell();
    await until(() => expect(news(events).map((data) => data.id)).toEqual([id]));
    for (let second = 0; second < 5; second += 1) await site.clock.advance(1_000);
    expect(news(theirs.events)).toEqual([]);
  });

  it('an open app is not told of a kind that the person switched off there, and is told of every other', async () => {
    const { store } = site.gateway.onedoor.dependencies;
    const before = await readPreferences(store, person.patientId);
    await write([savePreferencesPart(before, { ...before, appOff: ['booking-confirmed', 'booking-failed'] }, 1)]);
    const { events } = await begun(await follow());
    await tell(person, 'booking-confirmed');
    const kept = [await tell(person, 'booking-failed'), await tell()];
    await until(() => expect(news(events).map(({ id }) => id)).toEqual(kept));
  });

  it.each([
    ['the session is ended', () => site.gateway.request('/v1/sessions/current', { method: 'DELETE', headers: person.headers })],
    ['the registration is taken over', () => write([{ sql: 'UPDATE patient SET superseded_by = id', parameters: [] }])],
  ])(
    'the messages of a person are followed no more once %s: within a second, and nothing is told that came after',
    async (_, end) => {
      const { events, state } = await begun(await follow());
      await end();
      await tell();
      await site.clock.advance(1_000);
      await until(() => expect(state.ended).toBe(true));
      expect(news(events)).toEqual([]);
    },
  );

  it('the messages of a person are followed six times at once in one session, for ten minutes, and by no id that is none', async () => {
    const open: Awaited<ReturnType<typeof follow>>[] = [];
    for (let count = 0; count < 6; count += 1) open.push(await begun(await follow()));
    const seventh = await site.gateway.request(PATH, { headers: person.headers });
    expect([seventh.status, ((await seventh.json()) as { code: string }).code]).toEqual([429, 'rate-limited']);
    for (const id of ['x', '-1', '1.5']) {
      const response = await site.gateway.request(PATH, { headers: { ...other.headers, 'last-event-id': id } });
      expect([id, response.status]).toEqual([id, 400]);
    }
    await site.clock.leap(10 * MINUTE_MS);
    await until(() => expect(open.map(({ state }) => state.ended)).toEqual(open.map(() => true)));
  });
});
