import type { OperationRequest } from '../../../bff/contract/operations.ts';
import type { Shares } from '../../client/wire.ts';
import type { Language } from '../../i18n/text.ts';
import { type Answers, rememberedAnswer } from '../../journey/answers.ts';
import { chosenReport, ownerIn } from '../records/read-reports.ts';

type Wanted = OperationRequest<'createShare'>['body'];

/** What one agrees to with a share, and whether a link can be made here. */
export type ShareTerms = Pick<Shares, 'wording' | 'links'>;

/** A hospital whose doctors are to read. */
export interface ShareHospital {
  readonly hospital: string;
  readonly hospitalName: string;
}

/** Lists that are shared beside reports. */
export const SHARED_LISTS = ['allergies', 'medications'] as const;
export type SharedList = (typeof SHARED_LISTS)[number];

/** `one`: the report from which somebody came. */
export interface SharedParts {
  readonly results: 'one' | 'all';
  readonly lists: readonly SharedList[];
}

/** The yes: to which words, in which language, and the Idempotency-Key of the share. */
export interface ShareAgreed {
  readonly version: string;
  readonly language: Language;
  readonly key: string;
}

/** Hours that may be chosen, and of them the usual one. A doctor reads until after the visit; a link is for those who are far away. */
export const HOURS = {
  doctor: { all: [24, 72, 168], usual: 24 },
  link: { all: [24, 72, 168, 720], usual: 72 },
} as const;

const HOUR_MS = 3_600_000;

/** Until when, as the gateway takes instants. */
export function untilOf(now: number, hours: number): string {
  return new Date(now + hours * HOUR_MS).toISOString();
}

/** For whom a link is, as it says itself: nothing in it is anybody's. */
interface Labelled {
  readonly label: string;
}

/** What the gateway is asked for. Nothing where an answer is missing. */
export function wantedIn(answers: Answers, { label }: Labelled): Wanted | undefined {
  const parts = rememberedAnswer(answers, 'share-parts');
  const hours = rememberedAnswer(answers, 'share-long');
  const agreed = rememberedAnswer(answers, 'share-agree');
  const report = chosenReport(answers);
  const receiver = receiverIn(answers, label);
  if (parts === undefined || hours === undefined || agreed === undefined || receiver === undefined) return undefined;
  if (parts.results === 'one' && report === undefined) return undefined;
  return {
    patientId: ownerIn(answers).patientId,
    with: receiver,
    hours,
    parts: { results: parts.results === 'one' ? [report as string] : 'all', lists: [...parts.lists] },
    agreed: { version: agreed.version, language: agreed.language },
  };
}

function receiverIn(answers: Answers, label: string): Wanted['with'] | undefined {
  if (rememberedAnswer(answers, 'share-with') === 'doctor') {
    const hospital = rememberedAnswer(answers, 'share-hospital')?.hospital;
    return hospital === undefined ? undefined : { kind: 'doctor', hospital };
  }
  const passcode = rememberedAnswer(answers, 'share-passcode');
  if (passcode === undefined) return undefined;
  return { kind: 'link', label, ...(passcode === 'none' ? {} : { passcode: passcode.digits }) };
}
