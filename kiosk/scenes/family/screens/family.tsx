import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { errandDrawings } from '../../../components/pictogram/errands.ts';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';

/** What somebody wants. At a kiosk whoever was given a card, and most likely came for that, needs one press less. */
export function FamilyScreen() {
  const { services, answers, say, act } = useVisit();
  const before = rememberedAnswer(answers, 'family');
  const offered = [
    { key: 'let', picture: errandDrawings.person },
    { key: 'help', picture: wayDrawings.staff },
    ...(services.device === undefined ? [] : [{ key: 'card', picture: wayDrawings.paper } as const]),
    { key: 'grants', picture: wayDrawings.note },
  ] as const;
  const choices = offered.map(({ key, picture }) => ({
    key,
    title: say(`family.${key}`),
    hint: say(`family.${key}.what`),
    picture,
    chosen: key === before,
    onPress: () => act.settle('family', key),
  }));
  return (
    <Screen title={say('family.question')}>
      <ChoiceList choices={choices} say={say} />
    </Screen>
  );
}

/** By the digits of whoever is to help, or by a code for them: on a card where there is paper. */
export function GrantHowScreen() {
  const { services, answers, say, act } = useVisit();
  const before = rememberedAnswer(answers, 'grant-how');
  const given = services.device === undefined ? 'code' : 'card';
  const choices = (['digits', 'card'] as const).map((how) => {
    const words = how === 'card' ? given : how;
    return {
      key: how,
      title: say(`grant-how.${words}`),
      hint: say(`grant-how.${words}.what`),
      picture: how === 'card' ? wayDrawings.paper : wayDrawings.note,
      chosen: how === before,
      onPress: () => act.settle('grant-how', how),
    };
  });
  return (
    <Screen title={say('grant-how.question')}>
      <ChoiceList choices={choices} say={say} />
    </Screen>
  );
}

export function HelpHowScreen() {
  const { answers, say, act } = useVisit();
  const before = rememberedAnswer(answers, 'help-how');
  const choices = (['invite', 'card'] as const).map((how) => ({
    key: how,
    title: say(`help-how.${how}`),
    hint: say(`help-how.${how}.what`),
    picture: how === 'card' ? wayDrawings.paper : wayDrawings.place,
    chosen: how === before,
    onPress: () => act.settle('help-how', how),
  }));
  return (
    <Screen title={say('help-how.question')}>
      <ChoiceList choices={choices} say={say} />
    </Screen>
  );
}
