import type * as z from 'zod';
import type * as assist from '../../bff/contract/assist/schemas.ts';
import type * as desk from '../../bff/contract/desk/schemas.ts';
import type * as directory from '../../bff/contract/directory/schemas.ts';
import type * as drafts from '../../bff/contract/drafts/schemas.ts';
import type * as family from '../../bff/contract/family/schemas.ts';
import type * as phones from '../../bff/contract/identity/phone-schemas.ts';
import type * as identity from '../../bff/contract/identity/schemas.ts';
import type * as messages from '../../bff/contract/messages/schemas.ts';
import type * as oversight from '../../bff/contract/oversight/schemas.ts';
import type * as payments from '../../bff/contract/payments/schemas.ts';
import type * as preconsult from '../../bff/contract/preconsult/schemas.ts';
import type { problem } from '../../bff/contract/problem-document.ts';
import type * as recordsAtDesk from '../../bff/contract/records/desk-schemas.ts';
import type * as records from '../../bff/contract/records/schemas.ts';
import type * as slots from '../../bff/contract/slots/schemas.ts';
import type * as terms from '../../bff/contract/terms.ts';

/** The shapes of the contract by their names. Types only: nothing of zod is in the bundle. */
export type Access = z.output<typeof oversight.access>;
export type Appointment = z.output<typeof terms.appointment>;
/** A phone whose code somebody is to enter at a machine. */
export type AskedPhoneBinding = z.output<typeof phones.askedBinding>;
export type AssistAct = z.output<typeof assist.input.act>;
export type AssistSession = z.output<typeof assist.assistAtKiosk>;
/** How a kiosk's own call and its helper stand. */
export type AssistEvent = Extract<z.output<typeof assist.assistEvent>, { readonly at: 'kiosk' }>;
/** A phone that is somebody's own. */
export type BoundPhone = z.output<typeof phones.boundPhones>['items'][number];
export type Bills = z.output<typeof payments.bills>;
/** A share that was just made. */
export type CreatedShare = z.output<typeof records.createdShare>;
export type Consent = z.output<typeof oversight.consent>;
export type Department = z.output<typeof directory.department>;
export type Dependant = z.output<typeof identity.dependant>;
export type Device = z.output<typeof identity.device>;
/** A phone whose code was entered, before somebody says that it is theirs. */
export type EnteredPhoneBinding = z.output<typeof phones.enteredBinding>;
/** One grown-up lets another act for them. */
export type Grant = z.output<typeof family.grant>;
export type GrantScope = z.output<typeof terms.grantScope>;
export type HelpCall = z.output<typeof assist.helpCallAtKiosk>;
/** A grown-up for whom one may act. */
export type Helped = Me['helps'][number];
export type Hospital = z.output<typeof directory.hospital>;
export type LeftDraft = z.output<typeof drafts.leftDraft>;
/** A report in a list. */
export type ListedResult = z.output<typeof records.listedResult>;
export type Message = z.output<typeof messages.message>;
/** That there is a new message, that one was read, or that the list is to be read. */
export type MessageEvent = z.output<typeof messages.messageEvent>;
/** What somebody wants of messages. */
export type MessagePreferences = z.output<typeof messages.messagePreferences>;
export type Me = z.output<typeof identity.me>;
/** A payment in a list. */
export type ListedPayment = z.output<typeof payments.listedPayment>;
/** One confirmation, with a part for each bill. */
export type Payment = z.output<typeof payments.payment>;
/** Where somebody's registration is open. */
export type PersonSession = z.output<typeof identity.personSessions>['items'][number];
/** How far the binding of this phone is. */
export type PhoneBinding = z.output<typeof phones.phoneBinding>;
export type PrivacyNotice = z.output<typeof oversight.privacyNotice>;
export type Quotes = z.output<typeof payments.quotes>;
export type Receipt = z.output<typeof payments.receipt>;
/** How far one hospital's answer has come. */
export type RecordSource = z.output<typeof records.recordSource>;
/** What the hospitals would take back of a payment. */
export type Refundable = z.output<typeof payments.refundable>;
/** A question of a form before a visit. */
export type FormQuestion = NonNullable<PreconsultStep['question']>;
export type Preconsult = z.output<typeof preconsult.preconsult>;
export type PreconsultStep = z.output<typeof preconsult.preconsultStep>;
/** What a doctor is told. */
export type PreconsultSummary = z.output<typeof preconsult.summary>;
export type Questionnaires = z.output<typeof preconsult.questionnaires>;
/** One report, value by value. */
export type PrintedResults = z.output<typeof recordsAtDesk.printedResults>;
export type Result = z.output<typeof records.result>;
export type ResultValue = z.output<typeof records.resultValue>;
export type Served = z.output<typeof desk.servedPerson>;
export type Session = z.output<typeof terms.session>;
/** What somebody lets others read. */
export type Share = z.output<typeof records.share>;
export type Shares = z.output<typeof records.shares>;
export type Slip = z.output<typeof terms.slip>;
export type Slot = z.output<typeof slots.slot>;
/** Which bound on how many appointments one may have. */
export type Bound = NonNullable<z.output<typeof problem>['bound']>;
/** Who invites with a code, and what they could be let do. */
export type TakenInvitation = z.output<typeof family.takenInvitation>;
/** One measure over time and hospitals. */
export type Trend = z.output<typeof records.trend>;
export type TriageOutcome = z.output<typeof preconsult.triageOutcome>;
export type BodyPart = Department['bodyParts'][number];
export type Coverage = Appointment['coverage'];
export type DocumentType = Me['documents'][number]['type'];
export type Relationship = Dependant['relationship'];
export type Place = Slot['place'];
