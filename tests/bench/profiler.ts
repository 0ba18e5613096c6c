import { existsSync, readFileSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Place, type Script, timeByPlace } from './time-by-place.ts';

/** Fine enough that a booking of half a millisecond leaves its mark, coarse enough to cost a few per cent only. */
const SAMPLED_EVERY_MICROS = 200;

let session: Session | undefined;

/** What a server of the bench answers when it is to profile itself: V8's own CPU profiler, by wall clock, of the main thread. */
export const profilerAnswers = {
  'profile-begin': async () => {
    session = new Session();
    session.connect();
    await post(session, 'Profiler.enable');
    await post(session, 'Profiler.setSamplingInterval', { interval: SAMPLED_EVERY_MICROS });
    await post(session, 'Profiler.start');
  },
  'profile-end': async (): Promise<Readonly<Record<Place, number>>> => {
    if (!session) throw new Error('no profile was begun');
    const { profile } = (await post(session, 'Profiler.stop')) as { profile: Profiler.Profile };
    session.disconnect();
    session = undefined;
    return timeByPlace(profile, scripts());
  },
};

function post(to: Session, method: string, parameters: object = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    to.post(method, parameters, (error: Error | null, result?: unknown) => (error ? reject(error) : resolve(result)));
  });
}

/** Reads each script and its source map once. */
function scripts(): (url: string) => Script | undefined {
  const known = new Map<string, Script | undefined>();
  return (url) => {
    if (!known.has(url)) known.set(url, url.startsWith('file:') ? readScript(fileURLToPath(url)) : undefined);
    return known.get(url);
  };
}

function readScript(path: string): Script | undefined {
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').split('\n');
  const mapPath = `${path}.map`;
  if (path.includes('node_modules') || !existsSync(mapPath)) return { lines, originOf: () => path };
  const map = new SourceMap(JSON.parse(readFileSync(mapPath, 'utf8')) as SourceMapPayload);
  return {
    lines,
    originOf(line, column) {
      const entry = map.findEntry(line, column);
      return 'originalSource' in entry ? entry.originalSource : path;
    },
  };
}
