import { type ByCode, byLongestPrefix } from './longest-prefix.ts';

/** For whom a department is, in full years; what is not said is for everybody. */
export interface ForWhom {
  readonly forSex?: 'male' | 'female';
  readonly ages?: { readonly from?: number; readonly below?: number };
}

/**
 * A minor (未成年人保护法 Art. 2). Many hospitals still stop at 14, where paediatrics once ended; whoever tells a child of 15 that they are
 * too old would be wrong at the others, and the hospital that refuses says so itself.
 */
const MINORS: ForWhom = { ages: { below: 18 } };
/** 老年人权益保障法 Art. 2. */
const ELDERS: ForWhom = { ages: { from: 60 } };
const WOMEN: ForWhom = { forSex: 'female' };
const EVERYBODY: ForWhom = {};

/** By the code of the national list (卫医发〔1994〕27号). It only tells; a department is found by everybody. */
const FOR_WHOM: ByCode<ForWhom> = [
  // Geriatrics.
  ['A03.10', ELDERS],
  // Gynaecology and obstetrics; family planning, genetic counselling and infertility see couples, and men of their own.
  ['A05', WOMEN],
  ['A05.03', EVERYBODY],
  ['A05.04', EVERYBODY],
  ['A05.05', EVERYBODY],
  // Health care of women: puberty, birth, menopause.
  ['A06', WOMEN],
  // Paediatrics, its surgery, and the health care of children.
  ['A07', MINORS],
  ['A08', MINORS],
  ['A09', MINORS],
  // Neonatology sees the first four weeks.
  ['A07.01', { ages: { below: 1 } }],
  // The same of traditional medicine.
  ['A50.03', WOMEN],
  ['A50.04', MINORS],
  ['A50.12', ELDERS],
];

export function forWhomOf(code: string): ForWhom {
  return byLongestPrefix(FOR_WHOM, code) ?? EVERYBODY;
}
