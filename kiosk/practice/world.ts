import type * as z from 'zod';
import type { Problem } from '../../bff/contract/client.ts';
import type { OperationRequest } from '../../bff/contract/operations.ts';
import type { OperationId } from '../../bff/contract/paths.ts';
import type { problem } from '../../bff/contract/problem-document.ts';
import type { ProblemCode } from '../../bff/contract/problems.ts';
import type {
  Access,
  Appointment,
  AssistEvent,
  Bills,
  BoundPhone,
  Consent,
  Department,
  Device,
  EnteredPhoneBinding,
  Grant,
  Hospital,
  Me,
  Message,
  MessagePreferences,
  Payment,
  PersonSession,
  PhoneBinding,
  Preconsult,
  PrivacyNotice,
  Quotes,
  RecordSource,
  Result,
  Session,
  Share,
  Shares,
  Slip,
  Slot,
  TakenInvitation,
  Trend,
} from '../client/wire.ts';

/** What a problem says besides its code. */
export type Refusal = Partial<z.output<typeof problem>>;

type GivenAnswer = NonNullable<OperationRequest<'nextQuestion'>['body']['answer']>;

type QuoteReason = NonNullable<Quotes['quotes'][number]['reason']>;

/** How paying goes in a made-up city. */
export interface PayingFacts {
  /** What insurance pays of a hundred, from its funds and from the person's own account, by hospital; nothing where it is not asked. */
  readonly insured: Readonly<Record<string, { readonly fund: number; readonly account: number }>>;
  /** Why insurance pays nothing, where it is asked. */
  readonly refusal?: QuoteReason | undefined;
  /** How long after the code was shown somebody pays, and how long the hospital needs then, ms. Without it nobody pays. */
  readonly paidAfterMs?: number | undefined;
  readonly confirmedAfterMs: number;
  /** Whether somebody at home can pay; they can where nothing is said. */
  readonly fromHome?: boolean | undefined;
  /** By which channels each hospital can be paid; all but the sandbox, where nothing is said. */
  readonly channels?: Readonly<Record<string, Quotes['quotes'][number]['channels']>>;
  /** What becomes of each part when it is looked at, in place of all that. */
  readonly ends?: readonly Partial<Payment['parts'][number]>[] | undefined;
}

/** What somebody had a made-up hospital take back. */
interface TakenBack {
  readonly paymentId: string;
  readonly part: number;
  readonly lines: 'whole' | readonly string[];
  readonly amount: number;
}

/** What hospitals have found out about people, and how far each has answered. */
export interface RecordsFacts {
  readonly sources: readonly RecordSource[];
  /** Of those that are still asked: after how many askings each has answered. Who is not here never does. */
  readonly answersAfter: Readonly<Record<string, number>>;
  /** The newest first. */
  readonly reports: readonly Result[];
  readonly trends: readonly (Trend & { readonly patientId: string })[];
}

/** What people of a made-up city let others read, and whether they can. */
export interface SharingFacts {
  readonly wording: Shares['wording'];
  /** A link can be made. */
  readonly links: boolean;
  /** The newest first. */
  readonly shares: readonly Share[];
  /** Why nothing more can be shared. */
  readonly because?: Refusal['because'];
  /** The answer that told the key of a link was lost. */
  readonly keyLost?: boolean;
}

/** Where the registration of whoever stands here is open, and which phones are their own. */
export interface PhonesFacts {
  /** The newest first. */
  readonly sessions: readonly PersonSession[];
  /** The last used first. */
  readonly bound: readonly BoundPhone[];
  /** The phone that waits to be bound; without a `code` every one leads to it. */
  readonly waits?: (Omit<EnteredPhoneBinding, 'id' | 'expiresAt'> & { readonly code?: string }) | undefined;
  /** How far the binding is that was asked for on this phone; nothing where it is too old. */
  readonly binding: PhoneBinding | undefined;
}

