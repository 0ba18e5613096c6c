/** A registration, as a person would tell it. */
export interface Registration {
  readonly kind: 'claim' | 'proved' | 'word';
  readonly document: string;
  readonly madeAt: number;
  /** Of a claim: the phone that opens it. */
  readonly phone?: string;
  /** Of a child that was named by word: by whom, and when last. */
  readonly guardians?: Map<Registration, number>;
  /** When the document was proved, and this registration was taken over. */
  endedAt?: number;
  consents: boolean;
}
