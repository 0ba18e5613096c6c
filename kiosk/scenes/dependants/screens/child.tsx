import { useState } from 'preact/hooks';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { NamePad } from '../../../components/name-pad/name-pad.tsx';
import { isWhole, startTyping } from '../../../components/name-pad/typing.ts';
import { DIGITS, LETTERS, Pad } from '../../../components/pad/pad.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useLimits, useVisit } from '../../../shell/visit.ts';
import { childsCard } from '../../identity/answers.ts';

/** With the first question of a child it is said what makes the registration firm: here it is by word alone. */
export function RelationshipScreen() {
  const { answers, say, window, act } = useVisit();
  const before = rememberedAnswer(answers, 'relationship');
  const byCard = childsCard(answers) !== undefined;
  const choices = (['parent', 'grandparent', 'guardian'] as const).map((relationship) => ({
    key: relationship,
    title: say(`relationship.${relationship}`),
    chosen: relationship === before,
    onPress: () => act.settle('relationship', relationship),
  }));
  return (
    <Screen title={say('relationship.question')} lead={byCard ? undefined : <p>{say('child.papers', { window })}</p>}>
      <ChoiceList choices={choices} say={say} />
    </Screen>
  );
}

/** The number is a letter and nine digits: first the letters are there to press, then the digits, never both. */
export function ChildNumberScreen() {
  const { answers, say, act } = useVisit();
  const { lengthMax } = useLimits('child-number');
  const [number, setNumber] = useState(rememberedAnswer(answers, 'child-number') ?? '');
  return (
    <Screen title={say('child-number.question')} lead={<p>{say('child-number.hint')}</p>}>
      <Pad
        keys={number === '' ? LETTERS : DIGITS}
        value={number}
        lengthMax={lengthMax}
        onChange={setNumber}
        say={say}
        label={say('child-number.question')}
        shown={`${number.slice(0, 1)} ${number.slice(1).replace(/(\d{3})(?=\d)/g, '$1 ')}`}
      />
      <Action
        kind="main"
        label={say('pad.done')}
        disabled={number.length < lengthMax}
        onPress={() => act.settle('child-number', number)}
      />
    </Screen>
  );
}

/** The day of birth as eight digits, read back as a date before it is accepted. */
export function ChildBirthDateScreen() {
  const { services, answers, say, act } = useVisit();
  const { lengthMax } = useLimits('child-birth-date');
  const [typed, setTyped] = useState((rememberedAnswer(answers, 'child-birth-date') ?? '').replaceAll('-', ''));
  const date = dateIn(typed, services.now());
  const [, year = '', month = '', day = ''] = /^(\d{4})(\d{2})(\d{2})$/.exec(typed) ?? [];
  return (
    <Screen title={say('child-birth-date.question')} lead={<p>{say('child-birth-date.hint')}</p>}>
      <Pad
        keys={DIGITS}
        value={typed}
        lengthMax={lengthMax}
        onChange={setTyped}
        say={say}
        label={say('child-birth-date.question')}
        shown={typed.replace(/^(\d{4})(\d{1,2})?(\d{1,2})?$/, (_, ...parts) => parts.slice(0, 3).filter(Boolean).join(' - '))}
      />
      {typed.length === lengthMax && (
        <p role="status">
          {date === undefined ? say('child-birth-date.wrong') : say('child-birth-date.read', { year, month, day })}
        </p>
      )}
      <Action
        kind="main"
        label={say('pad.done')}
        disabled={date === undefined}
        onPress={() => date !== undefined && act.settle('child-birth-date', date)}
      />
    </Screen>
  );
}

/** A day that exists and is not to come, out of eight digits. */
function dateIn(typed: string, now: number): string | undefined {
  if (!/^\d{8}$/.test(typed)) return undefined;
  const date = `${typed.slice(0, 4)}-${typed.slice(4, 6)}-${typed.slice(6)}`;
  const at = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(at) || at > now || new Date(at).toISOString().slice(0, 10) !== date) return undefined;
  return date;
}

export function ChildSexScreen() {
  const { answers, say, act } = useVisit();
  const before = rememberedAnswer(answers, 'child-sex');
  const choices = (['female', 'male'] as const).map((sex) => ({
    key: sex,
    title: say(`child-sex.${sex}`),
    chosen: sex === before,
    onPress: () => act.settle('child-sex', sex),
  }));
  return (
    <Screen title={say('child-sex.question')}>
      <ChoiceList choices={choices} say={say} />
    </Screen>
  );
}

/** The one thing that has to be written. Who can not is told where somebody writes it for them. */
export function ChildNameScreen() {
  const { answers, say, window, act } = useVisit();
  const { lengthMax } = useLimits('child-name');
  const [typing, setTyping] = useState(startTyping(rememberedAnswer(answers, 'child-name') ?? ''));
  const lead = (
    <>
      <p>{say('child-name.hint')}</p>
      <p>{say('child-name.window', { window })}</p>
    </>
  );
  return (
    <Screen title={say('child-name.question')} lead={lead}>
      <NamePad typing={typing} onType={setTyping} lengthMax={lengthMax} say={say} label={say('child-name.field')} />
      <Action
        kind="main"
        label={say('pad.done')}
        disabled={!isWhole(typing)}
        onPress={() => act.settle('child-name', typing.name.trim())}
      />
    </Screen>
  );
}
