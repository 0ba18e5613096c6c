import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { answerOf, rememberedAnswer } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { patientIn } from '../../appointments/answers.ts';
import { type Asked, answeredWith, saidTo, saying, triagingIn } from '../said.ts';
import { QuietSigns } from './quiet-signs.tsx';
import { Signs } from './signs.tsx';
import { TriageLines } from './triage-lines.tsx';

/** Asks the gateway what follows of all that was said, and then the person what the gateway asks: one question, and nothing to be typed. */
export function QuestionsScreen() {
  const { answers } = useVisit();
  const triaging = triagingIn(answers);
  const asked = triaging.pending ? undefined : triaging.asked[triaging.at];
  return asked === undefined ? <Asking /> : <Question key={asked.question.id} asked={asked} />;
}

function Asking() {
  const { services, answers, language, say, act } = useVisit();
  const ask = async (): Promise<Problem | undefined> => {
    const triaging = triagingIn(answers);
    const complaint = rememberedAnswer(answers, 'complaint') ?? { kind: 'body', part: 'whole-body' };
    const answered = await services.client('triage', {
      body: { patientId: patientIn(answers).patientId, language, complaint, answers: [...triaging.said] },
    });
    if (!answered.ok) return answered.problem;
    act.settle('triage-questions', answeredWith(triaging, answered.body));
    return undefined;
  };
  return (
    <Work
      title={say('triage.wait')}
      words={say('triage.wait.words')}
      work={ask}
      // What is missing for a child is not asked for again when its guardian puts their own document down.
      can={({ code }) => (code === 'consent-required' && answerOf(answers, 'home') === 'child' ? { document: undefined } : {})}
    />
  );
}

const UNKNOWN = 'unknown';

function Question({ asked }: { readonly asked: Asked }) {
  const { answers, language, say, act } = useVisit();
  const { question, step, content } = asked;
  const triaging = triagingIn(answers);
  const before = saidTo(triaging, question.id) ?? [];
  const answer = (codes: readonly string[]) => act.settle('triage-questions', saying(triaging, codes));
  const number = say('triage.step', { number: step.number, most: step.atMost });
  const several = question.kind === 'several';
  const lead = <TriageLines approved={content.approved} words={several ? [number, say('triage.several')] : [number]} />;
  if (several && question.quiet) return <QuietSigns {...{ question, lead, before, onAnswer: answer }} />;
  return (
    <Screen title={question.text[language]} lead={lead}>
      {several ? <Several {...{ question, before, onAnswer: answer }} /> : <One {...{ question, before, onAnswer: answer }} />}
      {question.quiet && <span class="glass-alone" />}
    </Screen>
  );
}

interface AnswersProps {
  readonly question: Asked['question'];
  /** What was said to it before. */
  readonly before: readonly string[];
  readonly onAnswer: (codes: readonly string[]) => void;
}

/** One of a few; not to know it is a button of its own, which no page hides. */
function One({ question, before, onAnswer }: AnswersProps) {
  const { language, say } = useVisit();
  const choices = question.options
    .filter(({ code }) => code !== UNKNOWN)
    .map(({ code, text }) => ({
      key: code,
      title: text[language],
      // A picture of what is quiet does not tell what was said to it.
      chosen: !question.quiet && before.includes(code),
      onPress: () => onAnswer([code]),
    }));
  return (
    <>
      <ChoiceList choices={choices} say={say} />
      <div class="screen-actions is-row">
        <Action label={say('triage.unknown')} onPress={() => onAnswer([UNKNOWN])} />
      </div>
    </>
  );
}

/** All of them at once: what stands on a page that nobody turned to would be no answer. None, and not to know, are said alone. */
function Several({ question, before, onAnswer }: AnswersProps) {
  const { language, say } = useVisit();
  const signs = question.options.filter(({ alone }) => !alone);
  const alone = question.options.filter((option) => option.alone);
  const [chosen, setChosen] = useState<readonly string[]>(before.filter((code) => signs.some((sign) => sign.code === code)));
  const toggle = (code: string) =>
    setChosen((codes) => (codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code]));
  return (
    <>
      <Signs signs={signs.map(({ code, text }) => ({ code, title: text[language] }))} chosen={chosen} onToggle={toggle} />
      <div class="screen-actions">
        {chosen.length > 0 ? (
          <Action kind="main" label={say('triage.on')} onPress={() => onAnswer(chosen)} />
        ) : (
          alone.map(({ code, text }) => <Action key={code} label={text[language]} onPress={() => onAnswer([code])} />)
        )}
      </div>
    </>
  );
}
