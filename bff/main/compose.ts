import type { Hono } from 'hono';
import { INSURER_CALLS, INSURER_REJECT_REASONS, type Insurer } from '../../adapters/insurers/port.ts';
import type { MessageSender } from '../../adapters/messages/port.ts';
import { type NoticeSink, PAYMENT_CALLS, PAYMENT_REJECT_REASONS, type PaymentChannel } from '../../adapters/payments/port.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import { HIDDEN_STEP } from '../contract/assist/steps.ts';
import { Hospitals } from '../partners/hospitals.ts';
import { Inbox } from '../partners/inbox.ts';
import { PortPartners } from '../partners/port-partners.ts';
import { AccessLog } from '../platform/audit/access-log.ts';
import type { Clock } from '../platform/clock.ts';
import type { BlindIndex } from '../platform/crypto/blind-index.ts';
import type { BookingKeys } from '../platform/crypto/booking-key.ts';
import type { Cipher } from '../platform/crypto/cipher.ts';
import { createPinHash, type PinHash } from '../platform/crypto/pin-hash.ts';
import { RotatingCipher } from '../platform/crypto/rotating-cipher.ts';
import type { Signer } from '../platform/crypto/signer.ts';
import { Signals } from '../platform/events/signals.ts';
import { Foreground } from '../platform/foreground.ts';
import { CodeGuesses } from '../platform/http/code-guesses.ts';
import { createGateway } from '../platform/http/gateway.ts';
import { Idempotency } from '../platform/http/idempotency.ts';
import type { RateLimiter } from '../platform/http/rate-limit.ts';
import type { Ids, RandomBytes } from '../platform/ids.ts';
import { boundedLog, type Log } from '../platform/log.ts';
import { Metrics } from '../platform/metrics.ts';
import type { Store } from '../platform/store/store.ts';
import { TaskRunner } from '../platform/tasks/task-runner.ts';
import { noTracing, type Tracing } from '../platform/tracing.ts';
import { Recovery } from '../scenes/appointments/recovery.ts';
import { appointmentScene } from '../scenes/appointments/scene.ts';
import { callForHelp } from '../scenes/assist/call-for-help.ts';
import type { Tickets } from '../scenes/assist/dependencies.ts';
import { patientArrives } from '../scenes/assist/patient-arrives.ts';
import { assistScene } from '../scenes/assist/scene.ts';
import { deskScene } from '../scenes/desk/scene.ts';
import { ticketNumber, ticketParts } from '../scenes/desk/tickets.ts';
import { Directory } from '../scenes/directory/directory.ts';
import { type CityPolicy, cityPolicy } from '../scenes/directory/policy.ts';
import { directoryScene } from '../scenes/directory/scene.ts';
import { dropDraftsPart } from '../scenes/drafts/forget-drafts.ts';
import { draftScene } from '../scenes/drafts/scene.ts';
import { familyScene } from '../scenes/family/scene.ts';
import type { Arrival } from '../scenes/identity/dependencies.ts';
import type { PasskeyVerifier } from '../scenes/identity/passkey-port.ts';
import { identityScene } from '../scenes/identity/scene.ts';
import { whoCalls } from '../scenes/identity/who-calls.ts';
import { withdrawing as identityWithdrawing } from '../scenes/identity/withdrawing.ts';
import { messageScene } from '../scenes/messages/scene.ts';
import { messageParts, moneyMessageParts } from '../scenes/messages/write-message.ts';
import { oversightScene } from '../scenes/oversight/scene.ts';
import { dropWishesOf } from '../scenes/payments/merchant-rows.ts';
import { lapseProposalsOf } from '../scenes/payments/proposal-rows.ts';
import { paymentScene } from '../scenes/payments/scene.ts';
import { noticeSink } from '../scenes/payments/take-notice.ts';
import type { Expressions } from '../scenes/preconsult/questionnaire/expressions.ts';
import { preconsultScene } from '../scenes/preconsult/scene.ts';
import { wakeSummariesPart } from '../scenes/preconsult/wake-summaries.ts';
import { queueScene } from '../scenes/queue/scene.ts';
import { dropRecordsParts } from '../scenes/records/drop-records.ts';
import { recordScene } from '../scenes/records/scene.ts';
import { handlersOf, tasksOf } from '../scenes/scene.ts';
import { slipScene } from '../scenes/slips/scene.ts';
import { clinicsUnderWay } from '../scenes/slots/clinics-under-way.ts';
import { slotScene } from '../scenes/slots/scene.ts';
import { houseScene } from './house.ts';
import { type Life, lifeOf } from './life.ts';
import { measureRows } from './measure-rows.ts';
import { createRateLimiter, type Settings } from './settings.ts';

