import type * as z from 'zod';
import { appointmentOperations } from './appointments/operations.ts';
import { assistOperations } from './assist/operations.ts';
import { deskOperations } from './desk/operations.ts';
import { directoryOperations } from './directory/operations.ts';
import { draftOperations } from './drafts/operations.ts';
import { familyOperations } from './family/operations.ts';
import { identityOperations } from './identity/operations.ts';
import { mergeTables } from './merge-tables.ts';
import { messageOperations } from './messages/operations.ts';
import type { OperationsOf } from './operation.ts';
import { oversightOperations } from './oversight/operations.ts';
import type { OperationId, paths } from './paths.ts';
import { paymentOperations } from './payments/operations.ts';
import { preconsultOperations } from './preconsult/operations.ts';
import { recordOperations } from './records/operations.ts';
import { slipOperations } from './slips/operations.ts';
import { slotOperations } from './slots/operations.ts';

/** The rows of all scenes. */
export const operations = mergeTables(
  directoryOperations,
  slotOperations,
  appointmentOperations,
  slipOperations,
  identityOperations,
  oversightOperations,
  draftOperations,
  familyOperations,
  assistOperations,
  messageOperations,
  deskOperations,
  paymentOperations,
  preconsultOperations,
  recordOperations,
) satisfies OperationsOf<typeof paths>;

export type Operations = typeof operations;

type Infer<T> = T extends z.ZodType ? z.output<T> : undefined;
type Given<T> = T extends z.ZodType ? z.input<T> : undefined;
type Field<O, K extends string> = O extends Record<K, infer T> ? T : undefined;

/** What a handler receives, parsed. */
export interface OperationInput<K extends OperationId> {
  readonly params: Infer<Field<Operations[K], 'params'>>;
  readonly query: Infer<Field<Operations[K], 'query'>>;
  readonly body: Infer<Field<Operations[K], 'body'>>;
}

/** What a client gives, before defaults. */
export interface OperationRequest<K extends OperationId> {
  readonly params: Given<Field<Operations[K], 'params'>>;
  readonly query: Given<Field<Operations[K], 'query'>>;
  readonly body: Given<Field<Operations[K], 'body'>>;
}

/** Status and body of each reply that the contract allows. */
export type OperationReply<K extends OperationId> = {
  [S in keyof Operations[K]['replies']]: { readonly status: S; readonly body: Infer<Operations[K]['replies'][S]> };
}[keyof Operations[K]['replies']];
