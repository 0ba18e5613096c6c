import { grantWording } from '../../bff/contract/family/grant-wording.ts';
import type { familyPaths } from '../../bff/contract/family/paths.ts';
import type { OperationRequest } from '../../bff/contract/operations.ts';
import type { Grant } from '../client/wire.ts';
import { type HandlersOf, inSession, refused } from './handler.ts';
import { madeUpId } from './made-up-id.ts';
import type { Facts, FamilyFacts } from './world.ts';

const MINUTE_MS = 60_000;
const CODE_MS = 15 * MINUTE_MS;
const CARD_MS = 7 * 24 * 60 * MINUTE_MS;
/** Nobody minds in a made-up city how long a month is. */
const MONTH_MS = 30 * 24 * 60 * MINUTE_MS;
const MONTHS = { usual: 12, most: 36 } as const;

/** A city in which people can let each other act for them. */
export function madeUpFamily(grants: readonly Grant[], name: string): FamilyFacts {
  const { version, zh, en } = grantWording;
  const wording = { version, zh: [...zh], en: [...en] };
  return { scopes: ['appointments', 'results', 'money'], months: MONTHS, wording, grants, name };
}

export const family = {
  createInvitation: inSession(({ family: { refusal }, now }) =>
    refusal === undefined
      ? { status: 201, body: { code: '48120937', expiresAt: instant(now() + CODE_MS) } }
      : refused('grant-refused', refusal),
  ),
  takeInvitation: inSession(({ family: { scopes, months, wording, ...facts }, now }, { body }) =>
    leads(facts, body.code)
      ? {
          status: 200,
          body: { helperName: facts.name, helperProved: true, expiresAt: instant(now() + CODE_MS), scopes, months, wording },
        }
      : refused('not-found'),
  ),
  createGrant: inSession((facts, { body }) => {
    const { family } = facts;
    if (!leads(family, body.code)) return refused('not-found');
    if (body.agreed.version !== family.wording.version) return refused('consent-required');
    if (family.refusal !== undefined) return refused('grant-refused', family.refusal);
    const given = grantOf(facts, body);
    const grant: Grant = { ...given, helperName: family.name, state: 'active', since: given.agreed.at };
    return { status: 201, body: kept(facts, grant) };
  }),
  createOffer: inSession((facts, { body }) => {
    const { family, now } = facts;
    if (body.agreed.version !== family.wording.version) return refused('consent-required');
    if (family.refusal !== undefined) return refused('grant-refused', family.refusal);
    const takeBy = instant(now() + (body.printed === true ? CARD_MS : CODE_MS));
    const grant = kept(facts, { ...grantOf(facts, body), state: 'waiting', takeBy });
    return { status: 201, body: { code: '7KQ2M9XD', grant } };
  }),
  takeOffer: inSession((facts, { body }) => {
    const { family, me, now } = facts;
    if (!leads(family, body.code)) return refused('not-found');
    if (family.refusal !== undefined) return refused('grant-refused', family.refusal);
    const names = { helpedId: madeUpId('pat', 40), helpedName: family.name, helperName: me.name };
    const offered = grantOf(facts, { scope: ['appointments'] });
    const grant: Grant = { ...offered, ...names, role: 'helper', state: 'active', since: instant(now()) };
    return { status: 201, body: kept(facts, grant) };
  }),
  listGrants: inSession(({ family: { grants, scopes, months, wording } }) => ({
    status: 200,
    body: { items: [...grants], scopes, months, wording },
  })),
  revokeGrant: inSession((facts, { params }) => {
    const { family, now } = facts;
    const found = family.grants.find(({ id }) => id === params.id);
    if (found === undefined) return refused('not-found');
    const { takeBy: _, ...rest } = found;
    const stands = found.state === 'active' || found.state === 'waiting';
    const ended: Grant = stands ? { ...rest, state: 'revoked', revokedBy: found.role, until: instant(now()) } : found;
    facts.family = { ...family, grants: family.grants.map((one) => (one === found ? ended : one)) };
    return { status: 200, body: ended };
  }),
} satisfies HandlersOf<typeof familyPaths>;

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

function leads({ codes }: Pick<FamilyFacts, 'codes'>, code: string): boolean {
  return codes === undefined || codes.includes(code);
}

function kept(facts: Facts, grant: Grant): Grant {
  facts.family = { ...facts.family, grants: [grant, ...facts.family.grants] };
  return grant;
}

type Given = Pick<OperationRequest<'createOffer'>['body'], 'scope' | 'months'>;

/** Of whoever stands there, who lets somebody act for them. */
function grantOf({ family: { grants }, me, device, now }: Facts, { scope = ['appointments'], months = MONTHS.usual }: Given) {
  const taken = new Set(grants.map(({ id }) => id));
  let number = grants.length + 1;
  while (taken.has(madeUpId('grt', number))) number += 1;
  const agreed = {
    at: instant(now()),
    channel: 'kiosk',
    evidence: 'document-read',
    device: device.name,
    language: 'zh',
  } as const;
  return {
    id: madeUpId('grt', number),
    role: 'helped' as const,
    helpedName: me.name,
    scope: [...scope],
    until: instant(now() + months * MONTH_MS),
    agreed,
  };
}
