import { useState } from 'preact/hooks';
import { Action } from '../../../components/action/action.tsx';
import { Field } from '../../../components/field/field.tsx';
import { codeIn } from '../../../components/field/typed.ts';
import { DIGITS, Pad } from '../../../components/pad/pad.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import type { SpokenKey } from '../../../i18n/text.ts';
import { useVisit } from '../../../shell/visit.ts';

/** Of a code on a card: no I, L, O, U. */
const DIGITS_AND_LETTERS = [...DIGITS, ...'ABCDEFGHJKMNPQRSTVWXYZ'];

export interface CodeQuestionProps {
  readonly question: SpokenKey;
  readonly hint: SpokenKey;
  /** Digits alone, or letters too. */
  readonly of: 'digits' | 'letters';
  readonly length: number;
  /** The code before led nowhere. */
  readonly wrong: boolean;
  readonly onCode: (code: string) => void;
}

/** A code by keys on the screen. Letters are typed with the keys of one's own phone, where it is one's own. */
export function CodeQuestion({ question, hint, of, length, wrong, onCode }: CodeQuestionProps) {
  const { services, say } = useVisit();
  const [typed, setTyped] = useState('');
  const inField = of === 'letters' && services.device === undefined;
  const code = inField ? codeIn(typed).slice(0, length) : typed;
  const whole = code.length === length;
  return (
    <Screen title={say(question)} lead={<p>{say(hint)}</p>}>
      {inField ? (
        <form
          class="field-form private"
          onSubmit={(event) => {
            event.preventDefault();
            if (whole) onCode(code);
          }}
        >
          <Field label={say(question)}>
            {(id) => (
              <input
                id={id}
                class="field-input field-number"
                type="text"
                autoComplete="off"
                autoCapitalize="characters"
                value={typed}
                onInput={({ currentTarget }) => setTyped(currentTarget.value)}
              />
            )}
          </Field>
        </form>
      ) : (
        <Pad
          keys={of === 'digits' ? DIGITS : DIGITS_AND_LETTERS}
          value={typed}
          lengthMax={length}
          onChange={setTyped}
          say={say}
          label={say(question)}
          shown={inFours(typed)}
        />
      )}
      {wrong && <p role="status">{say('family-code.wrong')}</p>}
      <Action kind="main" label={say('offer-code.done')} disabled={!whole} onPress={() => onCode(code)} />
    </Screen>
  );
}

/** What leads nowhere again and again is not tried for ever: who gave it can give another one. */
export function NoSuchCode({ what }: { readonly what: SpokenKey }) {
  const { say, act } = useVisit();
  return (
    <Screen title={say('family-code.none')} lead={<p>{say(what)}</p>}>
      <div class="screen-actions">
        <Action kind="main" label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />
        <Action label={say('trouble.person')} picture={wayDrawings.staff} onPress={act.help} />
      </div>
    </Screen>
  );
}

/** Four and four, as one reads it to somebody. */
export function inFours(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ');
}
