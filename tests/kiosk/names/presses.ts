import { knownCharacters } from '../../../kiosk/components/name-pad/characters.ts';
import { findByPinyin, findByStrokes } from '../../../kiosk/components/name-pad/find-characters.ts';
import { startTyping, type Typing, type, write } from '../../../kiosk/components/name-pad/typing.ts';

export const LENGTH_MAX = 120;

/** What is offered at this moment, in its order. */
export function offered({ kind, name, typed }: Typing): readonly string[] {
  const find = kind === 'strokes' ? findByStrokes : findByPinyin;
  return find(knownCharacters, { typed, first: name === '' });
}

export const pressed = (keys: string, typing = startTyping('')): Typing => [...keys].reduce(type, typing);

/**
 * Writes a name by pressing keys and choosing what is offered, and nothing else: each character by its keys.
 * @returns what stands there in the end; a character that is not offered is not in it.
 */
export function written(name: string, keysOf: (character: string, index: number) => string): string {
  return [...name].reduce((typing, character, index) => {
    const asked = pressed(keysOf(character, index), typing);
    return offered(asked).includes(character) ? write(asked, character, LENGTH_MAX) : asked;
  }, startTyping('')).name;
}
