import * as z from 'zod';

/** How the payment sandbox is reached for one merchant. */
export const sandboxPaymentConfigSchema = z.strictObject({
  /** Origin and prefix, without a slash at the end; without TLS only on this machine. */
  baseUrl: z.url({ protocol: /^https?$/ }).refine((text) => {
    const { protocol, hostname } = new URL(text);
    return protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost';
  }, 'https://…, or http:// on this machine'),
  /** The merchant's number. */
  merchant: z.string().regex(/^[A-Za-z0-9]{4,32}$/),
  /** Base64 of at least 32 bytes; each merchant has its own. */
  secret: z.base64().refine((text) => atob(text).length >= 32, 'at least 32 bytes'),
  /** Origins at which the sandbox has the pages of its links; that of `baseUrl` alone, where none are named. */
  linkOrigins: z
    .array(
      z.url({ protocol: /^https?$/ }).refine((text) => new URL(text).origin === text, 'an origin, without a slash at its end'),
    )
    .min(1)
    .max(4)
    .optional(),
  /** Longest time in ms between the provider receiving a write and a query showing it. */
  settleWindowMs: z.int().min(0).default(5_000),
});

export type SandboxPaymentConfig = z.output<typeof sandboxPaymentConfigSchema>;
export type SandboxPaymentConfigInput = z.input<typeof sandboxPaymentConfigSchema>;
