import { useVisit } from '../../../shell/visit.ts';
import './triage.css';

export interface TriageLinesProps {
  /** A clinician has signed what is asked here. */
  readonly approved: boolean;
  /** What stands before it. */
  readonly words?: readonly string[];
  /** Where it stands in a whole sentence besides, it is not said twice. */
  readonly diagnosis?: 'said';
}

/** Small, on every screen of the scene: that it is no diagnosis, and where nobody has signed it that it is a draft. */
export function TriageLines({ approved, words = [], diagnosis }: TriageLinesProps) {
  const { say } = useVisit();
  const lines = [
    ...words,
    ...(diagnosis === 'said' ? [] : [say('triage.no-diagnosis')]),
    ...(approved ? [] : [say('triage.draft')]),
  ];
  return (
    <div class="triage-lines">
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}
