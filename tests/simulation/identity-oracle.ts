/**
 * Who may see what, written from the rules of docs/security.md and not from the statements that keep them: it knows people, phones and
 * documents, and nothing of rows. The simulation tells it what happened; it says what each session must show.
 */

import { GrantBook, type GrantScope } from './identity-grants-oracle.ts';
import type { Registration } from './identity-registration.ts';

export interface Session {
  readonly registration: Registration;
  by: 'code' | 'card' | 'staff' | 'bound';
  /** Who really sits there. */
  readonly human: string;
  openedAt: number;
  endedAt?: number;
  /** The number that was held. */
  readonly number?: string | undefined;
  /** The phone that is somebody's own on which it stands. */
  bound?: BoundPhone;
}

/** A browser that is somebody's own, with a number. */
export interface BoundPhone {
  readonly registration: Registration;
  readonly browser: string;
  readonly phone: string;
  readonly at: number;
  usedAt: number;
  endedAt?: number;
}

export interface Booking {
  readonly id: string;
  readonly registration: Registration;
  readonly madeBy: Session;
  readonly at: number;
}

interface Bond {
  readonly one: string;
  readonly other: string;
  readonly at: number;
  endedAt?: number;
}

const LAPSES_MS = 90 * 24 * 3_600_000;
const SESSION_MS = 30 * 60_000;
const BOUND_SESSION_MS = 12 * 3_600_000;
const BOUND_MS = 365 * 24 * 3_600_000;
const BOUND_MAX = 5;
const SESSIONS_MAX = 10;
const STRENGTH = { code: 0, bound: 1, card: 2, staff: 2 } as const;
const PEOPLE_PER_PHONE = 9;

export class IdentityOracle {
  readonly registrations: Registration[] = [];
  readonly sessions: Session[] = [];
  readonly bookings: Booking[] = [];
  /** Guardian and child who showed their documents together. */
  readonly firm: Bond[] = [];
  readonly links: Bond[] = [];
  readonly bound: BoundPhone[] = [];
  readonly family = new GrantBook();
  readonly #proofs = new Map<string, number>();
  readonly #held = new Map<string, number>();
  readonly #named = new Map<string, { readonly document: string; readonly phone: string }>();

  proved(document: string): Registration | undefined {
    return this.registrations.find((one) => one.kind === 'proved' && one.document === document);
  }

  /** Somebody proved this document: what was only claimed of it ends. */
  prove(document: string, now: number, phone?: string): Registration {
    const known = this.proved(document);
    const registration: Registration = known ?? { kind: 'proved', document, madeAt: now, consents: true };
    registration.consents = true;
    if (!known) {
      this.registrations.push(registration);
      if (phone !== undefined) {
        this.#named.set(`${phone} ${document}`, { document, phone });
        this.#held.set(`${phone} ${document}`, now);
      }
    }
    this.#proofs.set(document, now);
    for (const claim of this.registrations) {
      if (claim.kind === 'proved' || claim.document !== document || claim.endedAt !== undefined) continue;
      claim.endedAt = now;
      this.family.endAllOf(claim, now);
      for (const session of this.sessions) if (session.registration === claim) session.endedAt ??= now;
    }
    return registration;
  }

  /** Registrations that a code to this phone opens now. */
  opensFor(phone: string, now: number): readonly Registration[] {
    return this.registrations.filter((one) => {
      const held = this.#held.get(this.#bond(phone, one));
      const bound =
        one.kind === 'claim' ? one.phone === phone : this.#named.has(`${phone} ${one.document}`) && one.kind === 'proved';
      return bound && one.endedAt === undefined && held !== undefined && now - held <= LAPSES_MS;
    });
  }

  /** Whether nobody more can be claimed with the phone. */
  isFull(phone: string, now: number): boolean {
    return this.opensFor(phone, now).length >= PEOPLE_PER_PHONE;
  }

  claim(phone: string, document: string, now: number): Registration {
    const registration: Registration = { kind: 'claim', document, phone, madeAt: now, consents: true };
    this.registrations.push(registration);
    this.hold(phone, registration, now);
    return registration;
  }

