/** What a proof found out. */
export interface Evidence {
  readonly counts: Readonly<Record<string, unknown>>;
  readonly failures: readonly string[];
}

export type Say = (line: string) => void;

/** The same seed asks the same questions; what is not simulated still takes its own course. */
export type Proof = (seed: number, say: Say) => Promise<Evidence>;
