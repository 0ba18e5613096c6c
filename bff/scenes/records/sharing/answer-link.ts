import { auditPart } from '../../../platform/audit/audit.ts';
import { sameSecret } from '../../../platform/crypto/same-secret.ts';
import { commit } from '../../../platform/store/commit.ts';
import type { Part } from '../../../platform/store/store.ts';
import { sealingOf } from '../../identity/patients.ts';
import { shareReadPlace } from '../dependencies.ts';
import { isEmbedded, judgeDirect, judgeLocation, judgeManifest, type LinkFacts, locationExpiry } from '../links/link-rules.ts';
import { passcodeValue } from './create-share.ts';
import { LINK_COLUMN, LOCATION_COLUMN, PASSCODE_COLUMN, type ShareDependencies } from './dependencies.ts';
import { dropReadPart, insertLocation, LOCATION_UNUSED, noteReadPart, readLocation, useLocationPart } from './share-read-rows.ts';
import {
  endShareParts,
  giveTryBackPart,
  holdSharePart,
  readLink,
  readShareFiles,
  readShareRow,
  type ShareFileRow,
  type ShareRow,
  takeTryPart,
} from './share-rows.ts';

/** Who asks for a link, in their own words. */
export interface LinkRequest {
  readonly secret: string;
  readonly recipient: string;
  readonly requestId: string;
}

export interface ManifestRequest extends LinkRequest {
  readonly passcode?: string | undefined;
  readonly embeddedLengthMax?: number | undefined;
}

/** One file of a manifest (SMART Health Links 1.0.0, "Manifest Response"). */
interface ManifestFile {
  readonly contentType: string;
  readonly embedded?: string;
  readonly location?: string;
}

export type ManifestAnswer =
  | { readonly status: 200; readonly files: readonly ManifestFile[] }
  | { readonly status: 401; readonly remainingAttempts: number }
  /** Unknown, ended, over: one answer for all. */
  | { readonly status: 404 };

const GONE = { status: 404 } as const;

function factsOf(row: ShareRow): LinkFacts {
  return {
    expiresAt: row.expiresAt,
    revoked: row.endedAt !== null && row.endedBecause !== 'consent-withdrawn',
    consentWithdrawn: row.endedBecause === 'consent-withdrawn',
    passcode: row.passcodeMac !== null,
    direct: row.direct === 1,
    triesLeft: row.triesLeft,
  };
}

/**
 * What a manifest request is answered. Of a passcode one try is taken before it is looked at, in a unit of its own, and given back with the
 * unit that answers where it was right: however many requests come at once, no more passcodes are compared than there are tries.
 */
export async function answerManifest(dependencies: ShareDependencies, request: ManifestRequest): Promise<ManifestAnswer> {
  const { store, clock, blindIndex } = dependencies;
  const row = await readLink(store, blindIndex.all(LINK_COLUMN, request.secret));
  if (!row) return GONE;
  const facts = factsOf(row);
  const now = clock.now();
  const before = judgeManifest(facts, { now, passcode: 'none' });
  if (before.status === 200) return given(dependencies, row, request, [holdSharePart(row.id, now)]);
  if (before.status !== 401) return refused(dependencies, row, request);
  if (request.passcode === undefined) return { status: 401, remainingAttempts: before.remainingAttempts };
  // It stands in the owner's list as wrong before it is looked at: a process that ends in between has counted it.
  const tried = await noted(dependencies, row, request, 'wrong-passcode');
  const taken = await commit(dependencies, 'take-try', 'interactive', [takeTryPart(row.id, now), ...tried.parts]);
  if (!taken.ok) return refused(dependencies, row, request);
  const shown = blindIndex.all(PASSCODE_COLUMN, passcodeValue(row.id, request.passcode));
  if (shown.some((one) => sameSecret(one, row.passcodeMac ?? '')))
    return given(dependencies, row, request, [giveTryBackPart(row.id, clock.now()), dropReadPart(tried.id)]);
  return wrong(dependencies, row);
}

async function wrong(dependencies: ShareDependencies, row: ShareRow): Promise<ManifestAnswer> {
  const after = await readShareRow(dependencies.store, row.id);
  const remainingAttempts = after?.triesLeft ?? 0;
  if (remainingAttempts === 0) {
    await commit(dependencies, 'end-share', 'interactive', endShareParts(row.id, dependencies.clock.now(), 'tries-used-up'));
  }
  return { status: 401, remainingAttempts };
}

/** It stands in the owner's log that somebody asked for what is over. */
async function refused(dependencies: ShareDependencies, row: ShareRow, request: LinkRequest): Promise<{ readonly status: 404 }> {
  const { parts } = await noted(dependencies, row, request, 'refused');
  await commit(dependencies, 'note-refused-link', 'access', parts);
  return GONE;
}

