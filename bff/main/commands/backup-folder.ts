import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { CommandRefused } from './command.ts';

const manifest = z.object({
  form: z.literal('onedoor backup 1'),
  engine: z.enum(['sqlite', 'postgres']),
  file: z.string().regex(/^[A-Za-z0-9.-]+$/),
  sha256: z.string().length(64),
  madeAt: z.string(),
  version: z.string(),
  /** The last migration that the database had. */
  migration: z.string(),
  appointments: z.int(),
});

/** What a backup says of itself. It holds no key: without the key file it is of no use to anybody. */
export type Manifest = z.output<typeof manifest>;

const NAME = 'manifest.json';

export function writeManifest(folder: string, content: Manifest): void {
  writeFileSync(join(folder, NAME), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
}

/** @throws CommandRefused when the folder is no backup, or the copy is not what was backed up. */
export async function readBackup(folder: string): Promise<Manifest & { readonly path: string }> {
  let content: Manifest;
  try {
    content = manifest.parse(JSON.parse(readFileSync(join(folder, NAME), 'utf8')));
  } catch {
    throw new CommandRefused(`${folder} is no backup: it has no readable ${NAME}`);
  }
  const path = join(folder, content.file);
  if ((await sha256Of(path)) !== content.sha256)
    throw new CommandRefused(`${path} is not the file that was backed up: its SHA-256 is another one. Use an older backup`);
  return { ...content, path };
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch {
    throw new CommandRefused(`${path} can not be read`);
  }
  return hash.digest('hex');
}
