import type * as z from 'zod';
import type { Access } from './access.ts';
import type { ProblemCode } from './problems.ts';

/** One row of the contract. Validation, routes, OpenAPI and the typed client all come from it. */
export interface Operation {
  readonly summary: string;
  /** Who may call. */
  readonly access: Access;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Schema of the body by status; `null` for no body. */
  readonly replies: Readonly<Record<number, z.ZodType | null>>;
  /** Needs an Idempotency-Key. */
  readonly keyed?: boolean;
  /** For how many requests it counts: what rings somebody's phone, tries a secret or calls a hospital is to be had less often. Default 1. */
  readonly cost?: number;
  /** It tries a secret or costs money: it counts where it comes from too, however many sessions one has there. */
  readonly secret?: true;
  /**
   * A member of staff may call it with a session that is locked, because nobody has touched its page for a minute: it shows and changes
   * nothing that whoever comes by must not have. Every other operation that is for staff answers `staff-locked`.
   */
  readonly whileLocked?: true;
  /** Replies are `text/event-stream`. */
  readonly stream?: boolean;
  /** Successes are text of this type, and no JSON: a file that a browser hands to another program. Their schema is that of the whole text. */
  readonly file?: 'text/calendar; charset=utf-8';
  /** Problems of this operation besides those that any operation can answer. */
  readonly problems: readonly ProblemCode[];
}

/** The rest of each row of a scene's addresses. */
export type OperationsOf<Paths> = { readonly [Name in keyof Paths]: Operation };
