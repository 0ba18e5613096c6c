/** Why a questionnaire is refused when it is loaded. `que-…` are the invariants of FHIR R4; docs/questionnaires.md tells each. */
export type LoadReason =
  | 'shape'
  | 'too-big'
  | 'too-deep'
  | 'type-unknown'
  | 'que-1'
  | 'que-2'
  | 'que-3'
  | 'que-4'
  | 'que-5'
  | 'que-6'
  | 'que-7'
  | 'que-8'
  | 'que-9'
  | 'que-10'
  | 'que-11'
  | 'que-12'
  | 'que-13'
  | 'operator-unknown'
  | 'conditions-twice'
  | 'question-unknown'
  | 'answer-misfit'
  | 'order-misfit'
  | 'unit-misfit'
  | 'enable-cycle'
  | 'calculation-cycle'
  | 'calculated-and-initial'
  | 'initial-misfit'
  | 'option-misfit'
  | 'bound-misfit'
  | 'value-set-missing'
  | 'weight-missing'
  | 'modifier-extension'
  | 'implicit-rules'
  | 'extension-not-run'
  | 'extension-misplaced'
  | 'extension-shape'
  | 'language-unknown'
  | 'expression-syntax'
  | 'function-unknown'
  | 'variable-unknown'
  | 'variable-twice'
  | 'variable-cycle'
  | 'launch-context-missing'
  | 'expression-slow'
  | 'pattern';

export interface LoadFault {
  /** Of the item that has it; `null`: of the questionnaire itself. */
  readonly linkId: string | null;
  readonly reason: LoadReason;
  readonly detail: string;
}

/** Takes a fault of what is being loaded. */
export type Blame = (linkId: string | null, reason: LoadReason, detail: string) => void;
