import type { Answers, Question, Step } from './answers.ts';
import { addressOf, type PageAddress } from './page.ts';
import { pathOf, positionOf, rowOf } from './path.ts';
import type { Rows } from './row.ts';

/** A journey as it stands. Where that is follows from the answers along the rows, and from the page that was opened beside them. */
export interface Journey {
  readonly answers: Answers;
  readonly page?: PageAddress | undefined;
  /** Counts every change, so that whoever follows knows the newer of two. */
  readonly version: number;
}

export const NEW_JOURNEY: Journey = { answers: {}, version: 0 };

/** The journey after a change of its answers, which closes a page. The same journey where nothing changed. */
export function answered(journey: Journey, change: (answers: Answers) => Answers): Journey {
  const answers = change(journey.answers);
  if (answers === journey.answers && journey.page === undefined) return journey;
  return { answers, version: journey.version + 1 };
}

/** The journey with this page open beside it; with none, where it stands. */
export function turnedTo(journey: Journey, page: PageAddress | undefined): Journey {
  return { answers: journey.answers, page, version: journey.version + 1 };
}

/** What another screen may follow of a journey: nothing of it is a name, a number or a text, beyond what the rows unmask. */
export interface FollowedJourney {
  readonly version: number;
  /** A step, or the address of a page. */
  readonly step: Step | string;
  /** Of the answers on the path: what the row unmasks, or only that there is one. */
  readonly answers: Readonly<Record<string, string | true>>;
}

export function followed(rows: Rows, { answers, page, version }: Journey): FollowedJourney {
  const shown = pathOf(rows, answers).flatMap((step): [string, string | true][] => {
    const row = rowOf(rows, step);
    const answer = answers[step as Question];
    if (answer?.settled !== true || row?.assist === undefined || row.assist === 'hidden') return [];
    return [[step, row.mask === undefined ? true : row.mask(answer.value as never)]];
  });
  const step = page === undefined ? positionOf(rows, answers) : addressOf(page);
  return { version, step, answers: Object.fromEntries(shown) };
}