/** How people of a made-up city let each other act for them. */
export interface FamilyFacts extends Pick<TakenInvitation, 'scopes' | 'months' | 'wording'> {
  /** Of whoever is on either side of them, the newest first. */
  readonly grants: readonly Grant[];
  /** Who invites or offers with a code that somebody was given. */
  readonly name: string;
  /** The codes that lead to them; every code does where nothing is said. */
  readonly codes?: readonly string[];
  /** Why these two can not help each other. */
  readonly refusal?: Refusal;
}

/** A form that somebody began, with what was answered so far. */
export interface BegunForm {
  readonly id: string;
  readonly form: string;
  readonly appointmentId: string;
  readonly patientId: string;
  readonly saidBy: Preconsult['saidBy'];
  readonly answers: readonly GivenAnswer[];
  readonly sent: boolean;
}

/** Everything that a made-up city answers with. Held in this page, gone with it. What changes is put in place of what was there. */
export interface Facts {
  readonly now: () => number;
  readonly device: Device;
  readonly hospitals: readonly Hospital[];
  /** Hospitals that can not be reached just now, besides those that say so themselves. */
  away: readonly string[];
  /** With the pinyin initials by which each is found. */
  readonly departments: readonly (Department & { readonly initials: string })[];
  readonly slots: readonly Slot[];
  /** Who the card turns out to be. */
  me: Me;
  /** They were here before; who was not has to agree first. */
  registered: boolean;
  /** What somebody had only claimed of the card, until it was read. */
  tookOver: Session['tookOver'];
  readonly notice: PrivacyNotice;
  consents: Consent[];
  /** They took back what they had agreed to: the session is over, until they agree anew. */
  withdrawn: boolean;
  readonly access: readonly Access[];
  /** The newest last. */
  appointments: Appointment[];
  /** What people had to be told, the newest first. */
  messages: readonly Message[];
  messagePreferences: MessagePreferences;
  /** What somebody left unfinished, whose it is, and when that was, in ms. */
  draft: (OperationRequest<'createDraft'>['body'] & { readonly patientId: string; readonly at: number }) | undefined;
  /** A call for help at this machine, and who helps there. */
  help: Omit<AssistEvent, 'at'>;
  /** Who comes when somebody calls. */
  readonly helper: string;
  /** How many calls there were. */
  calls: number;
  /** How the next booking ends: it stands, is left for the hospital to confirm, or meets a problem. */
  booking: 'booked' | 'confirming' | ProblemCode;
  /** What the problem of a booking says besides its code. */
  refusal: Refusal;
  /** By when one will know of a booking that is being confirmed. */
  readonly knowBy: string;
  /** What becomes of such a booking, when it is asked for. */
  confirmed: Partial<Appointment> | undefined;
  /** What is open at each hospital, whether or not it was paid meanwhile. */
  readonly bills: Bills['hospitals'];
  quotes: readonly Quotes[];
  /** The newest last. */
  payments: readonly Payment[];
  paying: PayingFacts;
  /** What was asked to be taken back, the newest last. */
  takenBack: readonly TakenBack[];
  readonly records: RecordsFacts;
  sharing: SharingFacts;
  phones: PhonesFacts;
  family: FamilyFacts;
  /** How often the list of reports was asked for. */
  reportsAsked: number;
  /** What is asked about complaints: nothing; what nobody has signed yet; or what a clinician has signed. */
  readonly triage: 'off' | 'draft' | 'approved';
  /** What was begun to be told to doctors, the newest last. */
  preconsults: readonly BegunForm[];
  /** How a summary fares at its hospital, and what its doctor says of it. */
  readonly hearing: Pick<Preconsult, 'delivery' | 'doctor'>;
  /** Somebody of the hall comes when a complaint needs it. */
  readonly helpComes: boolean;
  /** Who has to be looked at first: nothing is booked for them. */
  flagged: readonly string[];
  /** What stands on a slip besides what the appointment says. */
  onSlip: Pick<Slip, 'bring' | 'fasting' | 'preparation' | 'queueRule' | 'qr' | 'code'>;
}

/** A city as a page meets it. */
export interface World extends Facts {
  /** Operations that meet a problem, never answer, or are not reached at all. */
  readonly trouble: Partial<Readonly<Record<OperationId, Problem | 'silence' | 'no-answer'>>>;
}
