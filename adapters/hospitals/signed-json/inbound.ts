import type { Inbound, InboundChange, InboundMessage, Sink } from '../../port/inbound.ts';
import { PUSH_MAX_BYTES } from '../../port/json.ts';
import { parseForm, readLimited } from './body.ts';
import type { LaxConfig } from './config.ts';
import { slotRefOf, slotSnapshot } from './mapping.ts';
import { formText, sha256Hex, utf8 } from './signing.ts';
import { isWeaklySigned } from './weak-signing.ts';
import { pushSchema, schedulePushSchema, scheduleRemovalSchema } from './wire.ts';

/** What a push is answered, in the contract's envelope. */
interface Verdict {
  readonly code: 200 | 201 | 300;
  readonly message: string;
}

type Fields = Readonly<Record<string, string>>;

const done: Verdict = { code: 200, message: 'ok' };
const refused = (message: string): Verdict => ({ code: 201, message });
const notGenuine = (message: string): Verdict => ({ code: 300, message });

/** Calls that tell of what the file of hospitals holds: acknowledged, because hospitals stop at the first refusal, and not taken. */
const NOT_OURS = new Set(['saveHospital', 'saveDepartment', 'department/remove']);

/**
 * Receives what a lax hospital pushes. Which call it is stands in the query, `?call=saveSchedule`, or at the end of the path,
 * `…/api/hosp/saveSchedule`. What is stale or wrongly signed never reaches the sink.
 */
export function createInbound(config: LaxConfig, now: () => number): Inbound {
  return async (request, sink) => {
    const { code, message } = await judge(request, sink, { config, now: now() });
    return Response.json({ code, message, data: null, ok: code === 200 });
  };
}

interface Receiving {
  readonly config: LaxConfig;
  readonly now: number;
}

async function judge(request: Request, sink: Sink, { config, now }: Receiving): Promise<Verdict> {
  if (request.method !== 'POST') return refused('a push is a POST');
  const most = Math.min(config.maxBodyBytes, PUSH_MAX_BYTES);
  if (Number(request.headers.get('content-length') ?? 0) > most) return refused('the push did not arrive whole, or is too long');
  const body = await readLimited(request.body, most).catch(() => undefined);
  if (body === undefined || body === 'too-long') return refused('the push did not arrive whole, or is too long');
  const fields = parseForm(body, config.charset);
  const push = pushSchema.safeParse(fields);
  if (fields === undefined || !push.success) return refused('not a form with hoscode, timestamp and sign');
  if (!isWeaklySigned(fields, config)) return notGenuine('sign');
  if (push.data.hoscode !== config.hoscode) return refused('hoscode');
  const saidAt = Number(push.data.timestamp);
  if (Math.abs(saidAt - now) > config.pushWindowSeconds * 1000) return notGenuine('timestamp');
  const call = callOf(request.url);
  if (NOT_OURS.has(call)) return done;
  const change = changeOf(call, fields, config, Math.min(saidAt, now));
  return change === undefined ? refused(`can not be taken as ${call}`) : offer(sink, await messageOf(call, fields, change));
}

function callOf(address: string): string {
  const { pathname, searchParams } = new URL(address);
  const named = searchParams.get('call') ?? /\/api\/hosp\/(.+)$/.exec(pathname)?.[1] ?? '';
  return /^[A-Za-z/]{1,40}$/.test(named) ? named : 'no call';
}

function changeOf(call: string, fields: Fields, config: LaxConfig, asOf: number): InboundChange | undefined {
  if (call === 'saveSchedule') {
    const schedule = schedulePushSchema.safeParse(fields);
    return schedule.success ? { kind: 'snapshot', slot: slotSnapshot(schedule.data, config), asOf } : undefined;
  }
  const removal = call === 'schedule/remove' ? scheduleRemovalSchema.safeParse(fields) : undefined;
  return removal?.success ? { kind: 'withdrawn', ref: slotRefOf(removal.data) } : undefined;
}

/** The contract has no number of a message. The same form is the same message, whoever delivers it how often. */
async function messageOf(call: string, fields: Fields, change: InboundChange): Promise<InboundMessage> {
  const hash = await sha256Hex(utf8(`${call}\n${formText(fields)}`));
  return { id: `${call}.${fields.timestamp}.${hash.slice(0, 32)}`, hash, changes: [change] };
}

/** The acknowledgement is written only when the gateway has committed. */
async function offer(sink: Sink, message: InboundMessage): Promise<Verdict> {
  const taken = await sink.accept(message).catch(() => 'failed');
  return taken === 'accepted' || taken === 'duplicate' ? done : refused('not kept; send it again');
}
