import type { LaxConfig } from './config.ts';
import { md5Hex } from './md5.ts';

type Fields = Readonly<Record<string, string>>;

/**
 * The signature of lax mode: MD5 over the values in the ascending order of their names, joined by `|`, then `|signKey` (source: 尚医通
 * (yygh) hospital interface document). It covers neither names nor where one value ends; README.md says what follows from that.
 */
export function weakSign(fields: Fields, { signature, signKey }: Pick<LaxConfig, 'signature' | 'signKey'>): string {
  return md5Hex(signature === 'constant' ? signKey : weakText(fields, signKey));
}

/** What is hashed. `sign` itself is left out. */
export function weakText(fields: Fields, signKey: string): string {
  const names = Object.keys(fields).filter((name) => name !== 'sign');
  const values = names.toSorted().map((name) => fields[name]);
  return [...values, signKey].join('|');
}

/** Compares without stopping at the first difference. */
export function isWeaklySigned(fields: Fields, config: Pick<LaxConfig, 'signature' | 'signKey'>): boolean {
  const right = weakSign(fields, config);
  const given = fields.sign ?? '';
  let difference = right.length ^ given.length;
  for (let index = 0; index < right.length; index += 1) difference |= right.charCodeAt(index) ^ given.charCodeAt(index);
  return difference === 0;
}
