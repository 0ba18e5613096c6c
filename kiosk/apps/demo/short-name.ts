import type { HospitalOnTable } from '../../../fixtures/demo/table.ts';
import type { Language } from '../../i18n/text.ts';

/** A hospital's name without what is the same for all. */
export function shortName({ name, englishName }: HospitalOnTable, language: Language): string {
  return language === 'zh' ? name.replace(/^临江(市|(?=大学))/, '') : englishName.replace(/^Linjiang | Hospital$/g, '');
}
