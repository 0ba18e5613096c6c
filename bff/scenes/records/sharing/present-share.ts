import type * as z from 'zod';
import type { createdShare, share as shareSchema } from '../../../contract/records/schemas.ts';
import { sharePurpose } from '../../../contract/records/share-wording.ts';
import type { Cipher } from '../../../platform/crypto/cipher.ts';
import { shanghaiTime } from '../../../platform/http/instants.ts';
import { limits } from '../../../platform/limits/limits.ts';
import { sealingOf } from '../../identity/patients.ts';
import { sharePlace, shareReadPlace } from '../dependencies.ts';
import type { ShareDependencies } from './dependencies.ts';
import type { SharedParts } from './share-bundle.ts';
import { readShareReads, type ShareReadRow } from './share-read-rows.ts';
import { readShareRow, type ShareRow } from './share-rows.ts';

export type ShareBody = z.output<typeof shareSchema>;

/** What lies sealed of a share. */
export interface KeptShare {
  readonly parts: SharedParts;
  readonly label: string;
}

/** Every one that is kept: readings, and what was refused for two reasons. */
const READS_SHOWN = limits.shareReadsKept.figure + 2 * limits.shareRefusalsKept.figure;

export async function presentShare(dependencies: ShareDependencies, row: ShareRow): Promise<ShareBody> {
  const sealing = await sealingOf(dependencies, row.patientId);
  const { parts, label } = JSON.parse(sealing.open(row.sealed, sharePlace(row.id))) as KeptShare;
  const reads = await readShareReads(dependencies.store, row.id, READS_SHOWN);
  const ended = endOf(row, dependencies.clock.now());
  return {
    id: row.id,
    patientId: row.patientId,
    with: withWhom(dependencies, row, label),
    parts: { results: parts.results === 'all' ? 'all' : [...parts.results], lists: [...parts.lists] },
    createdAt: shanghaiTime(row.createdAt),
    until: shanghaiTime(row.expiresAt),
    ...(ended === undefined ? {} : { endedAt: shanghaiTime(ended.at), endedBecause: ended.because }),
    reads: reads.map((read) => presentRead(read, sealing)),
  };
}

function withWhom({ directory }: ShareDependencies, row: ShareRow, label: string): ShareBody['with'] {
  if (row.kind === 'doctor' && row.hospitalId !== null)
    return { kind: 'doctor', hospital: row.hospitalId, hospitalName: directory.hospital(row.hospitalId).name };
  const passcode = row.passcodeMac !== null;
  return { kind: 'link', label, passcode, direct: row.direct === 1, ...(passcode ? { triesLeft: row.triesLeft } : {}) };
}

function endOf(
  row: ShareRow,
  now: number,
): { readonly at: number; readonly because: NonNullable<ShareBody['endedBecause']> } | undefined {
  if (row.endedAt !== null) return { at: row.endedAt, because: row.endedBecause as NonNullable<ShareBody['endedBecause']> };
  return row.expiresAt <= now ? { at: row.expiresAt, because: 'expired' } : undefined;
}

function presentRead(
  { id, shareId, at, outcome, staffId, staffName, sealedRecipient }: ShareReadRow,
  sealing: Cipher,
): ShareBody['reads'][number] {
  const who = sealedRecipient === null ? (staffName ?? undefined) : sealing.open(sealedRecipient, shareReadPlace(shareId, id));
  return {
    at: shanghaiTime(at),
    outcome: outcome as ShareBody['reads'][number]['outcome'],
    ...(who === undefined ? {} : { who }),
    proved: staffId !== null,
  };
}

/** A share that was just made, with its receipt, and its link where that is told now. */
export async function presentCreated(
  dependencies: ShareDependencies,
  id: string,
  shlink: string | undefined,
): Promise<z.output<typeof createdShare> | undefined> {
  const row = await readShareRow(dependencies.store, id);
  if (!row) return undefined;
  const share = await presentShare(dependencies, row);
  const language = row.language === 'en' ? 'en' : 'zh';
  return {
    share,
    receipt: {
      shareId: id,
      at: share.createdAt,
      until: share.until,
      purpose: sharePurpose[share.with.kind],
      receiver: share.with.kind === 'doctor' ? share.with.hospitalName : share.with.label,
      version: row.wordingVersion,
      wordingHash: row.wordingHash,
      language,
      channel: row.channel,
      withdrawal: `/v1/shares/${id}/revoke`,
    },
    ...(shlink === undefined ? {} : { link: { shlink, viewer: `${dependencies.viewerAddress}${shlink}` } }),
  };
}
