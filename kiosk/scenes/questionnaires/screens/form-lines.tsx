import { useVisit } from '../../../shell/visit.ts';
import { TriageLines } from '../../preconsult/screens/triage-lines.tsx';
import './questionnaires.css';

export interface FormLinesProps {
  readonly approved: boolean;
  /** What stands before it. */
  readonly words?: readonly string[];
  /** As the gateway says it, once it has said anything; until then in a few words. */
  readonly noDiagnosis?: { readonly zh: string; readonly en: string } | undefined;
}

/** Small, on every screen of a form: that it is no diagnosis. A question in front of the screen may stand there for nobody: it hides the screen. */
export function FormLines({ approved, words = [], noDiagnosis }: FormLinesProps) {
  const { language } = useVisit();
  const said = noDiagnosis === undefined ? {} : ({ diagnosis: 'said' } as const);
  return (
    <>
      <TriageLines
        approved={approved}
        words={[...words, ...(noDiagnosis === undefined ? [] : [noDiagnosis[language]])]}
        {...said}
      />
      <span class="form-private" />
    </>
  );
}
