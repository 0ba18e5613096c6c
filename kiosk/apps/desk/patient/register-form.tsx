import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import type { OperationRequest } from '../../../../bff/contract/operations.ts';
import type { PrivacyNotice } from '../../../client/wire.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useLanguage, useSay } from '../../../staff/saying.ts';
import type { Word } from '../../../staff/word.ts';
import { useDesk } from '../at-desk.ts';
import { saidBy, tidyDate } from '../document-number.ts';
import { Form, SelectField, TextField } from '../fields.tsx';
import { Heading } from '../heading.tsx';
import { Act, Submit } from '../keys.tsx';
import { documentNames, registering as words } from '../patient-words.ts';
import type { TypedDocument } from './document-fields.tsx';

type Given = Pick<OperationRequest<'serveAtDesk'>['body'], 'person' | 'phone' | 'consents'>;
type Sex = NonNullable<Given['person']>['sex'];

interface RegisterFormProps {
  readonly document: TypedDocument;
  /** They are registered, and only have to agree anew. */
  readonly consentOnly: boolean;
  readonly busy: boolean;
  readonly notice: Word | undefined;
  readonly errors: Problem['errors'];
  readonly onBack: () => void;
  readonly onRegister: (given: Given) => void;
}

const NAME_MAX = 120;
const PHONE_MAX = 40;
const SEXES: readonly (readonly [Sex, Word])[] = [
  ['female', words.female],
  ['male', words.male],
  ['unknown', words.unknown],
];

/** Who the document says they are, and their yes to the notice, which they gave on paper. */
export function RegisterForm({ document, consentOnly, busy, notice, errors, onBack, onRegister }: RegisterFormProps) {
  const say = useSay();
  const language = useLanguage();
  const said = saidBy(document.type, document.number);
  const [name, setName] = useState('');
  const [birthDate, setBirthDate] = useState<string>(said?.birthDate ?? '');
  const [sex, setSex] = useState<Sex>(said?.sex ?? 'unknown');
  const [phone, setPhone] = useState('');
  const [agreed, setAgreed] = useState(false);
  const [looked, setLooked] = useState(false);
  const text = usePrivacyNotice();
  const born = tidyDate(birthDate);
  const send = () => {
    setLooked(true);
    if (busy || text === undefined || !agreed) return;
    const consents = { privacyNotice: text.version, healthData: text.version, language };
    if (consentOnly) return onRegister({ consents });
    if (name.trim() === '' || born === undefined) return;
    const tidy = phone.trim();
    onRegister({ person: { name: name.trim(), birthDate: born, sex }, consents, ...(tidy === '' ? {} : { phone: tidy }) });
  };
  const refused = (at: string, word: Word) => (errorsAt(errors, at) ? word : undefined);
  return (
    <Form onSend={send}>
      <Heading>{say(consentOnly ? words.agreeTitle : words.title)}</Heading>
      <p>{say(words.document, { type: say(documentNames[document.type]), number: document.number })}</p>
      <Notice word={notice} />
      {!consentOnly && (
        <div class="fields">
          <TextField
            label={words.name}
            value={name}
            onInput={setName}
            maxLength={NAME_MAX}
            required
            trouble={(looked && name.trim() === '' ? words.nameRefused : undefined) ?? refused('person.name', words.nameRefused)}
          />
          <TextField
            label={words.birthDate}
            value={birthDate}
            onInput={setBirthDate}
            maxLength={12}
            required
            trouble={
              (looked && born === undefined ? words.birthDateWrong : undefined) ??
              refused('person.birthDate', words.birthDateRefused)
            }
          />
          <SelectField
            label={words.sex}
            value={sex}
            options={SEXES}
            onChange={setSex}
            trouble={refused('person.sex', words.sexRefused)}
          />
          <TextField
            label={words.phone}
            value={phone}
            onInput={setPhone}
            maxLength={PHONE_MAX}
            trouble={refused('phone', words.phoneRefused)}
          />
        </div>
      )}
      <NoticeText text={text} />
      <label class="tick">
        <input type="checkbox" checked={agreed} onChange={({ currentTarget }) => setAgreed(currentTarget.checked)} />
        {say(words.agreed)}
      </label>
      <p class="trouble" role="status">
        {looked && !agreed && say(words.agreeFirst)}
      </p>
      <div class="row">
        <Submit word={consentOnly ? words.agree : words.register} off={busy || text === undefined} />
        <Act keys="Escape" word={words.back} run={onBack} off={busy} />
      </div>
    </Form>
  );
}

function errorsAt(errors: Problem['errors'], at: string): boolean {
  return Array.isArray(errors) && errors.some((error: { readonly at?: unknown }) => error.at === at);
}

/** Asked for again until it is there: nobody agrees to what nobody has seen. */
function usePrivacyNotice(): PrivacyNotice | undefined {
  const { client } = useDesk();
  const [text, setText] = useState<PrivacyNotice>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (text !== undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    const again = () => {
      if (!left) timer = setTimeout(() => setRound(round + 1), 3_000);
    };
    void client('readPrivacyNotice', {}).then((answer) => {
      if (answer.ok && !left) setText(answer.body);
      else again();
    }, again);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [client, round, text]);
  return text;
}

/** Both texts, in the language of the page, for the person to read or to hear. */
function NoticeText({ text }: { readonly text: PrivacyNotice | undefined }) {
  const say = useSay();
  const language = useLanguage();
  if (text === undefined) return <Notice word={words.loading} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than its frame is read with the arrow keys.
    <section class="consent" tabIndex={0} aria-label={say(words.notice)}>
      <p>
        <strong>{say(words.notice)}</strong>
      </p>
      {Object.values(text.texts).map((each) => (
        <div key={each[language].title}>
          <h2>{each[language].title}</h2>
          {each[language].paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      ))}
    </section>
  );
}
