import * as z from 'zod';

/** How the insurer is reached for one hospital. */
export const sandboxInsurerConfigSchema = z.strictObject({
  /** Origin and prefix, without a slash at the end; without TLS only on this machine. */
  baseUrl: z.url({ protocol: /^https?$/ }).refine((text) => {
    const { protocol, hostname } = new URL(text);
    return protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost';
  }, 'https://…, or http:// on this machine'),
  /** The hospital's code at the insurer (定点医药机构编号). */
  institution: z.string().regex(/^[A-Z0-9]{4,12}$/),
  /** Base64 of at least 32 bytes; each hospital has its own. */
  secret: z.base64().refine((text) => atob(text).length >= 32, 'at least 32 bytes'),
  /** Longest time in ms between the insurer receiving a write and a read showing it. */
  settleWindowMs: z.int().min(0).default(5_000),
});

export type SandboxInsurerConfig = z.output<typeof sandboxInsurerConfigSchema>;
export type SandboxInsurerConfigInput = z.input<typeof sandboxInsurerConfigSchema>;
