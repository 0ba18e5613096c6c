import type * as z from 'zod';
import type { EvidenceKind } from '../../contract/evidence.ts';
import { evidenceLevels } from '../../contract/evidence.ts';
import { grantWording } from '../../contract/family/grant-wording.ts';
import type { grant } from '../../contract/family/schemas.ts';
import type { GrantScope } from '../../contract/terms.ts';
import { type Caller, callerLevel } from '../../platform/http/context.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { scopeOf } from '../identity/helped-people.ts';
import type { FamilyDependencies } from './dependencies.ts';
import type { GrantRow } from './grant-rows.ts';
import { stateOf } from './rules.ts';

type GrantBody = z.output<typeof grant>;

/** A grant as one of its two people is shown it. */
export function presentGrant(row: GrantRow, patientId: string, now: number): GrantBody {
  const { helpedId, helperName, endedBy, givenAt, takeBy, deviceName } = row;
  const state = stateOf(row, now);
  return {
    id: row.id,
    role: helpedId === patientId ? 'helped' : 'helper',
    ...(helpedId === patientId ? {} : { helpedId }),
    helpedName: row.helpedName,
    ...(helperName === null ? {} : { helperName }),
    scope: scopeOf(row),
    state,
    ...(givenAt === null ? {} : { since: shanghaiTime(givenAt) }),
    until: shanghaiTime(row.endedAt ?? row.endsAt),
    ...(state === 'waiting' && takeBy !== null ? { takeBy: shanghaiTime(takeBy) } : {}),
    ...(endedBy === 'helped' || endedBy === 'helper' ? { revokedBy: endedBy } : {}),
    agreed: {
      at: shanghaiTime(row.agreedAt),
      channel: row.channel as GrantBody['agreed']['channel'],
      evidence: row.evidence as EvidenceKind,
      ...(deviceName === null ? {} : { device: deviceName }),
      language: row.language as GrantBody['agreed']['language'],
    },
  };
}

/**
 * What this session may let somebody do. A code to the phone shows who holds it, and lets nobody read or pay; nor does the word of a member of
 * staff about who stands there, which is not that person's own yes.
 */
export function scopesOfSession(caller: Caller): GrantScope[] {
  const isOwnYes = evidenceLevels[callerLevel(caller)].proves && caller.evidence !== 'staff-present';
  return isOwnYes ? ['appointments', 'results', 'money'] : ['appointments'];
}

/** How many months a grant of this session lasts where nothing is said, and at the most: what a code alone gave does not outlive it by long. */
export function monthsOf({ city }: Pick<FamilyDependencies, 'city'>, { evidence }: Caller) {
  const { months, monthsMost, monthsByCode } = city.family;
  const most = evidence === 'one-time-code' ? Math.min(monthsMost, monthsByCode) : monthsMost;
  return { usual: Math.min(months, most), most };
}

/** What a helped person may choose from in this session, and what they agree to. */
export function choicesOf(dependencies: Pick<FamilyDependencies, 'city'>, caller: Caller) {
  const { version, zh, en } = grantWording;
  return {
    scopes: scopesOfSession(caller),
    months: monthsOf(dependencies, caller),
    wording: { version, zh: [...zh], en: [...en] },
  };
}
