import { ExpressionThreads } from '../../bff/main/expression-threads.ts';
import { walkLongForm } from '../scenes/preconsult/long-form.ts';
import { answerQuestions } from './child.ts';

export interface FormWalkParameters {
  readonly items: number;
}

/** One walk through the form: ms from each answer to the next question, and what it cost. */
export interface FormWalk {
  readonly ms: readonly number[];
  readonly cpuSeconds: number;
}

/** Walks a long form in a process of its own, with expressions on a thread, as a gateway evaluates them. It listens to nobody. */
export async function serveFormWalk({ items }: FormWalkParameters): Promise<void> {
  const threads = new ExpressionThreads();
  await threads.begin();
  const options = { expressions: threads, now: () => '2027-03-01T08:00:00+08:00' };
  const kept: string[] = [];
  const walk = async (): Promise<FormWalk> => {
    const before = process.cpuUsage();
    const ms = await walkLongForm(
      items,
      options,
      () => performance.now(),
      (response) => void kept.push(response),
    );
    const { user, system } = process.cpuUsage(before);
    return { ms, cpuSeconds: (user + system) / 1e6 };
  };
  answerQuestions(
    {
      listen: () => 0,
      walk: () => {
        kept.length = 0;
        return walk();
      },
      /** What the last walk kept, step by step, read and written again. */
      bare: () =>
        kept.map((response) => {
          const began = performance.now();
          JSON.stringify(JSON.parse(response));
          return performance.now() - began;
        }),
    },
    () => threads.close(),
  );
}
