import { expect } from 'vitest';
import type { StaffRole } from '../../../bff/contract/access.ts';
import { driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { enrolTestDevice, signedInStaff, type TestDevice } from '../../support/test-device.ts';
import { agreed, bearer, cardOf, fresh, postAt, putDown, type Reply } from '../../support/test-people.ts';
import type { Engine } from '../../support/test-store.ts';

/** A member of staff at a device of their own. */
export type Member = Awaited<ReturnType<typeof signedInStaff>>;

/** Everything as one who follows is told it. */
export interface Told {
  readonly at: 'kiosk' | 'staff';
  readonly onDuty?: boolean;
  readonly locked?: boolean;
  readonly calls?: readonly Record<string, unknown>[];
  readonly call?: Record<string, unknown> & { readonly id: string; readonly join?: { readonly code: string } };
  readonly session?: Record<string, unknown> & { readonly id: string; readonly acts?: readonly { readonly act: unknown }[] };
}

/** A screen of choices, as a kiosk tells it. */
export const CHOICES = {
  version: 3,
  step: 'department',
  answers: { language: 'zh' },
  targets: [
    { id: 't1', label: '内科' },
    { id: 't2', label: '外科' },
  ],
  display: { text: 'large', contrast: 'usual', reach: 'usual' },
  language: 'zh',
} as const;

/** A hall with kiosks, and staff with phones. */
export class AssistHall {
  readonly site: QuietGateway;

  private constructor(site: QuietGateway) {
    this.site = site;
  }

  static async open(engine: Engine): Promise<AssistHall> {
    return new AssistHall(await startQuietGateway(engine, { patients: 0 }));
  }

  kiosk(hospitalId?: string): Promise<TestDevice> {
    return enrolTestDevice(this.site.gateway, hospitalId);
  }

  /** Somebody of this role who has come on duty. */
  async onDuty(role: StaffRole = 'volunteer', hospitalId?: string): Promise<Member> {
    const member = await signedInStaff(this.site.gateway, hospitalId, role);
    const opened = await this.by(member, '/v1/shifts', {});
    expect(opened.status).toBe(201);
    return member;
  }

  at(device: TestDevice, path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Reply> {
    return postAt(device, path, body, fresh(headers));
  }

  by({ device, staff }: Member, path: string, body: unknown = {}): Promise<Reply> {
    return postAt(device, path, body, fresh(staff));
  }

  /** They go on touching their page while time goes on. */
  async touching(members: readonly Member[], ms: number): Promise<void> {
    for (let gone = 0; gone < ms; gone += 15_000) {
      await this.site.clock.advance(Math.min(15_000, ms - gone));
      for (const member of members) await this.by(member, '/v1/staff-sessions/current/presence');
    }
    await this.rest();
  }

  /** Works what is due, at this instant of the clock. */
  async rest(): Promise<void> {
    const { db, clock, gateway } = this.site;
    const due = `SELECT id FROM task WHERE state = 'ready' AND (run_at <= ${clock.now()} OR lease_token IS NOT NULL)`;
    for (;;) {
      gateway.onedoor.dependencies.tasks.poke();
      await clock.advance(0);
      if ((await db.rows(due)).length === 0) return;
    }
  }

  /** A booking, which calls the hospital: time goes on meanwhile. */
  booked(kiosk: TestDevice, body: unknown, patient: Reply): Promise<Reply> {
    return driven(this.site, this.at(kiosk, '/v1/appointments', body, bearer(patient)));
  }

  /** Somebody presses help. */
  call(kiosk: TestDevice, more: Record<string, unknown> = {}): Promise<Reply> {
    return this.at(kiosk, '/v1/help-calls', { step: 'home', language: 'zh', ...more });
  }

  /** What a stream tells first: everything as it is now. */
  async told(device: TestDevice, headers: Record<string, string> = {}): Promise<Told> {
    const going = new AbortController();
    const response = await device.request('/v1/help-calls/events', { headers, signal: going.signal });
    expect(response.status).toBe(200);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const { value } = await reader.read();
    // Whoever follows goes away: nobody waits for the next event on a clock that stands still.
    going.abort();
    await reader.cancel();
    const data = new TextDecoder()
      .decode(value)
      .split('\n')
      .find((line) => line.startsWith('data: '));
    return JSON.parse((data ?? '').slice('data: '.length)) as Told;
  }

  toldAt(kiosk: TestDevice): Promise<Told> {
    return this.told(kiosk);
  }

  toldTo({ device, staff }: Member): Promise<Told> {
    return this.told(device, staff);
  }

  async codeAt(kiosk: TestDevice): Promise<string> {
    return (await this.toldAt(kiosk)).call?.join?.code ?? '';
  }

  /** Somebody calls, and this member of staff stands beside them and asks to help. */
  async join(kiosk: TestDevice, member: Member): Promise<Reply> {
    const called = await this.call(kiosk);
    return this.by(member, '/v1/assist-sessions', { helpCallId: called.body.id, code: await this.codeAt(kiosk) });
  }

  /** The same, and the patient said yes and sees choices. @returns the id of the session. */
  async helped(kiosk: TestDevice, member: Member, patient?: Reply): Promise<string> {
    const joined = await this.join(kiosk, member);
    expect(joined.status, joined.text).toBe(201);
    const id = String(joined.body.id);
    const accepted = await this.at(kiosk, `/v1/assist-sessions/${id}/accept`, {}, patient ? bearer(patient) : {});
    expect(accepted.status, accepted.text).toBe(200);
    expect((await this.at(kiosk, `/v1/assist-sessions/${id}/journey`, CHOICES)).status).toBe(204);
    return id;
  }

  act(member: Member, id: string, act: Record<string, unknown> = { kind: 'fill', version: 3, target: 't1' }): Promise<Reply> {
    return this.by(member, `/v1/assist-sessions/${id}/acts`, act);
  }

  /** A person puts their card down at a kiosk. */
  patient(kiosk: TestDevice, serial = 1): Promise<Reply> {
    return putDown(this.site.gateway, kiosk, cardOf(serial));
  }

  consents() {
    return agreed(this.site.gateway);
  }

  stop(): Promise<void> {
    return this.site.stop();
  }
}
