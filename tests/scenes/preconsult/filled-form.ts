import { expect } from 'vitest';
import { exportResponse } from '../../../bff/scenes/preconsult/questionnaire/export-response.ts';
import type { Expressions } from '../../../bff/scenes/preconsult/questionnaire/expressions.ts';
import type { LoadFault } from '../../../bff/scenes/preconsult/questionnaire/fault.ts';
import { makeValue, type Value, type ValueType } from '../../../bff/scenes/preconsult/questionnaire/fhir-values.ts';
import { answer, clear, startForm } from '../../../bff/scenes/preconsult/questionnaire/fill-form.ts';
import { type FormState, fieldAt, type Path, pathText } from '../../../bff/scenes/preconsult/questionnaire/form-state.ts';
import { inProcessExpressions } from '../../../bff/scenes/preconsult/questionnaire/in-process-expressions.ts';
import { type Form, type LoadOptions, loadQuestionnaire } from '../../../bff/scenes/preconsult/questionnaire/load.ts';
import { validate } from '../../../bff/scenes/preconsult/questionnaire/validate-form.ts';

export const NOW = '2026-11-30T10:00:00+08:00';

const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';
const FHIR = 'http://hl7.org/fhir/StructureDefinition/';

/** Extensions as questionnaires have them. */
export const sdc = (name: string, expression: string, more: object = {}) => ({
  url: `${SDC}${name}`,
  valueExpression: { language: 'text/fhirpath', expression, ...more },
});
export const variable = (name: string, expression: string, language = 'text/fhirpath') => ({
  url: `${FHIR}variable`,
  valueExpression: { name, language, expression },
});
export const fhir = (name: string, value: object) => ({ url: `${FHIR}${name}`, ...value });

export const questionnaire = (item: readonly object[], more: object = {}) => ({
  resourceType: 'Questionnaire',
  status: 'active',
  item,
  ...more,
});

export function options(more: Partial<LoadOptions> = {}, expressions: Expressions = inProcessExpressions()): LoadOptions {
  return { expressions, now: () => NOW, ...more };
}

export async function load(resource: unknown, more: Partial<LoadOptions> = {}): Promise<Form> {
  const loaded = await loadQuestionnaire(resource, options(more));
  expect(loaded).toMatchObject({ ok: true });
  if (!loaded.ok) throw new Error('refused');
  return loaded.form;
}

/** The reasons for which a questionnaire is refused, each with its item. */
export async function refusedFor(resource: unknown, more: Partial<LoadOptions> = {}): Promise<readonly string[]> {
  return faultsOf(await loadQuestionnaire(resource, options(more))).map(({ linkId, reason }) =>
    `${linkId ?? ''} ${reason}`.trim(),
  );
}

export function faultsOf(loaded: Awaited<ReturnType<typeof loadQuestionnaire>>): readonly LoadFault[] {
  return loaded.ok ? [] : loaded.faults;
}

const TYPES: Readonly<Record<string, ValueType>> = {
  text: 'string',
  url: 'uri',
  choice: 'Coding',
  'open-choice': 'Coding',
  quantity: 'Quantity',
};

/** `g[1]/where` as a path. */
export function path(text: string): Path {
  return text.split('/').map((step) => {
    const [, linkId = '', at = '0'] = /^(.*?)(?:\[(\d+)\])?$/.exec(step) ?? [];
    return { linkId, at: Number(at) };
  });
}

/** A form that a test fills, each step from the state before. */
export class FilledForm {
  state: FormState;

  private constructor(state: FormState) {
    this.state = state;
  }

  static async start(resource: unknown, more: Partial<LoadOptions> = {}): Promise<FilledForm> {
    return new FilledForm(await startForm(await load(resource, more)));
  }

  static of(state: FormState): FilledForm {
    return new FilledForm(state);
  }

  async take(step: Promise<{ ok: true; state: FormState } | { ok: false; refusal: string }>): Promise<void> {
    const made = await step;
    expect(made).toMatchObject({ ok: true });
    if (made.ok) this.state = made.state;
  }

  /** Answers with plain values, as the type of the question has them. */
  answer(at: string, ...given: readonly unknown[]): Promise<void> {
    const item = this.state.form.byLinkId.get(path(at).at(-1)?.linkId ?? '');
    const values = given.map((one): Value => {
      const type = TYPES[item?.type ?? ''] ?? (item?.type as ValueType);
      const value = typeof one === 'string' && type === 'Coding' ? optionOf(this, at, one) : makeValue(type, one);
      if (value === null) throw new Error(`${at}: ${JSON.stringify(one)} is no ${type}`);
      return value;
    });
    return this.take(answer(this.state, path(at), values));
  }

  clear(at: string): Promise<void> {
    return this.take(clear(this.state, path(at)));
  }

  /** The plain value, or values, of a question; `null` where it is off or has none. */
  value(at: string): unknown {
    const field = fieldAt(this.state.root, path(at));
    if (field === null || !field.isOn || field.answers.length === 0) return null;
    const values = field.answers.map(({ value }) => value);
    return values.length === 1 ? values[0] : values;
  }

  isOn(at: string): boolean {
    return fieldAt(this.state.root, path(at))?.isOn ?? false;
  }

  async faults(): Promise<readonly string[]> {
    return (await validate(this.state)).map((fault) => `${pathText(fault.path)} ${fault.reason}`);
  }

  export(): Record<string, unknown> {
    return exportResponse(this.state, 'completed') as Record<string, unknown>;
  }

  /** Paths of all questions in the exported response. */
  exported(): readonly string[] {
    return pathsIn(this.export().item, '');
  }
}

interface Exported {
  linkId: string;
  item?: Exported[];
  answer?: { item?: Exported[] }[];
}

function pathsIn(given: unknown, above: string): readonly string[] {
  return ((given ?? []) as Exported[]).flatMap(({ linkId, item, answer: answers }) => {
    const at = `${above}${linkId}`;
    const own = answers === undefined ? [] : [at];
    return [...own, ...pathsIn(item, `${at}/`), ...(answers ?? []).flatMap((one) => pathsIn(one.item, `${at}/`))];
  });
}

function optionOf({ state }: FilledForm, at: string, code: string): Value | null {
  const item = state.form.byLinkId.get(path(at).at(-1)?.linkId ?? '');
  const option = item?.options?.find(({ value }) => value.type === 'Coding' && value.value.code === code);
  return option?.value ?? makeValue('Coding', { code });
}
