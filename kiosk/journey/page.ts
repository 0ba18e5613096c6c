/** The pages of all scenes, by scene; a scene adds its own where they stand (`declare module`). */
// biome-ignore lint/suspicious/noEmptyInterface: every scene with pages adds to it.
export interface PageNames {}

/** Where a page is: the scene, its name there, and which sheet of it is open, from 1. */
export type PageAddress = {
  readonly [S in keyof PageNames]: { readonly scene: S; readonly page: PageNames[S]; readonly sheet: number };
}[keyof PageNames];

/** `oversight/access`, and `oversight/access/2` for its second sheet: nothing of a person, so it may stand in an address bar. */
export function addressOf({ scene, page, sheet }: PageAddress): string {
  return sheet === 1 ? `${scene}/${page}` : `${scene}/${page}/${sheet}`;
}
