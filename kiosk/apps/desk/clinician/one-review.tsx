import { useState } from 'preact/hooks';
import type * as z from 'zod';
import type { Client } from '../../../../bff/contract/client.ts';
import type { breakGlass } from '../../../../bff/contract/records/break-glass-schemas.ts';
import { useAsking } from '../../../staff/asking.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useSay } from '../../../staff/saying.ts';
import type { Word } from '../../../staff/word.ts';
import { Question } from '../choices.tsx';
import { Form, SelectField, TextField } from '../fields.tsx';
import { Heading } from '../heading.tsx';
import { Act, Submit } from '../keys.tsx';
import { whenOf } from './record-section.tsx';
import { reviewProblems, verdicts, review as words } from './review-words.ts';
import { clinician, reasons } from './words.ts';

/** Records that were opened in an emergency, and what was said of it. */
export type BreakGlass = z.output<typeof breakGlass>;

type Verdict = NonNullable<BreakGlass['review']>['verdict'];

interface OneReviewProps {
  readonly client: Client;
  /** The name of whoever reviews here. */
  readonly reviewer: string;
  readonly opening: BreakGlass;
  /** What stands now; `own`: it is what was said here. */
  readonly onReviewed: (now: BreakGlass, own: boolean) => void;
  readonly onBack: () => void;
}

const NOTE_MIN = 2;
const NOTE_MAX = 300;
const VERDICTS: readonly (readonly [Verdict | '', Word])[] = [
  ['', words.choose],
  ['justified', verdicts.justified],
  ['not-justified', verdicts['not-justified']],
];

/** Who opened whose records, why and how often they read them; and whether that was right, said once. */
export function OneReview({ client, reviewer, opening, onReviewed, onBack }: OneReviewProps) {
  const say = useSay();
  const { busy, notice, say: tell, ask } = useAsking(reviewProblems);
  const [verdict, setVerdict] = useState<Verdict | ''>('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState(false);
  const short = [...note.trim()].length < NOTE_MIN;
  const keep = async () => {
    if (verdict === '') return;
    const body = { verdict, note: note.trim() };
    const kept = await ask(() => client('reviewBreakGlass', { params: { id: opening.id }, body }));
    const { review } = kept?.body ?? {};
    if (kept) onReviewed(kept.body, review?.verdict === verdict && review.by === reviewer);
  };
  return (
    <section class="stack">
      <Heading>{say(words.who, { by: opening.openedBy, name: opening.patientName, year: opening.birthYear })}</Heading>
      <Notice word={notice} />
      <Opening opening={opening} />
      {asked && verdict !== '' && (
        <Question
          yes={words.yes}
          no={words.no}
          onYes={() => void keep()}
          onNo={() => {
            setAsked(false);
            tell(undefined);
          }}
          off={busy}
        >
          <p>{say(words.ask)}</p>
          <p class="said">{say(verdicts[verdict])}</p>
          <p class="written">{note.trim()}</p>
        </Question>
      )}
      {!asked && !opening.review && (
        <Form
          onSend={() => {
            setTried(true);
            if (!busy && verdict !== '' && !short) setAsked(true);
          }}
        >
          <SelectField
            label={words.verdict}
            value={verdict}
            options={VERDICTS}
            onChange={setVerdict}
            trouble={tried && verdict === '' ? words.chooseVerdict : undefined}
          />
          <TextField
            label={words.note}
            value={note}
            maxLength={NOTE_MAX}
            required
            onInput={setNote}
            trouble={tried && short ? words.noteShort : undefined}
          />
          <div class="row">
            <Submit word={words.next} off={busy} />
            <Act keys="Escape" word={words.back} run={onBack} off={busy} />
          </div>
        </Form>
      )}
      {!asked && opening.review && <Act keys="Escape" word={words.back} run={onBack} />}
    </section>
  );
}

function Opening({ opening }: { readonly opening: BreakGlass }) {
  const say = useSay();
  const { openedBy, openedAt, patientName: name, birthYear: year, why, words: own, reads, until, reviewBy, review } = opening;
  const facts: readonly (readonly [Word, string])[] = [
    [words.openedBy, openedBy],
    [words.whose, say(clinician.who, { name, year })],
    [words.at, whenOf(openedAt)],
    [words.until, whenOf(until)],
    [words.why, say(reasons[why])],
    [words.words, own],
    [words.reads, say(words.times, { count: reads })],
    ...(review
      ? ([
          [words.verdict, say(verdicts[review.verdict])],
          [words.noteOf, review.note],
          [words.reviewedBy, say(words.by, { name: review.by, when: whenOf(review.at) })],
        ] as const)
      : ([[words.reviewBy, whenOf(reviewBy)]] as const)),
  ];
  return (
    <dl class="facts">
      {facts.map(([word, text]) => (
        <div key={word.zh}>
          <dt>{say(word)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
