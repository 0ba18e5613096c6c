import type {
  Appointment,
  BodyPart,
  Coverage,
  Department,
  Dependant,
  DocumentType,
  Relationship,
  Session,
  Slot,
} from '../client/wire.ts';

export type Language = 'zh' | 'en';

/** What the bridge read from a document that lies on the reader. The number and the name are masked before they come here. */
export interface DocumentRead {
  readonly jws: string;
  readonly type: DocumentType;
  readonly maskedName: string;
  readonly maskedNumber: string;
}

/** The version that was read and agreed to, and the Idempotency-Key of the request that carries it. */
export type Consent = { readonly agreed: true; readonly version: string; readonly key: string } | { readonly agreed: false };
export type Sex = 'male' | 'female';

/** How a booking ended for now: the hospital or the gateway has it, or somebody else was faster. */
export type BookingOutcome =
  | { readonly kind: 'kept'; readonly appointment: Appointment }
  | { readonly kind: 'taken'; readonly alternatives: readonly Slot[]; readonly gone?: boolean };

/** What each step of the journey is answered with. Steps of work are answered by the gateway, all others by the person. */
export interface AnswerTypes {
  readonly language: Language;
  readonly document: DocumentRead;
  readonly who: 'me';
  readonly opening: Session | 'consent-needed';
  readonly notice: Consent;
  readonly 'health-data': Consent;
  readonly registering: Session;
  /** What somebody had only claimed of the document was told. */
  readonly 'took-over': 'seen';
  /** `coming`: straight to the slip of the appointment that the person most likely came for. */
  readonly home: 'book' | 'child' | 'mine' | 'information' | 'draft' | { readonly coming: Appointment };
  /** What somebody had chosen when the screen was cleared, found again by the code that they were shown. */
  readonly 'draft-code': Draft;
  readonly 'for-whom': Dependant | 'new';
  readonly relationship: Relationship;
  readonly 'child-number': string;
  readonly 'child-birth-date': string;
  readonly 'child-sex': Sex;
  readonly 'child-name': string;
  readonly 'child-notice': Consent;
  readonly 'child-health-data': Consent;
  readonly 'registering-child': Dependant;
  /** Where it hurts; or, for those who know their department, how they would rather find it. */
  readonly 'body-part': BodyPart | 'name' | 'initials';
  readonly department: Department;
  readonly day: string;
  readonly hospital: string;
  readonly slot: Slot;
  readonly coverage: Coverage;
  /** The Idempotency-Key of the booking: made when the person says yes, the same for every try. */
  readonly check: string;
  readonly booking: BookingOutcome;
  readonly taken: Slot;
  readonly mine: Appointment;
  readonly appointment: 'slip' | 'cancel';
  /** The Idempotency-Key of the cancellation. */
  readonly 'cancel-check': string;
  readonly cancelling: Appointment;
  readonly information: 'access' | 'withdraw' | 'withdraw-child';
  /** For which child what was agreed to is taken back. */
  readonly 'withdraw-for': Dependant;
  /** The receipts that stood when the person said no, in the order in which they are withdrawn. */
  readonly 'withdraw-check': readonly string[];
  readonly withdrawing: 'withdrawn';
}

export type Question = keyof AnswerTypes;

/** An answer that is not settled is kept, shown as the one chosen before, and asked for again. */
export interface Answer<T> {
  readonly settled: boolean;
  readonly value?: T;
}

export type Answers = { readonly [Q in Question]?: Answer<AnswerTypes[Q]> };

/** Answers of a booking that say nothing about who gave them; they may outlive the person at the screen for some minutes. */
export const DRAFTED = ['body-part', 'department', 'day', 'hospital', 'slot', 'coverage'] as const satisfies readonly Question[];

export type Draft = { readonly [Q in (typeof DRAFTED)[number]]?: Answer<AnswerTypes[Q]> };

/** The answer, if it is settled. */
export function answerOf<Q extends Question>(answers: Answers, question: Q): AnswerTypes[Q] | undefined {
  const answer = answers[question] as Answer<AnswerTypes[Q]> | undefined;
  return answer?.settled === true ? answer.value : undefined;
}

/** The answer, settled or given before. */
export function rememberedAnswer<Q extends Question>(answers: Answers, question: Q): AnswerTypes[Q] | undefined {
  return (answers[question] as Answer<AnswerTypes[Q]> | undefined)?.value;
}

/** The session, once the gateway has opened one for the person at the screen. */
export function sessionOf(answers: Answers): Session | undefined {
  const opened = answerOf(answers, 'opening');
  return answerOf(answers, 'registering') ?? (opened === 'consent-needed' ? undefined : opened);
}
