import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import type { RandomBytes } from '../../platform/ids.ts';
import { limits } from '../../platform/limits/limits.ts';
import { countUse } from '../../platform/limits/use-rows.ts';
import { dayEnd, retryAfter, windowEnd } from '../../platform/limits/windows.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import { CODES_ROOM, type CodeRow, insertCode, personWithCodesRoom, selectCode } from './code-rows.ts';
import type { FamilyDependencies } from './dependencies.ts';

/** Made by who wants to help, or by who is to be helped. */
export type CodeKind = 'invitation' | 'offer';

const INVITATION_DIGITS = 8;
/** The largest multiple of ten that a byte holds. */
const DRAWN_MAX = 250;

/** Eight digits, each as often as any other: what is drawn beyond the last whole run is drawn again. */
export function newInvitationCode(random: RandomBytes): string {
  let code = '';
  while (code.length < INVITATION_DIGITS) {
    const [drawn = DRAWN_MAX] = random(1);
    if (drawn < DRAWN_MAX) code += String(drawn % 10);
  }
  return code;
}

const CODE_COLUMN = 'family_code|code';
const PLACE_COLUMN = 'family_code|place';

const hashedText = (kind: CodeKind, code: string) => `${kind} ${code}`;

/** Until when a code works that is made now, ms. */
export function codeEnd(now: number, { printed }: { readonly printed: boolean }): number {
  return now + (printed ? limits.printedOfferLife.figure : limits.familyCodeLife.figure);
}

/** A code that is to be kept: of it there is only the keyed hash. */
export interface KeptCode {
  readonly kind: CodeKind;
  readonly code: string;
  readonly patientId: string;
  readonly grantId: string | null;
  readonly now: number;
  readonly expiresAt: number;
}

/** Parts that keep a code, where its maker has not too many that wait; else `CODES_ROOM`. */
export function codeParts(blindIndex: BlindIndex, { code, ...kept }: KeptCode): readonly Part[] {
  const { kind, patientId, now } = kept;
  const most = limits.familyCodesWaiting.figure;
  return [
    guarded(personWithCodesRoom({ patientId, owner: patientId, kind, now, most }), CODES_ROOM),
    insertCode({ ...kept, codeHash: blindIndex.of(CODE_COLUMN, hashedText(kind, code)) }),
  ];
}

/** The code, while it lives; `undefined` for a wrong one, one of the other kind, one that was used and one that is too old. */
export async function findCode(
  { store, clock, blindIndex }: Pick<FamilyDependencies, 'store' | 'clock' | 'blindIndex'>,
  kind: CodeKind,
  code: string,
): Promise<CodeRow | undefined> {
  const [current = '', other = current] = blindIndex.all(CODE_COLUMN, hashedText(kind, code));
  const [row] = await store.read(selectCode({ current, other, kind, now: clock.now() }));
  return row;
}

const QUARTER_MS = 15 * 60_000;
const PERSON_TRIES = 'family-tries-left-of-person';
const PLACE_TRIES = 'family-tries-left-of-place';
const ALL_TRIES = 'family-tries-left-in-all';
const EVERYBODY = 'city';

/**
 * The refusal of one try too many, by this person, from this place, or by everybody together; it ends with the quarter of an hour. A try is
 * counted and committed before anything is compared, so that guessing at the same time gains nothing.
 */
export async function countTry(
  dependencies: FamilyDependencies,
  { patientId, place }: { readonly patientId: string; readonly place: string },
): Promise<ProblemReply | undefined> {
  const { clock, blindIndex } = dependencies;
  const now = clock.now();
  const endsAt = windowEnd(now, QUARTER_MS);
  const use = { endsAt, amount: 1 };
  const ofPlace = blindIndex.of(PLACE_COLUMN, place);
  const counted = await commit(dependencies, 'try-family-code', 'interactive', [
    guarded(countUse({ ...use, bound: 'familyTries', subject: patientId, max: limits.familyTries.figure }), PERSON_TRIES),
    guarded(
      countUse({ ...use, bound: 'familyTriesOfPlace', subject: ofPlace, max: limits.familyTriesOfPlace.figure }),
      PLACE_TRIES,
    ),
    {
      ...guarded(
        countUse({ ...use, bound: 'familyTriesInAll', subject: EVERYBODY, max: limits.familyTriesInAll.figure }),
        ALL_TRIES,
      ),
      contended: 'tries of family codes',
    },
  ]);
  return counted.ok ? undefined : problem('rate-limited', retryAfter(endsAt, now));
}

/** Name of the guard: the person has made fewer codes and grants today than one may make. */
export const MADE_TODAY = 'grants-left-today';

/** Counts one more code or grant of this person's day. */
export function countMadePart(patientId: string, now: number): Part {
  const most = limits.grantsADay.figure;
  return guarded(countUse({ bound: 'grantsADay', subject: patientId, endsAt: dayEnd(now), amount: 1, max: most }), MADE_TODAY);
}

/** The refusal for whoever has made as many today as one may make. */
export function madeEnough(now: number): ProblemReply {
  return problem('rate-limited', retryAfter(dayEnd(now), now));
}
