import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Services } from '../client/services.ts';
import type { Display } from '../components/display/display.ts';
import type { Language, Say, SpokenKey } from '../i18n/text.ts';
import type { Answers, AnswerTypes, Question, Step } from '../journey/answers.ts';
import type { PageAddress } from '../journey/page.ts';
import { limitsOf } from '../journey/path.ts';
import type { Limits } from '../journey/row.ts';
import type { HelpOverlay } from './glass.ts';
import type { Scenes } from './scenes.ts';

/** What a screen can do with the journey. */
export interface Acts {
  settle<Q extends Question>(question: Q, value: AnswerTypes[Q]): void;
  ask(question: Question): void;
  back(): void;
  home(): void;
  /** Opens a page beside the journey, or another sheet of it. Back closes it. */
  open(page: PageAddress): void;
  /** The document again, because the session or the reading is too old. */
  identify(): void;
  /** The person is done: everything is forgotten. */
  finish(): void;
  /** The person goes, and nobody is signed in any more: at a machine, where they finish. Absent where nobody is signed in. */
  readonly leave?: (() => void) | undefined;
  /** No answer came from the gateway: it is said, and goes on by itself. */
  away(): void;
  /** The gateway answers again. */
  returned(): void;
  /** Calls a person, and says where one is, in front of this screen. `readings`: three of a document failed. */
  help(overlay?: HelpOverlay): void;
  setDisplay(display: Display): void;
  /** Everything in another language, and nothing else changes. */
  speak(language: Language): void;
  /** Tries everything with a made-up person; nothing is real. Absent while that is what one does. */
  readonly practise?: (() => void) | undefined;
  /** While held, nobody is asked whether they are still there. Answers how to let go. */
  hold(): () => void;
  print(): void;
  /** Sounds a tone and says a sentence that is nobody's, for whoever has turned away already. */
  tell(key: SpokenKey): void;
}

export interface Visit {
  readonly display: Display;
  readonly services: Services;
  readonly scenes: Scenes;
  readonly answers: Answers;
  /** The page that is open beside the journey. */
  readonly page?: PageAddress | undefined;
  readonly language: Language;
  readonly say: Say;
  /** A document lies in the reader. */
  readonly cardLies: boolean;
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

/** How much this step asks of a person. */
export function useLimits(step: Step): Required<Limits> {
  return limitsOf(useVisit().scenes.rows, step);
}
