import type { DocumentType } from '../../../../adapters/port/terms.ts';
import { type BirthDateFailure, birthDateFailure } from './birth-date.ts';
import { documentForms, type FormFailure } from './document-forms.ts';
import { normaliseNumber, withoutDashes } from './normalise-typed.ts';

/** A document as somebody gives it: typed, or read from a card. */
export interface GivenDocument {
  readonly type: DocumentType;
  readonly number: string;
  /** `YYYY-MM-DD`, where the person or the card says it. */
  readonly birthDate?: string;
}

export interface ReadDocument {
  readonly type: DocumentType;
  /** Normalised; the form in which it is kept. */
  readonly number: string;
  /**
   * Stays the same when the document is issued again. A blind index is computed over the type together with this: the same digits
   * mean another person in another type.
   */
  readonly matchKey: string;
  /** `YYYY-MM-DD`, from the number where it carries one, otherwise as it was given. */
  readonly birthDate?: string;
  /** Only where the number carries it. */
  readonly sex?: 'male' | 'female';
  /** A grown-up has to be identified beside it. */
  readonly needsGuardian: boolean;
}

/**
 * Why a document is not accepted. `form`: no number of this type looks so. `other-type`: it is one of `rightType`.
 * `first-generation`: a resident's number of 15 digits. `birth-date-differs`: the number says another day than was given.
 */
export type DocumentFailure =
  | { readonly reason: 'form' | FormFailure | BirthDateFailure | 'birth-date-differs' }
  | { readonly reason: 'other-type'; readonly rightType: DocumentType };

export type DocumentReading = { readonly ok: true; readonly document: ReadDocument } | ({ readonly ok: false } & DocumentFailure);

/** Types with numbers of 18 characters, told apart by their first digits. */
const OF_EIGHTEEN = [
  'resident-id',
  'hk-macau-residence-permit',
  'taiwan-residence-permit',
  'foreigner-residence-permit',
] as const satisfies readonly DocumentType[];

/**
 * Checks a document's number by every rule that the number itself can be held to. That it passes says that it was not mistyped; it
 * says nothing of whether it was issued, or to whom. `today` is `YYYY-MM-DD` in Shanghai.
 */
export function readDocument(given: GivenDocument, today: string): DocumentReading {
  const { type } = given;
  const typed = normaliseNumber(given.number);
  const number = numberOf(type, typed);
  const form = documentForms[type];
  const rightType = typeOfEighteen(withoutDashes(typed));
  if (rightType && rightType !== type) return { ok: false, reason: 'other-type', rightType };
  if (!form.shape.test(number)) return { ok: false, reason: 'form' };
  const failure = form.failure?.(number);
  if (failure) return { ok: false, reason: failure };
  const carried = form.birthDate?.(number);
  const birthDate = carried ?? given.birthDate;
  const dateFailure = birthDate === undefined ? undefined : birthDateFailure(birthDate, today);
  if (dateFailure) return { ok: false, reason: dateFailure };
  if (carried && given.birthDate && carried !== given.birthDate) return { ok: false, reason: 'birth-date-differs' };
  const document = {
    type,
    number,
    matchKey: form.lasting?.(number) ?? number,
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(form.sex ? { sex: form.sex(number) } : {}),
    needsGuardian: form.needsGuardian ?? false,
  };
  return { ok: true, document };
}

/** Dashes belong to a number only where nothing is known of its form. */
function numberOf(type: DocumentType, normalised: string): string {
  return type === 'other' ? normalised : withoutDashes(normalised);
}

/**
 * The one type that a number of 18 can be of. Under any other name it is a wrong choice on the screen, not a wrong number; taken
 * as `other` it would make a second person of somebody.
 */
function typeOfEighteen(number: string): DocumentType | undefined {
  if (number.length !== 18) return undefined;
  return OF_EIGHTEEN.find((type) => documentForms[type].shape.test(number) && documentForms[type].failure?.(number) !== 'region');
}

/**
 * What a whole typed number may be, the likeliest first. By shape alone, so that somebody with one wrong digit is told so, and not
 * that there is no such document. Until enough is typed only `other` fits.
 */
export function possibleTypes(typed: string): readonly DocumentType[] {
  const number = normaliseNumber(typed);
  const certain = typeOfEighteen(withoutDashes(number));
  if (certain) return [certain];
  return (Object.keys(documentForms) as DocumentType[]).filter((type) => documentForms[type].shape.test(numberOf(type, number)));
}
