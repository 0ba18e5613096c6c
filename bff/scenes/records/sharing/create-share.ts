import type { OperationInput } from '../../../contract/operations.ts';
import { shareWording } from '../../../contract/records/share-wording.ts';
import { auditPart } from '../../../platform/audit/audit.ts';
import { digest } from '../../../platform/crypto/cipher.ts';
import { actorOf } from '../../../platform/http/context.ts';
import type { KeyedRequest } from '../../../platform/http/idempotency.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../../platform/http/keyed-operation.ts';
import { type Answer, type BodyReply, type ProblemReply, problem } from '../../../platform/http/reply.ts';
import { base64url } from '../../../platform/ids.ts';
import { limits } from '../../../platform/limits/limits.ts';
import type { Part } from '../../../platform/store/store.ts';
import { refuseHealthData } from '../../identity/health-data.ts';
import { PATIENT_PRESENT, patientPresentParts } from '../../identity/patient-present.ts';
import { sealingOf } from '../../identity/patients.ts';
import { mayBeginPart, RIGHT_TO_ACT } from '../../identity/right-to-act.ts';
import { sharePlace } from '../dependencies.ts';
import { isPasscode, linkExpiry, passcodeAsTyped } from '../links/link-rules.ts';
import { LINK_KEY_BYTES, sealFile } from '../links/sealed-file.ts';
import { shlinkOf } from '../links/shlink.ts';
import { type RecordReader, type Source, WAIT_MS } from '../read-hospital.ts';
import { keptFrom, type RecordCall } from '../reading-call.ts';
import type { ReadingKind } from '../reading-rows.ts';
import { LINK_COLUMN, PASSCODE_COLUMN, type ShareDependencies } from './dependencies.ts';
import { type KeptShare, presentCreated } from './present-share.ts';
import { type SharedParts, type Sharing, shareBundle } from './share-bundle.ts';
import { insertShareFile, insertSharePart, SHARE_ROOM } from './share-rows.ts';

const FHIR_JSON = 'application/fhir+json';
const HOUR_MS = 3_600_000;
/** Longest that a hospital's doctors may read, hours: until after the visit, and its results. */
const DOCTOR_HOURS_MAX = 168;
const LABEL_MAX = 80;
/** Below this, characters, a file is not packed: old phones can not unpack. */
const PLAIN_MAX = 256 * 1024;

type Wanted = OperationInput<'createShare'>['body'];

export interface ShareOrder {
  readonly wanted: Wanted;
  readonly call: RecordCall;
  readonly request: KeyedRequest;
}

/** What a link is made of: its parts for the unit, and what only its owner is told. */
interface MadeLink {
  readonly parts: readonly Part[];
  readonly linkIndex: string;
  readonly passcodeMac: string | null;
  readonly shlink: string;
}

/** Shares chosen parts of a person's records. Of a link the key is told once and lies nowhere: what it opens is sealed before it lies here. */
export async function createShare(dependencies: ShareDependencies, reader: RecordReader, order: ShareOrder): Promise<Answer> {
  const { wanted, call, request } = order;
  const refused = await refuseHealthData(dependencies, call.caller, wanted.patientId, 'non-delegable');
  if (refused) return refused;
  // Whoever shares agrees to it themselves: that staff say who stands there is not their yes.
  if (call.caller.evidence === 'staff-present') return problem('document-required');
  if (wanted.agreed.version !== shareWording.version) return problem('consent-required');
  let shlink: string | undefined;
  const reply = async (id: string): Promise<BodyReply | ProblemReply> => {
    const body = await presentCreated(dependencies, id, shlink);
    return body ? { status: 201, body } : problem('not-found');
  };
  return keyedOperation(dependencies, {
    request,
    requestId: call.requestId,
    runningMs: 0,
    undetermined: reply,
    work: async (): Promise<KeyedWork | Decided> => {
      const made = await makeShare(dependencies, reader, order);
      if (!('parts' in made)) return made;
      return {
        name: 'create-share',
        parts: made.parts,
        reply: {
          resourceId: made.id,
          wait: () => {
            shlink = made.shlink;
            return reply(made.id);
          },
        },
        refused: async (guard) => {
          if (guard === RIGHT_TO_ACT) return { answer: problem('not-found') };
          if (guard === PATIENT_PRESENT) return { answer: problem('presence-required') };
          if (guard === SHARE_ROOM) return { answer: shareRefused('too-many') };
          throw new TypeError(`no reply for the guard ${guard}`);
        },
      };
    },
  });
}

const shareRefused = (because: 'too-many' | 'too-large' | 'nothing' | 'no-address') =>
  problem('share-refused', { extra: { because } });

const badRequest = (at: string, expected: string) => problem('invalid-request', { extra: { errors: [{ at, expected }] } });

