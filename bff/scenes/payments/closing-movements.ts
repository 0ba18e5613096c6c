import type { Account, Movement } from './ledger-rows.ts';

/** How people brought something about money to an end. What it means of each kind of thing: docs/operations.md. */
export type EndedAs = 'settled' | 'undone';

type Balances = Readonly<Partial<Record<Account, number>>>;

const ACCOUNTS = ['held', 'hospital', 'payer', 'fund', 'insured'] as const satisfies readonly Account[];

/** What these movements came to, by account, fen. */
function balancesOf(movements: readonly Omit<Movement, 'businessKey'>[]): Record<Account, number> {
  const balances = { held: 0, hospital: 0, payer: 0, fund: 0, insured: 0 };
  for (const { from, to, fen } of movements) {
    balances[from] -= fen;
    balances[to] += fen;
  }
  return balances;
}

/** Movements from where something is left to where something lacks, each under a key of its own: one a pair of accounts. */
function movementsTo(wanted: Balances, now: Balances, name: string): readonly Movement[] {
  const lacks = new Map(ACCOUNTS.map((account) => [account, (wanted[account] ?? 0) - (now[account] ?? 0)]));
  const movements: Movement[] = [];
  for (const from of ACCOUNTS)
    for (const to of ACCOUNTS) {
      const fen = Math.min(-(lacks.get(from) ?? 0), lacks.get(to) ?? 0);
      if (fen <= 0) continue;
      movements.push({ from, to, fen, businessKey: `closed:${name}:${from}:${to}` });
      lacks.set(from, (lacks.get(from) ?? 0) + fen);
      lacks.set(to, (lacks.get(to) ?? 0) - fen);
    }
  return movements;
}

/**
 * What moves when people end a part, of the money that the ledger has of it: as `settled`, what is held is the hospital's; as `undone`,
 * everything is where it came from. What was never posted is not posted now, and a refund that has not ended moves by itself.
 * @param goingBack of refunds that have not ended, fen
 */
export function movementsOfPart(
  partId: string,
  { as, posted, goingBack }: { readonly as: EndedAs; readonly posted: readonly Movement[]; readonly goingBack: number },
): readonly Movement[] {
  const now = balancesOf([...posted, { from: 'held', to: 'payer', fen: goingBack }]);
  return movementsTo(as === 'settled' ? { ...now, held: 0, hospital: now.hospital + now.held } : {}, now, partId);
}

/**
 * What moves when people end a refund of charges: as `settled`, its amount is with whom it came from; as `undone`, it is the hospital's as
 * before. @param posted of this refund alone
 */
export function movementsOfChargeRefund(
  id: string,
  {
    as,
    amount,
    insurance: { fund, account },
    posted,
  }: {
    readonly as: EndedAs;
    readonly amount: number;
    readonly insurance: { readonly fund: number; readonly account: number };
    readonly posted: readonly Movement[];
  },
): readonly Movement[] {
  const back = { hospital: -amount, payer: amount - fund - account, fund, insured: account };
  return movementsTo(as === 'settled' ? back : {}, balancesOf(posted), id);
}
