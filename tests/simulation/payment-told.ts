import type { PaymentWorld } from './payment-world.ts';

interface Told {
  readonly about: string;
  readonly part_id: string;
  readonly kind: string;
  readonly fen: number;
  readonly cause: string | null;
  readonly state: string;
  readonly patient_id: string;
}

/** Something of which somebody has to be told exactly once, by the rows of payments. */
interface Due {
  readonly id: string;
  readonly fen: number;
  readonly cause: string | null;
  readonly patient_id: string;
}

const OF = 'JOIN payment_part ON payment_part.id = part_id JOIN payment ON payment.id = payment_part.payment_id';
const RETURNS = `SELECT refund_key AS id, amount AS fen, cause, payment.patient_id FROM payment_refund ${OF}`;
const STUCK = `SELECT refund_key AS id, amount AS fen, NULL AS cause, payment.patient_id FROM payment_refund ${OF}
  WHERE payment_refund.state = 'stuck'`;
const ELSEWHERE = `SELECT order_key AS id, amount AS fen, NULL AS cause, payment.patient_id FROM payment_order ${OF}
  WHERE payment_order.state = 'elsewhere'`;
/** Parts that are for people, and neither because money is stuck on its way back nor because it went elsewhere, which is told of the order. */
const CASES = `SELECT payment_part.id, CASE WHEN cash > 0 THEN cash ELSE total END AS fen, NULL AS cause, payment.patient_id
  FROM payment_part JOIN payment ON payment.id = payment_id WHERE payment_part.state = 'case'
  AND COALESCE(payment_part.reason, '') <> 'paid-elsewhere'
  AND NOT EXISTS (SELECT 1 FROM payment_event WHERE payment_event.part_id = payment_part.id AND payment_event.state = 'returning')`;
const TAKEN_BACK = `SELECT charge_refund.id, charge_refund.amount AS fen, NULL AS cause, payment.patient_id FROM charge_refund ${OF}
  WHERE charge_refund.state = 'case' AND charge_refund.reason <> 'refund-stuck'`;

type Hold = (condition: boolean, otherwise: string) => void;

/**
 * Whoever gets money back, or has something that people must end, has exactly one message of it, and it says how much; nobody is told of what
 * is not so; and each message has come to an end.
 */
export async function checkTold(world: PaymentWorld, hold: Hold): Promise<void> {
  const told = await world.rows<Told>(
    'SELECT about, part_id, kind, fen, cause, state, patient_id FROM message WHERE payment_id IS NOT NULL',
  );
  for (const { kind, state } of told) hold(state !== 'waiting', `a message of ${kind} still waits`);
  const tells = (kind: string, due: readonly Due[]) => {
    const of = told.filter((one) => one.kind === kind);
    for (const { id, fen, cause, patient_id } of due) {
      const own = of.filter(({ about }) => about === id);
      hold(own.length === 1, `${own.length} messages of ${kind} about ${id} (${cause})`);
      const [one] = own;
      hold(one?.fen === fen && one.patient_id === patient_id, `a message of ${kind} tells another amount, or somebody else`);
      hold(one?.cause === cause, `a message of ${kind} says ${one?.cause} where it is ${cause}`);
    }
    hold(of.length === due.length, `${of.length} messages of ${kind}, and ${due.length} things to tell`);
  };
  tells('payment-money-back', await world.rows<Due>(RETURNS));
  const [stuck, elsewhere, cases, taken] = await Promise.all(
    [STUCK, ELSEWHERE, CASES, TAKEN_BACK].map((sql) => world.rows<Due>(sql)),
  );
  tells(
    'payment-with-staff',
    [stuck, elsewhere, cases, taken].flatMap((rows) => rows ?? []),
  );
  await checkEnds(world, told, hold);
}

interface Ended {
  readonly id: string;
  readonly state: string;
  readonly cancel_wanted: number;
  readonly waited: number;
  readonly back: number;
}

/** Who left while it was pending is told how it ended, once; who cancelled, or has all of it back, is not told that again. */
async function checkEnds(world: PaymentWorld, told: readonly Told[], hold: Hold): Promise<void> {
  const ended = await world.rows<Ended>(`SELECT id, state, cancel_wanted, ended_at - COALESCE(paid_at, created_at) AS waited,
    (SELECT count(*) FROM payment_refund WHERE part_id = payment_part.id AND cause IN ('undone', 'other-amount')) AS back
    FROM payment_part`);
  for (const { id, state, cancel_wanted, waited, back } of ended) {
    const paid = told.filter(({ about, kind }) => about === id && kind === 'payment-paid').length;
    const unpaid = told.filter(({ about, kind }) => about === id && kind === 'payment-not-paid').length;
    hold(paid <= (state === 'settled' ? 1 : 0), `${paid} messages that a part in ${state} is paid`);
    hold(unpaid <= (state === 'undone' && cancel_wanted === 0 && back === 0 ? 1 : 0), `${unpaid} messages of a part in ${state}`);
    if (waited <= LEFT_AFTER_MS) continue;
    if (state === 'settled') hold(paid === 1, 'who left hears nothing of what was paid');
    if (state === 'undone' && cancel_wanted === 0 && back === 0)
      hold(unpaid === 1, 'who left hears nothing of what was not paid');
  }
}

/** Nobody is taken to stand before a screen for longer than this. */
const LEFT_AFTER_MS = 2 * 60_000;
