import type { ShownSummary } from '../../conformance/hospital-under-test.ts';
import type { BookingStatus } from '../../port/booking.ts';
import type { DeliverSummary, SummaryAnswer, SummaryReceipt } from '../../port/preconsult.ts';
import type { RejectReason } from '../../port/terms.ts';
import type { Verdict } from './verdict.ts';

interface Held {
  readonly ref: string;
  readonly request: DeliverSummary;
  readonly content: string;
  withdrawn: boolean;
  replaced: boolean;
}

/** An answer with its place in the order of answers. */
export interface Answered {
  readonly sequence: number;
  readonly answer: SummaryAnswer;
}

export interface SummariesOptions {
  readonly now: () => number;
  /** A booking of the hospital, and the number of the document of whom it is for. */
  readonly booking: (
    ref: string,
  ) => { readonly key: string; readonly status: BookingStatus; readonly documentNumber: string } | undefined;
}

const refused = (reason: RejectReason) => ({ refused: reason }) as const;

/** What doctors were handed over, and what they said of it. It knows nothing of adapters, faults or time beyond its clock. */
export function createSummaries({ now, booking }: SummariesOptions) {
  const all = new Map<string, Held>();
  /** Keys that were withdrawn before anything came under them. */
  const neverToCome = new Set<string>();
  const answers: Answered[] = [];

  const receipt = ({ ref, request: { key }, withdrawn }: Held): SummaryReceipt => ({ key, ref, withdrawn });
  const standing = (bookingRef: string) =>
    [...all.values()].filter(({ request, withdrawn, replaced }) => request.booking.ref === bookingRef && !withdrawn && !replaced);

  /** Why it can not be handed over for its booking now. */
  function refusalOf({ booking: asked, patient, replaces }: DeliverSummary): RejectReason | undefined {
    const known = booking(asked.ref);
    const own = known?.key === asked.key && known.documentNumber === patient.document.number;
    if (known === undefined || !own || known.status === 'wait-listed') return 'booking-unknown';
    if (known.status !== 'booked') return 'booking-over';
    if (replaces !== undefined && !all.has(replaces)) return 'summary-unknown';
    return standing(asked.ref)[0]?.request.key === replaces ? undefined : 'summary-changed';
  }

  return {
    deliver(request: DeliverSummary): Verdict<SummaryReceipt> {
      const { key, booking: asked, patient, patientRef, summary, replaces } = request;
      const content = JSON.stringify([asked.key, asked.ref, patient.document, patientRef, summary, replaces]);
      const before = all.get(key);
      if (neverToCome.has(key) || before?.withdrawn) return refused('key-reused');
      if (before !== undefined) return before.content === content ? { done: receipt(before) } : refused('key-reused');
      const reason = refusalOf(request);
      if (reason !== undefined) return refused(reason);
      const former = replaces === undefined ? undefined : all.get(replaces);
      if (former !== undefined) former.replaced = true;
      const held = { ref: `summary-${all.size + 1}`, request, content, withdrawn: false, replaced: false };
      all.set(key, held);
      return { done: receipt(held) };
    },
    find(key: string): SummaryReceipt | null {
      const held = all.get(key);
      return held === undefined ? null : receipt(held);
    },
    withdraw(key: string): Verdict<null> {
      const held = all.get(key);
      if (held === undefined) neverToCome.add(key);
      else held.withdrawn = true;
      return { done: null };
    },
    answersAfter: (after: number): readonly Answered[] => answers.filter(({ sequence }) => sequence > after),

    /** What the doctor sees and says. */
    shown: (bookingRef: string): readonly ShownSummary[] =>
      booking(bookingRef)?.status === 'booked'
        ? standing(bookingRef).map(({ ref, request: { key, summary } }) => {
            const { saidBy, chiefComplaint, sections, noDiagnosis } = summary;
            return { key, ref, saidBy, chiefComplaint, sections, noDiagnosis };
          })
        : [],
    held: (key: string): number => (all.get(key)?.withdrawn === false ? 1 : 0),
    answer(answer: Omit<SummaryAnswer, 'at'>): void {
      if (!all.has(answer.key)) throw new Error('no such summary');
      answers.push({ sequence: answers.length + 1, answer: { ...answer, at: now() } });
    },
  };
}

export type Summaries = ReturnType<typeof createSummaries>;
