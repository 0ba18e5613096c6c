import { useState } from 'preact/hooks';
import { Field } from '../../../components/field/field.tsx';
import { digitsIn } from '../../../components/field/typed.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useHold } from '../../../shell/use-load.ts';
import { useVisit } from '../../../shell/visit.ts';

/** Fewer digits are no number anywhere. */
const DIGITS_MIN = 6;

/** The number of this phone. What it is for stands above it, and what one does without one below. */
export function PhoneNumberScreen() {
  const { answers, say, act } = useVisit();
  const [phone, setPhone] = useState(rememberedAnswer(answers, 'phone-number') ?? '');
  // Nothing that somebody types is taken away by a newer page.
  useHold(phone !== '');
  const whole = digitsIn(phone).length >= DIGITS_MIN;
  return (
    <Screen title={say('phone-number.question')} lead={<p>{say('phone-number.what')}</p>}>
      <form
        class="field-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (whole) act.settle('phone-number', phone.normalize('NFKC').trim());
        }}
      >
        <Field label={say('phone-number.label')}>
          {(id) => (
            <input
              id={id}
              class="field-input field-number"
              type="tel"
              inputMode="tel"
              autoComplete="tel"
              maxLength={40}
              value={phone}
              onInput={({ currentTarget }) => setPhone(currentTarget.value)}
            />
          )}
        </Field>
        <button type="submit" class="action action-main" disabled={!whole}>
          <span>{say('phone-number.send')}</span>
        </button>
      </form>
      <p class="quiet">{say('phone-number.kiosk')}</p>
    </Screen>
  );
}
