import type { BodyPart } from '../../directory/body-parts.ts';
import type { Manner } from './terms.ts';
import type { AdviceCode, OptionCode, QuestionText, ReasonCode, SignCode, TopicCode } from './words-zh.ts';

export type Onset = 'today' | 'days' | 'weeks' | 'months';

/** To whom a row applies; ages are days, `from` counts and `below` does not. What is not said is everybody. */
export interface ForWhom {
  readonly fromDays?: number;
  readonly belowDays?: number;
  readonly sex?: 'female' | 'male';
  /** Pregnant, or perhaps pregnant. */
  readonly pregnant?: true;
}

/** A flag is raised when all that its row says is so. */
export interface RedFlagRow extends ForWhom {
  readonly id: string;
  readonly manner: Manner;
  /** All of these were said; none where the complaint itself is the flag. */
  readonly signs: readonly SignCode[];
  /** What somebody comes with; absent: anything. */
  readonly complaint?: readonly TopicCode[];
  readonly onset?: readonly Onset[];
  readonly advice: AdviceCode;
  /** Where it is from, or who has to sign it. */
  readonly source: string;
}

export interface DepartmentRow extends ForWhom {
  readonly id: string;
  readonly topics: readonly TopicCode[];
  /** What was answered to a question that chooses the department. */
  readonly answered?: readonly [question: QuestionText, options: readonly OptionCode[]];
  /** The sign that was said, and is no flag by itself. */
  readonly sign?: SignCode;
  readonly leadsTo: readonly (readonly [specialty: string, reason: ReasonCode])[];
  readonly source: string;
}

/** Something that people come with, and what they are asked then. */
export interface TopicRow extends ForWhom {
  readonly code: TopicCode;
  /** Asked in this order, as far as a row of them applies. */
  readonly signs: readonly SignCode[];
  readonly asksPregnancy?: true;
  readonly asksOnset?: true;
  /** The questions that choose the department. */
  readonly asks: readonly QuestionText[];
}

/** What a clinician reads and signs: data, with an owner and a version. */
export interface RuleSet {
  readonly id: string;
  readonly version: string;
  readonly owner: string;
  readonly source: string;
  readonly status: 'draft' | 'approved';
  /** `on` is `YYYY-MM-DD`. */
  readonly approvedBy?: { readonly name: string; readonly on: string };
  /** Whom the question about pregnancy is for. */
  readonly pregnancyAges: { readonly fromDays: number; readonly belowDays: number };
  /** What somebody who is pregnant, or may be, is asked. */
  readonly pregnancySigns: readonly SignCode[];
  readonly topics: readonly TopicRow[];
  readonly bodyParts: Readonly<Record<BodyPart, readonly TopicCode[]>>;
  readonly choices: Readonly<Partial<Record<QuestionText, readonly OptionCode[]>>>;
  readonly redFlags: readonly RedFlagRow[];
  readonly departments: readonly DepartmentRow[];
}

/** Days from birth to a birthday, at the earliest: what begins with it begins no later. */
export function years(count: number): number {
  return Math.floor(count * 365.25);
}

/** Days from birth to a birthday, at the latest: what ends with it ends no earlier. */
export function untilYears(count: number): number {
  return Math.ceil(count * 365.25);
}
