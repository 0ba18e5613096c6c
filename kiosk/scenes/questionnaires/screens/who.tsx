import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import type { SpokenKey } from '../../../i18n/text.ts';
import { answerOf, rememberedAnswer } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { type SaidBy, titleOf } from '../chosen.ts';
import { FormLines } from './form-lines.tsx';

/** Who may say it; `as`: how a relative is told of to the doctor. */
const WHO: readonly { readonly label: SpokenKey; readonly who: SaidBy['who']; readonly as?: SpokenKey }[] = [
  { label: 'form-who.patient', who: 'patient' },
  { label: 'form-who.spouse', who: 'relative', as: 'form-who.spouse.as' },
  { label: 'form-who.child', who: 'relative', as: 'form-who.child.as' },
  { label: 'form-who.relative', who: 'relative' },
  { label: 'form-who.volunteer', who: 'volunteer' },
];

/** Whose words they will be: the doctor reads it. */
export function FormWhoScreen() {
  const { answers, say, act } = useVisit();
  const chosen = answerOf(answers, 'form-which');
  const before = rememberedAnswer(answers, 'form-who');
  const choices = WHO.map(({ label, who, as }) => {
    const relationship = as === undefined ? {} : { relationship: say(as) };
    return {
      key: label,
      title: say(label),
      chosen: before !== undefined && before.who === who && before.relationship === relationship.relationship,
      onPress: () => act.settle('form-who', { who, ...relationship }),
    };
  });
  const minutes = chosen?.kind === 'new' ? [say('form-who.lead', { minutes: chosen.form.minutes })] : [];
  return (
    <Screen
      title={say('form-who.question')}
      lead={<FormLines approved={chosen === undefined || titleOf(chosen).approved} words={minutes} />}
    >
      <ChoiceList choices={choices} say={say} />
    </Screen>
  );
}
