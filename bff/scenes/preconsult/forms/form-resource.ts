/** What of a FHIR R4 Questionnaire the forms of this gateway use. */
export interface FormResource {
  readonly resourceType: 'Questionnaire';
  readonly id: string;
  readonly url: string;
  readonly version: string;
  readonly name: string;
  readonly title: string;
  readonly _title: Translated;
  /** Nobody may be asked by a draft but in demo mode: a clinician signs a version with its content, not this member. */
  readonly status: 'draft';
  readonly language: 'zh-CN';
  readonly subjectType: readonly ['Patient'];
  /** Who answers for the content. */
  readonly publisher: string;
  readonly description: string;
  readonly _description: Translated;
  readonly extension: readonly Extension[];
  readonly item: readonly FormItem[];
}

export interface FormItem {
  readonly linkId: string;
  readonly text: string;
  readonly _text: Translated;
  readonly type: 'boolean' | 'integer' | 'decimal' | 'choice';
  readonly repeats?: true;
  readonly extension: readonly Extension[];
  readonly enableWhen?: readonly FormCondition[];
  readonly enableBehavior?: 'all' | 'any';
  readonly answerOption?: readonly FormOption[];
}

export interface FormCondition {
  readonly question: string;
  readonly operator: '=' | '!=';
  readonly answerCoding?: { readonly system: string; readonly code: string };
  readonly answerBoolean?: boolean;
}

export interface FormOption {
  readonly valueCoding: {
    readonly system: string;
    readonly code: string;
    readonly display: string;
    readonly _display: Translated;
  };
  readonly extension?: readonly Extension[];
}

/** A text whose English stands beside it (http://hl7.org/fhir/R4/extension-translation.html). */
export interface Translated {
  readonly extension: readonly Extension[];
}

export interface Extension {
  readonly url: string;
  readonly valueString?: string;
  readonly _valueString?: Translated;
  readonly valueCode?: string;
  readonly valueBoolean?: boolean;
  readonly valueInteger?: number;
  readonly valueDecimal?: number;
  readonly valueCoding?: { readonly system: string; readonly code: string; readonly display: string };
  readonly extension?: readonly Extension[];
}

/** The answers of all forms. */
export const ANSWERS = 'urn:onedoor:preconsult-answer';

export const FORM_URL = 'urn:onedoor:questionnaire:';

const FHIR = 'http://hl7.org/fhir/StructureDefinition/';
const OURS = 'urn:onedoor:preconsult:';

export const EXTENSIONS = {
  translation: `${FHIR}translation`,
  hidden: `${FHIR}questionnaire-hidden`,
  exclusive: `${FHIR}questionnaire-optionExclusive`,
  unit: `${FHIR}questionnaire-unit`,
  min: `${FHIR}minValue`,
  max: `${FHIR}maxValue`,
  decimalPlaces: `${FHIR}maxDecimalPlaces`,
  /** Of an item: what it follows, or who has to sign it. */
  source: `${OURS}source`,
  /** Of an item: words for the glass alone, never said aloud. */
  quiet: `${OURS}quiet`,
  /** Of an item: what the answers make of one section of the summary. Of it: `section`, `topic`, `line`, `none`. */
  summaryLine: `${OURS}summary-line`,
  /** Of an option: how it is said in the line, `{}`. */
  phrase: `${OURS}phrase`,
  /** Of an option: the section of its line, where the item has several. */
  section: `${OURS}section`,
  /** Of an option: the doctor sees it first. */
  abnormal: `${OURS}abnormal`,
  /** Of an option: somebody of the hall has to know at once. `quiet`: on the glass alone. */
  tellStaff: `${OURS}tell-staff`,
  /** Of a number: from here, or up to here, the doctor sees it first. */
  abnormalFrom: `${OURS}abnormal-from`,
  abnormalUpTo: `${OURS}abnormal-up-to`,
  /** Of an item: what it is in the chief complaint, `symptom` or `duration`. Of several that were answered the last stands. */
  complaintPart: `${OURS}complaint-part`,
  /** Of an option: its words in the chief complaint. */
  complaintWords: `${OURS}complaint-words`,
  /** Of a form: what the chief complaint is of, and what it says where nothing was answered. */
  complaintOf: `${OURS}complaint-of`,
  complaintOtherwise: `${OURS}complaint-otherwise`,
  /** Of a form: about how long it takes. */
  minutes: `${OURS}minutes`,
  /** Of a form: a specialty of 卫医发〔1994〕27号 with the prefix A; none: all that have no form of their own. */
  offeredFor: `${OURS}offered-for`,
} as const;
