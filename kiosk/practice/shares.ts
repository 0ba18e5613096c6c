import type { OperationRequest } from '../../bff/contract/operations.ts';
import type { recordPaths } from '../../bff/contract/records/paths.ts';
import { sharePurpose, shareWording } from '../../bff/contract/records/share-wording.ts';
import type { Share } from '../client/wire.ts';
import { type HandlersOf, inSession, refused } from './handler.ts';
import { madeUpId } from './made-up-id.ts';
import type { Facts, SharingFacts } from './world.ts';

const PAGE = 20;
const HOUR_MS = 3_600_000;
const HOURS = 72;
const TRIES = 5;

/** A city in which one can share, and what is shared already. */
export function madeUpSharing(shares: readonly Share[]): SharingFacts {
  const { version, zh, en } = shareWording;
  return { wording: { version, zh: [...zh], en: [...en] }, links: true, shares };
}

export const shares = {
  listShares: inSession(({ sharing }, { query }) => {
    const { patientId, cursor, limit = PAGE } = query;
    const own = sharing.shares.filter((share) => share.patientId === patientId);
    const start = Number(cursor ?? 0);
    const end = start + limit;
    const next = end < own.length ? { next: `/v1/shares?cursor=${end}` } : {};
    const { wording, links } = sharing;
    return { status: 200, body: { items: own.slice(start, end), wording, links, ...next } };
  }),
  createShare: inSession((facts, { body }) => {
    const { sharing } = facts;
    if (body.agreed.version !== sharing.wording.version) return refused('consent-required');
    if (sharing.because !== undefined) return refused('share-refused', { because: sharing.because });
    const share = shareOf(facts, body);
    facts.sharing = { ...sharing, shares: [share, ...sharing.shares] };
    const receipt = {
      shareId: share.id,
      at: share.createdAt,
      until: share.until,
      purpose: sharePurpose[share.with.kind],
      receiver: share.with.kind === 'doctor' ? share.with.hospitalName : share.with.label,
      version: body.agreed.version,
      wordingHash: 'practice',
      language: body.agreed.language,
      channel: 'kiosk',
      withdrawal: `/v1/shares/${share.id}/revoke`,
    };
    return { status: 201, body: { share, receipt, ...linkOf(share, sharing) } };
  }),
  revokeShare: inSession((facts, { params }) => {
    const { sharing } = facts;
    const found = sharing.shares.find(({ id }) => id === params.id);
    if (found === undefined) return refused('not-found');
    const ended: Share =
      found.endedAt === undefined ? { ...found, endedAt: new Date(facts.now()).toISOString(), endedBecause: 'revoked' } : found;
    facts.sharing = { ...sharing, shares: sharing.shares.map((one) => (one === found ? ended : one)) };
    return { status: 200, body: ended };
  }),
} satisfies HandlersOf<typeof recordPaths>;

function shareOf(
  { now, hospitals, sharing }: Facts,
  { patientId, with: receiver, hours = HOURS, parts }: OperationRequest<'createShare'>['body'],
): Share {
  const at = now();
  const taken = new Set(sharing.shares.map(({ id }) => id));
  let number = sharing.shares.length + 1;
  while (taken.has(madeUpId('shr', number))) number += 1;
  return {
    id: madeUpId('shr', number),
    patientId,
    with:
      receiver.kind === 'doctor'
        ? {
            kind: 'doctor',
            hospital: receiver.hospital,
            hospitalName: hospitals.find(({ id }) => id === receiver.hospital)?.name ?? receiver.hospital,
          }
        : {
            kind: 'link',
            label: receiver.label ?? '',
            passcode: receiver.passcode !== undefined,
            direct: receiver.direct === true,
            ...(receiver.passcode === undefined ? {} : { triesLeft: TRIES }),
          },
    parts: { results: parts.results, lists: parts.lists ?? [] },
    createdAt: new Date(at).toISOString(),
    until: new Date(at + hours * HOUR_MS).toISOString(),
    reads: [],
  };
}

/** As long as a true one, and it opens nothing. */
const PAYLOAD = `eyJ${'PRACTICE'.repeat(36)}`;

/** The key is told once: where its answer was lost it is not told again. */
function linkOf({ id, with: receiver }: Share, { keyLost }: SharingFacts) {
  if (receiver.kind === 'doctor' || keyLost === true) return {};
  const shlink = `shlink:/${PAYLOAD}${id.slice(-4)}`;
  return { link: { shlink, viewer: `/view/#${shlink}` } };
}
