import type { OperationRequest } from '../../../bff/contract/operations.ts';
import type { TriageOutcome } from '../../client/wire.ts';
import { type Answers, rememberedAnswer } from '../../journey/answers.ts';

type TriageOrder = OperationRequest<'triage'>['body'];

/** Where it hurts, or what of the list it is. */
export type Complaint = TriageOrder['complaint'];
type Said = TriageOrder['answers'][number];

/** A question, with how manieth it is. */
export type Asked = Extract<TriageOutcome, { outcome: 'question' }>;
/** What all the questions led to. */
export type Ended = Exclude<TriageOutcome, Asked>;

/** What was asked and said of a complaint. Held in the journey alone: nothing of it is kept when the person leaves. */
export interface Triaging {
  /** In the order in which it was asked. */
  readonly asked: readonly Asked[];
  /** Everything in the order in which it was said; what was changed was said twice. */
  readonly said: readonly Said[];
  /** Which question stands there, from 0. */
  readonly at: number;
  /** The gateway is to be asked what follows. */
  readonly pending: boolean;
  readonly ended?: Ended;
}

export const NOTHING_SAID: Triaging = { asked: [], said: [], at: -1, pending: true };

/** As many as the contract takes. */
const SAID_MAX = 24;

/** What was last said to a question. */
export function saidTo({ said }: Triaging, question: string): readonly string[] | undefined {
  return said.findLast((one) => one.question === question)?.answer;
}

/** With an answer to the question that stands there. Said as before it leads to the question after it, as before. */
export function saying(triaging: Triaging, answer: readonly string[]): Triaging {
  const { asked, said, at } = triaging;
  const question = asked[at]?.question.id ?? '';
  const before = saidTo(triaging, question);
  const same = before !== undefined && [...before].sort().join() === [...answer].sort().join();
  if (same && at + 1 < asked.length) return { asked, said, at: at + 1, pending: false };
  const all = same ? said : bounded([...said, { question, answer: [...answer] }]);
  return { asked, said: all, at, pending: true };
}

/** The last answers to all questions, and as much of what was said before as there is room for. */
function bounded(said: readonly Said[]): readonly Said[] {
  if (said.length <= SAID_MAX) return said;
  const oldest = said.findIndex((one, index) => said.slice(index + 1).some(({ question }) => question === one.question));
  return said.filter((_, index) => index !== Math.max(0, oldest));
}

/** With what the gateway answered. Questions that were asked before stand as far as it still counts them. */
export function answeredWith({ asked, said, at }: Triaging, outcome: TriageOutcome): Triaging {
  if (outcome.outcome !== 'question') return { asked, said, at: asked.length - 1, pending: false, ended: outcome };
  const others = asked.filter(({ question }) => question.id !== outcome.question.id);
  const kept = others.length + 1 === outcome.step.number ? others : asked.slice(0, at + 1);
  return { asked: [...kept, outcome], said, at: kept.length, pending: false };
}

/** Where the questions stand, settled or not. */
export function triagingIn(answers: Answers): Triaging {
  return rememberedAnswer(answers, 'triage-questions') ?? NOTHING_SAID;
}

/** What they led to, if it is this. */
export function endedIn<O extends Ended['outcome']>(answers: Answers, outcome: O): Extract<Ended, { outcome: O }> | undefined {
  const { ended } = triagingIn(answers);
  return ended?.outcome === outcome ? (ended as Extract<Ended, { outcome: O }>) : undefined;
}
