import { useEffect } from 'preact/hooks';
import type { Appointment } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { type Choice, ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { sayStanding } from '../../appointments/screens/tell-offer.tsx';
import { type Tellable, useTellable } from '../../appointments/use-tellable.ts';
import { type ChosenForm, titleOf, visitIn } from '../chosen.ts';
import { FormLines } from './form-lines.tsx';

/** What it is about, where there are several forms. Whoever has begun one goes on with that, and where there is but one nobody is asked. */
export function FormWhichScreen() {
  const { answers } = useVisit();
  const appointment = visitIn(answers);
  return appointment === undefined ? null : <Which appointment={appointment} />;
}

function Which({ appointment }: { readonly appointment: Appointment }) {
  const visit = useVisit();
  const { answers, say, act } = visit;
  const [found, retry] = useTellable(appointment);
  const forms = found.state === 'ready' ? formsIn(found.value) : [];
  const [only, ...more] = forms;
  // What was sent is looked at only by whoever presses it.
  const sent = only?.kind === 'begun' && only.preconsult.state === 'submitted';
  const alone = only !== undefined && more.length === 0 && !sent;
  useEffect(() => {
    if (alone) act.settle('form-which', { ...only, alone });
  }, [alone]);
  if (found.state !== 'ready') return <Loading load={found} retry={retry} />;
  if (alone) return <Loading load={{ state: 'loading' }} retry={retry} />;
  if (only === undefined)
    return (
      <Screen title={say('form-which.none')} lead={<FormLines approved />}>
        <p class="triage-sentence">{say('form-which.none.what')}</p>
        <div class="screen-actions">
          <Action kind="main" label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />
          <Action label={say('frame.finish')} onPress={act.finish} />
        </div>
      </Screen>
    );
  const before = rememberedAnswer(answers, 'form-which');
  const choices = forms.map((chosen) => choiceOf(chosen, before, visit));
  const approved = forms.every((chosen) => titleOf(chosen).approved);
  return (
    <Screen title={say('form-which.question')} lead={<FormLines approved={approved} />}>
      <ChoiceList choices={choices} say={say} />
    </Screen>
  );
}

/** What was begun; and what could be begun, or taken in its place. */
function formsIn({ forms, begun }: Tellable): readonly ChosenForm[] {
  return [
    ...begun.map((preconsult) => ({ kind: 'begun', preconsult }) as const),
    ...forms.map((form) => ({ kind: 'new', form }) as const),
  ];
}

const idOf = (chosen: ChosenForm) => (chosen.kind === 'new' ? chosen.form.id : chosen.preconsult.questionnaire.id);

function choiceOf(chosen: ChosenForm, before: ChosenForm | undefined, { language, say, act }: Visit): Choice {
  return {
    key: idOf(chosen),
    title: titleOf(chosen).title[language],
    hint:
      chosen.kind === 'new' ? say('form-which.minutes', { minutes: chosen.form.minutes }) : sayStanding(chosen.preconsult, say),
    chosen: before !== undefined && idOf(before) === idOf(chosen),
    onPress: () => act.settle('form-which', chosen),
  };
}
