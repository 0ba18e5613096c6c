import { digest } from '../../bff/platform/crypto/cipher.ts';
import { commit } from '../../bff/platform/store/commit.ts';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import { SqliteStore } from '../../bff/platform/store/sqlite/sqlite-store.ts';
import { insertStaff, insertStaffSession } from '../../bff/scenes/identity/staff-rows.ts';
import { residentId } from '../../fixtures/people/document-numbers.ts';
import { seeded, seededBytes } from '../support/seeded.ts';
import { type Card, enrolTestDevice, type TestDevice } from '../support/test-device.ts';
import { HOSPITAL, startTestGateway, type TestGateway } from '../support/test-gateway.ts';
import { agreed, fresh, type Reply, replyOf } from '../support/test-people.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import type { Session } from './identity-oracle.ts';
import { type BrokenRule, withoutRule } from './identity-rules.ts';

const EPOCH = Date.parse('2027-03-01T08:00:00+08:00');
const DAY_MS = 24 * 3_600_000;

const cardOf = (name: string, birthDate: string, serial: number): Card => ({
  type: 'resident-id',
  number: residentId({ birthDate, sex: 'female', serial }),
  name,
  birthDate,
  sex: 'female',
});

/** Every document of this small city, by the name under which the oracle knows it. */
export const DOCUMENTS = {
  attacker: cardOf('赵大力', '1980-01-01', 1),
  victim: cardOf('王小明', '1950-03-07', 2),
  'victim-passport': { type: 'passport', number: 'E12345678', name: '王小明', birthDate: '1950-03-07', sex: 'female' },
  mother: cardOf('李春花', '1988-06-01', 3),
  father: cardOf('王大树', '1985-06-01', 4),
  child: cardOf('王小雨', '2012-09-01', 5),
} as const satisfies Record<string, Card>;
export type DocumentName = keyof typeof DOCUMENTS;

/** A session as its holder has it. */
export interface Held {
  readonly session: Session;
  readonly patientId: string;
  readonly headers: Record<string, string>;
  readonly kiosk?: TestDevice;
  /** What a code opened: in which browser, with which number. */
  readonly phone?: { readonly browser: string; readonly number: string };
}

/** A real gateway with two kiosks and a desk with two clerks, on a clock and a seed of its own. */
export class IdentityWorld {
  readonly clock: VirtualClock;
  readonly gateway: TestGateway;
  readonly random: () => number;
  readonly store: SqliteStore;
  readonly kiosks: readonly TestDevice[];
  readonly clerks: readonly Record<string, string>[];
  #slots = 0;

  private constructor(parts: Pick<IdentityWorld, 'clock' | 'gateway' | 'random' | 'store' | 'kiosks' | 'clerks'>) {
    this.clock = parts.clock;
    this.gateway = parts.gateway;
    this.random = parts.random;
    this.store = parts.store;
    this.kiosks = parts.kiosks;
    this.clerks = parts.clerks;
  }

  static async create(seed: number, broken?: BrokenRule): Promise<IdentityWorld> {
    const clock = new VirtualClock(EPOCH);
    const store = new SqliteStore({ path: ':memory:', now: clock.now, defer: queueMicrotask });
    await store.migrate(migrationsFor('sqlite'), EPOCH);
    const settings = {
      demo: false,
      watchEveryMs: 365 * DAY_MS,
      syncEveryMs: 365 * DAY_MS,
      queueEveryMs: 365 * DAY_MS,
      checkReplies: false,
    };
    const gateway = await startTestGateway({
      store: withoutRule(store, broken),
      clock,
      random: seededBytes(seed + 1),
      patients: 0,
      settings,
      logLevel: 'error',
    });
    await clock.advance(1_000);
    const kiosks = [await enrolTestDevice(gateway), await enrolTestDevice(gateway)];
    const clerks = await Promise.all([0, 1].map((number) => signedIn(gateway, kiosks[0]?.id ?? '', number)));
    return new IdentityWorld({ clock, gateway, random: seeded(seed), store, kiosks, clerks });
  }

  /** A request, from a phone or at a kiosk, answered as time goes on. */
  async ask(
    method: string,
    path: string,
    given: { readonly body?: unknown; readonly headers?: Record<string, string>; readonly kiosk?: TestDevice } = {},
  ): Promise<Reply> {
    const { body, kiosk } = given;
    if (given.headers !== undefined && 'onedoor-staff' in given.headers) await this.#unlock();
    const headers = fresh({ host: 'localhost', ...given.headers });
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    let done = false;
    const answered = (kiosk ? kiosk.request(path, init) : this.gateway.request(`http://localhost${path}`, init)).finally(() => {
      done = true;
    });
    // What signs and verifies works in real time, on threads of its own: the clock goes on as long as nobody has answered.
    for (let waited = 0; !done; waited += 1) {
      await new Promise((resolve) => (waited < 20 ? setImmediate(resolve) : setTimeout(resolve, 1)));
      if (!done && waited > 20) await this.clock.advance(50);
    }
    return replyOf(await answered);
  }

  /** Months pass between two acts of a clerk, who signs in again before each; signing in is tested elsewhere. */
  async #unlock(): Promise<void> {
    const parts = [{ sql: 'UPDATE staff_session SET seen_at = ?', parameters: [this.clock.now()] }];
    await commit(this.gateway.onedoor.dependencies, 'unlock-clerks', 'background', parts);
  }

  consents() {
    return agreed(this.gateway);
  }

  /** A place that nobody else wants, some days ahead and at a time of its own. */
  async openSlot(): Promise<string> {
    this.#slots += 1;
    const { slotId } = await this.gateway.openSlot(1, DAY_MS + (this.#slots % 200) * 40 * 60_000);
    return slotId;
  }

  async close(): Promise<void> {
    await this.gateway.stop();
    await this.store.close();
  }
}

/** A clerk whose session outlives the simulation; signing in is tested elsewhere, and a PIN costs a tenth of a second. */
async function signedIn(gateway: TestGateway, deviceId: string, number: number): Promise<Record<string, string>> {
  const { store, clock, ids } = gateway.onedoor.dependencies;
  const now = clock.now();
  const [id, token] = [ids.next('stf'), ids.secret()];
  await store.commit({
    id: ids.inOrder('unt'),
    name: 'sign-in-clerk',
    lane: 'background',
    deadline: now + 60_000,
    parts: [
      insertStaff({ id, hospitalId: HOSPITAL, number: `C${number}`, name: '窗口员', role: 'clerk', pinHash: '', now }),
      insertStaffSession({ tokenHash: digest(token), staffId: id, deviceId, now, expiresAt: now + 3_650 * DAY_MS }),
    ],
  });
  return { 'onedoor-staff': token };
}
