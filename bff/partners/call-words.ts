import { FAILURE_KINDS, type Failure, type Outcome, PERSONAL_MEMBERS } from '../../adapters/port/terms.ts';

/** The fields of a failed call that may be logged. */
export function failureFields(
  failure: Failure<string>,
  { reasons, args }: { readonly reasons: readonly string[]; readonly args: readonly unknown[] },
): { failure: string; detail: string } {
  const kind = listed(FAILURE_KINDS, failure.kind);
  const words = failure.kind === 'rejected' ? `rejected:${listed(reasons, failure.reason)}` : kind;
  return { failure: words, detail: loggable(failure.detail, personalWords(args)) };
}

/** What became of a call in one word, for metrics and traces. */
export function resultOf(outcome: Outcome<unknown, string>): string {
  return outcome.ok ? 'ok' : listed(FAILURE_KINDS, outcome.failure.kind);
}

/** The word, if it is one of the port's; an adapter that breaks the port's types must not reach a log or a metric by that. */
function listed<T extends string>(list: readonly T[], word: T): T | 'unlisted' {
  return list.includes(word) ? word : 'unlisted';
}

/**
 * An adapter may put nothing of a person into its words (`adapters/port/hospital.ts`); this is the second line of defence. Only short
 * plain words pass: no other script, nothing escaped or encoded, no number that could be a phone or a document, and nothing of the person
 * whom the call was about.
 */
export function loggable(words: unknown, personal: readonly string[] | undefined): string {
  if (personal === undefined || typeof words !== 'string' || !/^[A-Za-z0-9 .,:;()$_'-]{0,120}$/.test(words)) return WITHHELD;
  const lower = words.toLowerCase();
  if (personal.some((word) => lower.includes(word))) return WITHHELD;
  return words.replace(/\w+/g, (word) => (PLAIN_WORD.test(word) ? word : '#'));
}

const WITHHELD = 'withheld';
/** A word, a name out of a program or a protocol, or a number as short as a status. What is encoded mixes letters and digits. */
const PLAIN_WORD = /^(?:[a-z_]+|[A-Z_]+|[A-Z]?[a-z]+(?:[A-Z][a-z]+)*|\d{1,3})$/;

/** Arguments of a call are a handful of small records; more than this is not looked through. */
const MEMBERS_MAX = 500;
const DEPTH_MAX = 8;

/**
 * What of a person stands in the arguments of a call, under whatever member the ports name as personal: whole, and in parts where it has
 * parts. `undefined` when the arguments are too many or too deep to be looked through: then nothing can be told to be free of it.
 */
export function personalWords(args: readonly unknown[]): readonly string[] | undefined {
  const found: string[] = [];
  let members = 0;
  const walk = (value: unknown, depth: number): boolean => {
    if (typeof value !== 'object' || value === null) return true;
    if (depth > DEPTH_MAX) return false;
    return Object.entries(value).every(([member, inside]) => {
      members += 1;
      if (members > MEMBERS_MAX) return false;
      if (typeof inside === 'string' && (PERSONAL_MEMBERS as readonly string[]).includes(member))
        found.push(inside, ...inside.split(/[^\p{L}]+/u));
      return walk(inside, depth + 1);
    });
  };
  if (!walk(args, 0)) return undefined;
  return found.filter((word) => word.length > 1).map((word) => word.toLowerCase());
}
