import { useState } from 'preact/hooks';
import type * as z from 'zod';
import type { Client } from '../../../../bff/contract/client.ts';
import type { deskRefundable } from '../../../../bff/contract/payments/schemas.ts';
import { clockOf } from '../../../i18n/when.ts';
import { useAsking } from '../../../staff/asking.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useSay } from '../../../staff/saying.ts';
import { useSum } from '../cashier/one-payment.tsx';
import { type Choice, Choices, Question } from '../choices.tsx';
import { Heading } from '../heading.tsx';
import { Act } from '../keys.tsx';
import { useKeyed } from '../use-keyed.ts';
import type { Said } from './said.ts';
import { refundProblems, refunds as words } from './words.ts';

export type DeskRefundable = z.output<typeof deskRefundable>;
type Part = DeskRefundable['parts'][number];

interface ProposeProps {
  readonly client: Client;
  readonly newKey: () => string;
  readonly refundable: DeskRefundable;
  /** It waits for a second person; what is to be said of it. */
  readonly onProposed: (said: Said) => void;
  readonly onBack: () => void;
}

/** What is chosen of one bill: all of it, or some lines. */
interface Chosen {
  readonly part: number;
  readonly lines: readonly string[] | 'whole';
}

const yuan = (amount: number) => ({ amount, currency: 'CNY' }) as const;

function amountOf({ parts }: DeskRefundable, { part, lines }: Chosen): number {
  const found = parts.find((one) => one.part === part);
  if (lines === 'whole') return found?.whole?.amount ?? 0;
  const chosen = found?.lines.filter(({ ref }) => lines.includes(ref)) ?? [];
  return chosen.reduce((sum, { amount }) => sum + amount.amount, 0);
}

/** A line is chosen, or is so no more; lines of one bill go together, and all of it goes alone. */
function toggled(before: Chosen | undefined, part: number, ref: string): Chosen | undefined {
  const lines = before?.part === part && before.lines !== 'whole' ? before.lines : [];
  const now = lines.includes(ref) ? lines.filter((one) => one !== ref) : [...lines, ref];
  return now.length === 0 ? undefined : { part, lines: now };
}

/** What the hospital takes back of a receipt; the cashier chooses of it, and proposes what they chose. */
export function ProposeRefund({ client, newKey, refundable, onProposed, onBack }: ProposeProps) {
  const say = useSay();
  const sumOf = useSum();
  const { busy, notice, say: tell, ask } = useAsking(refundProblems);
  const keyed = useKeyed(newKey);
  const [chosen, setChosen] = useState<Chosen>();
  const [asked, setAsked] = useState(false);
  const { code, patientName, parts } = refundable;
  const amount = yuan(chosen === undefined ? 0 : amountOf(refundable, chosen));
  const sum = sumOf(amount);
  const propose = async () => {
    if (chosen === undefined) return;
    const { part, lines } = chosen;
    const body = { part, lines: lines === 'whole' ? lines : [...lines], amount };
    const done = await ask(() => keyed((idempotencyKey) => client('proposeRefund', { params: { code }, body, idempotencyKey })));
    if (done) onProposed({ word: words.proposed, amount, clock: clockOf(done.body.until) });
  };
  const named = (part: Part, name: string) =>
    parts.length > 1 ? `${say(words.bill, { number: part.part + 1 })} · ${name}` : name;
  const choice = (part: Part, id: string, name: string, of: Part['whole'], isChosen: boolean, run: () => void): Choice => ({
    id: `${part.part} ${id}`,
    title: named(part, name),
    aside: of && sumOf(of),
    act: say(isChosen ? words.chosen : words.choose),
    chosen: isChosen,
    off: busy,
    run,
  });
  const choicesOf = (part: Part): readonly Choice[] => {
    const mine = chosen?.part === part.part ? chosen.lines : [];
    const whole = () => setChosen(mine === 'whole' ? undefined : { part: part.part, lines: 'whole' });
    return [
      ...(part.whole ? [choice(part, 'whole', say(words.whole), part.whole, mine === 'whole', whole)] : []),
      ...part.lines.map(({ ref, name, amount }) =>
        choice(part, ref, name, amount, mine !== 'whole' && mine.includes(ref), () =>
          setChosen((before) => toggled(before, part.part, ref)),
        ),
      ),
    ];
  };
  const choices = parts.flatMap(choicesOf);
  const states = new Set(parts.map(({ state }) => state));
  return (
    <section class="stack">
      <Heading>{patientName}</Heading>
      <Notice word={notice} />
      {states.has('under-way') && <p>{say(words.underWay)}</p>}
      {states.has('unavailable') && <p>{say(words.unavailable)}</p>}
      {choices.length === 0 && states.has('nothing') && <p>{say(words.nothing)}</p>}
      {asked ? (
        <Question
          yes={words.proposeYes}
          filling={{ sum }}
          no={words.back}
          onYes={() => void propose()}
          onNo={() => {
            setAsked(false);
            tell(undefined);
          }}
          off={busy}
        >
          <p>{say(words.proposeAsk)}</p>
          <p class="sum">{sum}</p>
        </Question>
      ) : (
        <>
          {choices.length > 0 && <p>{say(words.what)}</p>}
          <Choices wide label={say(words.what)} choices={choices} />
          <div class="row">
            {choices.length > 0 && (
              <Act
                keys="F2"
                word={words.propose}
                filling={{ sum }}
                run={() => setAsked(true)}
                off={busy || chosen === undefined}
                main
              />
            )}
            <Act keys="Escape" word={words.another} run={onBack} off={busy} />
          </div>
        </>
      )}
    </section>
  );
}
