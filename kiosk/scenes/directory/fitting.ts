import type { BodyPart, Department, Session } from '../../client/wire.ts';
import type { ChosenDepartment } from './answers.ts';

/** Whom a department is looked for. */
export interface Seeker {
  readonly sex: Session['sex'];
  /** Full years, as far as the year of birth says: nobody is kept from a door for a birthday that is to come. */
  readonly ages: readonly [least: number, most: number];
}

export function seekerOf({ sex, birthYear }: Pick<Session, 'sex' | 'birthYear'>, today: string): Seeker {
  const years = Number(today.slice(0, 4)) - birthYear;
  return { sex, ages: [Math.max(0, years - 1), years] };
}

/** A child has departments of its own, and none of them is for anybody else. */
const CHILD_BELOW = 18;
const isChild = ({ ages: [least] }: Seeker) => least < CHILD_BELOW;

/** From this age on girls are seen by a gynaecologist as women are. */
const WOMEN_FROM = 10;

/** Whether this person may be seen there. Nothing is hidden that may be right: only what is certain not to be. */
export function sees({ forSex, ages }: Department, seeker: Seeker): boolean {
  const [least, most] = seeker.ages;
  if (forSex !== undefined && seeker.sex !== 'unknown' && forSex !== seeker.sex) return false;
  return (ages?.from === undefined || most >= ages.from) && (ages?.below === undefined || least < ages.below);
}

/** The parts that are asked of this person. */
export function partsFor(parts: readonly BodyPart[], seeker: Seeker): readonly BodyPart[] {
  const { sex, ages } = seeker;
  const asked = parts.filter(
    (part) => (part !== 'women' || (sex !== 'male' && ages[1] >= WOMEN_FROM)) && (part !== 'children' || isChild(seeker)),
  );
  return isChild(seeker) ? ['children', ...asked.filter((part) => part !== 'children')] : asked;
}

export interface Wanted {
  readonly part: BodyPart | 'name';
  readonly seeker: Seeker;
  /** In whose hall one stands. */
  readonly here: string | undefined;
}

/**
 * The departments for where it hurts, or all of them: those of this house first, and the usual first door before the others. A child's
 * own department is for whatever a child has.
 */
export function departmentsFor(departments: readonly Department[], { part, seeker, here }: Wanted): readonly ChosenDepartment[] {
  const fits = ({ bodyParts }: Department) =>
    part === 'name' || bodyParts.some((one) => one === part || (one === 'children' && isChild(seeker)));
  const rank = (one: ChosenDepartment) =>
    (one.here ? 0 : 4) + (isChild(seeker) && one.ages?.below !== undefined ? 0 : 2) + (isFirst(one, part) ? 0 : 1);
  return departments
    .filter((one) => fits(one) && sees(one, seeker))
    .map((one) => ({ ...one, here: one.hospitals.some((hospital) => hospital === here) }))
    .sort((left, right) => rank(left) - rank(right));
}

function isFirst({ firstFor }: Department, part: BodyPart | 'name'): boolean {
  return part !== 'name' && firstFor.includes(part);
}
