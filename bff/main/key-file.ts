import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type * as z from 'zod';
import { base64url, type RandomBytes } from '../platform/ids.ts';
import { type Keys, keyFile } from './keys.ts';
import { StartProblem } from './start-problem.ts';

/** The keys, outside the database and readable only by the owner; made on the first start, completed when one is missing. */
export function openKeyFile(path: string, random: RandomBytes): Keys {
  const found = readKeyFile(path);
  const complete = { ...found, ...newKeys(random, found) };
  if (found === undefined) {
    if (!makeKeyFile(path, complete)) return openKeyFile(path, random);
  } else if (JSON.stringify(found) !== JSON.stringify(complete)) {
    writeKeyFile(path, complete);
  }
  return complete;
}

/**
 * Puts a new key first: what is sealed from now on is sealed by it, and the old ones stay until nothing is sealed by them any more.
 * The file is written whole under another name and then renamed, so that a power cut leaves the old one or the new one.
 */
export function addKey(path: string, random: RandomBytes): Keys {
  const keys = openKeyFile(path, random);
  const numbers = Object.keys(keys.keys).map((id) => Number(id.slice(1)) || 0);
  const current = `k${Math.max(...numbers) + 1}`;
  const added = { ...keys, current, keys: { ...keys.keys, [current]: base64url(random(32)) } };
  writeKeyFile(path, added);
  return added;
}

function readKeyFile(path: string): z.output<typeof keyFile> | undefined {
  try {
    return keyFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new StartProblem(`the key file ${path} can not be read; restore it from your backup`, error);
  }
}

function newKeys(random: RandomBytes, found: z.output<typeof keyFile> | undefined): Keys {
  const make = () => base64url(random(32));
  return {
    current: found?.current ?? 'k1',
    keys: found?.keys ?? { k1: make() },
    index: found?.index ?? { current: 'i1', keys: { i1: make() } },
    slipSeed: found?.slipSeed ?? make(),
    auditSeed: found?.auditSeed ?? make(),
    bookingSecret: found?.bookingSecret ?? make(),
    operatorToken: found?.operatorToken ?? make(),
  };
}

/** False when another process that started together with this one was first: a link, unlike a rename, fails where the name is taken. */
function makeKeyFile(path: string, keys: Keys): boolean {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}`;
  writeDurably(beside, keys);
  try {
    linkSync(beside, path);
    syncFolder(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(beside);
  }
}

function writeKeyFile(path: string, keys: Keys): void {
  const beside = `${path}.new`;
  writeDurably(beside, keys);
  renameSync(beside, path);
  syncFolder(path);
}

/** What is sealed under a key outlives a power cut, so the key has to be on the disk before anything is sealed under it. */
function writeDurably(path: string, keys: Keys): void {
  // One that a power cut left there keeps whatever mode it has.
  rmSync(path, { force: true });
  const file = openSync(path, 'wx', 0o600);
  writeSync(file, `${JSON.stringify(keys)}\n`);
  fsyncSync(file);
  closeSync(file);
}

/** The name of a new file is in its folder, which is synced by itself. */
function syncFolder(path: string): void {
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
