import { useCallback, useState } from 'preact/hooks';
import type { Problem } from '../../bff/contract/client.ts';
import { NO_ANSWER, type ProblemWords, problemWord } from './problem-words.ts';
import type { Word } from './word.ts';

type Answer<T> = { readonly ok: true; readonly body: T } | { readonly ok: false; readonly problem: Problem };

export interface Asking {
  /** One question at a time: nothing is pressed twice. */
  readonly busy: boolean;
  /** What is to be said of the last question. */
  readonly notice: Word | undefined;
  say(word: Word | undefined): void;
  /** Asks, and says why where it does not go as wanted; `also` has other words for a problem. Answers what came, if it was not a problem. */
  ask<T>(question: () => Promise<Answer<T>>, also?: ProblemWords): Promise<{ readonly body: T } | undefined>;
}

/** What is asked of the gateway on somebody's word, and what is said of it; `own` are the words of the page for problems. */
export function useAsking(own: ProblemWords = NONE): Asking {
  const [busy, setBusy] = useState(false);
  const [notice, say] = useState<Word>();
  const ask = useCallback(
    async <T>(question: () => Promise<Answer<T>>, also: ProblemWords = NONE) => {
      setBusy(true);
      say(undefined);
      const answer = await question().catch(() => undefined);
      setBusy(false);
      if (answer?.ok) return { body: answer.body };
      say(answer === undefined ? NO_ANSWER : problemWord(answer.problem, { ...own, ...also }));
      return undefined;
    },
    [own],
  );
  return { busy, notice, say, ask };
}

const NONE: ProblemWords = {};
