import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { PaymentTables } from './tables.ts';

const template = templates<PaymentTables>();

/** Name of the guard: what is posted under this key was not posted before. */
export const POSTED_ONCE = 'posted-once';

/**
 * Accounts of the ledger. `payer`: people's own money. `fund`, `insured`: the insurer's funds, and people's own accounts there. `held`: with
 * the hospital, whose bill is not settled by it yet. `hospital`: with the hospital, and its bill is settled.
 */
export type Account = 'payer' | 'fund' | 'insured' | 'held' | 'hospital';

/** Money that moves, fen. Of 0 nothing is posted. */
export interface Movement {
  readonly from: Account;
  readonly to: Account;
  readonly fen: number;
  /** What it is, once and for ever: `paid:<order>`. */
  readonly businessKey: string;
}

const insertMovement = template(
  (
    q,
    p: {
      id: string;
      at: number;
      hospitalId: string;
      partId: string;
      from: string;
      to: string;
      fen: number;
      businessKey: string;
    },
  ) =>
    q
      .insertInto('ledger_movement')
      .values({
        id: p.id,
        at: p.at,
        hospital_id: p.hospitalId,
        part_id: p.partId,
        from_account: p.from,
        to_account: p.to,
        fen: p.fen,
        business_key: p.businessKey,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

/** Parts that post movements of one part of a payment, each once: refused as `POSTED_ONCE` where one was posted before. */
export function postParts(
  posting: { readonly hospitalId: string; readonly partId: string; readonly at: number; readonly nextId: () => string },
  movements: readonly Movement[],
): readonly Part[] {
  const { hospitalId, partId, at, nextId } = posting;
  return movements
    .filter(({ fen }) => fen !== 0)
    .map((movement) => guarded(insertMovement({ id: nextId(), at, hospitalId, partId, ...movement }), POSTED_ONCE));
}

/** A part has few: what came in, what went out, and a few lines that were taken back. */
const MOVEMENTS_MAX = 1_000;

const selectMovements = template<{ partId: string; limit: number }, Omit<Movement, 'from' | 'to'> & { from: string; to: string }>(
  (q, p) =>
    q
      .selectFrom('ledger_movement')
      .select(['from_account as from', 'to_account as to', 'fen', 'business_key as businessKey'])
      .where('part_id', '=', p.partId)
      .orderBy('id')
      .limit(p.limit),
);

/** Everything that was posted of a part, the oldest first. */
export async function readMovements(store: Pick<Store, 'read'>, partId: string): Promise<readonly Movement[]> {
  const rows = await store.read(selectMovements({ partId, limit: MOVEMENTS_MAX }));
  return rows.map(({ from, to, fen, businessKey }) => ({
    from: from as Account,
    to: to as Account,
    fen: Number(fen),
    businessKey,
  }));
}

/** One account of a hospital on one day, fen. */
export interface AccountDay {
  readonly hospitalId: string;
  readonly account: string;
  readonly fen: number;
}

type Span = { readonly day: string; readonly before: string; readonly from: number; readonly to: number };

/** What moved in [from, to) by hospital and account, in and out. */
const MOVED = (p: { from: number; to: number }) => sql`
  SELECT hospital_id, to_account AS account, fen FROM ledger_movement WHERE at >= ${p.from} AND at < ${p.to}
  UNION ALL SELECT hospital_id, from_account, -fen FROM ledger_movement WHERE at >= ${p.from} AND at < ${p.to}`;

const insertBalances = template((q, p: Span) =>
  q
    .insertInto('ledger_balance')
    .columns(['day', 'hospital_id', 'account', 'fen'])
    .expression(
      q
        .selectFrom(
          sql<{ hospital_id: string; account: string; fen: number }>`(${MOVED(p)}
            UNION ALL SELECT hospital_id, account, fen FROM ledger_balance WHERE day = ${p.before})`.as('moved'),
        )
        .select([
          sql<string>`CAST(${p.day} AS TEXT)`.as('day'),
          'moved.hospital_id',
          'moved.account',
          sql<number>`CAST(SUM(moved.fen) AS BIGINT)`.as('fen'),
        ])
        .where(sql<boolean>`1 = 1`)
        .groupBy(['moved.hospital_id', 'moved.account']),
    )
    .onConflict((conflict) => conflict.doNothing()),
);

/** The balances at the end of a day, of those of the day before and what moved; what is there stays. */
export function closeDayPart(span: Span): Part {
  return insertBalances({ ...span });
}

export const selectBalances = template<{ day: string }, AccountDay>((q, p) =>
  q.selectFrom('ledger_balance').select(['hospital_id as hospitalId', 'account', 'fen']).where('day', '=', p.day),
);

export const selectMoved = template<{ from: number; to: number }, { hospitalId: string; from: string; to: string; fen: number }>(
  (q, p) =>
    q
      .selectFrom('ledger_movement')
      .select([
        'hospital_id as hospitalId',
        'from_account as from',
        'to_account as to',
        sql<number>`CAST(SUM(fen) AS BIGINT)`.as('fen'),
      ])
      .where('at', '>=', p.from)
      .where('at', '<', p.to)
      .groupBy(['hospital_id', 'from_account', 'to_account']),
);

/** The last day that was closed, and when the ledger begins; null where there is none. */
export const selectClosed = template<Record<string, never>, { lastDay: string | null; firstAt: number | null }>((q) =>
  q.selectNoFrom([
    sql<string | null>`(SELECT MAX(day) FROM ledger_balance)`.as('lastDay'),
    sql<number | null>`(SELECT MIN(at) FROM ledger_movement)`.as('firstAt'),
  ]),
);
