import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Door } from '../client/door.ts';
import type { Display } from '../components/display/display.ts';
import type { Answers, AnswerTypes, Language, Question } from '../flows/answers.ts';
import type { Say } from '../i18n/text.ts';

/** What a screen can do with the journey. */
export interface Acts {
  settle<Q extends Question>(question: Q, value: AnswerTypes[Q]): void;
  ask(question: Question): void;
  back(): void;
  home(): void;
  /** The document again, because the session or the reading is too old. */
  identify(): void;
  /** The person is done: everything is forgotten. */
  finish(): void;
  /** No answer came from the gateway: the kiosk says so and comes back by itself. */
  away(): void;
  /** The gateway answers again. */
  returned(): void;
  /** Where a person helps, in front of this screen. */
  help(): void;
  setDisplay(display: Display): void;
  /** Tries everything with a made-up person; nothing is real. Absent while that is what one does. */
  readonly practise?: (() => void) | undefined;
  /** While held, nobody is asked whether they are still there. Answers how to let go. */
  hold(): () => void;
  print(): void;
}

export interface Visit {
  readonly display: Display;
  readonly door: Door;
  readonly answers: Answers;
  readonly language: Language;
  readonly say: Say;
  /** Where a human helps: "本部1楼2号窗口". */
  readonly window: string;
  readonly act: Acts;
}

export const VisitContext = createContext<Visit | undefined>(undefined);

export function useVisit(): Visit {
  const visit = useContext(VisitContext);
  if (visit === undefined) throw new Error('a screen stands outside of a visit');
  return visit;
}
