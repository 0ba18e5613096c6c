import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../../bff/contract/client.ts';
import { Screen } from '../components/screen/screen.tsx';
import { Trouble, type Ways } from '../components/trouble/trouble.tsx';
import { Waiting } from '../components/waiting/waiting.tsx';
import { useHold } from './use-load.ts';
import { useVisit } from './visit.ts';

export interface WorkProps {
  readonly title: string;
  readonly words?: string;
  /** Does the work and settles its step; answers with the problem, if that is what came. */
  readonly work: () => Promise<Problem | undefined>;
  /** Ways on from this problem besides trying again, home and a person. */
  readonly can?: (problem: Problem) => Partial<Ways>;
  /** What stands in the way, shown with the problem. */
  readonly standing?: ComponentChildren;
  /** What stands there while it goes on, below the words. */
  readonly children?: ComponentChildren;
}

const RUNNING_RETRY_MS = 2_000;

/** The gateway is at work and nothing is asked. Trying again sends the same request with the same key. */
export function Work({ title, words, work, can, standing, children }: WorkProps) {
  const { say, window, act } = useVisit();
  const [tries, setTries] = useState(0);
  const [problem, setProblem] = useState<Problem>();
  const again = () => {
    setProblem(undefined);
    setTries((before) => before + 1);
  };
  // The work is done once a try.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    work().then(
      (found) => {
        if (gone || found === undefined) return;
        // The first try is still under way at the gateway: its answer is the one that counts.
        if (found.code === 'idempotency-key-running') timer = setTimeout(again, RUNNING_RETRY_MS);
        else setProblem(found);
      },
      () => {
        if (!gone) act.away();
      },
    );
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [tries]);
  useHold(problem === undefined);
  if (problem !== undefined) {
    const ways = { retry: again, home: act.home, document: act.identify, person: act.help, ...can?.(problem) };
    return (
      <Trouble {...{ problem, say, window }} can={ways}>
        {standing}
      </Trouble>
    );
  }
  return (
    <Screen title={title}>
      <Waiting {...{ say, window, words }} />
      {children}
    </Screen>
  );
}
