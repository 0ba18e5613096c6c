import * as z from 'zod';

/** How one gateway for short messages is reached. */
export const smsHttpConfigSchema = z.strictObject({
  /** Origin and prefix, without a slash at the end; without TLS only on this machine. */
  baseUrl: z.url({ protocol: /^https?$/ }).refine((text) => {
    const { protocol, hostname } = new URL(text);
    return protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost';
  }, 'https://…, or http:// on this machine'),
  /** Public name of the shared secret. */
  keyId: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  /** Base64 of at least 32 bytes. */
  secret: z.base64().refine((text) => atob(text).length >= 32, 'at least 32 bytes'),
  /** Whether a key that is repeated makes one message there; to be read in its contract, and not to be guessed. */
  keyed: z.boolean().default(true),
  /** Whether it tells what became of a message. */
  receipts: z.boolean().default(true),
});

export type SmsHttpConfig = z.output<typeof smsHttpConfigSchema>;
export type SmsHttpConfigInput = z.input<typeof smsHttpConfigSchema>;
