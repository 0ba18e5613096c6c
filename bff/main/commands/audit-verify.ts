import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Checkpoint } from '../../platform/audit/chain.ts';
import { selectUnsealed } from '../../platform/audit/chain-rows.ts';
import { checkpointsOf, linksOf } from '../../platform/audit/read-chain.ts';
import { LATE_MAX_MS } from '../../platform/audit/seal-audit.ts';
import { type Finding, type FoundLink, verifyChain } from '../../platform/audit/verify-chain.ts';
import { systemClock } from '../../platform/clock.ts';
import { createSigner } from '../../platform/crypto/signer.ts';
import { idsFrom } from '../../platform/ids.ts';
import { EXPORT_FORM } from './audit-export.ts';
import { type Command, CommandRefused, keysOf } from './command.ts';
import { openReadOnly, type ReadOnly } from './read-only.ts';

/**
 * Holds the audit against its chain, and the chain against its signed ends: those of the database, and those in `--against`, an
 * earlier export or a log of the gateway, which nobody who owns the database could change.
 */
export const auditVerify: Command = {
  usage: 'audit verify [--file EXPORT] [--against FILE]',
  options: ['file', 'against'],
  async run({ config, options, say }) {
    const signer = createSigner(keysOf(config).auditSeed);
    const kept = options.against === undefined ? [] : await checkpointsIn(options.against);
    if (options.against !== undefined && kept.length === 0)
      throw new CommandRefused(`${options.against} has no signed end of the audit in it`);
    const verification =
      options.file === undefined
        ? await inDatabase(await openReadOnly(config), kept, signer)
        : await inExport(options.file, kept, signer);
    const { links, checkpoints, findings } = verification;
    for (const finding of findings) say(describe(finding));
    if (findings.length > 0)
      throw new CommandRefused(`the audit is not what was sealed: ${findings.length} findings in ${links} rows`);
    say(`the audit is sound: ${links} rows, ${checkpoints} signed ends`);
  },
};

type Found = Finding | { readonly kind: 'unsealed'; readonly seq: number; readonly auditId: string };

async function inDatabase(database: ReadOnly, kept: readonly Checkpoint[], signer: ReturnType<typeof createSigner>) {
  try {
    const verified = await verifyChain(linksOf(database), [...(await checkpointsOf(database)), ...kept], signer);
    const late = idsFrom('aud', systemClock.now() - 2 * LATE_MAX_MS);
    const unsealed = (await database.read(selectUnsealed({ from: 'aud_', limit: 100 }))).filter(({ id }) => id < late);
    const findings: readonly Found[] = [
      ...verified.findings,
      ...unsealed.map(({ id }): Found => ({ kind: 'unsealed', seq: verified.links + 1, auditId: id })),
    ];
    return { ...verified, findings };
  } finally {
    await database.close();
  }
}

async function inExport(path: string, kept: readonly Checkpoint[], signer: ReturnType<typeof createSigner>) {
  const first = await linesOf(path).next();
  if (first.done || first.value.form !== EXPORT_FORM) throw new CommandRefused(`${path} is no whole export of the audit`);
  return verifyChain(linksIn(path), [...(await checkpointsIn(path)), ...kept], signer);
}

const WORDS: Readonly<Record<Found['kind'], string>> = {
  edited: 'was edited after it was sealed',
  swapped: 'stands in the place of another row',
  deleted: 'was deleted',
  'links-missing': 'and perhaps more are missing from the chain',
  'tail-cut': 'and everything behind it was cut off',
  rewritten: 'is not the one that was signed: the chain was made anew from there or before',
  unsigned: 'and all before it have no signed end: it was taken away, or none was signed yet',
  'checkpoint-forged': 'has a signed end whose signature is not ours',
  unsealed: 'was never sealed: it was written past the gateway, or the sealing stands still',
};

function describe(finding: Found): string {
  const row = 'auditId' in finding ? ` (${finding.auditId})` : '';
  const other = finding.kind === 'swapped' ? `, number ${finding.withSeq}` : '';
  return `${finding.kind}: number ${finding.seq}${row} ${WORDS[finding.kind]}${other}`;
}

async function* linesOf(path: string): AsyncGenerator<Record<string, unknown>> {
  try {
    for await (const line of createInterface({ input: createReadStream(path) })) {
      const value = parse(line);
      if (value) yield value;
    }
  } catch (error) {
    throw new CommandRefused(`${path} can not be read`, { cause: error });
  }
}

/** A log has other lines too. */
function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

async function* linksIn(path: string): AsyncGenerator<FoundLink> {
  for await (const { link } of linesOf(path)) if (link !== undefined) yield link as FoundLink;
}

/** In an export a checkpoint is an object, in the log a text. */
async function checkpointsIn(path: string): Promise<readonly Checkpoint[]> {
  const found: Checkpoint[] = [];
  for await (const { checkpoint } of linesOf(path))
    if (checkpoint !== undefined)
      found.push((typeof checkpoint === 'string' ? JSON.parse(checkpoint) : checkpoint) as Checkpoint);
  return found;
}
