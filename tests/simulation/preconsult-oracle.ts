import type { DeliverSummary } from '../../adapters/port/preconsult.ts';
import type { PreconsultWorld, SummaryWatcher } from './preconsult-world.ts';

/** One summary on its way, by our rows. */
export interface SummarySeen {
  readonly key: string;
  readonly preconsult: string;
  readonly patient: string;
  readonly hospital: string;
  readonly nth: number;
  readonly state: string;
  readonly reason: string | null;
  readonly sentAt: number | null;
  readonly doctor: string | null;
  readonly ref: string | null;
  readonly claim: string;
  readonly cancelWanted: number;
  readonly startsAt: number;
}

const SUMMARIES = `SELECT delivery_key AS key, preconsult_id AS preconsult, preconsult.patient_id AS patient, summary_delivery.hospital_id AS hospital,
    nth, summary_delivery.state, summary_delivery.reason, summary_delivery.sent_at AS sentAt, doctor_answer AS doctor,
    claim.hospital_ref AS ref, claim.state AS claim, cancel_wanted AS cancelWanted, slot.starts_at AS startsAt
  FROM summary_delivery JOIN preconsult ON preconsult.id = preconsult_id JOIN appointment ON appointment.id = preconsult.appointment_id
  JOIN claim ON claim.id = appointment.claim_id JOIN slot ON slot.id = appointment.slot_id ORDER BY preconsult_id, nth`;
const CANCELLED = `SELECT booking_key AS booking FROM claim
  WHERE cancel_wanted = 1 OR state IN ('cancel-sent', 'cancelled', 'refused', 'released')`;

const ON_THE_WAY = ['waiting', 'sending', 'unknown'];
const DAY_MS = 24 * 3_600_000;

/** One yes that somebody gave, and what was heard of it. */
export interface Yes {
  readonly preconsult: string;
  readonly key: string;
  /** It is the first, or some answer was changed for certain since the one before: a yes to the same answers is the same summary. */
  readonly isNew: boolean;
  accepted: boolean;
}

/**
 * What must hold of summaries, by what the hospital's doctors are shown, by its bookings, and by our rows. It knows nothing of how they are
 * delivered: each yes is shown or named, a newer one stands for an older one and never the other way round, and nothing goes out for an
 * appointment of which it was known that it is given back.
 */
export class PreconsultOracle implements SummaryWatcher {
  readonly #world: PreconsultWorld;
  /** The order in which people agreed, of every key that ever stood in our rows. */
  readonly #order = new Map<string, { readonly preconsult: string; readonly nth: number; readonly at: number }>();
  readonly #shown = new Map<string, string>();
  readonly #cancelledAt = new Map<string, number>();
  readonly #ended = new Map<string, string>();
  readonly #yeses: Yes[] = [];
  /** What doctors said of a summary, oldest first. */
  readonly #said = new Map<string, string[]>();
  readonly #violations: string[] = [];
  #agreed = 0;
  #checked = 0;

  constructor(world: PreconsultWorld) {
    this.#world = world;
    world.watcher = this;
  }

  /** Single comparisons made so far. */
  get checked(): number {
    return this.#checked;
  }

  agreed(yes: Yes): void {
    this.#yeses.push(yes);
  }

  said(key: string, what: string): void {
    this.#said.set(key, [...(this.#said.get(key) ?? []), what]);
  }

  /** Our rows are those of an older backup: what they do not know, nobody here knows. */
  restored(): void {
    this.#ended.clear();
    this.#cancelledAt.clear();
  }

