import type * as z from 'zod';
import type { preconsult, preconsultStep } from '../../contract/preconsult/schemas.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import type { BodyReply } from '../../platform/http/reply.ts';
import { showValue } from './answer-values.ts';
import { standingOf } from './clinical-content.ts';
import { type Delivery, readDeliveries } from './delivery-rows.ts';
import type { PreconsultDependencies } from './dependencies.ts';
import type { ReadForm, ReadItem } from './forms/read-form.ts';
import { NO_DIAGNOSIS } from './no-diagnosis.ts';
import type { OpenForm } from './open-forms.ts';
import { etagOf } from './own-preconsult.ts';
import type { PreconsultRow } from './preconsult-rows.ts';
import { type FormState, fieldAt, type Path, pathText } from './questionnaire/form-state.ts';
import { nextQuestion } from './questionnaire/next-question.ts';
import type { DeliveryState } from './rules.ts';

export type PreconsultBody = z.output<typeof preconsult>;
export type StepBody = z.output<typeof preconsultStep>;
export type QuestionBody = NonNullable<StepBody['question']>;

/** What the person is told of what goes to the doctor. */
const TOLD: Readonly<Record<DeliveryState, PreconsultBody['delivery']>> = {
  waiting: 'not-yet',
  sending: 'sent',
  unknown: 'sent',
  delivered: 'acknowledged',
  // A doctor can still read it.
  withdrawing: 'acknowledged',
  withdrawn: 'withdrawn',
  refused: 'not-possible',
  dropped: 'not-possible',
};

/** Why a question has no answer, in the words of the contract. */
const DECLINED = { unknown: 'unknown', declined: 'skipped' } as const;

export async function preconsultReply(
  dependencies: PreconsultDependencies,
  row: PreconsultRow,
  open: OpenForm,
  status: 200 | 201 = 200,
): Promise<BodyReply> {
  const body = await showPreconsult(dependencies, row, open);
  return { status, body, headers: { etag: etagOf(row), location: `/v1/preconsults/${row.id}` } };
}

/** One pre-consult, without anything that was answered, and whether a clinician has signed its form. */
export async function showPreconsult(
  dependencies: PreconsultDependencies,
  row: PreconsultRow,
  { form: { read, content }, kept, state }: OpenForm,
): Promise<PreconsultBody> {
  const deliveries = await readDeliveries(dependencies.store, row.id);
  const { approved } = (await standingOf(dependencies, [content]))(content);
  return {
    id: row.id,
    patientId: row.patientId,
    appointmentId: row.appointmentId,
    questionnaire: { id: read.id, version: content.version, approved, title: read.title },
    state: row.submitted > 0 && kept.agreed ? 'submitted' : 'open',
    saidBy: kept.saidBy,
    progress: progressOf(state),
    delivery: deliveryOf(deliveries.at(-1)),
    ...doctorOf(deliveries),
    changedAt: shanghaiTime(row.changedAt),
    noDiagnosis: NO_DIAGNOSIS,
  };
}

function deliveryOf(last: Delivery | undefined): PreconsultBody['delivery'] {
  return last ? TOLD[last.state] : 'not-yet';
}

/** What a doctor said of the newest summary that they have: of one that it took the place of, it is an answer to something else. */
function doctorOf(deliveries: readonly Delivery[]): Pick<PreconsultBody, 'doctor'> {
  const said = deliveries.findLast(({ state }) => state === 'delivered' || state === 'withdrawing');
  if (!said || said.doctorAt === null || said.doctorAnswer === null) return {};
  return {
    doctor: { at: shanghaiTime(said.doctorAt), answer: said.doctorAnswer as NonNullable<PreconsultBody['doctor']>['answer'] },
  };
}

export function progressOf(state: FormState): PreconsultBody['progress'] {
  const { asked, atMost } = nextQuestion(state).progress;
  return { answered: asked, left: Math.max(0, atMost - asked) };
}

/** A question of a form, with what stands there so far. */
export function questionAt(form: ReadForm, state: FormState, path: Path): QuestionBody | undefined {
  const field = fieldAt(state.root, path);
  const read = form.items.find(({ linkId }) => linkId === field?.item.linkId);
  if (!field || !read) return undefined;
  const { item } = field;
  return {
    path: pathText(path),
    text: read.text,
    type:
      item.type === 'group' || item.type === 'url' || item.type === 'attachment' || item.type === 'reference'
        ? 'display'
        : item.type,
    options: (item.options ?? []).flatMap(({ value, isExclusive }) => {
      const shown = showValue(value);
      const known = value.type === 'Coding' ? optionOf(read, value.value) : undefined;
      return shown && known ? [{ value: shown, text: known.text, alone: isExclusive || known.alone }] : [];
    }),
    several: item.repeats,
    quiet: read.quiet,
    answered: field.answers.flatMap((value) => showValue(value) ?? []),
    ...(field.skipped === null ? {} : { declined: DECLINED[field.skipped] }),
    ...(read.unit === undefined ? {} : { unit: read.unit }),
    ...(read.min === undefined ? {} : { min: read.min }),
    ...(read.max === undefined ? {} : { max: read.max }),
    ...(item.bounds.maxLength === null ? {} : { maxLength: item.bounds.maxLength }),
  };
}

function optionOf({ options }: ReadItem, { code }: { readonly code?: string }) {
  return options.find((option) => option.code === code);
}
