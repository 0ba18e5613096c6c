import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Config } from '../config.ts';
import type { Check, Diagnosis } from './doctor-checks.ts';

/** What lies in a folder of ours and tells something of people, or opens it: databases, dumps, keys, exports. */
const PRIVATE = /\.sqlite($|[.-])|\.pgdump$|^(keys|bridge|manifest)\.json|\.jsonl$|\.key$/;
/** Of each folder: more than any installation has, and an end for a folder that is somebody else's. */
const ENTRIES_MAX = 2_000;

/** Files that others on this machine may read or write. The key file is the keys' own check. */
export const checkFiles: Check = async ({ config }) => {
  const exposed = filesOf(config).filter((path) => path !== join(config.KEY_FILE) && othersMay(path, 0o077));
  const found = exposed.map((path): Diagnosis => {
    const mode = statSync(path).mode & 0o777;
    const mend = `chmod 600 ${path}; if others were on this machine, take what it holds for known to them`;
    return { state: 'FAULT', about: 'files', found: `others may read ${path} (${mode.toString(8)})`, mend };
  });
  // It holds the secrets of hospitals, and may be readable by the service's group.
  if (othersMay(config.HOSPITALS_FILE, 0o007)) {
    const mend = `chmod o= ${config.HOSPITALS_FILE}: its connections hold the hospitals' secrets`;
    found.push({ state: 'note', about: 'files', found: `everybody may read ${config.HOSPITALS_FILE}`, mend });
  }
  return found.some(({ state }) => state === 'FAULT') ? found : [...found, { state: 'ok', about: 'files', found: 'are private' }];
};

/** What lies where database and keys are kept, and one folder below: backups, and the demo's days. */
function filesOf({ DATABASE_URL, KEY_FILE }: Config): readonly string[] {
  const database = DATABASE_URL.startsWith('file:') ? DATABASE_URL.slice('file:'.length) : undefined;
  const folders = new Set([dirname(database ?? KEY_FILE), dirname(KEY_FILE)]);
  const lying = [...folders].flatMap((folder) => entriesOf(folder).flatMap((path) => (isFolder(path) ? entriesOf(path) : path)));
  // Whatever it is called: its WAL, its lock, what was put aside.
  const ofDatabase = (path: string) => database !== undefined && path.startsWith(join(database));
  return [...new Set(lying.filter((path) => ofDatabase(path) || PRIVATE.test(basename(path))))];
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .slice(0, ENTRIES_MAX)
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Windows has no such bits. */
function othersMay(path: string, bits: number): boolean {
  const found = process.platform === 'win32' ? undefined : statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true && (found.mode & bits) !== 0;
}
