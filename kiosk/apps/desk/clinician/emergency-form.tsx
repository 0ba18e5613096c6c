import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type * as z from 'zod';
import type { Client } from '../../../../bff/contract/client.ts';
import type { breakGlass, openedRecords } from '../../../../bff/contract/records/break-glass-schemas.ts';
import { useAsking } from '../../../staff/asking.ts';
import { Notice } from '../../../staff/parts.tsx';
import { NO_ANSWER } from '../../../staff/problem-words.ts';
import { useSay } from '../../../staff/saying.ts';
import type { Word } from '../../../staff/word.ts';
import { Question } from '../choices.tsx';
import { Form, SelectField, TextField } from '../fields.tsx';
import { Heading } from '../heading.tsx';
import { Submit } from '../keys.tsx';
import { type TypedDocument, useTypedDocument } from '../patient/document-fields.tsx';
import { documentNames } from '../patient-words.ts';
import { openingProblems, reasons, emergency as words } from './words.ts';

type Reason = z.output<typeof breakGlass>['why'];

interface EmergencyFormProps {
  readonly client: Client;
  readonly onOpened: (opened: z.output<typeof openedRecords>) => void;
  /** What stands between the warning and the fields. */
  readonly children: ComponentChildren;
}

const FILE_MAX = 120;
const WORDS_MIN = 10;
const WORDS_MAX = 300;
const BY = [
  ['document', words.byDocument],
  ['file', words.byFile],
] as const;
const REASONS: readonly (readonly [Reason | '', Word])[] = [['', words.choose], ...(Object.entries(reasons) as [Reason, Word][])];

/** Who it is, why they can not be asked, and what happened; then a question that says all of it again. */
export function EmergencyForm({ client, onOpened, children }: EmergencyFormProps) {
  const say = useSay();
  const { busy, notice, say: tell, ask } = useAsking(openingProblems);
  const typed = useTypedDocument();
  const [by, setBy] = useState<'document' | 'file'>('document');
  const [file, setFile] = useState('');
  const [reason, setReason] = useState<Reason | ''>('');
  const [happened, setHappened] = useState('');
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState(false);
  const short = [...happened.trim()].length < WORDS_MIN;
  const noFile = file.trim() === '';
  const check = () => {
    setTried(true);
    tell(undefined);
    const found = by === 'document' ? typed.fits() : !noFile;
    if (!busy && found && reason !== '' && !short) setAsked(true);
  };
  const open = async () => {
    if (reason === '') return;
    const person = by === 'document' ? { document: typed.document } : { file: file.trim() };
    const body = { person, reason, words: happened.trim() };
    const opened = await ask(() => client('openBreakGlass', { body }));
    if (opened) onOpened(opened.body);
  };
  if (asked && reason !== '')
    return (
      <section class="stack">
        <Heading>{say(words.ask)}</Heading>
        <Notice word={notice === NO_ANSWER ? words.again : notice} />
        <Question
          yes={words.yes}
          no={words.no}
          onYes={() => void open()}
          onNo={() => {
            setAsked(false);
            tell(undefined);
          }}
          off={busy}
        >
          <p class="warning">{say(words.warning)}</p>
          <Given document={by === 'document' ? typed.document : undefined} {...{ file, reason, happened }} />
        </Question>
      </section>
    );
  return (
    <section class="stack">
      <Heading>{say(words.title)}</Heading>
      <p class="warning">{say(words.warning)}</p>
      {children}
      <Form onSend={check}>
        <SelectField label={words.by} value={by} options={BY} onChange={setBy} />
        {by === 'document' ? (
          typed.fields
        ) : (
          <TextField
            label={words.file}
            value={file}
            maxLength={FILE_MAX}
            required
            onInput={setFile}
            trouble={tried && noFile ? words.fileWrong : undefined}
          />
        )}
        <SelectField
          label={words.reason}
          value={reason}
          options={REASONS}
          onChange={setReason}
          trouble={tried && reason === '' ? words.chooseReason : undefined}
        />
        <TextField
          label={words.words}
          value={happened}
          maxLength={WORDS_MAX}
          required
          onInput={setHappened}
          trouble={tried && short ? words.wordsShort : undefined}
        />
        <div class="row">
          <Submit word={words.next} off={busy} />
        </div>
      </Form>
    </section>
  );
}

interface GivenProps {
  readonly document: TypedDocument | undefined;
  readonly file: string;
  readonly reason: Reason;
  readonly happened: string;
}

function Given({ document, file, reason, happened }: GivenProps) {
  const say = useSay();
  return (
    <dl class="facts">
      <div>
        <dt>{say(document ? words.askDocument : words.askFile)}</dt>
        <dd>{document ? `${say(documentNames[document.type])} ${document.number}` : file}</dd>
      </div>
      <div>
        <dt>{say(words.askReason)}</dt>
        <dd>{say(reasons[reason])}</dd>
      </div>
      <div>
        <dt>{say(words.askWords)}</dt>
        <dd>{happened}</dd>
      </div>
    </dl>
  );
}
