import type { DocumentType, Session } from '../../client/wire.ts';
import { type Answers, answerOf } from '../../journey/answers.ts';

/** What the bridge read from a document that lies on the reader. The number and the name are masked before they come here. */
export interface DocumentRead {
  readonly jws: string;
  readonly type: DocumentType;
  readonly maskedName: string;
  readonly maskedNumber: string;
  /** Its holder is under 14: nothing is done without whoever looks after them. Older bridges never say it, and the gateway does. */
  readonly minor?: true;
}

/** The version that was read and agreed to, and the Idempotency-Key of the request that carries it. */
export type Consent = { readonly agreed: true; readonly version: string; readonly key: string } | { readonly agreed: false };

/** The session, once the gateway has opened one for the person at the screen. */
export function sessionOf(answers: Answers): Session | undefined {
  const opened = answerOf(answers, 'opening');
  return answerOf(answers, 'registering') ?? (opened === 'consent-needed' ? undefined : opened);
}

/** Whose card opens the session: that of the grown-up who came with a child, or one's own. */
export function shownBy(answers: Answers): DocumentRead | undefined {
  return answerOf(answers, 'with-whom') ?? answerOf(answers, 'document');
}

/** The card of a child that lies in the way of nothing, once somebody came with it. */
export function childsCard(answers: Answers): DocumentRead | undefined {
  const document = answerOf(answers, 'document');
  return document?.minor === true ? document : undefined;
}

export type ConsentStep = 'notice' | 'health-data' | 'child-notice' | 'child-health-data';

/** What a request says of what was agreed to. */
export function consentsIn(answers: Answers, notice: ConsentStep, healthData: ConsentStep, language: 'zh' | 'en') {
  return { privacyNotice: versionOf(answers, notice), healthData: versionOf(answers, healthData), language };
}

function versionOf(answers: Answers, step: ConsentStep): string {
  const consent = answerOf(answers, step);
  return consent?.agreed === true ? consent.version : '';
}
