import type { OperationInput } from '../../contract/operations.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import { booksFor } from '../identity/acting-for.ts';
import { today } from '../identity/dependencies.ts';
import { revealPatient, sealingOf } from '../identity/patients.ts';
import { mayActPart } from '../identity/right-to-act.ts';
import { hasConsented } from '../oversight/consents.ts';
import { standingOf } from './clinical-content.ts';
import { triageContent } from './contents.ts';
import { type PreconsultDependencies, redFlagPlace } from './dependencies.ts';
import { presentOutcome, type Raised, type TriageAnswer } from './present-triage.ts';
import { noteRedFlagPart } from './red-flag-rows.ts';
import { draftRules } from './triage/draft-rules.ts';
import type { RaisedFlag, TriageSubject } from './triage/terms.ts';
import { triage } from './triage/triage.ts';

export interface TriageOrder {
  readonly body: OperationInput<'triage'>['body'];
  readonly caller: Caller;
  readonly requestId: string;
}

const DAY_MS = 24 * 3600 * 1000;

/**
 * From a complaint to a department, a question at a time; nothing of the flow is kept, for each request brings all that was said. What has to
 * be looked at by somebody is kept before it is answered: from then on nothing is booked for this person, and somebody is called.
 */
export async function triageComplaint(
  dependencies: PreconsultDependencies,
  order: TriageOrder,
): Promise<TriageAnswer | ProblemReply> {
  const { body, caller } = order;
  const { patientId } = body;
  if (!(await booksFor(dependencies, caller, 'appointments')).includes(patientId)) return problem('not-found');
  if (!(await hasConsented(dependencies, patientId))) return problem('consent-required');
  const standing = (await standingOf(dependencies, [triageContent]))(triageContent);
  if (!standing.on) return problem('not-approved');
  const said = body.answers.map(({ question, answer }) => ({
    question,
    answer: answer.length === 1 ? (answer[0] ?? '') : answer,
  }));
  const outcome = triage(draftRules, await subjectOf(dependencies, patientId), body.complaint, said);
  const flagged = outcome.kind === 'red-flag' ? await raise(dependencies, order, outcome.flags) : undefined;
  if (flagged && 'problem' in flagged) return flagged;
  if (outcome.kind !== 'question') dependencies.metrics.count('onedoor_triage_total', `outcome="${outcome.kind}"`);
  return presentOutcome(dependencies, outcome, { approved: standing.approved, flagged });
}

/** What the rules are told of the person: never who they are. */
async function subjectOf(dependencies: PreconsultDependencies, patientId: string): Promise<TriageSubject> {
  const { birthDate, sex } = await revealPatient(dependencies, patientId);
  const born = Date.parse(birthDate);
  const now = Date.parse(today(dependencies.clock.now()));
  const ageDays = Number.isNaN(born) || born > now ? null : Math.floor((now - born) / DAY_MS);
  return { ageDays, sex };
}

/** Keeps what was said under each rule that it fired, and calls somebody to the kiosk. */
async function raise(
  dependencies: PreconsultDependencies,
  { body, caller, requestId }: TriageOrder,
  flags: readonly RaisedFlag[],
): Promise<Raised | ProblemReply> {
  const { clock, ids, blindIndex } = dependencies;
  const { patientId, complaint, answers, language } = body;
  const now = clock.now();
  const until = now + limits.redFlagHolds.figure;
  const sealing = await sealingOf(dependencies, patientId);
  const { deviceId } = caller;
  const noted = flags.map((flag) => {
    const ruleHash = blindIndex.of('red_flag|rule', `${patientId} ${flag.rule}`);
    return noteRedFlagPart({
      patientId,
      ruleHash,
      saidBy: caller.patientId,
      deviceId,
      contentId: draftRules.id,
      contentVersion: draftRules.version,
      sealed: sealing.seal(JSON.stringify({ ...flag, complaint, answers }), redFlagPlace(patientId, ruleHash)),
      now,
      until,
    });
  });
  const done = await commit(dependencies, 'raise-red-flag', 'interactive', [
    mayActPart(caller, patientId, now, 'appointments'),
    ...noted,
    auditPart(ids, now, {
      actor: actorOf(caller),
      action: 'triage.stop',
      subject: { kind: 'patient', id: patientId },
      requestId,
      deviceId: deviceId ?? undefined,
    }),
  ]);
  if (!done.ok) return problem('not-found');
  const helpCalled = deviceId !== null && (await dependencies.callForNurse({ deviceId, language, requestId }));
  return { until: shanghaiTime(until), helpCalled };
}
