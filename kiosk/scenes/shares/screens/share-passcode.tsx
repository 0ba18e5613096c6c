import { useState } from 'preact/hooks';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { DIGITS, Pad } from '../../../components/pad/pad.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useLimits, useVisit } from '../../../shell/visit.ts';
import { sessionOf } from '../../identity/answers.ts';
import { ownerIn } from '../../records/read-reports.ts';
import { inThrees, isGuessable, madePasscode } from '../passcode.ts';

/** By what a link is opened: six digits that the machine chose, six of one's own, or nothing, said for what it is. */
export function SharePasscodeScreen() {
  const { services, answers, say, act } = useVisit();
  const [typing, setTyping] = useState(false);
  const birthYear = ownerIn(answers).child?.birthYear ?? sessionOf(answers)?.birthYear;
  const settle = (digits: string) => act.settle('share-passcode', { digits });
  if (typing) return <OwnPasscode birthYear={birthYear} onDigits={settle} />;
  const before = rememberedAnswer(answers, 'share-passcode');
  const choices = [
    {
      key: 'made',
      picture: wayDrawings.tick,
      main: before === undefined,
      chosen: typeof before === 'object',
      onPress: () => settle(typeof before === 'object' ? before.digits : madePasscode(services.newKey, birthYear)),
    },
    { key: 'own', picture: wayDrawings.letters, onPress: () => setTyping(true) },
    { key: 'none', chosen: before === 'none', onPress: () => act.settle('share-passcode', 'none') },
  ] as const;
  return (
    <Screen title={say('share-passcode.question')} lead={<p>{say('share-passcode.hint')}</p>}>
      <ChoiceList
        choices={choices.map((choice) => ({
          ...choice,
          title: say(`share-passcode.${choice.key}`),
          hint: say(`share-passcode.${choice.key}.what`),
        }))}
        say={say}
      />
    </Screen>
  );
}

interface OwnPasscodeProps {
  readonly birthYear: number | undefined;
  readonly onDigits: (digits: string) => void;
}

/** What others would try first is not taken: there are five tries. */
function OwnPasscode({ birthYear, onDigits }: OwnPasscodeProps) {
  const { say } = useVisit();
  const { lengthMin, lengthMax } = useLimits('share-passcode');
  const [digits, setDigits] = useState('');
  const whole = digits.length >= lengthMin;
  const guessable = whole && isGuessable(digits, birthYear);
  const question = say('share-passcode.type');
  return (
    <Screen title={question} lead={<p>{say('share-passcode.type.hint')}</p>}>
      <div class="private">
        <Pad
          keys={DIGITS}
          value={digits}
          lengthMax={lengthMax}
          onChange={setDigits}
          say={say}
          label={question}
          shown={inThrees(digits)}
        />
      </div>
      {guessable && <p role="status">{say('share-passcode.guessable')}</p>}
      <div class="screen-actions">
        <Action kind="main" label={say('pad.done')} disabled={!whole || guessable} onPress={() => onDigits(digits)} />
      </div>
    </Screen>
  );
}
