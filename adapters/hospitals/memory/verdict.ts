import type { RejectReason } from '../../port/terms.ts';

/** What the hospital itself answers when a request reaches it and the reply gets through. */
export type Verdict<T> = { readonly done: T } | { readonly refused: RejectReason };
