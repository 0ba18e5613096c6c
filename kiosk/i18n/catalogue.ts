import type { zh } from './zh.ts';

export type TextKey = keyof typeof zh;
/** A translation has every key; a missing one fails the build. */
export type Catalogue = { readonly [K in TextKey]: string };
