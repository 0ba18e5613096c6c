import { useState } from 'preact/hooks';
import type { OperationReply } from '../../../../bff/contract/operations.ts';
import { sayDate } from '../../../i18n/when.ts';
import { useAsking } from '../../../staff/asking.ts';
import { Notice } from '../../../staff/parts.tsx';
import { NO_ANSWER, type ProblemWords } from '../../../staff/problem-words.ts';
import { useLanguage, useSay } from '../../../staff/saying.ts';
import type { Word } from '../../../staff/word.ts';
import { useDesk } from '../at-desk.ts';
import { Question } from '../choices.tsx';
import { Form, TextField } from '../fields.tsx';
import { Heading } from '../heading.tsx';
import { Act, Submit } from '../keys.tsx';
import { booking } from '../patient-words.ts';
import { binding as words } from '../phone-words.ts';
import { deskProblems } from '../problem-words.ts';

type Entered = OperationReply<'enterPhoneBinding'>['body'];

/** As it is read out, with blanks between groups. */
const TYPED_MAX = 16;
const CODE = /^\d{8}$/;
const REFUSED: ProblemWords = { 'rate-limited': words.tooMany, 'document-required': words.unproved };

/** The person's phone becomes their own: the code that it shows, the digits that both show, and what came of it. */
export function BindPhoneForm({ onBack }: { readonly onBack: () => void }) {
  const [entered, setEntered] = useState<Entered>();
  const [bound, setBound] = useState(false);
  /** Why nothing came of the code before. */
  const [before, setBefore] = useState<Word>();
  const anew = (why: Word) => {
    setEntered(undefined);
    setBefore(why);
  };
  if (entered === undefined) return <EnterCode before={before} onBack={onBack} onEntered={setEntered} />;
  if (bound) return <Bound entered={entered} onBack={onBack} />;
  return <Compare entered={entered} onAnew={anew} onBound={() => setBound(true)} />;
}

interface EnterCodeProps {
  readonly before: Word | undefined;
  readonly onBack: () => void;
  readonly onEntered: (entered: Entered) => void;
}

function EnterCode({ before, onBack, onEntered }: EnterCodeProps) {
  const say = useSay();
  const { client } = useDesk();
  const { busy, notice, ask } = useAsking(deskProblems);
  const [typed, setTyped] = useState('');
  const [trouble, setTrouble] = useState<Word>();
  const [tried, setTried] = useState(false);
  const find = async () => {
    const code = typed.replace(/[\s-]/g, '');
    if (busy) return;
    if (!CODE.test(code)) return setTrouble(words.wrong);
    setTrouble(undefined);
    setTried(true);
    const found = await ask(() => client('enterPhoneBinding', { body: { code } }), { ...REFUSED, 'not-found': words.none });
    if (found) onEntered(found.body);
  };
  return (
    <Form onSend={() => void find()}>
      <Heading>{say(words.title)}</Heading>
      <Notice word={tried ? notice : before} />
      <p>{say(words.brings)}</p>
      <p>{say(words.how)}</p>
      <TextField label={words.code} value={typed} onInput={setTyped} maxLength={TYPED_MAX} required trouble={trouble} />
      <div class="row">
        <Submit word={words.find} off={busy} />
        <Act keys="Escape" word={booking.back} run={onBack} off={busy} />
      </div>
    </Form>
  );
}

interface CompareProps {
  readonly entered: Entered;
  readonly onAnew: (why: Word) => void;
  readonly onBound: () => void;
}

/** Which phone it is, and what both show; whoever says that it is the same makes it theirs. */
function Compare({ entered, onAnew, onBound }: CompareProps) {
  const say = useSay();
  const language = useLanguage();
  const { client, at } = useDesk();
  const { busy, notice, ask } = useAsking(deskProblems);
  const { id, phone, heldSince, digits } = entered;
  const confirm = async () => {
    let gone = false;
    const confirmed = await ask(async () => {
      const answer = await client('confirmPhoneBinding', { params: { id }, body: {} });
      gone = !answer.ok && answer.problem.code === 'not-found';
      return answer;
    }, REFUSED);
    if (gone) onAnew(words.gone);
    else if (confirmed) onBound();
  };
  const facts = [
    [words.digits, digits],
    [words.phone, phone],
    [words.since, sayDate(language, heldSince, at)],
  ] as const;
  return (
    <>
      <Heading>{say(words.ask)}</Heading>
      <Notice word={notice === NO_ANSWER ? words.again : notice} />
      <Question yes={words.same} no={words.other} onYes={() => void confirm()} onNo={() => onAnew(words.left)} off={busy}>
        <dl class="facts">
          {facts.map(([word, value]) => (
            <div key={word.en}>
              <dt>{say(word)}</dt>
              <dd class={word === words.digits ? 'compared' : undefined}>{value}</dd>
            </div>
          ))}
        </dl>
        <p>{say(words.compare)}</p>
        <p>{say(words.brings)}</p>
      </Question>
    </>
  );
}

function Bound({ entered, onBack }: { readonly entered: Entered; readonly onBack: () => void }) {
  const say = useSay();
  return (
    <>
      <Heading>{say(words.done, { phone: entered.phone })}</Heading>
      <p>{say(words.brings)}</p>
      <p>{say(words.tell)}</p>
      <Act keys="Escape" word={booking.back} run={onBack} main />
    </>
  );
}
