import { GUARD_MS } from './display-size.ts';
import type { Hall } from './hall.ts';

/** A character of a name, and the letters of its sound that are pressed for it. */
export type Sounded = readonly [character: string, pinyin: string];

/** Writes a name on the glass, by how it sounds, turning the pages until each character stands there. @returns how often was tapped. */
export async function writeName({ page, passes }: Pick<Hall, 'page' | 'passes'>, name: readonly Sounded[]): Promise<number> {
  let taps = 0;
  const tap = async (words: string) => {
    await passes(GUARD_MS);
    await page.getByRole('button', { name: words, exact: true }).tap();
    taps += 1;
  };
  for (const [character, pinyin] of name) {
    for (const letter of pinyin.toUpperCase()) await tap(letter);
    await page.locator('.name-pad-candidate').first().waitFor();
    while (!(await page.getByRole('button', { name: character, exact: true }).isVisible())) await tap('看更多');
    await tap(character);
  }
  return taps;
}
