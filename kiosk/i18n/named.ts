import type { Department, Hospital, Place } from '../client/wire.ts';
import type { Language } from './text.ts';
import { sayIn } from './text.ts';

/** `3F` is 3楼 or floor 3; what a hospital calls otherwise stays as it is. */
export function floorOf(language: Language, floor: string): string {
  const number = /^(-?\d+)\s*(?:F|楼|层)?$/i.exec(floor)?.[1];
  return number === undefined ? floor : sayIn(language)('when.floor', { floor: number });
}

/** 312 is 312室 or room 312; what a hospital calls otherwise stays as it is. */
export function roomOf(language: Language, room: string): string {
  return /^\d+$/.test(room) ? sayIn(language)('when.room', { room }) : room;
}

/** Integer fen as people say it: 50元, 12.50元. */
export function feeOf(language: Language, price: { readonly amount: number }): string {
  const say = sayIn(language);
  if (price.amount === 0) return say('money.free');
  const yuan = price.amount / 100;
  return say('money.yuan', { amount: Number.isInteger(yuan) ? yuan : yuan.toFixed(2) });
}

/** The fee and when it is paid; where there is none, only that. */
export function feeLater(language: Language, price: { readonly amount: number }): string {
  const fee = feeOf(language, price);
  return price.amount === 0 ? fee : sayIn(language)('check.later', { fee });
}

export function departmentName(language: Language, code: string, name: string, departments: readonly Department[]): string {
  if (language === 'zh') return name;
  return departments.find((department) => department.code === code)?.englishName ?? name;
}

export function hospitalName(
  language: Language,
  place: Pick<Place, 'hospital' | 'hospitalName'>,
  hospitals: readonly Hospital[],
): string {
  if (language === 'zh') return place.hospitalName;
  return hospitals.find(({ id }) => id === place.hospital)?.englishName ?? place.hospitalName;
}

/** Professional titles of physicians, as the hospitals write them. */
const titles: Readonly<Record<string, string>> = {
  主任医师: 'Chief physician',
  副主任医师: 'Associate chief physician',
  主治医师: 'Attending physician',
  住院医师: 'Resident physician',
};

export function titleOf(language: Language, title: string): string {
  return language === 'zh' ? title : (titles[title] ?? title);
}

/** Characters of a name in a question that stands above many choices; names have up to 120. */
const NAME_IN_TITLE_MAX = 24;

/** A name as long as a title bears. Whose it is was asked with the whole of it. */
export function nameInTitle(name: string): string {
  const characters = [...name];
  return characters.length <= NAME_IN_TITLE_MAX
    ? name
    : `${characters
        .slice(0, NAME_IN_TITLE_MAX - 1)
        .join('')
        .trimEnd()}…`;
}