/** Everything that differs between a server, a worker, a test and a simulation. */
export interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly random: RandomBytes;
  readonly cipher: Cipher;
  readonly blindIndex: BlindIndex;
  readonly slipSigner: Signer;
  readonly auditSigner: Signer;
  readonly bookingKeys: BookingKeys;
  /** Hashes PINs of staff; without it at the cost that a thief of the database meets. */
  readonly pins?: PinHash;
  readonly messages: MessageSender;
  readonly adapters: ReadonlyMap<string, HospitalAdapter>;
  /** Payment channels: `<channel> <hospital>`, each a merchant of its own; none where there is none. */
  readonly payments?: ReadonlyMap<string, PaymentChannel>;
  /** Insurers under the code of a hospital, by the hospital's id. */
  readonly insurance?: ReadonlyMap<string, Insurer>;
  /** Reads passkeys of staff; where there is none, as in a Worker, staff sign in with their PIN alone. */
  readonly passkeys?: PasskeyVerifier;
  readonly settings: Settings;
  /** What the city decides; without it what holds where it decides nothing. */
  readonly city?: CityPolicy;
  /** What evaluates the expressions of forms; without it they are evaluated in the process itself, within bounds. */
  readonly expressions?: () => Promise<Expressions>;
  /** Nothing is traced without it. */
  readonly tracing?: Tracing;
  readonly clientAddress: (environment: unknown) => string;
  /** What outlives a composition, where one is made for each request: counts and names, which belong to nobody's request. */
  readonly lasting?: { readonly rateLimiter: RateLimiter; readonly guesses: CodeGuesses; readonly directory: Directory };
}

/** The gateway with all its parts in place. */
export interface Onedoor extends Life {
  readonly app: Hono;
  /** The parts, for what stands beside the scenes: operators' routes and commands, pages, tests. */
  readonly dependencies: Platform;
  readonly inbox: Inbox;
  /** What a payment channel gives its notices to. */
  readonly notices: (channel: string) => NoticeSink;
}

type Platform = ReturnType<typeof platformOf>;

/** The parts that scenes are built from. */
function platformOf(parts: Parts) {
  const { store, clock, ids, cipher, blindIndex, settings } = parts;
  const log = boundedLog(parts.log, clock);
  const metrics = new Metrics();
  const tracing = parts.tracing ?? noTracing;
  return {
    ...parts,
    log,
    metrics,
    tracing,
    pins: parts.pins ?? createPinHash(parts.random),
    demo: settings.demo,
    city: parts.city ?? cityPolicy.parse({}),
    payerAddress: settings.publicUrl === '' ? '' : `${settings.publicUrl}/pay?code=`,
    phoneAddress: settings.publicUrl === '' ? '' : `${settings.publicUrl}/phone/`,
    receiptAddress: settings.publicUrl === '' ? '' : `${settings.publicUrl}/receipts?qr=`,
    ...linkAddresses(settings.publicUrl),
    slipAddress: settings.publicUrl === '' ? '' : `${settings.publicUrl}/slips?qr=`,
    // RFC 2606 §2: a name that nobody ever has.
    calendarDomain: settings.publicUrl === '' ? 'onedoor.invalid' : new URL(settings.publicUrl).hostname,
    hospitals: new Hospitals({ adapters: parts.adapters, clock, log, metrics, tracing, atOnce: settings.hospitalCallsAtOnce }),
    channels: new PortPartners<PaymentChannel>({
      kind: 'payment',
      ports: parts.payments ?? new Map(),
      calls: PAYMENT_CALLS,
      reasons: PAYMENT_REJECT_REASONS,
      clock,
      log,
      metrics,
      tracing,
    }),
    insurers: new PortPartners<Insurer>({
      kind: 'insurer',
      ports: parts.insurance ?? new Map(),
      calls: INSURER_CALLS,
      reasons: INSURER_REJECT_REASONS,
      clock,
      log,
      metrics,
      tracing,
    }),
    directory: parts.lasting?.directory ?? new Directory(store, parts.city?.words),
    rateLimiter: parts.lasting?.rateLimiter ?? createRateLimiter(settings, clock),
    guesses: parts.lasting?.guesses ?? new CodeGuesses(clock.now),
    idempotency: new Idempotency({ store, cipher, blindIndex, now: clock.now }),
    signals: new Signals(clock),
    tasks: new TaskRunner({
      store,
      clock,
      ids,
      log,
      pollMs: settings.pollEveryMs,
      fields: ({ subjectId }) => (parts.adapters.has(subjectId) ? { hospitalId: subjectId } : {}),
    }),
    accessLog: new AccessLog(store, ids, clock.now),
    foreground: new Foreground(clock),
    recovery: new Recovery(store),
    arriving: (arrival: Arrival) => patientArrives({ store, ids }, arrival),
    endWorkOf: (staffId: string, now: number) => [lapseProposalsOf(staffId, now), dropWishesOf(staffId)],
    ending: (appointmentId: string, now: number) => [wakeSummariesPart(appointmentId, now)],
    notify: (news: Parameters<typeof messageParts>[1]) => messageParts(ids, news),
    tellOfMoney: (news: Parameters<typeof moneyMessageParts>[1]) => moneyMessageParts(ids, news),
  };
}

