import type { KnownCharacters } from './characters.ts';

let loaded: KnownCharacters | undefined;

/** A file of its own, many times as large as a scene: fetched once, when a name is to be written. */
export async function loadCharacters(): Promise<KnownCharacters> {
  loaded ??= (await import('./characters.ts')).knownCharacters;
  return loaded;
}

/** What came already. */
export function charactersHere(): KnownCharacters | undefined {
  return loaded;
}
