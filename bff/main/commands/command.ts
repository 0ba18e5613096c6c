import { existsSync } from 'node:fs';
import { systemRandom } from '../../platform/ids.ts';
import type { Config } from '../config.ts';
import { openKeyFile } from '../key-file.ts';
import type { Keys } from '../keys.ts';

/** What a command is given. */
export interface Given {
  readonly config: Config;
  /** Options by name; each at most once but those that may be repeated. */
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
}

export interface Command {
  /** What stands behind `onedoor`, with its options. */
  readonly usage: string;
  readonly options: readonly string[];
  /** @throws CommandRefused in words for the operator. */
  readonly run: (given: Given) => Promise<void>;
}

/** The keys of the installation, for a command that must not make new ones. */
export function keysOf({ KEY_FILE }: Config): Keys {
  if (!existsSync(KEY_FILE)) throw new CommandRefused(`there is no key file at ${KEY_FILE}; set KEY_FILE as for the gateway`);
  return openKeyFile(KEY_FILE, systemRandom());
}

/** Why a command did nothing, or what it found wrong, in words for the operator. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
}
