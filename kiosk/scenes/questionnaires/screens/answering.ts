import type { ComponentChildren } from 'preact';
import type { FormQuestion } from '../../../client/wire.ts';
import type { Value } from '../filling.ts';

/** What answers a question, by its kind. */
export interface AnsweringProps {
  readonly question: FormQuestion;
  readonly onAnswer: (values: readonly Value[]) => void;
  /** The ways past the question, below what is answered. */
  readonly children: ComponentChildren;
}
