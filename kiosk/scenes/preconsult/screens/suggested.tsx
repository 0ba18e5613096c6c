import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { answerOf, rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit } from '../../../shell/visit.ts';
import { endedIn } from '../said.ts';
import { AskNurseScreen } from './ask-nurse.tsx';
import { TriageLines } from './triage-lines.tsx';

/** The departments that look after this, the best fit first, each with its reason. One that is chosen is booked as any other. */
export function SuggestedScreen() {
  const { services, answers, language, say, act } = useVisit();
  const [departments, retry] = useLoad(() => services.city.departments());
  if (departments.state !== 'ready') return <Loading load={departments} retry={retry} />;
  const ended = endedIn(answers, 'departments');
  const before = rememberedAnswer(answers, 'suggested')?.code;
  const choices = (ended?.suggestions ?? []).flatMap(({ department: code, name, reason }) => {
    const department = departments.value.find((one) => one.code === code);
    if (department === undefined) return [];
    const here = department.hospitals.some((hospital) => hospital === services.here?.hospital);
    return {
      key: code,
      title: name[language],
      hint: [...(here || services.here === undefined ? [] : [say('department.elsewhere')]), reason[language]].join('\n'),
      chosen: code === before,
      onPress: () => act.settle('suggested', { ...department, here }),
    };
  });
  // Nothing of it can be booked: whoever sorts patients knows where to.
  if (ended === undefined || choices.length === 0) return <AskNurseScreen />;
  const own = () => {
    if (answerOf(answers, 'home') === 'triage') act.settle('home', 'book');
    act.ask('body-part');
  };
  return (
    <Screen
      title={say(choices.length > 1 ? 'suggested.questions' : 'suggested.question')}
      lead={
        <>
          <p class="triage-words">{ended.noDiagnosis[language]}</p>
          <TriageLines approved={ended.content.approved} diagnosis="said" />
        </>
      }
    >
      <ChoiceList choices={choices} say={say} />
      <div class="screen-actions is-row">
        <Action label={say('suggested.own')} onPress={own} />
      </div>
    </Screen>
  );
}
