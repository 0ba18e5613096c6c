import type { OperationInput } from '../../contract/operations.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf } from '../../platform/http/context.ts';
import { type Answer, type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import { mayBeginPart, RIGHT_TO_ACT } from '../identity/right-to-act.ts';
import { readPath, readValues } from './answer-values.ts';
import type { PreconsultDependencies } from './dependencies.ts';
import type { ReadForm } from './forms/read-form.ts';
import { TELL_STAFF, tellsStaff } from './forms/tell-staff.ts';
import { beginForm, type FormLoader, type KeptAnswers, keep, type OpenForm, openForm, sealKept } from './open-forms.ts';
import { etagOf, isByStaff, type PreconsultCall, readChangeable, scopeFor } from './own-preconsult.ts';
import { type PreconsultRow, readPreconsult, saveResponsePart } from './preconsult-rows.ts';
import { preconsultReply, progressOf, questionAt, type StepBody } from './present-preconsult.ts';
import { answer, type Filled, skip } from './questionnaire/fill-form.ts';
import { type FormState, fieldsUnder, isAsked, type Path, pathOf, pathText } from './questionnaire/form-state.ts';
import { nextQuestion } from './questionnaire/next-question.ts';
import { type AnswerFault, validate } from './questionnaire/validate-form.ts';

type Given = NonNullable<OperationInput<'nextQuestion'>['body']['answer']>;

/** Why an answer can not stand, in words for whoever gave it. */
const FAULTS = {
  'min-value': { zh: '这个数太小了，请再看一看。', en: 'This number is too small. Please look again.' },
  'max-value': { zh: '这个数太大了，请再看一看。', en: 'This number is too large. Please look again.' },
  other: { zh: '这样答不行，请再选一次。', en: 'This can not be answered like that. Please choose again.' },
} as const;

/** What becomes of a form by one more answer; or what of it can not stand. */
async function fill(
  state: FormState,
  given: Given,
): Promise<{ readonly state: FormState } | { readonly fault: StepBody['faults'][number] }> {
  const path = readPath(given.path);
  const filled = await filledBy(state, path, given);
  if (!filled) return { fault: { path: given.path, reason: 'wrong-type', text: FAULTS.other } };
  if (!filled.ok) return { fault: { path: given.path, reason: filled.refusal, text: FAULTS.other } };
  const at = pathText(path);
  const faults = await validate(filled.state);
  const own = faults.find((fault) => fault.severity === 'error' && fault.reason !== 'required' && pathText(fault.path) === at);
  if (own) return { fault: { path: given.path, reason: own.reason, text: wordsOf(own) } };
  return { state: filled.state };
}

function wordsOf({ reason }: AnswerFault) {
  return reason === 'min-value' || reason === 'max-value' ? FAULTS[reason] : FAULTS.other;
}

async function filledBy(state: FormState, path: Path, given: Given): Promise<Filled | undefined> {
  if ('declined' in given) return skip(state, path, given.declined === 'unknown' ? 'unknown' : 'declined');
  const values = readValues(given.values);
  return values && answer(state, path, values);
}

/** Keeps one answer, and says what is asked next. What can not stand is not kept, and asked again. */
export async function askNext(
  dependencies: PreconsultDependencies,
  loader: FormLoader,
  id: string,
  body: OperationInput<'nextQuestion'>['body'],
  call: PreconsultCall,
): Promise<Answer> {
  return onNewest(dependencies, id, call, async (row) => {
    const open = await openForm(dependencies, loader, row);
    if (!body.answer) return stepReply(dependencies, row, open, { call, before: body.before });
    const filled = await fill(open.state, body.answer);
    if ('fault' in filled) return stepReply(dependencies, row, open, { call, faults: [filled.fault] });
    const saved = await save(dependencies, row, { ...open, state: filled.state }, call, false);
    if (saved === 'changed' || 'problem' in saved) return saved;
    return stepReply(dependencies, saved.row, saved.open, { call, was: open });
  });
}

/** Of answers that are given at once each is kept, unless whoever gave it wants to know what it changes. */
const LOOKS_MAX = 20;

/** Whoever does not say which answers they saw has theirs kept beside whatever was saved meanwhile. */
async function onNewest(
  dependencies: PreconsultDependencies,
  id: string,
  call: PreconsultCall,
  work: (row: PreconsultRow) => Promise<Answer | 'changed'>,
): Promise<Answer> {
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const row = await readChangeable(dependencies, id, call);
    if ('problem' in row) return row;
    const answered = await work(row);
    if (answered !== 'changed') return answered;
    if (call.ifMatch !== undefined && call.ifMatch !== '*') break;
  }
  return problem('precondition-failed');
}

interface Shown {
  readonly call: PreconsultCall;
  /** The form before this answer. */
  readonly was?: OpenForm;
  readonly before?: string | undefined;
  readonly faults?: StepBody['faults'];
}

async function stepReply(
  dependencies: PreconsultDependencies,
  row: PreconsultRow,
  { form: { read }, kept, state }: OpenForm,
  { call, was, before, faults = [] }: Shown,
): Promise<Answer> {
  const [fault] = faults;
  const path = fault ? readPath(fault.path) : before === undefined ? nextQuestion(state).path : askedBefore(state, before);
  const question = path === null ? undefined : questionAt(read, state, path);
  const told = await tellStaff(dependencies, { was, read, kept }, call);
  const body: StepBody = {
    ...(question ? { question } : {}),
    progress: progressOf(state),
    faults: [...faults],
    ...(told ? { tellStaff: told } : {}),
  };
  return { status: 200, body, headers: { etag: etagOf(row) } };
}