async function makeShare(
  dependencies: ShareDependencies,
  reader: RecordReader,
  { wanted, call }: ShareOrder,
): Promise<{ readonly id: string; readonly parts: readonly Part[]; readonly shlink?: string } | Decided> {
  const { ids, clock, hospitals } = dependencies;
  const { patientId, parts, hours, agreed } = wanted;
  const { caller, requestId } = call;
  const now = clock.now();
  const isLink = wanted.with.kind === 'link';
  const expiresAt = linkExpiry(now, hours === undefined ? undefined : hours * HOUR_MS);
  if (typeof expiresAt !== 'number' || (!isLink && (hours ?? 0) > DOCTOR_HOURS_MAX))
    return { answer: badRequest('body.hours', 'as long as may be chosen') };
  if (wanted.with.kind === 'doctor' && !hospitals.ids().includes(wanted.with.hospital)) return { answer: problem('not-found') };
  const id = ids.next('shr');
  const kept = await keptFrom(dependencies, call, patientId);
  const link =
    wanted.with.kind === 'link'
      ? await makeLink(
          dependencies,
          { patientId, parts, kept, atKiosk: call.atKiosk, sources: await askedFor(reader, patientId, parts) },
          { id, expiresAt, ...wanted.with },
        )
      : undefined;
  if (link !== undefined && !('parts' in link)) return link;
  const sealing = await sealingOf(dependencies, patientId);
  const content: KeptShare = { parts, label: labelOf(wanted) };
  const share = insertSharePart({
    id,
    patientId,
    madeBy: caller.patientId,
    deviceId: caller.deviceId,
    phoneId: caller.phoneId,
    kind: wanted.with.kind,
    hospitalId: wanted.with.kind === 'doctor' ? wanted.with.hospital : null,
    sealed: sealing.seal(JSON.stringify(content), sharePlace(id)),
    linkIndex: link?.linkIndex ?? null,
    direct: wanted.with.kind === 'link' && wanted.with.direct === true ? 1 : 0,
    passcodeMac: link?.passcodeMac ?? null,
    triesLeft: limits.wrongPasscodes.figure,
    wordingVersion: shareWording.version,
    wordingHash: shareWordingHash(agreed.language),
    language: agreed.language,
    channel: call.atKiosk ? 'kiosk' : 'program',
    now,
    expiresAt,
  });
  const audit = auditPart(ids, now, {
    actor: actorOf(caller),
    action: 'share.create',
    subject: { kind: 'patient', id: patientId },
    requestId,
    deviceId: caller.deviceId ?? undefined,
    reason: wanted.with.kind,
  });
  const all = [
    mayBeginPart(caller, patientId, now, 'non-delegable'),
    ...patientPresentParts(caller),
    share,
    ...(link?.parts ?? []),
    audit,
  ];
  return { id, parts: all, ...(link === undefined ? {} : { shlink: link.shlink }) };
}

/** A link holds what hospitals have now, and names those that have not answered: nobody has to have looked at a list before they share it. */
async function askedFor(reader: RecordReader, patientId: string, { results, lists }: SharedParts): Promise<readonly Source[]> {
  const kinds: readonly ReadingKind[] = [...(results === 'all' ? (['reports'] as const) : []), ...lists];
  return (await Promise.all(kinds.map((kind) => reader.sources(patientId, kind, WAIT_MS)))).flat();
}

function labelOf(wanted: Wanted): string {
  return wanted.with.kind === 'link' ? (wanted.with.label ?? '') : '';
}

async function makeLink(
  dependencies: ShareDependencies,
  sharing: Sharing,
  asked: {
    readonly id: string;
    readonly expiresAt: number;
    readonly label?: string | undefined;
    readonly passcode?: string | undefined;
    readonly direct?: true | undefined;
  },
): Promise<MadeLink | Decided> {
  const { ids, blindIndex, random, linkAddress } = dependencies;
  const { id, expiresAt, label, passcode, direct } = asked;
  if (linkAddress === '') return { answer: shareRefused('no-address') };
  // A file that is fetched without asking who reads can have no passcode (SMART Health Links 1.0.0, flags P and U).
  if (passcode !== undefined && direct) return { answer: badRequest('body.with.direct', 'no passcode beside it') };
  if (passcode !== undefined && !isPasscode(passcode))
    return { answer: badRequest('body.with.passcode', 'six digits, or at least six characters') };
  const bundle = await shareBundle(dependencies, sharing);
  if (bundle === undefined) return { answer: shareRefused('nothing') };
  if (bundle.length > limits.sharedBytes.figure) return { answer: shareRefused('too-large') };
  const key = base64url(random(LINK_KEY_BYTES));
  const secret = ids.secret();
  const content = new TextEncoder().encode(bundle);
  const sealed = await sealFile({ content, contentType: FHIR_JSON, key, compressed: bundle.length > PLAIN_MAX }, random);
  const shlink = shlinkOf({
    url: `${linkAddress}${secret}`,
    key,
    exp: Math.floor(expiresAt / 1000),
    longTerm: false,
    passcode: passcode !== undefined,
    direct: direct === true,
    ...(label === undefined ? {} : { label: label.slice(0, LABEL_MAX) }),
  });
  return {
    linkIndex: blindIndex.of(LINK_COLUMN, secret),
    passcodeMac: passcode === undefined ? null : blindIndex.of(PASSCODE_COLUMN, passcodeValue(id, passcode)),
    shlink,
    parts: [insertShareFile({ shareId: id, nth: 0, contentType: FHIR_JSON, sealed })],
  };
}

/** A passcode is hashed with its share, under a key that is not in the database: six digits can not be tried against a stolen copy. */
export function passcodeValue(shareId: string, passcode: string): string {
  return `${shareId} ${passcodeAsTyped(passcode)}`;
}

/** SHA-256 of the words that were shown, for the receipt. */
function shareWordingHash(language: 'zh' | 'en'): string {
  return digest([shareWording.version, ...shareWording[language]].join('\n'));
}
