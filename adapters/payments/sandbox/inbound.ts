import { PUSH_MAX_BYTES } from '../../port/json.ts';
import type { Notice, PaymentInbound } from '../port.ts';
import { parseJson, readBounded } from './body.ts';
import type { SandboxPaymentConfig } from './config.ts';
import { digest, isSigned, noticeText, signatureOf } from './signing.ts';
import { noticeSchema } from './wire.ts';

/** 401 not genuine, 400 and 413 not a notice, 405 not a POST. */
type Refused = 400 | 401 | 405 | 413;

/**
 * Receives the provider's notices. What is stale, forged or altered never reaches the sink; one that was caught and sent again within the
 * window is genuine but not new, and the sink says `duplicate`.
 */
export function createInbound({ merchant, secret }: SandboxPaymentConfig, now: () => number): PaymentInbound {
  return async (request, sink) => {
    const received = await receive(request, { merchant, secret, now: now() });
    if (typeof received === 'number') return new Response(null, { status: received });
    // Acknowledged only when the gateway has committed.
    const taken = await sink.accept(received).catch(() => 'failed' as const);
    if (taken === 'failed') return new Response(null, { status: 503 });
    return new Response(null, { status: taken === 'conflict' ? 409 : 204 });
  };
}

async function receive(
  request: Request,
  { merchant, secret, now }: { readonly merchant: string; readonly secret: string; readonly now: number },
): Promise<Notice | Refused> {
  if (request.method !== 'POST') return 405;
  const given = signatureOf(request.headers, now);
  if (given === undefined || given.merchant !== merchant) return 401;
  if (Number(request.headers.get('content-length') ?? 0) > PUSH_MAX_BYTES) return 413;
  const body = await readBounded(request.body, PUSH_MAX_BYTES).catch(() => undefined);
  if (body === undefined) return 413;
  const path = new URL(request.url).pathname;
  if (!(await isSigned(await noticeText({ path, body }, given), given.signature, secret))) return 401;
  const notice = noticeSchema.safeParse(parseJson(body)?.value);
  return notice.success ? { ...notice.data, hash: await digest(body) } : 400;
}