/** Links are of https alone, or of this machine (SMART Health Links 1.0.0): else there are none. */
function linkAddresses(publicUrl: string) {
  const can = /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)(:|$))/.test(publicUrl);
  return can
    ? { linkAddress: `${publicUrl}/shl/`, viewerAddress: `${publicUrl}/view/#` }
    : { linkAddress: '', viewerAddress: '' };
}

/** Loaded when the first form is opened: FHIRPath is large. */
async function expressionsInProcess(): Promise<Expressions> {
  const { inProcessExpressions } = await import('../scenes/preconsult/questionnaire/in-process-expressions.ts');
  return inProcessExpressions();
}

/** The only place where the parts meet: the platform, and the list of scenes. */
export function compose(parts: Parts): Onedoor {
  const platform = platformOf(parts);
  const { store, ids, clock, metrics, tasks, directory, settings, cipher } = platform;
  const assist = {
    ...platform,
    campusNames: (hospitalId: string, ref: string) => directory.campusNames(hospitalId, ref),
    tickets: {
      parts: (ticket: Parameters<Tickets['parts']>[0]) => ticketParts({ ...ticket, reason: 'help-call', priority: true }),
      numberOf: (id: string) => ticketNumber(platform, id),
    },
  };
  const scenes = [
    directoryScene(platform),
    identityScene(
      { ...platform, arriving: (arrival) => patientArrives(platform, arrival) },
      {
        rewrapEveryMs: settings.rewrapEveryMs,
        ...(cipher instanceof RotatingCipher ? { rotating: cipher } : {}),
        campusNames: (hospitalId, ref) => directory.campusNames(hospitalId, ref),
      },
    ),
    slotScene(platform, { windowMs: settings.syncWindowMs, everyMs: settings.syncEveryMs }),
    queueScene({ ...platform, clinicsUnderWay: (wanted) => clinicsUnderWay(store, wanted) }, { everyMs: settings.queueEveryMs }),
    appointmentScene(platform, { everyMs: settings.watchEveryMs }),
    slipScene(platform),
    draftScene(platform),
    familyScene(platform),
    oversightScene({ ...platform, withdrawing: { ...identityWithdrawing, dropDraftsPart, dropRecordsParts } }),
    assistScene(assist),
    messageScene(platform),
    deskScene(platform),
    paymentScene(platform),
    recordScene(platform),
    preconsultScene({
      ...platform,
      expressions: parts.expressions ?? expressionsInProcess,
      callForNurse: async (call) => {
        const called = await callForHelp(assist, { ...call, step: HIDDEN_STEP, cause: 'red-flag' });
        // Nobody is on duty: the person has a number for the window, and nobody comes.
        return !('problem' in called) && called.row.stage !== 'window';
      },
    }),
  ] as const;
  const all = [...scenes, houseScene({ ...platform, signer: platform.auditSigner }, scenes, settings)];
  tasks.works(tasksOf(all));
  metrics.collect(() => [{ name: 'onedoor_store_waiting', value: store.waiting() }]);
  metrics.collect(measureRows(platform, all));
  const app = createGateway({
    ...platform,
    ...whoCalls(platform),
    handlers: handlersOf(scenes),
    now: clock.now,
    nextRequestId: () => ids.next('req'),
    origins: settings.origins,
    publicUrl: settings.publicUrl,
    hosts: settings.hosts,
    checkReplies: settings.checkReplies,
  });
  const inbox = new Inbox(
    platform,
    all.flatMap(({ inbound }) => inbound ?? []),
  );
  const notices = (channel: string) => noticeSink({ ...platform, inbox }, channel);
  return { app, dependencies: platform, inbox, notices, ...lifeOf(platform, all) };
}
