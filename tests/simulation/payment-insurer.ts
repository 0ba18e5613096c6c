import type {
  Insured,
  Insurer,
  InsurerDayRow,
  InsurerQuote,
  InsurerRecord,
  InsurerRejectReason,
  InsurerSettlement,
} from '../../adapters/insurers/port.ts';
import type { Split } from '../../adapters/port/charges.ts';
import type { Outcome } from '../../adapters/port/terms.ts';
import type { Line } from '../support/provider-twin.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';
import { SETTLE_WINDOW_MS } from './payment-line.ts';

export interface TrueRecord {
  readonly key: string;
  readonly ref: string;
  readonly kind: 'quote' | 'settlement';
  state: 'open' | 'settled' | 'undone';
  split: Split;
  readonly settledAt: number;
  undoneAt?: number;
}

type Said<T> = Outcome<T, InsurerRejectReason>;

/** What is planted for one settlement. */
export type SettleFate = 'same' | 'less' | 'more' | 'refuse';

export interface InsurerOptions {
  readonly institution: string;
  readonly clock: Pick<VirtualClock, 'now'>;
  readonly line: Line;
  readonly settleFate: () => SettleFate;
  /** Whether the books are closed for what is to be undone now. */
  readonly undoRefused: () => boolean;
}

const QUOTE_MS = 10 * 60_000;

/** An insurer under the code of one hospital, with its own books. */
export class SimulatedInsurer implements Insurer {
  readonly institution: string;
  readonly settleWindowMs = SETTLE_WINDOW_MS;
  readonly records = new Map<string, TrueRecord>();
  readonly notUndoable = new Set<string>();
  readonly #reversed = new Set<string>();
  readonly #options: InsurerOptions;
  #refs = 0;

  constructor(options: InsurerOptions) {
    this.#options = options;
    this.institution = options.institution;
  }

  person: Insurer['person'] = ({ patient }, call) =>
    this.#carry('person', 'read', call, (): Said<Insured | null> => {
      const insured = Number(patient.document.number.replace(/\D/g, '')) % 5 !== 4;
      return { ok: true, value: insured ? { ref: `I-${patient.document.number}`, balance: 100_000 } : null };
    });

  preSettle: Insurer['preSettle'] = (request, call) =>
    this.#carry('preSettle', 'write', call, (): Said<InsurerQuote> => {
      if (this.#reversed.has(request.key)) return no('request-refused');
      const known = this.records.get(request.key);
      const until = this.#options.clock.now() + QUOTE_MS;
      if (known) return { ok: true, value: { key: known.key, ref: known.ref, split: known.split, until } };
      const record = this.#record(request.key, 'quote', 'open', splitOf(request.lines, request.total));
      return { ok: true, value: { key: record.key, ref: record.ref, split: record.split, until } };
    });

  settle: Insurer['settle'] = (request, call) =>
    this.#carry('settle', 'write', call, (): Said<InsurerSettlement> => {
      if (this.#reversed.has(request.key)) return no('request-refused');
      const known = this.records.get(request.key);
      if (known) return known.state === 'settled' ? { ok: true, value: shown(known) } : no('request-refused');
      const quote = this.records.get(request.quote.key);
      if (quote?.kind !== 'quote' || quote.state !== 'open' || quote.ref !== request.quote.ref) return no('quote-unknown');
      const fate = this.#options.settleFate();
      if (fate === 'refuse') return no('suspended');
      quote.state = 'settled';
      return { ok: true, value: shown(this.#record(request.key, 'settlement', 'settled', shifted(quote.split, fate))) };
    });

  find: Insurer['find'] = (key, call) =>
    this.#carry('find', 'read', call, (): Said<InsurerRecord | null> => {
      const record = this.records.get(key);
      return { ok: true, value: record ? { ...record } : null };
    });

  undo: Insurer['undo'] = ({ key, ref }, call) =>
    this.#carry('undo', 'write', call, (): Said<InsurerRecord> => {
      const record = this.records.get(key);
      if (record?.ref !== ref) return no('record-unknown');
      if (record.state !== 'undone' && record.kind === 'settlement' && this.#options.undoRefused()) {
        this.notUndoable.add(key);
        return no('not-undoable');
      }
      if (this.notUndoable.has(key)) return no('not-undoable');
      this.#undo(record);
      return { ok: true, value: { ...record } };
    });

  reverse: Insurer['reverse'] = (key, call) =>
    this.#carry('reverse', 'write', call, (): Said<null> => {
      const record = this.records.get(key);
      if (record) this.#undo(record);
      this.#reversed.add(key);
      return { ok: true, value: null };
    });

  day: Insurer['day'] = async ({ day }) => {
    const from = Date.parse(`${day}T00:00:00+08:00`);
    const rows = [...this.records.values()]
      .filter(({ kind }) => kind === 'settlement')
      .flatMap(({ key, ref, split, settledAt, undoneAt }): InsurerDayRow[] => [
        { kind: 'settled', key, ref, split, at: settledAt },
        ...(undoneAt === undefined ? [] : [{ kind: 'undone', key, ref, split, at: undoneAt } as const]),
      ]);
    return { ok: true, value: { rows: rows.filter(({ at }) => at >= from && at < from + 24 * 3_600_000) } };
  };

  #undo(record: TrueRecord): void {
    record.undoneAt ??= this.#options.clock.now();
    record.state = 'undone';
  }

  #record(key: string, kind: TrueRecord['kind'], state: TrueRecord['state'], split: Split): TrueRecord {
    this.#refs += 1;
    const record = { key, ref: `${this.institution}-${this.#refs}`, kind, state, split, settledAt: this.#options.clock.now() };
    this.records.set(key, record);
    return record;
  }

  #carry: Line['carry'] = (operation, kind, call, act) => this.#options.line.carry(operation, kind, call, act);
}

const shown = ({ key, ref, split, settledAt }: TrueRecord): InsurerSettlement => ({ key, ref, split, settledAt });

function splitOf(
  lines: readonly { readonly amount: number; readonly class: string; readonly ownShare: number }[],
  total: number,
): Split {
  const covered = lines.reduce(
    (sum, line) => sum + (line.class === 'none' ? 0 : Math.floor((line.amount * (10_000 - line.ownShare)) / 10_000)),
    0,
  );
  const fund = Math.floor(covered * 0.6);
  const account = Math.floor((covered - fund) / 2);
  return { total, fund, account, cash: total - fund - account };
}

/** Another split than was quoted, where that is planted and can be. */
function shifted(split: Split, fate: SettleFate): Split {
  const { total, fund, account, cash } = split;
  if (fate === 'less' && cash > 1)
    return { total, fund: fund + Math.floor(cash / 2), account, cash: cash - Math.floor(cash / 2) };
  if (fate === 'more' && fund > 1) return { total, fund: fund - 1, account, cash: cash + 1 };
  return split;
}

function no(reason: InsurerRejectReason): Outcome<never, InsurerRejectReason> {
  return { ok: false, failure: { kind: 'rejected', reason, detail: reason } };
}
