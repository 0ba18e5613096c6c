import { digest } from '../../bff/platform/crypto/cipher.ts';
import { commit } from '../../bff/platform/store/commit.ts';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import { SqliteStore } from '../../bff/platform/store/sqlite/sqlite-store.ts';
import { insertStaff, insertStaffSession } from '../../bff/scenes/identity/staff-rows.ts';
import { residentId } from '../../fixtures/people/document-numbers.ts';
import { seeded, seededBytes } from '../support/seeded.ts';
import { type Card, enrolTestDevice, type TestDevice } from '../support/test-device.ts';
import { HOSPITAL, startTestGateway, type TestGateway } from '../support/test-gateway.ts';
import { agreed, fresh, postAt, type Reply } from '../support/test-people.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { type BrokenRule, withoutRule } from './identity-rules.ts';

const EPOCH = Date.parse('2027-03-01T08:00:00+08:00');
const DAY_MS = 24 * 3_600_000;
/** Nothing is looked for but when the simulation asks. */
const NEVER_MS = 365 * DAY_MS;

export const CARDS: readonly Card[] = ['王小明', '李春花', '赵大力'].map((name, serial) => ({
  type: 'resident-id',
  number: residentId({ birthDate: '1950-03-07', sex: 'female', serial: serial + 1 }),
  name,
  birthDate: '1950-03-07',
  sex: 'female',
}));

/** A volunteer with a phone, signed in. */
export interface Volunteer {
  readonly device: TestDevice;
  readonly headers: Record<string, string>;
}

/** A real gateway with three kiosks in one hall and two volunteers, on a clock and a seed of its own. */
export class AssistWorld {
  readonly clock: VirtualClock;
  readonly gateway: TestGateway;
  readonly random: () => number;
  readonly store: SqliteStore;
  readonly kiosks: readonly TestDevice[];
  readonly volunteers: readonly Volunteer[];

  private constructor(parts: Pick<AssistWorld, 'clock' | 'gateway' | 'random' | 'store' | 'kiosks' | 'volunteers'>) {
    this.clock = parts.clock;
    this.gateway = parts.gateway;
    this.random = parts.random;
    this.store = parts.store;
    this.kiosks = parts.kiosks;
    this.volunteers = parts.volunteers;
  }

  static async create(seed: number, broken?: BrokenRule): Promise<AssistWorld> {
    const clock = new VirtualClock(EPOCH);
    const store = new SqliteStore({ path: ':memory:', now: clock.now, defer: queueMicrotask });
    await store.migrate(migrationsFor('sqlite'), EPOCH);
    const settings = {
      demo: false,
      pollEveryMs: NEVER_MS,
      watchEveryMs: NEVER_MS,
      syncEveryMs: NEVER_MS,
      queueEveryMs: NEVER_MS,
      checkReplies: false,
      rateLimitPerMinute: 1_000_000,
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
    const kiosks = [await enrolTestDevice(gateway), await enrolTestDevice(gateway), await enrolTestDevice(gateway)];
    const volunteers = [await volunteer(gateway, 0), await volunteer(gateway, 1)];
    return new AssistWorld({ clock, gateway, random: seeded(seed), store, kiosks, volunteers });
  }

  at(kiosk: number, path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Reply> {
    return postAt(this.kiosks[kiosk] as TestDevice, path, body, fresh(headers));
  }

  by(volunteer: number, path: string, body: unknown = {}): Promise<Reply> {
    const { device, headers } = this.volunteers[volunteer] as Volunteer;
    return postAt(device, path, body, fresh(headers));
  }

  /** Works whatever is due at this instant. */
  async work(): Promise<void> {
    const { tasks } = this.gateway.onedoor.dependencies;
    for (;;) {
      tasks.poke();
      await this.clock.advance(0);
      const [due] = await this.rows<{ due: number }>(
        `SELECT COUNT(*) AS due FROM task WHERE kind = 'watch-help-call' AND state = 'ready' AND run_at <= ${this.clock.now()}`,
      );
      if (due?.due === 0) return;
    }
  }

  async rows<Row>(sql: string): Promise<readonly Row[]> {
    return this.store.read<Row>({ sql, parameters: [] });
  }

  consents() {
    return agreed(this.gateway);
  }

  async close(): Promise<void> {
    await this.gateway.stop();
    await this.store.close();
  }
}

/** Signing in is tested elsewhere, and a PIN costs a tenth of a second. */
async function volunteer(gateway: TestGateway, number: number): Promise<Volunteer> {
  const { dependencies } = gateway.onedoor;
  const device = await enrolTestDevice(gateway);
  const now = dependencies.clock.now();
  const [id, token] = [dependencies.ids.next('stf'), dependencies.ids.secret()];
  await commit(dependencies, 'sign-in-volunteer', 'background', [
    insertStaff({ id, hospitalId: HOSPITAL, number: `V${number}`, name: `志愿者${number}`, role: 'volunteer', pinHash: '', now }),
    insertStaffSession({ tokenHash: digest(token), staffId: id, deviceId: device.id, now, expiresAt: now + DAY_MS }),
  ]);
  return { device, headers: { 'onedoor-staff': token } };
}
