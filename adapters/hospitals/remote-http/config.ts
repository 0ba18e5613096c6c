import * as z from 'zod';
import { REPLY_MAX_BYTES } from '../../port/json.ts';
import { capabilitiesSchema } from './wire.ts';

/** A shared secret and its public name. Both sides hold the same bytes. */
const signingKeySchema = z
  .strictObject({
    id: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
    /** Base64 of at least 32 random bytes. */
    secret: z.base64().refine((text) => atob(text).length >= 32, 'at least 32 bytes'),
  })
  .readonly();

export type SigningKey = z.output<typeof signingKeySchema>;

/** Configuration of one hospital that implements the Onedoor hospital API. A fault in it is the operator's, so it throws. */
export const remoteHttpConfigSchema = z
  .strictObject({
    /** Address of the hospital's server, without a query; `/onedoor/v1/…` is put behind it. */
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .refine((url) => !/[?#@]/.test(url), 'no query, fragment or credentials')
      .transform((url) => url.replace(/\/+$/, '')),
    /** Signs our requests, and the hospital's replies to them. */
    key: signingKeySchema,
    /** Signs the hospital's pushes. Without it none is accepted. */
    pushKey: signingKeySchema.optional(),
    /** What `GET /onedoor/v1/capabilities` answers; the operator has read it and stands for it. */
    capabilities: capabilitiesSchema,
    /** Entries asked for a page. */
    pageSize: z.int().min(1).max(1000).default(200),
    /** Largest reply or push that is read, in bytes. */
    maxBodyBytes: z.int().min(1024).default(REPLY_MAX_BYTES),
  })
  // What one side has signed must never pass for the other side's word.
  .refine(({ key, pushKey }) => pushKey === undefined || (pushKey.id !== key.id && pushKey.secret !== key.secret), {
    message: 'a key of its own for pushes',
    path: ['pushKey'],
  })
  .readonly();

export type RemoteHttpConfigInput = z.input<typeof remoteHttpConfigSchema>;
export type RemoteHttpConfig = z.output<typeof remoteHttpConfigSchema>;
