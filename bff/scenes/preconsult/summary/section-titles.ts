import type { SectionCode } from '../../../../adapters/port/preconsult.ts';
import type { Bilingual } from '../../directory/directory.ts';

/** The parts of a record by the names that doctors use. */
export const SECTION_TITLES: Readonly<Record<SectionCode | 'chief-complaint', Bilingual>> = {
  'chief-complaint': { zh: '主诉', en: 'Chief complaint' },
  'present-illness': { zh: '现病史', en: 'Present illness' },
  'past-history': { zh: '既往史', en: 'Past history' },
  'surgical-history': { zh: '手术外伤史', en: 'Operations and injuries' },
  allergies: { zh: '过敏史', en: 'Allergies' },
  medications: { zh: '用药史', en: 'Medicines' },
  'family-history': { zh: '家族史', en: 'Family history' },
  'personal-history': { zh: '个人史', en: 'Personal history' },
  'marital-history': { zh: '婚育史', en: 'Marriage and births' },
  'menstrual-history': { zh: '月经史', en: 'Periods' },
  immunisation: { zh: '预防接种史', en: 'Vaccinations' },
  transfusion: { zh: '输血史', en: 'Transfusions' },
};
