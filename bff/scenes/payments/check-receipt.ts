import { maskedNameOf } from '../identity/patients.ts';
import { readTakenBack, type TakenBack } from './charge-refund-rows.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { type PaymentPart, readPartsByCode } from './part-rows.ts';
import { readReceiptText } from './receipts.ts';

/** What anybody sees of a genuine receipt: no line, no department, no share of an insurer. */
export interface CheckedReceipt {
  /** `older`: what it says is true, and more of the payment was settled since. */
  readonly verdict: 'genuine' | 'older';
  /** Masked. */
  readonly patientName: string;
  /** What the receipt says that was paid, fen. */
  readonly total: number;
  readonly parts: readonly {
    readonly hospitalName: string;
    readonly total: number;
    readonly settledAt: number;
    /** What the hospital took back of it since. */
    readonly back: readonly TakenBack[];
  }[];
}

export type ReceiptVerdict = CheckedReceipt | { readonly verdict: 'forged' | 'unknown' };

/** The receipt whose number this is. */
export async function receiptByCode(dependencies: PaymentDependencies, code: string): Promise<ReceiptVerdict> {
  const settled = await settledBy(dependencies, code);
  return settled.length === 0 ? { verdict: 'unknown' } : present(dependencies, settled, totalOf(settled), 'genuine');
}

/** The receipt whose QR code says this, with or without the address in front. Without our signature it is forged. */
export async function receiptByText(dependencies: PaymentDependencies, given: string): Promise<ReceiptVerdict> {
  const { receiptAddress, slipSigner } = dependencies;
  const read = given.trim();
  const said = readReceiptText(slipSigner, read.startsWith(receiptAddress) ? read.slice(receiptAddress.length) : read);
  if (!said) return { verdict: 'forged' };
  const settled = await settledBy(dependencies, said.code);
  // Signed by us, and of no payment that we have: a backup was restored since. It is not said that it stands.
  if (settled.length === 0) return { verdict: 'unknown' };
  const same = said.total === totalOf(settled) && said.count === settled.length;
  return present(dependencies, settled, said.total, same ? 'genuine' : 'older');
}

async function settledBy({ store }: PaymentDependencies, code: string): Promise<readonly PaymentPart[]> {
  return (await readPartsByCode(store, code)).filter(({ state }) => state === 'settled');
}

const totalOf = (parts: readonly PaymentPart[]) => parts.reduce((sum, { total }) => sum + total, 0);

async function present(
  { store, directory }: PaymentDependencies,
  settled: readonly PaymentPart[],
  total: number,
  verdict: CheckedReceipt['verdict'],
): Promise<CheckedReceipt> {
  const patientName = await maskedNameOf(store, settled[0]?.patientId ?? '');
  const parts = await Promise.all(
    settled.map(async (part) => ({
      hospitalName: directory.hospital(part.hospitalId).name,
      total: part.total,
      settledAt: part.endedAt ?? part.createdAt,
      back: await readTakenBack(store, part.id),
    })),
  );
  return { verdict, patientName, total, parts };
}
