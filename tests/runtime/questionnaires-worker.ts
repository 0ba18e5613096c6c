import { exportResponse } from '../../bff/scenes/preconsult/questionnaire/export-response.ts';
import type { Value } from '../../bff/scenes/preconsult/questionnaire/fhir-values.ts';
import { answer, startForm } from '../../bff/scenes/preconsult/questionnaire/fill-form.ts';
import type { Path } from '../../bff/scenes/preconsult/questionnaire/form-state.ts';
import { inProcessExpressions } from '../../bff/scenes/preconsult/questionnaire/in-process-expressions.ts';
import { loadQuestionnaire } from '../../bff/scenes/preconsult/questionnaire/load.ts';
import { validate } from '../../bff/scenes/preconsult/questionnaire/validate-form.ts';

const expressions = inProcessExpressions();

interface Order {
  readonly questionnaire: unknown;
  readonly answers: readonly (readonly [Path, readonly Value[]])[];
}

/** A Worker that loads a questionnaire and answers it as it is told, so that a test can drive the engine inside workerd. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { questionnaire, answers } = (await request.json()) as Order;
    const loaded = await loadQuestionnaire(questionnaire, { expressions, now: () => '2026-11-30T10:00:00+08:00' });
    if (!loaded.ok) return Response.json(loaded);
    let state = await startForm(loaded.form);
    for (const [path, values] of answers) {
      const filled = await answer(state, path, values);
      if (!filled.ok) return Response.json(filled);
      state = filled.state;
    }
    return Response.json({ ok: true, faults: await validate(state), response: exportResponse(state, 'completed') });
  },
};
