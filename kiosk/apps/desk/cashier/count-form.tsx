import { useState } from 'preact/hooks';
import type * as z from 'zod';
import type { Client } from '../../../../bff/contract/client.ts';
import type * as payments from '../../../../bff/contract/payments/schemas.ts';
import type { Asking } from '../../../staff/asking.ts';
import { useSay } from '../../../staff/saying.ts';
import { Question } from '../choices.tsx';
import { Form, TextField } from '../fields.tsx';
import { Act, Submit } from '../keys.tsx';
import { useKeyed } from '../use-keyed.ts';
import { drawer as words } from './drawer-words.ts';
import { useSum } from './one-payment.tsx';

export type Drawer = z.output<typeof payments.drawer>;

interface CountFormProps {
  readonly client: Client;
  readonly newKey: () => string;
  readonly asking: Asking;
  readonly drawer: Drawer;
  readonly onCounted: (drawer: Drawer) => void;
  /** They go off duty, and nobody has counted. */
  readonly onWithout: () => void;
}

/** As long as an amount is, and more. */
const TEXT_MAX = 12;

/** Fen in what was typed as yuan; `undefined` where it is no amount. */
export function fenIn(typed: string): number | undefined {
  const text = typed
    .normalize('NFKC')
    .replace(/[\s,，]/g, '')
    .replace('。', '.');
  const [, yuan, fen = ''] = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return yuan === undefined ? undefined : Number(yuan) * 100 + Number(fen.padEnd(2, '0'));
}

const money = (amount: number) => ({ amount, currency: 'CNY' }) as const;

/** What a count came to, in words. */
export function useResult(): (difference: number) => string {
  const say = useSay();
  const sumOf = useSum();
  return (difference) => {
    if (difference === 0) return say(words.same);
    return say(difference > 0 ? words.over : words.short, { sum: sumOf(money(Math.abs(difference))) });
  };
}

/** What is in the drawer, as the cashier counts it. What that comes to is said once it is kept: nobody counts until it fits. */
export function CountForm({ client, newKey, asking, drawer, onCounted, onWithout }: CountFormProps) {
  const say = useSay();
  const sumOf = useSum();
  const { busy, ask } = asking;
  const keyed = useKeyed(newKey);
  const [text, setText] = useState({ counted: '', float: '' });
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState<'count' | 'without'>();
  const given = { counted: fenIn(text.counted), float: fenIn(text.float) };
  const { counted, float } = given;
  const keep = async () => {
    if (counted === undefined || float === undefined) return;
    const body = { counted: money(counted), float: money(float) };
    const done = await ask(() =>
      keyed((idempotencyKey) => client('countDrawer', { params: { id: drawer.id }, body, idempotencyKey })),
    );
    if (done) onCounted(done.body);
  };
  const field = (name: keyof typeof text) => (
    <TextField
      label={words[name]}
      value={text[name]}
      onInput={(value) => setText((before) => ({ ...before, [name]: value }))}
      maxLength={TEXT_MAX}
      required
      trouble={tried && given[name] === undefined ? words.wrong : undefined}
    />
  );
  if (asked === 'without')
    return (
      <Question yes={words.yesWithout} no={words.no} onYes={onWithout} onNo={() => setAsked(undefined)} off={busy}>
        <p>{say(words.askWithout)}</p>
      </Question>
    );
  if (asked === 'count')
    return (
      <Question yes={words.yes} no={words.no} onYes={() => void keep()} onNo={() => setAsked(undefined)} off={busy}>
        <p>{say(words.ask)}</p>
        <p>
          {say(words.counted)} <strong class="sum">{sumOf(money(counted ?? 0))}</strong>
        </p>
        <p>
          {say(words.float)} <strong class="sum">{sumOf(money(float ?? 0))}</strong>
        </p>
      </Question>
    );
  return (
    <>
      <h2>{say(words.count)}</h2>
      <Form
        onSend={() => {
          setTried(true);
          if (!busy && counted !== undefined && float !== undefined) setAsked('count');
        }}
      >
        {field('counted')}
        {field('float')}
        <div class="row">
          <Submit word={words.next} off={busy} />
          <Act keys="F4" word={words.without} run={() => setAsked('without')} off={busy} />
        </div>
      </Form>
    </>
  );
}
