import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { HOURS, untilOf } from '../sharing.ts';
import { momentIn } from './until.ts';

/** How long, and until when that is. The usual one stands out. */
export function ShareLongScreen() {
  const { services, answers, language, say, act } = useVisit();
  const before = rememberedAnswer(answers, 'share-long');
  const { all, usual } = HOURS[rememberedAnswer(answers, 'share-with') === 'doctor' ? 'doctor' : 'link'];
  const choices = all.map((hours) => ({
    key: `${hours}`,
    title: say(`share-long.${hours}`),
    hint: say('share-long.until', { when: momentIn(language, untilOf(services.now(), hours), services.now()) }),
    chosen: hours === before,
    main: before === undefined && hours === usual,
    onPress: () => act.settle('share-long', hours),
  }));
  return (
    <Screen title={say('share-long.question')}>
      <ChoiceList choices={choices} say={say} />
    </Screen>
  );
}
