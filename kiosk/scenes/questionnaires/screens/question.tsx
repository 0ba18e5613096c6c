import { useState } from 'preact/hooks';
import type { FormQuestion } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { Signs } from '../../preconsult/screens/signs.tsx';
import { asking, type Filling, type Given, type Value, wasAsked } from '../filling.ts';
import type { AnsweringProps } from './answering.ts';
import { FormLines } from './form-lines.tsx';
import { OfDay, OfNumber } from './typed.tsx';

interface FormQuestionProps {
  readonly filling: Filling;
  readonly question: FormQuestion;
}

/** One question. Not to know it, and to go past it, stand in the same place of each. */
export function FormQuestionView({ filling, question }: FormQuestionProps) {
  const visit = useVisit();
  const { language, say, act } = visit;
  const { preconsult, fault, elsewhere } = filling;
  const answer = (given: Given) => act.settle('form-questions', asking(filling, { answer: given }));
  const decline = (declined: 'unknown' | 'skipped') => answer({ path: question.path, declined });
  return (
    <Screen
      title={question.text[language]}
      lead={
        <FormLines
          approved={preconsult?.questionnaire.approved !== false}
          words={linesOf({ filling, question }, visit)}
          noDiagnosis={preconsult?.noDiagnosis}
        />
      }
    >
      {elsewhere && (
        <p class="form-note" role="status">
          {say('form.elsewhere')}
        </p>
      )}
      {fault !== undefined && (
        <p class="form-note" role="alert">
          {fault[language]}
        </p>
      )}
      <Answering question={question} onAnswer={(values) => answer({ path: question.path, values: [...values] })}>
        <div class="screen-actions is-row form-past">
          <Action label={say('form.unknown')} onPress={() => decline('unknown')} />
          <Action label={say('form.skip')} onPress={() => decline('skipped')} />
        </div>
      </Answering>
      {question.quiet && <span class="glass-alone" />}
    </Screen>
  );
}

/** How far one is, in words; and what stands here of before. */
function linesOf({ filling: { progress }, question }: FormQuestionProps, { say }: Visit): readonly string[] {
  const left = progress?.left ?? 0;
  const far = wasAsked(question) ? say('form.changing') : left > 1 ? say('form.left', { left }) : say('form.last');
  return [
    far,
    ...(question.declined === undefined ? [] : [say(`form.was.${question.declined}`)]),
    ...(question.several && question.type === 'choice' ? [say('form.several')] : []),
  ];
}

function Answering(props: AnsweringProps) {
  const { type, options, several } = props.question;
  if (type === 'integer' || type === 'decimal' || type === 'quantity') return <OfNumber {...props} />;
  if (type === 'date') return <OfDay {...props} />;
  if (type === 'boolean') return <One {...props} />;
  if (options.length === 0) return <Spoken {...props} />;
  return several ? <Several {...props} /> : <One {...props} />;
}

type Option = FormQuestion['options'][number];

const YES_OR_NO = [true, false];

/** Yes and no are two of a few, too. */
function optionsOf({ type, options }: FormQuestion, { say, language }: Visit) {
  if (type === 'boolean')
    return YES_OR_NO.map((boolean) => ({
      key: String(boolean),
      title: say(boolean ? 'form.yes' : 'form.no'),
      value: { boolean },
    }));
  return options.map((option) => ({
    key: keyOf(option.value),
    title: option.text[language],
    value: option.value,
    alone: option.alone,
  }));
}

/** Two values are the same where what decides is: the words of an option may change. */
export function keyOf(value: Value): string {
  return 'coding' in value ? `${value.coding.system ?? ''} ${value.coding.code}` : JSON.stringify(value);
}

/** One of a few. */
function One({ question, onAnswer, children }: AnsweringProps) {
  const visit = useVisit();
  const before = question.answered.map(keyOf);
  const choices = optionsOf(question, visit).map(({ key, title, value }) => ({
    key,
    title,
    // A picture of what is quiet does not tell what was said to it.
    chosen: !question.quiet && before.includes(key),
    onPress: () => onAnswer([value]),
  }));
  return (
    <>
      <ChoiceList choices={choices} say={visit.say} />
      {children}
    </>
  );
}

/** As many as are so; what is said alone is one press, and makes way for "chosen" once something is ticked. */
function Several({ question, onAnswer, children }: AnsweringProps) {
  const visit = useVisit();
  const { say } = visit;
  const options = optionsOf(question, visit) as readonly (ReturnType<typeof optionsOf>[number] &
    Partial<Pick<Option, 'alone'>>)[];
  const signs = options.filter(({ alone }) => alone !== true);
  const before = question.answered.map(keyOf);
  const [chosen, setChosen] = useState<readonly string[]>(before.filter((key) => signs.some((sign) => sign.key === key)));
  const toggle = (key: string) => setChosen((keys) => (keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key]));
  const done = () => onAnswer(signs.filter(({ key }) => chosen.includes(key)).map(({ value }) => value));
  const aloneOnes = options.filter(({ alone }) => alone === true);
  const isOpen = chosen.length === 0;
  return (
    <>
      <Signs signs={signs.map(({ key, title }) => ({ code: key, title }))} chosen={chosen} onToggle={toggle} />
      <div class="screen-actions">
        {isOpen && aloneOnes.length > 0 ? (
          aloneOnes.map(({ key, title, value }) => (
            <Action key={key} label={before.includes(key) ? `✓ ${title}` : title} onPress={() => onAnswer([value])} />
          ))
        ) : (
          <Action kind={question.quiet ? 'plain' : 'main'} label={say('form.on')} disabled={isOpen} onPress={done} />
        )}
        {children}
      </div>
    </>
  );
}

/** What would have to be written: nobody writes it here, and it can be said at the visit. */
function Spoken({ children }: AnsweringProps) {
  const { say } = useVisit();
  return (
    <>
      <p class="triage-sentence">{say('form.spoken')}</p>
      {children}
    </>
  );
}
