import type { Loaded } from '../../../client/all-pages.ts';
import type { FormQuestion } from '../../../client/wire.ts';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { AFTER_ALL, type Filling, turnedTo, wasAsked } from '../filling.ts';
import { FormLines } from './form-lines.tsx';
import { keyOf } from './question.tsx';
import { unitOf } from './typed.tsx';

/** Longer than any form of ours: nobody turns over more pages. */
const QUESTIONS_MAX = 60;
const AT_ONCE = 5;

/** Every question that was asked, with what was said to it: whichever is pressed is asked once more, and then the summary stands here again. */
export function FormChange({ filling }: { readonly filling: Filling }) {
  const visit = useVisit();
  const { language, say, act } = visit;
  const { preconsult } = filling;
  const [found, retry] = useLoad(() => readQuestions(visit, preconsult?.id ?? ''));
  if (found.state !== 'ready') return <Loading load={found} retry={retry} />;
  const choices = found.value.map((question) => ({
    key: question.path,
    title: question.quiet ? say('form-check.quiet') : question.text[language],
    ...(question.quiet ? {} : { hint: saidTo(question, visit) }),
    onPress: () => act.settle('form-questions', turnedTo(filling, question)),
  }));
  return (
    <Screen
      title={say('form-change.question')}
      lead={<FormLines approved={preconsult?.questionnaire.approved !== false} noDiagnosis={preconsult?.noDiagnosis} />}
    >
      <ChoiceList choices={choices} say={say} atOnce={AT_ONCE} />
    </Screen>
  );
}

/** The questions from the last to the first, as the gateway leads back; in the order in which they were asked. */
async function readQuestions({ services }: Visit, id: string): Promise<Loaded<readonly FormQuestion[]>> {
  const found: FormQuestion[] = [];
  let before = AFTER_ALL;
  while (found.length < QUESTIONS_MAX) {
    const step = await services.client('nextQuestion', { params: { id }, body: { before } });
    if (!step.ok) return step;
    const { question } = step.body;
    if (question === undefined || !wasAsked(question) || found.some(({ path }) => path === question.path)) break;
    found.unshift(question);
    before = question.path;
  }
  return { ok: true, value: found };
}

function saidTo(question: FormQuestion, visit: Visit): string {
  const { language, say } = visit;
  if (question.declined !== undefined) return say(question.declined === 'unknown' ? 'form.unknown' : 'form.skip');
  return question.answered
    .map((value) => {
      const option = question.options.find((one) => keyOf(one.value) === keyOf(value));
      if (option !== undefined) return option.text[language];
      if ('boolean' in value) return say(value.boolean ? 'form.yes' : 'form.no');
      const [plain] = Object.values(value) as unknown[];
      const number = typeof plain === 'object' && plain !== null && 'value' in plain ? plain.value : plain;
      return `${number} ${unitOf(question, visit)}`.trim();
    })
    .join(language === 'zh' ? '、' : ', ');
}
