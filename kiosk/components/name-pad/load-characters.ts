import type { Character } from './characters.ts';

let loaded: readonly Character[] | undefined;

/** A file of its own, many times as large as a scene: fetched once, when a name is to be written. */
export async function loadCharacters(): Promise<readonly Character[]> {
  loaded ??= (await import('./characters.ts')).characters;
  return loaded;
}

/** What came already. */
export function charactersHere(): readonly Character[] | undefined {
  return loaded;
}