async function given(
  dependencies: ShareDependencies,
  row: ShareRow,
  request: ManifestRequest,
  stands: readonly Part[],
): Promise<ManifestAnswer> {
  const { store, clock, ids, blindIndex, linkAddress } = dependencies;
  const files = await readShareFiles(store, row.id);
  const parts: Part[] = [];
  const told = files.map(({ nth, contentType, sealed }): ManifestFile => {
    if (isEmbedded(sealed.length, request.embeddedLengthMax)) return { contentType, embedded: sealed };
    const token = ids.secret();
    const tokenIndex = blindIndex.of(LOCATION_COLUMN, token);
    parts.push(insertLocation({ tokenIndex, shareId: row.id, nth, expiresAt: locationExpiry(clock.now(), row.expiresAt) }));
    return { contentType, location: `${linkAddress}files/${token}` };
  });
  const note = await noted(dependencies, row, request, 'read');
  const committed = await commit(dependencies, 'read-link', 'access', [...stands, ...parts, ...note.parts]);
  // It ended in this very moment, or its files went with it.
  return committed.ok && files.length > 0 ? { status: 200, files: told } : GONE;
}

/** Before a passcode is looked at nobody knows whether it is wrong: the owner's list says it, and the audit that one was tried. */
const ACTS = {
  read: { action: 'share.read', reason: 'read' },
  'wrong-passcode': { action: 'share.try', reason: 'passcode' },
  refused: { action: 'share.refuse', reason: 'refused' },
} as const;

/** What stands in the owner's list and in the audit, in the unit of what is answered. */
async function noted(
  dependencies: ShareDependencies,
  { id: shareId, patientId }: ShareRow,
  { recipient, requestId }: LinkRequest,
  outcome: 'read' | 'wrong-passcode' | 'refused',
): Promise<{ readonly id: string; readonly parts: readonly Part[] }> {
  const { ids, clock } = dependencies;
  const id = ids.inOrder('srd');
  const at = clock.now();
  const sealing = await sealingOf(dependencies, patientId);
  const sealedRecipient = sealing.seal(recipient, shareReadPlace(shareId, id));
  const parts = [
    noteReadPart({ id, shareId, at, outcome, sealedRecipient }),
    auditPart(ids, at, {
      actor: { kind: 'anonymous', id: shareId },
      subject: { kind: 'patient', id: patientId },
      requestId,
      ...ACTS[outcome],
    }),
  ];
  return { id, parts };
}

export type FileAnswer = { readonly status: 200; readonly jwe: string } | { readonly status: 404 };

/** The one file of a link with flag U, asked for without a manifest. */
export async function answerDirectFile(dependencies: ShareDependencies, request: LinkRequest): Promise<FileAnswer> {
  const { store, clock, blindIndex } = dependencies;
  const row = await readLink(store, blindIndex.all(LINK_COLUMN, request.secret));
  if (!row) return GONE;
  const now = clock.now();
  if (judgeDirect(factsOf(row), { now }).status !== 200) return refused(dependencies, row, request);
  const [file]: readonly (ShareFileRow | undefined)[] = await readShareFiles(store, row.id);
  const note = await noted(dependencies, row, request, 'read');
  const committed = await commit(dependencies, 'read-link', 'access', [holdSharePart(row.id, now), ...note.parts]);
  return committed.ok && file ? { status: 200, jwe: file.sealed } : GONE;
}

/** A file at an address that a manifest gave: once, and never after its share. */
export async function answerFile(dependencies: ShareDependencies, token: string): Promise<FileAnswer> {
  const { store, clock, blindIndex } = dependencies;
  const indexes = blindIndex.all(LOCATION_COLUMN, token);
  const location = await readLocation(store, indexes);
  const row = location && (await readShareRow(store, location.shareId));
  if (!location || !row) return GONE;
  const now = clock.now();
  const facts = { link: factsOf(row), expiresAt: location.expiresAt, used: location.usedAt !== null };
  if (judgeLocation(facts, { now }).status !== 200) return GONE;
  const file = (await readShareFiles(store, row.id)).find(({ nth }) => nth === location.nth);
  const committed = await commit(dependencies, 'read-link-file', 'access', [
    useLocationPart(indexes, now),
    holdSharePart(row.id, now),
  ]);
  if (!committed.ok && committed.guard === LOCATION_UNUSED) return GONE;
  return committed.ok && file ? { status: 200, jwe: file.sealed } : GONE;
}

/** Characters of an address of a link or a file, as they are made here. */
export const SECRET_FORM = /^[A-Za-z0-9_-]{43}$/;
