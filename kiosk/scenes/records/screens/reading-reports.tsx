import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import { Action } from '../../../components/action/action.tsx';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { LOOK_MS, pause, useGone } from '../../payments/use-payment.ts';
import { isAsking, ownerIn, type ReadReports, readReports } from '../read-reports.ts';
import { ProofNeeded } from './proof-needed.tsx';
import { SourceList } from './source-list.tsx';

/** How often it is looked while somebody waits: then they see what has come. */
const LOOKS_MAX = 8;

/** Asks every hospital at once, and waits a little for those that take their time. Who wants to sees at once what has come. */
export function ReadingReportsScreen() {
  const { services, answers, say, act } = useVisit();
  const [soFar, setSoFar] = useState<ReadReports>();
  const [unproved, setUnproved] = useState(false);
  const gone = useGone();
  const read = async (): Promise<Problem | undefined> => {
    for (let look = 1; ; look += 1) {
      const told = await readReports(services, ownerIn(answers).patientId);
      if (!told.ok && told.problem.code === 'document-required') {
        setUnproved(true);
        return undefined;
      }
      if (!told.ok) return told.problem;
      if (gone.aborted) return undefined;
      if (!isAsking(told.value) || look >= LOOKS_MAX) {
        act.settle('reading-reports', told.value);
        return undefined;
      }
      setSoFar(told.value);
      await pause(LOOK_MS, gone);
      if (gone.aborted) return undefined;
    }
  };
  if (unproved) return <ProofNeeded />;
  const { length: count } = soFar?.reports ?? [];
  return (
    <Work title={say('reading-reports.title')} words={say('reading-reports.words')} work={read}>
      {soFar !== undefined && (
        <>
          <SourceList sources={soFar.sources} />
          {count > 0 && (
            <div class="screen-actions">
              <Action label={say('reading-reports.see', { count })} onPress={() => act.settle('reading-reports', soFar)} />
            </div>
          )}
        </>
      )}
    </Work>
  );
}
