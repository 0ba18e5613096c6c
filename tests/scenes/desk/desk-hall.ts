import { expect } from 'vitest';
import type { StaffRole } from '../../../bff/contract/access.ts';
import { importHospitals } from '../../../bff/scenes/directory/import-hospitals.ts';
import { driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { enrolTestDevice, signedInStaff, type TestDevice } from '../../support/test-device.ts';
import { HOSPITAL, hospitalEntry } from '../../support/test-gateway.ts';
import { agreed, bearer, cardOf, fresh, personOf, postAt, type Reply, replyOf } from '../../support/test-people.ts';
import type { Engine } from '../../support/test-store.ts';

export type Clerk = Awaited<ReturnType<typeof signedInStaff>>;

/** What somebody shows at the desk: a paper with a number, and what stands on it. */
export function paperOf(serial: number, more: Parameters<typeof cardOf>[1] = {}) {
  const { document, ...person } = personOf(cardOf(serial, more));
  return { document, person };
}

/** A hall with a desk, where clerks serve people and call numbers. */
export class DeskHall {
  readonly site: QuietGateway;

  private constructor(site: QuietGateway) {
    this.site = site;
  }

  static async open(engine: Engine, patients = 0): Promise<DeskHall> {
    return new DeskHall(await startQuietGateway(engine, { patients }));
  }

  /** Somebody signed in at a desk of their own, and on duty unless told otherwise. */
  async clerk({ role = 'clerk', duty = true, of }: { role?: StaffRole; duty?: boolean; of?: string } = {}): Promise<Clerk> {
    const { dependencies } = this.site.gateway.onedoor;
    if (of !== undefined) await importHospitals(dependencies, [hospitalEntry(HOSPITAL), hospitalEntry(of)]);
    const member = await signedInStaff(this.site.gateway, of, role, 'desk');
    if (duty) expect((await this.by(member, '/v1/shifts')).status).toBe(201);
    return member;
  }

  kiosk(): Promise<TestDevice> {
    return enrolTestDevice(this.site.gateway);
  }

  /** The same member of staff at their own desk, after a lock. */
  async unlock(clerk: Clerk): Promise<Clerk> {
    const body = { number: clerk.number, pin: '135790', carrier: 'bearer' };
    const opened = await postAt(clerk.device, '/v1/staff-sessions', body);
    expect(opened.status).toBe(201);
    return { ...clerk, staff: { 'onedoor-staff': String(opened.body.token) } };
  }

  by({ device, staff }: Clerk, path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Reply> {
    return postAt(device, path, body, { ...fresh(staff), ...headers });
  }

  async get(
    { device, staff }: Pick<Clerk, 'device' | 'staff'>,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    return replyOf(await device.request(path, { headers: { ...staff, ...headers } }));
  }

  /** A clerk serves somebody with a paper; they agree to the notice unless told otherwise. */
  async serve(clerk: Clerk, serial = 1, more: Record<string, unknown> = {}): Promise<Reply> {
    const consents = await agreed(this.site.gateway);
    const given = { ...paperOf(serial), reason: '纸质证件，已核对本人', consents, carrier: 'bearer', ...more };
    return this.by(clerk, '/v1/desk/patients', given);
  }

  /** The same, and what the clerk does next goes with the session. */
  async served(clerk: Clerk, serial = 1): Promise<{ readonly patientId: string; readonly session: Record<string, string> }> {
    const reply = await this.serve(clerk, serial);
    expect(reply.status, reply.text).toBe(201);
    return { patientId: String(reply.body.patientId), session: bearer(reply) };
  }

  async book(clerk: Clerk, { patientId, session }: { patientId: string; session: Record<string, string> }): Promise<Reply> {
    const { slotId } = await this.site.gateway.openSlot(1);
    return this.done(this.by(clerk, '/v1/desk/appointments', { slotId, patientId }, session));
  }

  /** What calls a hospital: time goes on meanwhile. */
  done<T>(promise: Promise<T>): Promise<T> {
    return driven(this.site, promise);
  }

  draw(device: TestDevice, priority = false): Promise<Reply> {
    return postAt(device, '/v1/desk/tickets', { priority });
  }

  call(clerk: Clerk, serving?: unknown): Promise<Reply> {
    return this.by(clerk, '/v1/desk/tickets/next', { counter: '3', ...(serving === undefined ? {} : { serving }) });
  }

  tickets(clerk: Clerk): Promise<Reply> {
    return this.get(clerk, '/v1/desk/tickets');
  }

  /** Changes rows as nobody could in the time of a test. */
  async change(sql: string): Promise<void> {
    const { store, ids, clock } = this.site.gateway.onedoor.dependencies;
    const parts = [{ sql, parameters: [] }];
    await store.commit({ id: ids.next('unt'), name: 'change', lane: 'interactive', deadline: clock.now() + 5_000, parts });
  }

  rows<T = Record<string, unknown>>(sql: string): Promise<readonly T[]> {
    return this.site.db.rows<T & Record<string, unknown>>(sql) as Promise<readonly T[]>;
  }

  stop(): Promise<void> {
    return this.site.stop();
  }
}