  /** A child that is named by word: once for each guardian, and for whoever took over the one who named it. */
  name(document: string, guardian: Registration, now: number): Registration {
    const known = this.registrations.find(
      (one) =>
        one.kind === 'word' &&
        one.document === document &&
        one.endedAt === undefined &&
        [...(one.guardians?.keys() ?? [])].some(
          (before) =>
            before === guardian ||
            (guardian.kind === 'proved' && before.endedAt !== undefined && before.document === guardian.document),
        ),
    );
    const named: Registration = known ?? { kind: 'word', document, madeAt: now, guardians: new Map(), consents: true };
    named.consents = true;
    named.guardians?.set(guardian, now);
    if (!known) this.registrations.push(named);
    return named;
  }

  hold(phone: string, registration: Registration, now: number): void {
    this.#held.set(this.#bond(phone, registration), now);
  }

  /** When the phone was shown last to be held, for any registration: a number is given out again only long after. */
  heldLast(phone: string): number {
    return Math.max(0, ...[...this.#held].filter(([bond]) => bond.startsWith(`${phone} `)).map(([, at]) => at));
  }

  open(session: Session, now: number): void {
    session.registration.consents = true;
    const standing = this.#standing(session.registration, now);
    const weakest = [...standing].sort((one, other) => STRENGTH[one.by] - STRENGTH[other.by]);
    for (const one of weakest.slice(0, Math.max(0, standing.length - SESSIONS_MAX + 1)))
      if (STRENGTH[one.by] <= STRENGTH[session.by]) one.endedAt = now;
    this.sessions.push(session);
  }

  /** Whether a code opens no session of this person, because so many stand on more than a code. */
  isCrowded(registration: Registration, now: number): boolean {
    return this.#standing(registration, now).filter(({ by }) => by !== 'code').length >= SESSIONS_MAX;
  }

  #standing(registration: Registration, now: number): readonly Session[] {
    return this.sessions.filter((one) => one.registration === registration && this.lives(one, now));
  }

  withdraw(registration: Registration, now: number): void {
    registration.consents = false;
    this.family.endAllOf(registration, now);
    for (const one of this.bound) if (one.registration === registration) one.endedAt ??= now;
    for (const session of this.sessions) if (session.registration === registration) session.endedAt ??= now;
  }

  lives(session: Session, now: number): boolean {
    const life = session.by === 'bound' ? BOUND_SESSION_MS : SESSION_MS;
    return session.endedAt === undefined && now - session.openedAt < life;
  }

  /** The phone that this browser and this number are to this person now, if they are. */
  boundAs(registration: Registration, browser: string, phone: string, now: number): BoundPhone | undefined {
    return this.bound.find(
      (one) =>
        one.registration === registration &&
        one.browser === browser &&
        one.phone === phone &&
        one.endedAt === undefined &&
        now - one.at < BOUND_MS,
    );
  }

  /**
   * The browser with this number is the person's own; of too many the one that was used longest ago is so no more. A number in whose place
   * it comes, and with which no other browser is theirs, is theirs no longer.
   */
  bind(registration: Registration, browser: string, phone: string, now: number): BoundPhone {
    const theirs = () => this.bound.filter((one) => one.registration === registration && one.endedAt === undefined);
    const before = theirs().filter((one) => one.browser === browser);
    for (const one of before) this.#unbind(one, now);
    const oldest = [...theirs()].sort((one, other) => other.usedAt - one.usedAt).slice(BOUND_MAX - 1);
    for (const one of oldest) this.#unbind(one, now);
    const kept = new Set([phone, ...theirs().map((one) => one.phone)]);
    for (const one of [...before, ...oldest]) if (!kept.has(one.phone)) this.#takeAway(registration, one.phone, now);
    const bound: BoundPhone = { registration, browser, phone, at: now, usedAt: now };
    this.bound.push(bound);
    return bound;
  }

  /** A phone that its person ends loses its number: no code to it opens them, and what it opened ends, in every browser. */
  release(bound: BoundPhone, now: number): void {
    this.#unbind(bound, now);
    this.#takeAway(bound.registration, bound.phone, now);
  }

  #takeAway(registration: Registration, phone: string, now: number): void {
    this.#held.delete(this.#bond(phone, registration));
    this.family.endGivenBy(registration, phone, now);
    for (const one of this.bound) if (one.registration === registration && one.phone === phone) this.#unbind(one, now);
    for (const session of this.sessions)
      if (session.registration === registration && session.number === phone) session.endedAt ??= now;
  }

