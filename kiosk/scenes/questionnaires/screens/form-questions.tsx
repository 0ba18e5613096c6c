import type { CallInput, Problem } from '../../../../bff/contract/client.ts';
import { answerOf } from '../../../journey/answers.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { visitIn } from '../chosen.ts';
import { type Asking as Asked, type Filling, fillingIn, isWhole, stepped, wasAsked } from '../filling.ts';
import { FormChange } from './change.tsx';
import { FormQuestionView } from './question.tsx';
import { TellStaff } from './tell-staff.tsx';

/** Asks the gateway what follows, and then the person what the gateway asks: one question, and nothing to be typed that can be chosen. */
export function FormQuestionsScreen() {
  const { answers } = useVisit();
  const filling = fillingIn(answers);
  const { asking, tell, question } = filling;
  if (asking !== undefined) return <Asking key={JSON.stringify(asking)} filling={filling} asked={asking} />;
  if (tell !== undefined) return <TellStaff filling={filling} tell={tell} />;
  if (isWhole(filling)) return <FormChange filling={filling} />;
  return question === undefined ? null : <FormQuestionView key={question.path} filling={filling} question={question} />;
}

function Asking({ filling, asked }: { readonly filling: Filling; readonly asked: Asked }) {
  const visit = useVisit();
  const { say } = visit;
  const ask = (): Promise<Problem | undefined> => askNext(visit, filling, asked);
  return <Work title={say('form.wait')} words="" work={ask} />;
}

/** Begins the form where it is not begun, and asks what is next. */
async function askNext(visit: Visit, before: Filling, asked: Asked): Promise<Problem | undefined> {
  const { services, act } = visit;
  const begun = before.preconsult === undefined ? await begin(visit) : { ok: true as const, preconsult: before.preconsult };
  if (!begun.ok) return begun.problem;
  const filling: Filling = { ...before, preconsult: begun.preconsult };
  const { id } = begun.preconsult;
  const next = (more: Pick<CallInput<'nextQuestion'>, 'body' | 'ifMatch'>) =>
    services.client('nextQuestion', { params: { id }, ...more });
  const answering = typeof asked === 'object' && 'answer' in asked;
  const isBefore = typeof asked === 'object' && 'before' in asked;
  // Only an answer takes the place of something: whoever looks may look at whatever is there.
  const seen = answering && filling.etag !== undefined ? { ifMatch: filling.etag } : {};
  let step = await next({ body: asked === 'where' ? {} : asked, ...seen });
  const elsewhere = answering && !step.ok && step.problem.code === 'precondition-failed';
  if (elsewhere) step = await next({ body: {} });
  if (!step.ok) return step.problem;
  const { body, headers } = step;
  if (isBefore && (body.question === undefined || !wasAsked(body.question))) {
    const { asking: _, ...stood } = filling;
    act.settle('form-questions', { ...stood, first: true });
    act.back();
    return undefined;
  }
  act.settle('form-questions', stepped(filling, body, headers.get('etag'), elsewhere || undefined));
  return undefined;
}

async function begin({ services, answers, language }: Visit) {
  const chosen = answerOf(answers, 'form-which');
  if (chosen?.kind === 'begun') return { ok: true, preconsult: chosen.preconsult } as const;
  const appointmentId = visitIn(answers)?.id ?? '';
  const saidBy = answerOf(answers, 'form-who') ?? { who: 'relative' as const };
  const begun = await services.client('createPreconsult', {
    body: { appointmentId, questionnaire: chosen?.form.id ?? '', language, saidBy },
  });
  return begun.ok ? ({ ok: true, preconsult: begun.body } as const) : begun;
}
