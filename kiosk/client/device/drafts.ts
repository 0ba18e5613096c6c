import type { Draft } from '../../journey/answers.ts';

/** What people had chosen when their screen was cleared: on this machine, in memory, for a quarter of an hour. */
export interface Drafts {
  /** Keeps it under a code of four digits. `owner` is not kept, only whether the same one comes back. */
  keep(code: string, draft: Draft, owner: string): void;
  /** Takes it out again: each is found once. Who guesses finds nothing: after ten codes that are none, no code is looked up for a while. */
  take(code: string): Draft | undefined;
  /** Whether this person left one here. */
  hasOf(owner: string): Promise<boolean>;
  /** Takes out the newest of this person, who needs no code. */
  takeOf(owner: string): Promise<Draft | undefined>;
  /** Whether there is any. */
  readonly some: boolean;
  /** A code that nothing is kept under. */
  newCode(): string;
}

const KEPT_MS = 15 * 60_000;
const DRAFTS_MAX = 20;
const CODES = 10_000;
/** Wrong codes on this machine in a quarter of an hour, whoever enters them: a thousandth of all there are. */
const GUESSES_MAX = 10;

interface Kept {
  readonly draft: Draft;
  readonly owner: Promise<string>;
  readonly until: number;
}

/**
 * `random` gives a number from 0 to 1. Whose a draft is stays in the form of a salted hash (SHA-256), so that nothing of a person is
 * found in the memory of the machine that they have left.
 */
export function makeDrafts(now: () => number, random: () => number, crypto: Pick<Crypto, 'subtle'> = globalThis.crypto): Drafts {
  const kept = new Map<string, Kept>();
  let guesses: readonly number[] = [];
  const salt = String(random());
  const hash = async (owner: string) => {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(salt + owner));
    return String.fromCharCode(...new Uint8Array(digest));
  };
  const forgetOld = () => {
    for (const [code, { until }] of kept) if (now() >= until) kept.delete(code);
  };
  const codeOf = async (owner: string): Promise<string | undefined> => {
    forgetOld();
    const wanted = await hash(owner);
    for (const [code, entry] of [...kept].reverse()) if ((await entry.owner) === wanted) return code;
    return undefined;
  };
  return {
    keep(code, draft, owner) {
      forgetOld();
      const [oldest] = kept.keys();
      if (kept.size >= DRAFTS_MAX && oldest !== undefined) kept.delete(oldest);
      kept.set(code, { draft, owner: hash(owner), until: now() + KEPT_MS });
    },
    take(code) {
      forgetOld();
      guesses = guesses.filter((at) => now() < at + KEPT_MS);
      if (guesses.length >= GUESSES_MAX) return undefined;
      const found = kept.get(code)?.draft;
      if (found === undefined) guesses = [...guesses, now()];
      kept.delete(code);
      return found;
    },
    hasOf: async (owner) => (await codeOf(owner)) !== undefined,
    async takeOf(owner) {
      const code = await codeOf(owner);
      const found = code === undefined ? undefined : kept.get(code)?.draft;
      kept.delete(code ?? '');
      return found;
    },
    get some() {
      forgetOld();
      return kept.size > 0;
    },
    newCode() {
      forgetOld();
      const first = Math.floor(random() * CODES);
      const codes = Array.from({ length: DRAFTS_MAX + 1 }, (_, next) => String((first + next) % CODES).padStart(4, '0'));
      // One more than can be kept: one of them is free.
      return codes.find((code) => !kept.has(code)) ?? '0000';
    },
  };
}
