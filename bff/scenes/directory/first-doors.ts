import type { BodyPart } from './body-parts.ts';
import { type ByCode, byLongestPrefix } from './longest-prefix.ts';

/**
 * The parts of the body for which a department is the usual first door, by the code of the national list (卫医发〔1994〕27号). One that is
 * reached through another door, or for one illness only, is the first for nothing. A prefix that ends in a dot is everything below a code.
 * For finding the way, not for a diagnosis.
 */
const FIRST_DOORS: ByCode<readonly BodyPart[]> = [
  // Who does not know where to go: general practice and plain internal medicine sort it out.
  ['A02', ['whole-body']],
  ['A03', ['whole-body']],
  ['A03.', []],
  // A cough and short breath are the chest's commonest trouble.
  ['A03.01', ['chest']],
  // Stomach ache and diarrhoea; whoever needs a surgeon is sent on.
  ['A03.02', ['belly']],
  // Headache and dizziness; a neurosurgeon sees what was found there.
  ['A03.03', ['head']],
  // Pain and pressure in the chest: the heart is looked at first, because it can not wait.
  ['A03.04', ['chest']],
  // Falls, backs and knees; rehabilitation and the pain clinic come after.
  ['A04.03', ['back-joints']],
  // Gynaecology, or the whole department where a hospital has one door; obstetrics and the others are for one reason each.
  ['A05', ['women']],
  ['A05.', []],
  ['A05.01', ['women']],
  // Paediatrics sends on to its own specialists and surgeons.
  ['A07', ['children']],
  ['A07.', []],
  // One door each, also where a hospital has parted it.
  ['A10', ['eyes']],
  ['A11', ['ear-nose-throat']],
  ['A12', ['mouth']],
  // Skin diseases; the clinic for venereal ones is for those only.
  ['A13', ['skin']],
  ['A13.02', []],
  // Psychiatry, and clinical psychology, to which people go by themselves; wards and forensic work are no door.
  ['A15', ['mind']],
  ['A15.', []],
  ['A15.06', ['mind']],
];

const NOTHING: readonly BodyPart[] = [];

/** Among those of `bodyPartsOf`. */
export function firstForOf(code: string): readonly BodyPart[] {
  return byLongestPrefix(FIRST_DOORS, code) ?? NOTHING;
}