  /** By when our own rows knew that an appointment is given back. */
  async committed(): Promise<void> {
    for (const { booking } of await this.#world.rows<{ booking: string }>(CANCELLED))
      if (!this.#cancelledAt.has(booking)) this.#cancelledAt.set(booking, this.#world.now());
  }

  async delivering(_: string, { key, booking }: DeliverSummary): Promise<void> {
    const [row] = await this.#world.rows<{ state: string; sentAt: number | null }>(
      `SELECT state, sent_at AS sentAt FROM summary_delivery WHERE delivery_key = '${key}'`,
    );
    const known = this.#cancelledAt.get(booking.key);
    if (!row) this.#violations.push('a summary was sent that is written down nowhere');
    else if (row.state === 'waiting' || row.sentAt === null)
      this.#violations.push('a summary was sent before its intent was written');
    else if (known !== undefined && row.sentAt > known)
      this.#violations.push('a summary was sent for an appointment that was known to be given back');
  }

  async delivered(hospital: string, { booking }: DeliverSummary): Promise<void> {
    await this.#look(hospital, booking.ref);
  }

  /** @throws Error naming the first guarantee that does not hold. */
  async check(): Promise<void> {
    const seen = await this.#summaries();
    for (const { key, preconsult, nth } of seen)
      if (!this.#order.has(key)) {
        this.#agreed += 1;
        this.#order.set(key, { preconsult, nth, at: this.#agreed });
      }
    for (const { hospital, ref } of seen) if (ref !== null) await this.#look(hospital, ref);
    const [violation] = this.#violations;
    this.#hold(violation === undefined, violation ?? '');
    for (const one of seen) await this.#one(one, seen);
    await this.#yesesAreKept(seen);
  }

  async #one({ key, hospital, preconsult, nth, state, sentAt, doctor }: SummarySeen, all: readonly SummarySeen[]): Promise<void> {
    const before = this.#ended.get(key);
    this.#hold(before === undefined || before === state, `a summary that was ${before} is ${state}`);
    if (['withdrawn', 'refused', 'dropped'].includes(state)) this.#ended.set(key, state);
    if (state === 'delivered')
      this.#hold(
        (await this.#held(hospital, key)) === 1 || this.#isOlder(),
        'a summary counts as delivered that the hospital does not hold',
      );
    if (sentAt !== null)
      for (const earlier of all.filter((one) => one.preconsult === preconsult && one.nth < nth))
        this.#hold(!ON_THE_WAY.includes(earlier.state), 'a summary was sent while one before it was still on its way');
    if (doctor !== null)
      this.#hold(this.#said.get(key)?.includes(doctor) ?? false, 'a doctor is said to have said what none of this hospital said');
  }

