import { useState } from 'preact/hooks';
import type { DocumentType } from '../../../client/wire.ts';
import { Field } from '../../../components/field/field.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import type { Say } from '../../../i18n/text.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import type { GivenPerson } from '../answers.ts';
import { readResidentNumber } from './resident-number.ts';

const TYPES = [
  'resident-id',
  'hk-macau-residence-permit',
  'taiwan-residence-permit',
  'hk-macau-travel-permit',
  'taiwan-travel-permit',
  'foreigner-residence-permit',
  'passport',
] as const satisfies readonly DocumentType[];

const SEXES = ['female', 'male', 'unknown'] as const;

/** Who somebody is, as their document says it. A resident number tells the birthday and the sex: nobody is asked for them twice. */
export function ParticularsScreen() {
  const { answers, say, act } = useVisit();
  const before = rememberedAnswer(answers, 'particulars');
  const [name, setName] = useState(before?.name ?? '');
  const [type, setType] = useState<DocumentType>(before?.document.type ?? 'resident-id');
  const [number, setNumber] = useState(before?.document.number ?? '');
  const [birthDate, setBirthDate] = useState(before?.birthDate ?? '');
  const [sex, setSex] = useState<GivenPerson['sex'] | ''>(before?.sex ?? '');
  const [looked, setLooked] = useState(false);
  const resident = type === 'resident-id';
  const told = resident ? readResidentNumber(number) : undefined;
  const person = told ?? (resident || birthDate === '' || sex === '' ? undefined : { birthDate, sex });
  const whole = name.trim() !== '' && number.trim() !== '' && person !== undefined;
  const wrongNumber = looked && resident && number.trim() !== '' && told === undefined;
  const submit = (event: Event) => {
    event.preventDefault();
    setLooked(true);
    if (!whole || person === undefined) return;
    act.settle('particulars', { name: name.trim(), ...person, document: { type, number: number.normalize('NFKC').trim() } });
  };
  return (
    <Screen title={say('particulars.question')} lead={<p>{say('particulars.what')}</p>}>
      <form class="field-form" onSubmit={submit} noValidate>
        <Typed label={say('particulars.name')} value={name} autoComplete="name" maxLength={120} onChange={setName} />
        <Field label={say('particulars.type')}>
          {(id) => (
            <select
              id={id}
              class="field-input"
              value={type}
              onChange={({ currentTarget }) => setType(currentTarget.value as DocumentType)}
            >
              {TYPES.map((one) => (
                <option key={one} value={one}>
                  {say(`document-type.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Typed
          label={say('particulars.number')}
          value={number}
          autoComplete="off"
          maxLength={60}
          onChange={setNumber}
          fault={wrongNumber ? say('particulars.wrong-number') : undefined}
        />
        {!resident && (
          <>
            <Field label={say('particulars.birth')}>
              {(id) => (
                <input
                  id={id}
                  class="field-input"
                  type="date"
                  value={birthDate}
                  onInput={({ currentTarget }) => setBirthDate(currentTarget.value)}
                />
              )}
            </Field>
            <SexField say={say} sex={sex} onChange={setSex} />
          </>
        )}
        {looked && !whole && !wrongNumber && (
          <p class="field-fault" role="alert">
            {say('particulars.missing')}
          </p>
        )}
        <button type="submit" class="action action-main">
          <span>{say('particulars.done')}</span>
        </button>
      </form>
    </Screen>
  );
}

interface TypedProps {
  readonly label: string;
  readonly value: string;
  readonly autoComplete: string;
  readonly maxLength: number;
  readonly onChange: (value: string) => void;
  readonly fault?: string | undefined;
}

function Typed({ label, value, autoComplete, maxLength, onChange, fault }: TypedProps) {
  return (
    <Field label={label} fault={fault}>
      {(id) => (
        <input
          id={id}
          class="field-input"
          type="text"
          autoComplete={autoComplete}
          maxLength={maxLength}
          value={value}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Field>
  );
}

interface SexFieldProps {
  readonly say: Say;
  readonly sex: GivenPerson['sex'] | '';
  readonly onChange: (sex: GivenPerson['sex']) => void;
}

function SexField({ say, sex, onChange }: SexFieldProps) {
  return (
    <fieldset class="field field-choices">
      <legend class="field-label">{say('particulars.sex')}</legend>
      {SEXES.map((one) => (
        <button key={one} type="button" class="action" aria-pressed={sex === one} onClick={() => onChange(one)}>
          {say(`particulars.${one}`)}
        </button>
      ))}
    </fieldset>
  );
}