  #unbind(bound: BoundPhone, now: number): void {
    bound.endedAt ??= now;
    for (const session of this.sessions) if (session.bound === bound) session.endedAt ??= now;
  }

  /** From when on a session sees anything. */
  seesFrom({ registration, by }: Session): number {
    return by === 'code' ? (this.#proofs.get(registration.document) ?? 0) * Number(registration.kind === 'proved') : 0;
  }

  /** For whom a session may do something that nobody lets another do. */
  actsFor(session: Session): readonly Registration[] {
    const from = this.seesFrom(session);
    const own = session.registration;
    const words = this.registrations.filter(
      ({ kind, guardians, endedAt }) => kind === 'word' && endedAt === undefined && (guardians?.get(own) ?? -1) >= from,
    );
    if (own.kind !== 'proved') return [own, ...words];
    const bonds = [
      ...this.firm.filter(({ one }) => one === own.document).map(({ other, at }) => ({ other, at })),
      ...this.links
        .filter(({ one, other, endedAt }) => endedAt === undefined && (one === own.document || other === own.document))
        .map(({ one, other, at }) => ({ other: one === own.document ? other : one, at })),
    ];
    const others = bonds.filter(({ at }) => at >= from).flatMap(({ other }) => this.proved(other) ?? []);
    return [...new Set([own, ...words, ...others])];
  }

  /** For whom a session may do something new of this kind: those, and the grown-ups who let it. */
  mayActFor(session: Session, scope: GrantScope, now: number): readonly Registration[] {
    return [...this.#sees(session, scope, now).keys()];
  }

  /** Whose things a session reaches that nobody lets another see: of those for whom it acts, and of what these took over. */
  reaches(session: Session): ReadonlySet<Registration> {
    const people = this.actsFor(session);
    return new Set([...people, ...this.#takenBy(people).keys()]);
  }

  /** The bookings that a session must show, and no other. */
  shows(session: Session, now: number): readonly string[] {
    const people = this.#sees(session, 'appointments', now);
    const from = new Map(people);
    for (const [taken, by] of this.#takenBy([...people.keys()])) if (!from.has(taken)) from.set(taken, people.get(by) ?? 0);
    return this.bookings
      .filter(({ registration, at }) => at >= (from.get(registration) ?? Number.POSITIVE_INFINITY))
      .map(({ id }) => id);
  }

  /** Whether two registrations are, or say that they are, one person. */
  areOnePerson(one: Registration, other: Registration): boolean {
    if (one.document === other.document) return true;
    if (one.kind !== 'proved' || other.kind !== 'proved') return false;
    return this.links.some(
      (link) =>
        link.endedAt === undefined && [link.one, link.other].sort().join() === [one.document, other.document].sort().join(),
    );
  }

  /** Everybody for whom a session acts, each with the time from which on it sees what they have. */
  #sees(session: Session, scope: GrantScope, now: number): ReadonlyMap<Registration, number> {
    const from = this.seesFrom(session);
    const helped = this.family.inForce(session.registration, scope, now, from);
    return new Map([
      ...helped.map((grant) => [grant.helped, Math.max(grant.seesFrom, from)] as const),
      ...this.actsFor(session).map((one) => [one, from] as const),
    ]);
  }

  /** What was only claimed and was taken over by one of them, each by whom. */
  #takenBy(people: readonly Registration[]): ReadonlyMap<Registration, Registration> {
    return new Map(
      this.registrations.flatMap((one) => {
        const by = people.find(({ kind, document }) => kind === 'proved' && document === one.document);
        return one.endedAt !== undefined && by ? [[one, by] as const] : [];
      }),
    );
  }

  #bond(phone: string, { kind, document, madeAt }: Registration): string {
    return kind === 'claim' ? `${phone} claim ${document} ${madeAt}` : `${phone} ${document}`;
  }
}
