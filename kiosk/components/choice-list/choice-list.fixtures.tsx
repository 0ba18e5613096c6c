import type { ComponentFixture } from '../fixture.ts';
import { wayDrawings } from '../pictogram/ways.ts';
import { type Choice, ChoiceList } from './choice-list.tsx';

const press = () => undefined;

export const choiceListFixtures: readonly ComponentFixture[] = [
  {
    name: 'choice-list.states',
    render: (say) => {
      const choices: readonly Choice[] = [
        {
          key: 'main',
          title: say('home.book'),
          hint: say('home.coming.soon'),
          picture: wayDrawings.clock,
          main: true,
          onPress: press,
        },
        { key: 'plain', title: say('home.mine'), hint: say('home.coming.hint'), onPress: press },
        { key: 'chosen', title: say('coverage.self-pay'), chosen: true, onPress: press },
        {
          key: 'aside',
          title: '9:30–10:00',
          aside: `${say('money.yuan', { amount: 30 })}`,
          onPress: press,
        },
        { key: 'closed', title: say('body-part.eyes'), hint: say('hospital.unreachable', { time: '8:40' }), closed: true },
      ];
      return <ChoiceList choices={choices} say={say} />;
    },
  },
  {
    name: 'choice-list.second-page',
    render: (say) => {
      const choices = ['head', 'eyes', 'mouth', 'chest', 'belly', 'skin', 'women', 'mind'] as const;
      return (
        <ChoiceList
          choices={choices.map((part) => ({
            key: part,
            title: say(`body-part.${part}`),
            chosen: part === 'mind',
            onPress: press,
          }))}
          say={say}
        />
      );
    },
  },
];
