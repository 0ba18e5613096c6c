import type { ProblemCode } from '../../bff/contract/problems.ts';
import type { ReadingState } from '../client/device/bridge.ts';
import type { PrinterState } from '../client/device/bridge-messages.ts';
import type { OwnBrowser } from '../client/own-browser.ts';
import type { Answer, Answers, AnswerTypes, Question } from '../journey/answers.ts';
import type { PageAddress } from '../journey/page.ts';
import type { IdleDialogProps, Overlay } from '../shell/dialogs.tsx';
import type { HelpState } from '../shell/help-state.ts';
import { problemOf } from './sample-problem.ts';
import type { World } from './world.ts';

/** One state of one screen. The gallery, the checks and the pictures all come from these; a new one is one more row. */
export interface State {
  readonly name: string;
  /** It stands on the sheet of its scene, in each mode. */
  readonly telling?: true;
  readonly answers: Answers;
  /** The page that is open beside the journey. */
  readonly page?: PageAddress;
  readonly world?: Partial<World>;
  readonly overlay?: Overlay;
  /** Who is called, and who helps. */
  readonly helped?: HelpState;
  readonly idle?: Omit<IdleDialogProps, 'onStay'>;
  readonly away?: boolean;
  readonly practiceSecondsLeft?: number;
  /** What the reader says as soon as it is asked. */
  readonly reading?: ReadingState;
  /** How the printer is, when the slip is to be printed at once. */
  readonly printer?: PrinterState;
  /** A document lies in the reader. */
  readonly cardLies?: boolean;
  /** What is written into the field of the screen, all at once, as a phone fills it in. */
  readonly written?: string;
  /** What is pressed once it stands: a CSS selector. */
  readonly pressed?: string;
  /** Keys that are pressed then. */
  readonly typed?: string;
  /** It stands on somebody's own phone: there is no machine beside the page. */
  readonly ownPhone?: true;
  /** On somebody's own phone, which is no enrolled machine, with what its browser can do. */
  readonly onPhone?: OwnBrowser;
  /** The person left something unfinished at this machine. */
  readonly draft?: true;
}

export type Given = { readonly [Q in Question]?: AnswerTypes[Q] };

/** These, answered. */
export const settled = (given: Given): Answers =>
  Object.fromEntries(
    Object.entries(given).map(([question, value]): [string, Answer<unknown>] => [question, { settled: true, value }]),
  );

/** A step that is put on the path by asking for it. */
export const asked = (given: Given, question: Question): Answers => ({ ...settled(given), [question]: { settled: false } });

/** A booking that the gateway refuses. */
export const refusedBy = (code: ProblemCode, extensions: object = {}): Partial<World> => ({
  trouble: { bookAppointment: problemOf(code, extensions) },
});
