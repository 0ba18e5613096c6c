import type { Department, Device, Hospital, Place, Slot } from '../client/wire.ts';
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
  医师: 'Physician',
  主任中医师: 'Chief physician of Chinese medicine',
  副主任中医师: 'Associate chief physician of Chinese medicine',
  主任护师: 'Chief nurse',
  主管护师: 'Supervising nurse',
  护师: 'Nurse',
};

export function titleOf(language: Language, title: string): string {
  return language === 'zh' ? title : (titles[title] ?? title);
}

/** A doctor's name: in English as the hospital gives it, or in pinyin. */
export function practitionerName(language: Language, { name, englishName }: Slot['practitioner']): string {
  return language === 'zh' ? name : (englishName ?? name);
}

/** A campus by its name: of a place, or of a machine whose hospital's campuses are known. */
export function campusOf(language: Language, { campus, englishCampus }: Pick<Place, 'campus' | 'englishCampus'>): string {
  return language === 'zh' ? campus : (englishCampus ?? campus);
}

type Addressed = Pick<Hospital['campuses'][number], 'address' | 'englishAddress'>;

/** As one reads it. What is to be shown to a driver stands on the paper, in Chinese too. */
export function addressOf(language: Language, { address, englishAddress }: Addressed): string {
  return language === 'zh' ? address : (englishAddress ?? address);
}

/** `本部 5楼 522室`: where one goes within a hospital. */
export function roomAt(language: Language, place: Place): string {
  return [campusOf(language, place), floorOf(language, place.floor), roomOf(language, place.room)].join(' ');
}

/** 2号窗口 is window 2, unless the hospital calls it otherwise in English. */
function windowName(language: Language, { window, englishWindow }: Pick<Device, 'window' | 'englishWindow'>): string {
  if (language === 'zh') return window;
  const number = /^(\d+)\s*号窗口$/.exec(window)?.[1];
  return englishWindow ?? (number === undefined ? window : sayIn(language)('when.window-number', { number }));
}

/** Where a human helps, as one says it: "本部1楼2号窗口". */
export function helpPlace(language: Language, device: Device): string {
  const campus = campusOf(language, device);
  const floor = floorOf(language, device.floor);
  return sayIn(language)('when.window', { campus, floor, window: windowName(language, device) });
}

/** Characters of a name in a question that stands above many choices; names have up to 120. */
const NAME_IN_TITLE_MAX = 24;

/** A name as long as a title bears. Whose it is was asked with the whole of it. */
export function nameInTitle(name: string): string {
  return shortened(name, NAME_IN_TITLE_MAX);
}

/** The beginning of what is longer than there is room for, in whole characters. */
export function shortened(text: string, charactersMax: number): string {
  const characters = [...text];
  return characters.length <= charactersMax
    ? text
    : `${characters
        .slice(0, charactersMax - 1)
        .join('')
        .trimEnd()}…`;
}
