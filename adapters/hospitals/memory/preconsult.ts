import type { TrueSummaries } from '../../conformance/hospital-under-test.ts';
import {
  answerRow,
  isSummaryKey,
  type PreconsultFacet,
  receiptRow,
  type SummaryAnswers,
  summaryFault,
} from '../../port/preconsult.ts';
import { leftOutOf, usableRows } from '../../port/rows.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import type { MemoryOperation } from './config.ts';
import { checkedWrite, parseCursor, rejected } from './mapping.ts';
import type { Answered, Summaries } from './summaries.ts';
import type { Verdict } from './verdict.ts';

interface Asking {
  readonly summaries: Summaries;
  readonly settleWindowMs: number;
  readonly pageSize: number;
  read<T>(operation: MemoryOperation, call: Call, look: () => T): Promise<Outcome<T>>;
  write<T>(operation: MemoryOperation, call: Call, change: () => Verdict<T>): Promise<Outcome<T>>;
}

const notAKey = () => rejected('request-refused', 'not a key of summaries');

/** What is handed to the doctors of the hospital in memory. */
export function preconsultOf({ summaries, settleWindowMs, pageSize, read, write }: Asking): PreconsultFacet {
  return {
    settleWindowMs,
    async deliver(request, call) {
      if (!isSummaryKey(request.key)) return notAKey();
      const fault = summaryFault(request.summary);
      if (fault !== undefined) return rejected('request-refused', `no summary: ${fault}`);
      return checkedWrite(await write('preconsult.deliver', call, () => summaries.deliver(request)), receiptRow);
    },
    find: (key, call) => read('preconsult.find', call, () => summaries.find(key)),
    async withdraw(key, call) {
      if (!isSummaryKey(key)) return notAKey();
      return write('preconsult.withdraw', call, () => summaries.withdraw(key));
    },
    async answers(cursor, call) {
      const after = parseCursor(cursor);
      if (after === undefined) return rejected('request-refused', 'unknown cursor');
      const told = await read('preconsult.answers', call, () => summaries.answersAfter(after));
      return told.ok ? answersPage(told.value, after, pageSize) : told;
    },
  };
}

/** One page of answers that are in order of their sequence. */
function answersPage(all: readonly Answered[], after: number, pageSize: number): Outcome<SummaryAnswers> {
  const page = all.slice(0, pageSize);
  const read = usableRows(page, ({ answer }) => answerRow(answer));
  if (!read.ok) return read;
  const cursor = String(page.at(-1)?.sequence ?? after);
  const { rows: answers, leftOut } = read.value;
  return { ok: true, value: { answers, cursor, more: all.length > page.length, ...leftOutOf(leftOut) } };
}

/** The doctor's screen past the interface, for whoever looks from the side. */
export function trueSummariesOf(summaries: Summaries): TrueSummaries {
  return {
    shown: async (bookingRef) => summaries.shown(bookingRef),
    held: async (key) => summaries.held(key),
    answer: async (answer) => summaries.answer(answer),
  };
}
