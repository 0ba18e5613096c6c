import { Screen } from '../components/screen/screen.tsx';
import { Trouble } from '../components/trouble/trouble.tsx';
import { Waiting } from '../components/waiting/waiting.tsx';
import type { Load } from './use-load.ts';
import { useVisit } from './visit.ts';

export interface LoadingProps {
  readonly load: Exclude<Load<unknown>, { readonly state: 'ready' }>;
  readonly retry: () => void;
}

/** A screen whose content is still on its way, or did not come. */
export function Loading({ load, retry }: LoadingProps) {
  const { say, window, act } = useVisit();
  if (load.state === 'problem') {
    const ways = { retry, home: act.home, document: act.identify, person: act.help };
    return <Trouble {...{ say, window }} problem={load.problem} can={ways} />;
  }
  return (
    <Screen title={say('wait.loading')}>
      <Waiting {...{ say, window }} words="" />
    </Screen>
  );
}
