import type { ComponentType } from 'preact';
import type { SpokenKey } from '../i18n/text.ts';
import { type AnswerOf, type Answers, type AnswerTypes, answerOf, type Question, type Step } from './answers.ts';

/**
 * `question`: a person answers. `work`: the gateway answers; Back never leads into it.
 * `end`: what was wanted is there; the ways on are home and goodbye.
 */
export type StepKind = 'question' | 'work' | 'end';

/**
 * Whom an answer is about, from what lasts longest to what is over first. `visit`: whoever stands here. `card`: the document on the
 * reader. `person`: whom the gateway knows by it. `errand`: what they came for; it is over when they go home to begin another.
 */
export const SUBJECTS = ['visit', 'card', 'person', 'errand'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** How much one screen asks of a person. A step without a limit of its own has none of that kind. */
export interface Limits {
  /** Choices shown at once; what is more stands on a next page. */
  readonly choicesMax?: number;
  /** Characters of what is typed, at least and at most. */
  readonly lengthMin?: number;
  readonly lengthMax?: number;
  /** Tries that fail until the way to a person comes first. */
  readonly triesMax?: number;
}

/** What somebody who helps from another screen may do here: `see` it, `fill` it in too, or nothing: it is `hidden`. */
export type Assist = 'see' | 'fill' | 'hidden';

/** Everything about a step. Nothing else in the program knows it by its name but the scene that it belongs to. */
export interface StepRow<S extends Step = Step> {
  readonly kind: StepKind;
  /** Every step that can follow, for the drawing and for the walk of the tests. `next` never answers another. */
  readonly leadsTo: readonly Step[];
  /** The step after this one, once it is settled. */
  next(answers: Answers): Step;
  /** What is shown; two steps with the same one go on from one to the other. */
  readonly screen: () => Promise<ComponentType>;
  /** Every journey begins here. */
  readonly starts?: true;
  /** Sentences that are read aloud when it opens; none of them holds anything personal. */
  readonly say: readonly SpokenKey[];
  readonly limits?: Limits;
  /** What was done can not be undone by going back over it; where that depends on the answer, of which. */
  barrier?: true | ((value: AnswerOf<S>) => boolean);
  /** The answer may be changed by a change here, and is dropped. What is not named is kept and offered again. */
  readonly invalidates?: readonly Question[];
  /** These are asked again whenever this one is answered. */
  readonly reopens?: readonly Question[];
  /** A yes to what was shown holds for nothing else: each change is shown and asked for once more. */
  readonly saidOnce?: true;
  /** It was answered without being asked, as where there is but one choice: Back leads past it. */
  passed?(answers: Answers): boolean;
  /** Where a step asks several questions: the answers one question before; nothing at its first. */
  back?(answers: Answers): Answers | undefined;
  /** On the path only when somebody asks for it. Back leads past it, to where it was asked for. */
  readonly detour?: true;
  /** Without one it is of the errand. */
  readonly of?: Subject;
  /** Who the answer tells of. When that is somebody else than before, nothing that is over sooner is kept. */
  whose?(value: AnswerOf<S>): string | undefined;
  /** Asked again when it has to be shown anew who stands here. */
  readonly identifies?: true | ((answers: Answers) => boolean);
  /** May be kept as a draft; `enough`: with this answer a draft is worth keeping. */
  readonly drafted?: true | 'enough';
  /** Once it is answered there is nothing left to be kept as a draft. */
  readonly endsDraft?: true;
  /** Settles more, or something else, than this step: the answers after it. */
  settles?(rows: Rows, answers: Answers, value: AnswerOf<S>): Answers;
  /** What of the answer another screen may show; without it, only that there is one. */
  mask?(value: AnswerOf<S>): string;
  /** Without it, `hidden`. */
  readonly assist?: Assist;
}

/** The rows that are loaded so far. */
export type Rows = { readonly [S in Step]?: StepRow<S> };

/** A place beside the journey, with an address of its own: a list, a trend, a tab. It asks nothing, and Back closes it. */
export interface PageRow {
  readonly screen: () => Promise<ComponentType>;
  readonly say: readonly SpokenKey[];
  readonly assist?: Assist;
}

/** The one step that follows. */
export function always(step: Step): Pick<StepRow, 'leadsTo' | 'next'> {
  return { leadsTo: [step], next: () => step };
}

/** The step that follows, by what was answered. */
export function byAnswer<Q extends Question>(
  question: Q,
  to: (value: AnswerTypes[Q]) => Step,
  leadsTo: readonly Step[],
): Pick<StepRow, 'leadsTo' | 'next'> {
  return { leadsTo, next: (answers) => to(answerOf(answers, question) as AnswerTypes[Q]) };
}
