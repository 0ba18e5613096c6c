import { type ClaimState, ENDED, mayMove } from '../../bff/scenes/appointments/rules.ts';
import type { BookingWorld } from './booking-world.ts';

interface ClaimSeen {
  readonly id: string;
  readonly appointment_id: string;
  readonly hospital_id: string;
  readonly booking_key: string;
  readonly slot_id: string;
  readonly state: ClaimState;
  readonly places: number;
  readonly ghost_of: string | null;
  readonly hospital_ref: string | null;
  readonly tries: number;
  readonly cancel_wanted: number;
}

/** What must hold after every step of the simulation. Written against the rows, not against the code. */
export class BookingInvariants {
  readonly #world: BookingWorld;
  readonly #ended = new Map<string, ClaimState>();
  readonly #versions = new Map<string, number>();
  #eventsSeen = 0;
  #checked = 0;

  constructor(world: BookingWorld) {
    this.#world = world;
  }

  /** Single comparisons made so far. */
  get checked(): number {
    return this.#checked;
  }

  /** @throws Error naming the first invariant that does not hold. */
  async check(): Promise<void> {
    const claims = await this.#claims();
    await this.#capacity(claims);
    this.#terminal(claims);
    await this.#history();
    this.#bounds(claims);
    const [violation] = this.#world.calls.violations;
    this.#hold(violation === undefined, violation ?? '');
  }

  /** What must hold when everything has healed and a day has gone by: both sides agree, nothing waits, nothing leaks. */
  async checkAtRest(): Promise<void> {
    await this.check();
    const claims = await this.#claims();
    const resting = ['confirmed', 'manual', ...ENDED];
    for (const claim of claims) {
      this.#hold(resting.includes(claim.state), `a claim is left in ${claim.state}`);
      this.#hold(claim.state !== 'confirmed' || claim.cancel_wanted === 0, 'what somebody asked to be given back is kept');
    }
    for (const hospital of this.#world.hospitals) await this.#bothSidesAgree(hospital.id, claims);
    const ready = await this.#read<{ count: number }>(
      "SELECT count(*) AS count FROM task WHERE kind = 'settle-claim' AND state = 'ready'",
    );
    this.#hold(ready[0]?.count === 0, 'a claim is still being worked on');
    this.#sameReplies();
  }

  /** I2: what is claimed is what the claims say, and neither we nor the hospital ever sells more than there is. */
  async #capacity(claims: readonly ClaimSeen[]): Promise<void> {
    const rows = await this.#read<{ id: string; claimed: number; offered: number }>('SELECT id, claimed, offered FROM slot');
    const held = new Map<string, number>();
    for (const claim of claims) {
      if (claim.places === 1 && !ENDED.includes(claim.state)) held.set(claim.slot_id, (held.get(claim.slot_id) ?? 0) + 1);
    }
    for (const row of rows) {
      this.#hold(
        row.claimed === (held.get(row.id) ?? 0),
        `I2: slot counts ${row.claimed} places, its claims ${held.get(row.id) ?? 0}`,
      );
      this.#hold(row.claimed >= 0 && row.claimed <= row.offered, 'I2: more is claimed than offered');
    }
    for (const { truth, slots } of this.#world.hospitals) {
      for (const { ref, capacity } of slots)
        this.#hold((await truth.slot(ref)).taken <= capacity, 'I2: the hospital holds more than it has');
    }
  }

  /** I7: what has ended stays as it ended. */
  #terminal(claims: readonly ClaimSeen[]): void {
    for (const claim of claims) {
      const ended = this.#ended.get(claim.id);
      this.#hold(ended === undefined || ended === claim.state, `I7: a claim went from ${ended} to ${claim.state}`);
      if (ENDED.includes(claim.state)) this.#ended.set(claim.id, claim.state);
    }
  }

  /** I17: the history of every appointment is a walk along the table, without gaps. */
  async #history(): Promise<void> {
    const events = await this.#read<{ appointment_id: string; version: number; claim_state: ClaimState; rowid: number }>(
      `SELECT rowid, appointment_id, version, claim_state FROM appointment_event WHERE rowid > ${this.#eventsSeen} ORDER BY rowid`,
    );
    for (const event of events) {
      this.#eventsSeen = event.rowid;
      const last = this.#versions.get(event.appointment_id) ?? 0;
      this.#hold(event.version === last + 1, 'I17: an appointment has a gap in its history');
      this.#versions.set(event.appointment_id, event.version);
      const before = this.#last.get(event.appointment_id);
      this.#hold(
        before === undefined || mayMove(before, event.claim_state),
        `I17: ${before} was followed by ${event.claim_state}`,
      );
      this.#last.set(event.appointment_id, event.claim_state);
    }
  }

  readonly #last = new Map<string, ClaimState>();

  /** I18, I19: one task a claim, whatever processes did; nothing grows without a bound. */
  #bounds(claims: readonly ClaimSeen[]): void {
    this.#hold(this.#world.store.waiting() <= 1000, 'I19: more units wait than the store accepts');
    for (const claim of claims) this.#hold(claim.tries < 400, 'I19: a claim is tried without end');
  }

  async #bothSidesAgree(hospitalId: string, claims: readonly ClaimSeen[]): Promise<void> {
    const hospital = this.#world.hospitals.find(({ id }) => id === hospitalId);
    const live = ((await hospital?.truth.bookings()) ?? []).filter((booking) => booking.live);
    const ours = claims.filter((claim) => claim.hospital_id === hospitalId);
    const confirmed = ours.filter((claim) => claim.state === 'confirmed' && claim.ghost_of === null);
    for (const claim of confirmed) {
      this.#hold(
        live.some(({ ref }) => ref === claim.hospital_ref),
        'I5: we confirmed what the hospital does not hold',
      );
    }
    for (const booking of live) {
      const known = ours.some(
        (claim) =>
          claim.booking_key === booking.key &&
          (claim.state === 'manual' || claim.hospital_ref === booking.ref) &&
          !ENDED.includes(claim.state),
      );
      this.#hold(known, `I5: ${hospitalId} holds a booking that nobody here stands for`);
    }
  }

  /** One key, one determined reply; only the id of the request that hears it differs. */
  #sameReplies(): void {
    const determined = new Map<string, string>();
    for (const { key, reply: heard } of this.#world.replies) {
      const reply = heard.replace(/"instance":"[^"]*"/, '');
      // Not determined, or refused before anything was written: the next try may hear something else.
      if (/^(202|404|5\d\d) /.test(reply) || reply.includes('"idempotency-key-running"')) continue;
      const first = determined.get(key) ?? reply;
      this.#hold(first === reply, 'a key was answered in two ways');
      determined.set(key, first);
    }
  }

  #claims(): Promise<readonly ClaimSeen[]> {
    return this.#read(
      'SELECT id, appointment_id, hospital_id, booking_key, slot_id, state, places, ghost_of, hospital_ref, tries, cancel_wanted FROM claim',
    );
  }

  #read<Row>(sql: string): Promise<readonly Row[]> {
    return this.#world.store.read<Row>({ sql, parameters: [] });
  }

  #hold(holds: boolean, message: string): void {
    this.#checked += 1;
    if (!holds) throw new Error(message);
  }
}
