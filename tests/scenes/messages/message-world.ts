import { commit } from '../../../bff/platform/store/commit.ts';
import type { MessageKind } from '../../../bff/scenes/messages/rules.ts';
import { messageParts } from '../../../bff/scenes/messages/write-message.ts';
import { driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { type Card, enrolTestDevice, type TestDevice } from '../../support/test-device.ts';
import { cardOf, fresh, post, postAt, putDown, type Reply } from '../../support/test-people.ts';
import type { ScriptedSender } from './scripted-sender.ts';

const DAY_MS = 24 * 3_600_000;

export interface Somebody {
  readonly patientId: string;
  readonly headers: Record<string, string>;
  /** Where their session was opened, which is where it counts. */
  readonly device?: TestDevice;
}

export interface StoredMessage {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly language: string;
  readonly unreached_at: number | null;
  readonly due_by: number | null;
}

/** A gateway whose clock stands still, with a sender that does what it is told, and people with and without phones. */
export interface MessageWorld {
  readonly site: QuietGateway;
  /** Who put down their card. */
  somebody(serial: number, more?: Record<string, unknown>, card?: Partial<Card>): Promise<Somebody>;
  /** A request of theirs. */
  send(who: Somebody, path: string, body: unknown): Promise<Reply>;
  /** An appointment that was booked and confirmed, with what was told of that delivered. */
  booked(who: Somebody, patientId?: string): Promise<string>;
  /** Writes a message, as the unit that makes it true does. */
  tell(appointmentId: string, kind?: MessageKind, seen?: boolean): Promise<string>;
  message(id: string): Promise<StoredMessage>;
  /** Lets the clock go on, with the gateway at work. */
  pass(ms: number): Promise<void>;
}

export async function startMessageWorld(scripted: ScriptedSender): Promise<MessageWorld> {
  const site = await startQuietGateway('sqlite', { patients: 1, messages: scripted.sender });
  const { gateway, clock, db } = site;
  const device = await enrolTestDevice(gateway);
  const send: MessageWorld['send'] = ({ headers, device: at }, path, body) =>
    at ? postAt(at, path, body, fresh(headers)) : post(gateway, path, body, fresh(headers));
  let slots = 0;
  let versions = 100;
  return {
    site,
    send,
    async somebody(serial, more = {}, card = {}) {
      const { status, text, body } = await putDown(gateway, device, cardOf(serial, card), more);
      if (status !== 201) throw new Error(text);
      return { patientId: String(body.patientId), headers: { authorization: `Bearer ${String(body.token)}` }, device };
    },
    async booked(who, forWhom = who.patientId) {
      slots += 1;
      const { slotId } = await gateway.openSlot(1, DAY_MS + slots * 3_600_000);
      const order = { slotId, patientId: forWhom };
      const { status, text, body } = await driven(site, send(who, '/v1/appointments', order));
      if (status !== 201) throw new Error(text);
      return String(body.id);
    },
    async tell(appointmentId, kind = 'booking-cancelled-by-hospital', seen = false) {
      versions += 1;
      const { store, ids } = gateway.onedoor.dependencies;
      const news = { kind, appointmentId, version: versions, seen, now: clock.now() };
      await commit({ store, ids, clock }, 'tell', 'outcomes', messageParts(ids, news));
      const [row] = await db.rows<{ id: string }>(`SELECT id FROM message WHERE version = ${versions}`);
      return row?.id ?? '';
    },
    async message(id) {
      const [row] = await db.rows<StoredMessage>(`SELECT * FROM message WHERE id = '${id}'`);
      if (!row) throw new Error('no such message');
      return row;
    },
    async pass(ms) {
      const until = clock.now() + ms;
      while (clock.now() < until) {
        await clock.advance(Math.min(until - clock.now(), ms > 60_000 ? 2_000 : 250));
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}
