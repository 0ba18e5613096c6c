import type { assistPaths } from '../../bff/contract/assist/paths.ts';
import type { AssistEvent, HelpCall } from '../client/wire.ts';
import { type HandlersOf, refused } from './handler.ts';
import { madeUpId } from './made-up-id.ts';
import type { Facts } from './world.ts';

const CODE_MS = 30_000;
/** After so long somebody says that they come. */
const COMING_MS = 4_000;
const LOOK_MS = 1_000;

/** Nobody is called in earnest: the call stands in this page, and whoever comes is made up. */
export const assist = {
  createHelpCall: (facts) => {
    const { call } = facts.help;
    if (call?.state === 'open') return { status: 200, body: call };
    const now = facts.now();
    facts.calls += 1;
    const made: HelpCall = {
      id: madeUpId('hlp', facts.calls),
      state: 'open',
      stage: 'volunteers',
      since: new Date(now).toISOString(),
      urgent: false,
      join: { code: '000000', until: new Date(now + CODE_MS).toISOString() },
    };
    facts.help = { call: made };
    return { status: 201, body: made };
  },
  endHelpCall: (facts, { params }) => {
    const { call, ...rest } = facts.help;
    if (call?.id !== params.id) return refused('not-found');
    const { join: _, ...kept } = call;
    facts.help = { ...rest, call: { ...kept, state: 'ended', outcome: 'withdrawn' } };
    return { status: 204, body: undefined };
  },
  acceptAssistSession: (facts, { params }) => {
    const { session } = facts.help;
    if (session?.id !== params.id || session.state === 'ended') return refused('not-found');
    const running = { ...session, state: 'running' } as const;
    facts.help = { ...facts.help, session: running };
    return { status: 200, body: running };
  },
  publishJourney: (facts, { params }) =>
    facts.help.session?.id === params.id && facts.help.session.state === 'running'
      ? { status: 204, body: undefined }
      : refused('not-found'),
  endAssistSession: (facts, { params, body }) => {
    const { session, call } = facts.help;
    if (session?.id !== params.id) return refused('not-found');
    const outcome = session.state === 'asked' ? 'refused' : body.outcome;
    const isOver = outcome !== 'refused' && call !== undefined;
    facts.help = {
      ...(call && { call: isOver ? { ...call, state: 'ended', outcome: 'helped' } : call }),
      session: { ...session, state: 'ended', outcome },
    };
    return { status: 204, body: undefined };
  },
} satisfies HandlersOf<typeof assistPaths>;

/** Tells whenever something of it has changed, as the gateway's stream does. */
export async function followHelpIn(facts: Facts, onEvent: (event: AssistEvent) => void): Promise<() => void> {
  let told = '';
  const look = () => {
    const { call } = facts.help;
    const comes = call?.state === 'open' && facts.now() >= Date.parse(call.since) + COMING_MS;
    if (comes && call.onTheirWay === undefined) facts.help = { ...facts.help, call: { ...call, onTheirWay: facts.helper } };
    const text = JSON.stringify(facts.help);
    if (text === told) return;
    told = text;
    onEvent({ at: 'kiosk', ...facts.help });
  };
  const timer = setInterval(look, LOOK_MS);
  await Promise.resolve();
  look();
  return () => clearInterval(timer);
}