  /** After a restore the hospital may have taken back what an older backup says is delivered. */
  #isOlder(): boolean {
    return this.#world.restoredAt !== undefined;
  }

  /** Each yes to other answers that was accepted is one summary, and nothing else is. */
  async #yesesAreKept(seen: readonly SummarySeen[]): Promise<void> {
    const forms = await this.#world.rows<{ id: string; submitted: number }>('SELECT id, submitted FROM preconsult');
    for (const { id, submitted } of forms) {
      const own = seen.filter(({ preconsult }) => preconsult === id).map(({ nth }) => nth);
      const yeses = this.#yeses.filter(({ preconsult }) => preconsult === id);
      this.#hold(
        own.length === submitted && own.every((nth, place) => nth === place + 1),
        'the summaries of a form are not its yeses',
      );
      this.#hold(own.length <= yeses.length, 'a summary was written without a yes');
      if (this.#world.restoredAt === undefined)
        this.#hold(
          yeses.filter(({ accepted, isNew }) => accepted && isNew).length <= own.length,
          'a yes was accepted, and no summary is there',
        );
    }
  }

  /** What the doctor of one booking sees now: one summary at most, and never an older one than before. */
  async #look(hospital: string, ref: string): Promise<void> {
    const shown = (await this.#world.hospital(hospital).truth.summaries?.shown(ref)) ?? [];
    this.#hold(shown.length <= 1, 'a doctor is shown two summaries of one person');
    const [key] = shown.map((one) => one.key);
    if (key === undefined) return;
    const place = `${hospital} ${ref}`;
    const [now, before] = [this.#order.get(key), this.#order.get(this.#shown.get(place) ?? '')];
    if (now && before) this.#hold(now.at >= before.at, 'a newer summary was overwritten by an older one');
    this.#shown.set(place, key);
  }

  /** Everything is well again, and the time is over within which a summary comes: each yes has its end, and every party says the same. */
  async checkAtRest(): Promise<void> {
    await this.check();
    const seen = await this.#summaries();
    for (const one of seen) await this.#atRest(one, seen);
    const [busy] = await this.#world.rows<{ count: number }>(
      `SELECT count(*) AS count FROM task WHERE kind = 'deliver-summaries' AND state = 'ready'`,
    );
    this.#hold(busy?.count === 0, 'a summary is still being worked on');
    for (const { key, doctor } of seen)
      this.#hold(
        doctor === (this.#said.get(key)?.at(-1) ?? null),
        `a doctor said ${this.#said.get(key)?.at(-1)}, and the person is told ${doctor}`,
      );
  }

  async #atRest(
    { key, hospital, preconsult, nth, state, reason, ref, startsAt }: SummarySeen,
    all: readonly SummarySeen[],
  ): Promise<void> {
    const { truth, takesSummaries } = this.#world.hospital(hospital);
    const booked = ref !== null && (await truth.bookings(await this.#bookingKey(preconsult))).some(({ live }) => live);
    const held = await this.#held(hospital, key);
    const named = state === 'refused' || state === 'dropped' ? `${state} ${reason ?? ''}`.trim() : undefined;
    this.#hold(['delivered', 'withdrawn', 'refused', 'dropped'].includes(state), `a summary is left ${state}`);
    if (!booked) {
      this.#hold(held === 0, `a doctor’s system still has a summary of an appointment that is over; here it is ${state}`);
      this.#hold(state !== 'delivered', 'a summary counts as delivered for an appointment that is over');
      return;
    }
    if (!takesSummaries) {
      this.#hold(named === 'dropped not-taken', `a hospital takes no summaries, and one is ${named ?? state}`);
      return;
    }
    // What an older backup forgot stands at the hospital under a key that nobody here knows: the next one is refused, and named.
    const forgotten =
      this.#world.restoredAt !== undefined &&
      named !== undefined &&
      /^refused (summary-changed|key-reused|summary-unknown)$/.test(named);
    const past = this.#world.now() > startsAt + DAY_MS && named === 'dropped';
    if (forgotten || past) return;
    this.#hold(
      state === 'delivered' && held === 1,
      `a yes of an appointment that stands ended ${named ?? state}, and the hospital holds ${held}`,
    );
    const last = all.filter((one) => one.preconsult === preconsult).at(-1);
    if (nth !== last?.nth) return;
    const shown = (await truth.summaries?.shown(ref ?? '')) ?? [];
    const standing = shown[0]?.key ?? '';
    // A later one may stand there that an older backup has forgotten.
    const later = (this.#order.get(standing)?.at ?? 0) > (this.#order.get(key)?.at ?? 0);
    const unknownHere = this.#isOlder() && later && !all.some((one) => one.key === standing);
    this.#hold(standing === key || unknownHere, 'the doctor is not shown what the person said last');
  }

  /** The last yes of this form, said while everything was well: its doctor sees it. */
  async checkAcknowledged(preconsult: string): Promise<void> {
    const last = (await this.#summaries()).filter((one) => one.preconsult === preconsult).at(-1);
    const shown = (last?.ref && (await this.#world.hospital(last.hospital).truth.summaries?.shown(last.ref))) || [];
    this.#hold(
      last?.state === 'delivered' && shown[0]?.key === last.key,
      `five seconds after a yes its summary is ${last?.state}`,
    );
  }

  async #bookingKey(preconsult: string): Promise<string> {
    const [row] = await this.#world.rows<{ key: string }>(
      `SELECT booking_key AS key FROM claim JOIN appointment ON claim.id = claim_id JOIN preconsult ON appointment.id = preconsult.appointment_id
       WHERE preconsult.id = '${preconsult}'`,
    );
    return row?.key ?? '';
  }

  async #held(hospital: string, key: string): Promise<number> {
    return (await this.#world.hospital(hospital).truth.summaries?.held(key)) ?? 0;
  }

  #summaries = () => this.#world.rows<SummarySeen>(SUMMARIES);

  #hold(condition: boolean, otherwise: string): void {
    this.#checked += 1;
    if (!condition) throw new Error(otherwise);
  }
}
