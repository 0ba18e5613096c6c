import type { Registration } from './identity-registration.ts';

/** What one grown-up can let another do, as somebody would tell it. */
export type GrantScope = 'appointments' | 'results' | 'money';

export interface Grant {
  readonly id: string;
  readonly helped: Registration;
  /** Nobody yet, where a card waits to be taken. */
  helper?: Registration;
  readonly scope: readonly GrantScope[];
  /** What the helped person saw themselves when they agreed: nobody is let see more. */
  readonly seesFrom: number;
  /** Of whoever agreed in a session by a phone: its number. */
  readonly byPhone?: string | undefined;
  readonly agreedAt: number;
  givenAt?: number;
  readonly takeBy?: number;
  readonly endsAt: number;
  endedAt?: number;
  /** Whether one of the two ended it; `either`: it was over, and nobody can say whether that was written down before they did. */
  revoked?: 'yes' | 'either';
}

/** Digits of whoever wants to help, or the code of a card of whoever wants help. */
export interface FamilyCode {
  readonly kind: 'invitation' | 'offer';
  readonly code: string;
  readonly maker: Registration;
  readonly grant?: Grant;
  readonly expiresAt: number;
  used: boolean;
}

const HELPERS_MAX = 5;
const HELPED_MAX = 8;
const CODES_MAX = 3;

/** Who lets whom do what, and until when: written from ADR 36 and docs/limits.md, and not from the statements that keep it. */
export class GrantBook {
  readonly grants: Grant[] = [];
  readonly codes: FamilyCode[] = [];

  works({ used, expiresAt }: FamilyCode, now: number): boolean {
    return !used && now < expiresAt;
  }

  isOver({ endedAt, endsAt, givenAt, takeBy }: Grant, now: number): boolean {
    return endedAt !== undefined || now >= endsAt || (givenAt === undefined && now >= (takeBy ?? 0));
  }

  stateOf(grant: Grant, now: number): string {
    if (grant.revoked === 'either') return 'ended or revoked';
    if (grant.revoked === 'yes') return 'revoked';
    if (this.isOver(grant, now)) return 'ended';
    return grant.givenAt === undefined ? 'waiting' : 'active';
  }

  /** The grants by which this person may do this now, by evidence that shows what is not older than `from`. */
  inForce(helper: Registration, scope: GrantScope | 'any', now: number, from: number): readonly Grant[] {
    return this.grants.filter(
      (grant) =>
        grant.helper === helper &&
        !this.isOver(grant, now) &&
        (grant.givenAt ?? 0) >= from &&
        (scope === 'any' || grant.scope.includes(scope)),
    );
  }

  /** Why this pair gets no grant: one of them has as many as one may have. A grant between the two makes room for the next. */
  isFull(helped: Registration, helper: Registration, now: number): 'helper' | 'helped' | undefined {
    const others = this.grants.filter(
      (grant) => !this.isOver(grant, now) && !(grant.helped === helped && grant.helper === helper),
    );
    if (others.filter((grant) => grant.helper === helper).length >= HELPED_MAX) return 'helper';
    return others.filter((grant) => grant.helped === helped).length >= HELPERS_MAX ? 'helped' : undefined;
  }

  /** Whether the person has no room for one more card. */
  hasEnoughHelpers(helped: Registration, now: number): boolean {
    return this.grants.filter((grant) => grant.helped === helped && !this.isOver(grant, now)).length >= HELPERS_MAX;
  }

  hasEnoughCodes(maker: Registration, kind: FamilyCode['kind'], now: number): boolean {
    return this.codes.filter((one) => one.kind === kind && one.maker === maker && this.works(one, now)).length >= CODES_MAX;
  }

  /** A grant is in force, or a card waits; the grant that the two had before ends. */
  add(grant: Grant): Grant {
    if (grant.helper) this.#replace(grant.helped, grant.helper, grant.givenAt ?? 0);
    this.grants.push(grant);
    return grant;
  }

  take(grant: Grant, helper: Registration, now: number): void {
    this.#replace(grant.helped, helper, now);
    grant.helper = helper;
    grant.givenAt = now;
  }

  revoke(grant: Grant, now: number): void {
    if (grant.endedAt !== undefined) return;
    grant.revoked = this.isOver(grant, now) ? 'either' : 'yes';
    this.#end(grant, now);
  }

  /** A number is the person's no longer: what was given in a session by it is over, as if they had ended it. */
  endGivenBy(registration: Registration, phone: string, now: number): void {
    for (const grant of this.grants) if (grant.helped === registration && grant.byPhone === phone) this.revoke(grant, now);
  }

  /** A registration that is taken over, or agrees to nothing any more: nothing is left of what it let and was let. */
  endAllOf(registration: Registration, now: number): void {
    for (const grant of this.grants) if (grant.helped === registration || grant.helper === registration) this.#end(grant, now);
    for (const code of this.codes) if (code.maker === registration) code.used = true;
  }

  #replace(helped: Registration, helper: Registration, now: number): void {
    for (const grant of this.grants) if (grant.helped === helped && grant.helper === helper) this.#end(grant, now);
  }

  #end(grant: Grant, now: number): void {
    grant.endedAt ??= now;
    for (const code of this.codes) if (code.grant === grant) code.used = true;
  }
}

/** The same time of day in Shanghai so many months later, or on the last day of a month that is too short. */
export function monthsOn(at: number, months: number): number {
  const local = new Date(at + 8 * 3_600_000);
  const wanted = (local.getUTCMonth() + months) % 12;
  const on = new Date(local);
  on.setUTCMonth(local.getUTCMonth() + months);
  // A day that the month does not have was carried into the next one.
  while (on.getUTCMonth() !== wanted) on.setUTCDate(on.getUTCDate() - 1);
  return on.getTime() - 8 * 3_600_000;
}
