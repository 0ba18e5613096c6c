import type { BodyPart } from '../../directory/body-parts.ts';
import type { AdviceCode, OptionCode, QuestionText, ReasonCode, SignCode, TopicCode } from './words-zh.ts';

export type Sex = 'female' | 'male' | 'unknown';

/** Of whom the gateway knows this much; the age is that of the day, in days. */
export interface TriageSubject {
  readonly ageDays: number | null;
  readonly sex: Sex;
}

/** What somebody comes with: a part of the body, a topic of the list, or words of their own. */
export type Complaint =
  | { readonly kind: 'body'; readonly part: BodyPart }
  | { readonly kind: 'listed'; readonly code: string }
  | { readonly kind: 'words'; readonly text: string };

/** One answer: an option, or several, or `unknown`. A claim of whoever presses: what is no option is no answer. */
export interface TriageSaid {
  readonly question: string;
  readonly answer: string | readonly string[];
}

/** Loud: the way to emergency, 120, a helper is called. Quiet: words on the glass alone, a private room; nothing is said aloud. */
export type Manner = 'loud' | 'quiet';

/** Where the words of an option stand: a topic of the list, a sign, or any other option. */
export type TriageOption =
  | { readonly kind: 'topic'; readonly code: TopicCode }
  | { readonly kind: 'sign'; readonly code: SignCode }
  | { readonly kind: 'option'; readonly code: OptionCode };

export interface TriageQuestion {
  readonly id: string;
  readonly text: QuestionText;
  /** `many`: several may be said, and `none`. Every question may be answered with `unknown`. */
  readonly answers: 'one' | 'many';
  readonly options: readonly TriageOption[];
  /** Never read aloud, and no colour. */
  readonly manner: Manner;
  /** The rows that this decides. */
  readonly rules: readonly string[];
}

export interface Suggestion {
  /** Code of 卫医发〔1994〕27号 with the prefix A. Not every city has it: whoever shows this passes over what is not there. */
  readonly specialty: string;
  readonly reason: ReasonCode;
  readonly rule: string;
}

export interface RaisedFlag {
  readonly rule: string;
  readonly manner: Manner;
  readonly advice: AdviceCode;
}

/** `askWho`: the words were about somebody else than whoever is known here: ask for whom this is. */
export type TriageOutcome =
  | {
      readonly kind: 'question';
      readonly question: TriageQuestion;
      readonly step: { readonly number: number; readonly atMost: number };
      readonly askWho: boolean;
    }
  | {
      readonly kind: 'departments';
      readonly suggestions: readonly Suggestion[];
      readonly rules: readonly string[];
      readonly askWho: boolean;
    }
  | { readonly kind: 'red-flag'; readonly flags: readonly RaisedFlag[]; readonly askWho: boolean }
  /** Whether a flag is there stays unknown: people decide, and nothing is booked from here. */
  | { readonly kind: 'ask-person'; readonly rules: readonly string[]; readonly askWho: boolean };
