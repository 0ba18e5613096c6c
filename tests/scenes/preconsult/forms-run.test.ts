import { describe, expect, it } from 'vitest';
import { formResources, forms } from '../../../bff/scenes/preconsult/forms/offered-forms.ts';
import { exportResponse } from '../../../bff/scenes/preconsult/questionnaire/export-response.ts';
import type { Value } from '../../../bff/scenes/preconsult/questionnaire/fhir-values.ts';
import { answer, skip, startForm } from '../../../bff/scenes/preconsult/questionnaire/fill-form.ts';
import type { FormState } from '../../../bff/scenes/preconsult/questionnaire/form-state.ts';
import { inProcessExpressions } from '../../../bff/scenes/preconsult/questionnaire/in-process-expressions.ts';
import { type Form, loadQuestionnaire } from '../../../bff/scenes/preconsult/questionnaire/load.ts';
import { nextQuestion } from '../../../bff/scenes/preconsult/questionnaire/next-question.ts';
import { openResponse } from '../../../bff/scenes/preconsult/questionnaire/open-response.ts';
import { validate } from '../../../bff/scenes/preconsult/questionnaire/validate-form.ts';
import { summarise } from '../../../bff/scenes/preconsult/summary/summarise.ts';
import { seeded } from '../../support/seeded.ts';
import { pressed, responseOf, type Said } from './answered-form.ts';
import { asks } from './form-walk.ts';

const NOW = '2026-11-30T10:20:00+08:00';
const TELLING = { saidBy: { who: 'patient' }, at: Date.parse(NOW), language: 'zh', knownBy: 'document' } as const;
const WALKS = 30;

async function loaded(id: string): Promise<Form> {
  const resource = formResources.find((one) => one.id === id);
  const made = await loadQuestionnaire(resource, { expressions: inProcessExpressions(), now: () => NOW });
  expect(made).toMatchObject({ ok: true });
  if (!made.ok) throw new Error(id);
  return made.form;
}

/** Answers hidden questions first, as the gateway does, then whatever the engine asks, until it asks nothing more. */
async function walk(form: Form, id: string, random: () => number) {
  const read = forms.find((one) => one.id === id);
  const said: Record<string, Said> = {};
  const asked: string[] = [];
  let state = await startForm(form);
  const take = async (linkId: string, given: Said): Promise<void> => {
    const path = [{ linkId, at: 0 }];
    const made = await (given === '?' || given === '-'
      ? skip(state, path, given === '?' ? 'unknown' : 'declined')
      : answer(state, path, valuesOf(state, linkId, given)));
    expect(made).toMatchObject({ ok: true });
    if (!made.ok) throw new Error(linkId);
    said[linkId] = given;
    state = made.state;
  };
  for (const item of read?.items ?? []) {
    const given = item.hidden ? pressed(item, random) : undefined;
    if (given !== undefined && given !== '?' && given !== '-') await take(item.linkId, given);
  }
  for (let next = nextQuestion(state); next.item !== null; next = nextQuestion(state)) {
    const { linkId } = next.item;
    const item = read?.items.find((one) => one.linkId === linkId);
    asked.push(linkId);
    expect(next.progress.asked).toBe(asked.length - 1);
    await take(linkId, (item && pressed(item, random)) ?? '-');
  }
  return { said, asked, state };
}

function valuesOf(state: FormState, linkId: string, given: Exclude<Said, '?' | '-'>): readonly Value[] {
  const item = state.form.byLinkId.get(linkId);
  return (typeof given === 'object' ? given : [given]).map((one) => {
    if (typeof one === 'boolean') return { type: 'boolean', value: one };
    if (typeof one === 'number') return { type: item?.type === 'integer' ? 'integer' : 'decimal', value: one };
    const option = item?.options?.find(({ value }) => value.type === 'Coding' && value.value.code === one);
    if (option === undefined) throw new RangeError(`${linkId}: ${one}`);
    return option.value;
  });
}

describe.each(forms)('the engine runs $id', ({ id }) => {
  it('asks what stands on the way and nothing else, at most twelve questions, and finds no fault in what was pressed', async () => {
    const form = await loaded(id);
    const random = seeded(17);
    for (let turn = 0; turn < WALKS; turn += 1) {
      const { said, asked, state } = await walk(form, id, random);
      expect(asked).toEqual(asks(id, said));
      expect(asked.length).toBeLessThanOrEqual(12);
      expect(await validate(state)).toEqual([]);
    }
  });

  it('gives a response of which the summary is that of what was pressed, before and after it is put away', async () => {
    const form = await loaded(id);
    const random = seeded(18);
    const read = forms.find((one) => one.id === id);
    if (read === undefined) throw new Error(id);
    for (let turn = 0; turn < WALKS; turn += 1) {
      const { said, state } = await walk(form, id, random);
      const response = exportResponse(state, 'completed');
      expect(response).toMatchObject({ questionnaire: `${read.url}|${read.version}` });
      const summary = summarise(read, response, TELLING);
      expect(summary).toEqual(summarise(read, responseOf(said), TELLING));
      expect(JSON.stringify(response).length).toBeLessThan(32_768);
      const opened = await openResponse(form, JSON.parse(JSON.stringify(response)));
      expect(opened).toMatchObject({ ok: true });
      if (opened.ok) expect(summarise(read, exportResponse(opened.state, 'completed'), TELLING)).toEqual(summary);
    }
  });
});
