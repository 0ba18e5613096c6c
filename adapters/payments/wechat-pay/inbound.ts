import { PUSH_MAX_BYTES } from '../../port/json.ts';
import type { Notice, NoticeSink, PaymentInbound } from '../port.ts';
import { parseJson, readLimited } from './body.ts';
import type { WechatPayConfig } from './config.ts';
import { type Bytes, decrypt, judge, sha256Hex } from './signing.ts';
import { noticedPaymentSchema, noticedRefundSchema, noticeSchema } from './wire.ts';

/** What a notice is answered. Whatever is no 2xx is sent again, 15 times in 24 hours. */
interface Verdict {
  readonly status: 204 | 400 | 401 | 405 | 409 | 413 | 503;
  readonly why: string;
}

const DONE: Verdict = { status: 204, why: '' };

/**
 * Receives notices, https://pay.weixin.qq.com/doc/v3/merchant/4012791861. What is stale, forged or altered, and what WeChat Pay signs
 * wrongly on purpose, never reaches the sink. Who is told nothing but what to ask about needs no more than a number.
 */
export function createInbound(config: WechatPayConfig, now: () => number): PaymentInbound {
  return async (request, sink) => {
    const read = await receive(request, config, now());
    const { status, why } = 'status' in read ? read : await offer(read, sink);
    if (status === 204) return new Response(null, { status });
    return Response.json({ code: 'FAIL', message: why }, { status });
  };
}

async function receive(request: Request, config: WechatPayConfig, now: number): Promise<Notice | Verdict> {
  if (request.method !== 'POST') return { status: 405, why: 'a notice is a POST' };
  if (Number(request.headers.get('content-length') ?? 0) > PUSH_MAX_BYTES) return { status: 413, why: 'too long' };
  const body = await readLimited(request.body, PUSH_MAX_BYTES).catch(() => undefined);
  if (body === undefined) return { status: 400, why: 'it did not arrive whole' };
  if (body === 'too-long') return { status: 413, why: 'too long' };
  const verdict = judge(request.headers, body, config.platformKeys, now);
  if (verdict.kind === 'genuine') return read(body, config);
  // Refused, and not as what is forged: whoever counts attacks counts 401.
  if (verdict.kind === 'probe') return { status: 400, why: 'a probe of our verification' };
  return { status: 401, why: verdict.kind === 'unsigned' ? 'not signed' : verdict.detail };
}

/** What a genuine notice is about. */
function read(body: Bytes, config: WechatPayConfig): Notice | Verdict {
  const notice = noticeSchema.safeParse(parseJson(body)?.value);
  if (!notice.success) return { status: 400, why: 'not a notice' };
  const { id, event_type: event, resource } = notice.data;
  const sealed = decrypt(resource, config.apiV3Key);
  if (sealed === undefined) return { status: 400, why: 'sealed with another APIv3 key' };
  const about = aboutOf(event, parseJson(sealed)?.value);
  // Of something that Onedoor has no part in, as a transfer or a coupon of the same merchant's: taken, so that it is not sent again.
  if (about === 'nothing of ours') return DONE;
  if (about === undefined) return { status: 400, why: 'a notice that does not say what it is about' };
  if (about.merchant !== config.merchant) return { status: 400, why: 'of another merchant' };
  // What was sealed is hashed: sent again, it may be sealed anew.
  return { id, hash: sha256Hex(sealed), about: { kind: about.kind, key: about.key } };
}

interface About {
  readonly kind: 'payment' | 'refund';
  readonly key: string;
  readonly merchant: string;
}

function aboutOf(event: string, value: unknown): About | 'nothing of ours' | undefined {
  if (event.startsWith('TRANSACTION.')) {
    const { data } = noticedPaymentSchema.safeParse(value);
    return data && { kind: 'payment', key: data.out_trade_no, merchant: data.mchid };
  }
  if (event.startsWith('REFUND.')) {
    const { data } = noticedRefundSchema.safeParse(value);
    return data && { kind: 'refund', key: data.out_refund_no, merchant: data.mchid };
  }
  return 'nothing of ours';
}

/** The acknowledgement is written only when the gateway has committed. */
async function offer(notice: Notice, sink: NoticeSink): Promise<Verdict> {
  const taken = await sink.accept(notice).catch(() => 'failed' as const);
  if (taken === 'accepted' || taken === 'duplicate') return DONE;
  if (taken === 'conflict') return { status: 409, why: 'the number belongs to another notice' };
  return { status: 503, why: 'not kept; send it again' };
}
