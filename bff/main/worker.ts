import { pause, systemClock } from '../platform/clock.ts';
import { send } from '../platform/http/gateway.ts';
import { problem, toWire } from '../platform/http/reply.ts';
import { createIds, systemRandom } from '../platform/ids.ts';
import { createLog, errorFields, type Log } from '../platform/log.ts';
import type { D1Binding } from '../platform/store/d1/d1-binding.ts';
import type { Onedoor } from './compose.ts';
import { readWorkerConfig } from './worker-config.ts';
import { ADDRESS_HEADER, createSite, type Site } from './worker-site.ts';

/** Bindings and settings of the Worker (`wrangler.toml`). */
type Environment = Readonly<Record<string, unknown>> & { readonly DB: D1Binding };

interface Context {
  /** Keeps the invocation alive for this, at most half a minute after the answer. */
  waitUntil(work: Promise<unknown>): void;
}

/** Tasks that a request made are begun until this long after its answer. */
const AFTER_ANSWER_MS = 15_000;
const LOOK_EVERY_MS = 1_000;

/** Data only (see `createSite`): read from the environment once an isolate, because a deployment has one environment. */
let site: Site | undefined;

/** The gateway on Cloudflare Workers: the same composition as on Node, on D1, with no loop in the background. */
export default {
  async fetch(request: Request, environment: Environment, context: Context): Promise<Response> {
    const onedoor = await open(environment);
    if (!onedoor) return unavailable();
    const address = request.headers.get(ADDRESS_HEADER) ?? 'unknown';
    const answer = Promise.resolve(onedoor.app.fetch(request, { address }));
    // Also when the caller is gone: what was begun at a hospital is brought to its end.
    context.waitUntil(finish(answer, onedoor));
    return answer;
  },

  /** Works what is due, for most of the minute until the next run. */
  async scheduled(_event: unknown, environment: Environment): Promise<void> {
    const onedoor = await open(environment);
    if (!onedoor) return;
    const until = systemClock.now() + (site?.config.TASKS_FOR_SECONDS ?? 0) * 1_000;
    while (systemClock.now() < until) {
      await onedoor.dependencies.tasks.runDue(until);
      await pause(systemClock, LOOK_EVERY_MS);
    }
    await onedoor.stop();
  },
};

/** A gateway for this invocation; `undefined`, and the reason in the log, when there can be none. */
async function open(environment: Environment): Promise<Onedoor | undefined> {
  const log = site?.log ?? createLog({ sink: print, level: 'info', now: systemClock.now });
  try {
    site ??= createFrom(environment, log);
    return await site?.open();
  } catch (error) {
    log.write('error', 'worker.can-not-open', errorFields(error));
    return undefined;
  }
}

function createFrom(environment: Environment, log: Log): Site | undefined {
  const read = readWorkerConfig(environment);
  if ('config' in read) {
    const sink = { sink: print, level: read.config.LOG_LEVEL, now: systemClock.now };
    return createSite(read.config, environment.DB, createLog(sink), print);
  }
  for (const detail of read.problems) log.write('error', 'worker.setting', { detail });
  return undefined;
}

async function finish(answer: Promise<Response>, { dependencies, stop }: Onedoor): Promise<void> {
  await answer;
  const { tasks, clock } = dependencies;
  if (tasks.asked) await tasks.runDue(clock.now() + AFTER_ANSWER_MS);
  await stop();
}

function unavailable(): Response {
  const requestId = createIds(systemRandom(), systemClock.now).next('req');
  return send(toWire(problem('store-unavailable', { headers: { 'retry-after': '10' } }), requestId), requestId);
}

/** Workers have no standard output but this one, which `wrangler tail` and Workers Logs show. */
function print(line: string): void {
  process.stdout.write(line);
}