/** What this answer, and none before it, has said that somebody has to know now; they are called where that can be done. */
async function tellStaff(
  { callForNurse }: PreconsultDependencies,
  { was, read, kept }: { readonly was: OpenForm | undefined; readonly read: ReadForm; readonly kept: KeptAnswers },
  { caller: { deviceId }, requestId }: PreconsultCall,
): Promise<StepBody['tellStaff']> {
  const manner = tellsStaff(read, kept.response);
  if (!was || manner === null || tellsStaff(read, was.kept.response) === manner) return undefined;
  const helpCalled = deviceId !== null && (await callForNurse({ deviceId, language: kept.language, requestId }));
  return { manner, text: TELL_STAFF[manner], helpCalled };
}

/** The question that was asked before this one; the last one where this is none. */
function askedBefore(state: FormState, text: string): Path | null {
  const asked = [...fieldsUnder(state.root)].filter((field) => field.isOn && isAsked(field));
  const at = asked.findIndex((field) => pathText(pathOf(field)) === text);
  const known = asked
    .slice(0, at < 0 ? asked.length : at)
    .filter(({ answers, skipped }) => answers.length > 0 || skipped !== null);
  const last = known.at(-1);
  return last ? pathOf(last) : nextQuestion(state).path;
}

/** Replaces all answers: the form is filled anew, in the order given; what is answered twice, as it is answered last. */
export async function replaceAnswers(
  dependencies: PreconsultDependencies,
  loader: FormLoader,
  id: string,
  answers: readonly Given[],
  call: PreconsultCall,
): Promise<Answer> {
  return onNewest(dependencies, id, call, async (row) => {
    const open = await openForm(dependencies, loader, row);
    const filled = await fillAll(await beginForm(dependencies, loader, open.form, row.patientId), answers);
    if ('faults' in filled) return refused(filled.faults);
    const saved = await save(dependencies, row, { ...open, state: filled.state }, call, true);
    if (saved === 'changed' || 'problem' in saved) return saved;
    return preconsultReply(dependencies, saved.row, saved.open);
  });
}

/** Looks at the whole once, at the end: a form of hundreds of answers holds nobody else up. */
async function fillAll(
  begun: FormState,
  answers: readonly Given[],
): Promise<{ readonly state: FormState } | { readonly faults: readonly { readonly path: string; readonly reason: string }[] }> {
  const last = new Map<string, Given>();
  for (const given of answers) {
    const at = pathText(readPath(given.path));
    last.delete(at);
    last.set(at, given);
  }
  let state = begun;
  for (const given of last.values()) {
    const filled = await filledBy(state, readPath(given.path), given);
    if (!filled?.ok) return { faults: [{ path: given.path, reason: filled?.refusal ?? 'wrong-type' }] };
    state = filled.state;
  }
  const faults = (await validate(state))
    .filter(({ severity, reason, path }) => severity === 'error' && reason !== 'required' && last.has(pathText(path)))
    .map(({ path, reason }) => ({ path: pathText(path), reason }));
  return faults.length > 0 ? { faults } : { state };
}

/** Names each question and what is wrong with its answer, never the answer. */
export function refused(faults: readonly { readonly path: string; readonly reason: string }[]): ProblemReply {
  return problem('invalid-request', {
    extra: { errors: faults.map(({ path, reason }) => ({ at: `answers.${path}`, expected: reason })) },
  });
}

type Saved = { readonly row: PreconsultRow; readonly open: OpenForm };

async function save(
  dependencies: PreconsultDependencies,
  row: PreconsultRow,
  { form, kept, state }: OpenForm,
  { caller, requestId }: PreconsultCall,
  isWhole: boolean,
): Promise<Saved | ProblemReply | 'changed'> {
  const next = keep(state, { ...kept, agreed: false, byStaff: kept.byStaff || isByStaff(caller) });
  if (JSON.stringify(next.response).length > limits.responseBytes.figure) return problem('payload-too-large');
  const now = dependencies.clock.now();
  const done = await commit(dependencies, 'save-answers', 'interactive', [
    mayBeginPart(caller, row.patientId, now, scopeFor(row, caller)),
    saveResponsePart({ ...row, sealed: await sealKept(dependencies, row, next), now }),
    // One answer after the other is what a form is; what is replaced as a whole, or written by somebody else's hand, the person can look up.
    ...(isWhole || isByStaff(caller) ? [changeAudit(dependencies, row, { caller, requestId })] : []),
  ]);
  if (!done.ok) return done.guard === RIGHT_TO_ACT ? problem('not-found') : 'changed';
  const saved = await readPreconsult(dependencies.store, row.id);
  if (!saved) throw new TypeError('a pre-consult that is not there');
  return { row: saved, open: { form, kept: next, state } };
}

function changeAudit(
  { ids, clock }: PreconsultDependencies,
  { patientId }: PreconsultRow,
  { caller, requestId }: Pick<PreconsultCall, 'caller' | 'requestId'>,
): Part {
  return auditPart(ids, clock.now(), {
    actor: actorOf(caller),
    action: 'preconsult.change',
    subject: { kind: 'patient', id: patientId },
    requestId,
    deviceId: caller.deviceId ?? undefined,
  });
}
