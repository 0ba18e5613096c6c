import { FAULTS, type Fault, type FaultTarget, type RequestsSeen } from '../../conformance/partner-under-test.ts';
import type { MemoryDelays, MemoryRequest } from './config.ts';

/** What comes back over the line. */
export type Reply<T> =
  | { readonly kind: 'answer'; readonly value: T }
  /** The connection was refused: the request was never received. */
  | { readonly kind: 'refused' }
  /** Our credentials were looked at, and nothing else was. */
  | { readonly kind: 'not-taken' }
  /** No answer: time-out, reset, or an internal error of the hospital. */
  | { readonly kind: 'no-answer'; readonly why: string }
  /** An answer that cannot be read. */
  | { readonly kind: 'unreadable'; readonly why: string };

export interface LineOptions {
  readonly sleep: (ms: number) => Promise<void>;
  readonly delays: MemoryDelays;
  readonly chooseFault: (request: MemoryRequest) => Fault | null;
}

/** The line between adapter and hospital, on which everything goes wrong that can. Time passes only through `sleep`. */
export function createLine({ sleep, delays, chooseFault }: LineOptions) {
  let set: { readonly fault: Fault; readonly target: FaultTarget } | null = null;
  let latencyMs = 0;
  let total = 0;
  let writes = 0;
  const pending = new Set<Promise<void>>();

  function faultFor(request: MemoryRequest): Fault | null {
    if (set === null) return chooseFault(request);
    return set.fault === 'refused' || set.target === request.target ? set.fault : null;
  }

  function commitLater(commit: () => unknown): void {
    const late = sleep(delays.lateCommitMs).then(() => {
      commit();
      pending.delete(late);
    });
    pending.add(late);
  }

  async function deliver<T>(fault: Fault | null, commit: () => T, signal: AbortSignal): Promise<Reply<T>> {
    switch (fault) {
      case null:
        return answerAfter(delays.replyMs + latencyMs, commit(), signal);
      case 'slow':
        return answerAfter(delays.slowMs, commit(), signal);
      case 'duplicate':
        commit();
        return answerAfter(delays.replyMs, commit(), signal);
      case 'timeout-before-commit':
        return silence(signal);
      case 'timeout-after-commit':
        commit();
        return silence(signal);
      case 'late-commit':
        commitLater(commit);
        return silence(signal);
      case 'reset-after-commit':
        commit();
        return { kind: 'no-answer', why: 'connection reset' };
      case 'server-error-before-commit':
        return { kind: 'no-answer', why: 'internal error' };
      case 'server-error-after-commit':
        commit();
        return { kind: 'no-answer', why: 'internal error' };
      case 'refused':
        return { kind: 'refused' };
      case 'malformed':
      case 'wrong-charset':
      case 'empty-200':
      case 'html-page':
        commit();
        return { kind: 'unreadable', why: fault };
    }
  }

  async function answerAfter<T>(ms: number, value: T, signal: AbortSignal): Promise<Reply<T>> {
    if (ms === 0) return { kind: 'answer', value };
    return Promise.race([sleep(ms).then((): Reply<T> => ({ kind: 'answer', value })), silence(signal)]);
  }

  return {
    /** Sends one request; `commit` is what the hospital does when it receives it. */
    async exchange<T>(
      request: MemoryRequest,
      { signal, taken }: { readonly signal: AbortSignal; readonly taken: boolean },
      commit: () => T,
    ): Promise<Reply<T>> {
      if (signal.aborted) return { kind: 'refused' };
      const fault = faultFor(request);
      if (fault !== 'refused') {
        total += 1;
        if (request.target === 'write') writes += 1;
      }
      return taken ? deliver(fault, commit, signal) : { kind: 'not-taken' };
    },
    supportedFaults: FAULTS,
    async setFault(fault: Fault | null, target: FaultTarget = 'write'): Promise<void> {
      set = fault === null ? null : { fault, target };
    },
    async setLatency(ms: number): Promise<void> {
      latencyMs = ms;
    },
    requestsSeen: async (): Promise<RequestsSeen> => ({ total, writes }),
    async settled(): Promise<void> {
      await Promise.all(pending);
    },
  };
}

export type Line = ReturnType<typeof createLine>;

/** Never answers; ends when the caller gives up. */
function silence(signal: AbortSignal): Promise<{ readonly kind: 'no-answer'; readonly why: string }> {
  const gaveUp = { kind: 'no-answer', why: 'no answer in time' } as const;
  if (signal.aborted) return Promise.resolve(gaveUp);
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(gaveUp), { once: true }));
}
