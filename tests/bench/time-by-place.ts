import type { Profiler } from 'node:inspector';

/** Where time of a process is spent, as it is told. The order is that of the table. */
export const PLACES = [
  'SQLite: BEGIN, COMMIT and the fsync',
  'SQLite: statements that write',
  'SQLite: reads',
  'encryption, hashes, random bytes',
  'JSON',
  'validation (zod)',
  'HTTP and sockets (Node)',
  'HTTP (hono and its server for Node)',
  'promises, timers, streams (Node)',
  'our store',
  'our platform: gateway, idempotency, tasks, audit',
  'our scenes',
  'our partners and adapters',
  'the bench: hospital and questions',
  'other packages',
  'garbage collection',
  'native code of Node and V8 that belongs to no function',
  'idle',
] as const;

export type Place = (typeof PLACES)[number];

/** A script that the profile names: its lines as they run, and from which file of ours each place in it comes. */
export interface Script {
  readonly lines: readonly string[];
  originOf(line: number, column: number): string;
}

/** By the first part of the path that fits, of our own files and of packages. */
const BY_PATH: readonly (readonly [RegExp, Place])[] = [
  [/^node:(internal\/)?crypto/, 'encryption, hashes, random bytes'],
  [/^node:(_http|http|net|_net|internal\/http|internal\/net|internal\/stream_base)/, 'HTTP and sockets (Node)'],
  [/^node:/, 'promises, timers, streams (Node)'],
  [/node_modules\/better-sqlite3\//, 'SQLite: reads'],
  [/node_modules\/zod\//, 'validation (zod)'],
  [/node_modules\/(hono|@hono)\//, 'HTTP (hono and its server for Node)'],
  [/node_modules\//, 'other packages'],
  [/\bbff\/platform\/store\//, 'our store'],
  [/\bbff\/platform\/crypto\//, 'encryption, hashes, random bytes'],
  [/\bbff\/(platform|main)\//, 'our platform: gateway, idempotency, tasks, audit'],
  [/\bbff\/contract\//, 'our platform: gateway, idempotency, tasks, audit'],
  [/\bbff\/scenes\//, 'our scenes'],
  [/\bbff\/partners\/|\badapters\//, 'our partners and adapters'],
  [/\b(tests|fixtures)\//, 'the bench: hospital and questions'],
];

/**
 * An addon's functions have no frames: their time is that of the function that called them. In the SQLite store each of these calls
 * one kind of thing and does little else. (Not by lines: V8 counts samples of lines, and an fsync is one long sample.)
 */
const BY_FUNCTION_OF_STORE: Readonly<Record<string, Place>> = {
  '#transact': 'SQLite: BEGIN, COMMIT and the fsync',
  '#apply': 'SQLite: statements that write',
  '#run': 'SQLite: statements that write',
  read: 'SQLite: reads',
  committed: 'SQLite: reads',
};

const STORE_FILE = /\bbff\/platform\/store\/sqlite\//;
const JSON_CALL = /JSON\.(parse|stringify)\(/;

const BY_NAME: Readonly<Record<string, Place>> = {
  '(idle)': 'idle',
  '(garbage collector)': 'garbage collection',
  '(program)': 'native code of Node and V8 that belongs to no function',
  '(root)': 'native code of Node and V8 that belongs to no function',
};

type Node = Profiler.ProfileNode;

/** Microseconds of self time by place. */
export function timeByPlace(
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
  scriptOf: (url: string) => Script | undefined,
): Readonly<Record<Place, number>> {
  const micros = new Map<number, number>();
  for (const [at, id] of samples.entries()) micros.set(id, (micros.get(id) ?? 0) + (timeDeltas[at] ?? 0));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)));
  const spent = Object.fromEntries(PLACES.map((place) => [place, 0])) as Record<Place, number>;
  for (const node of nodes) {
    const own = micros.get(node.id) ?? 0;
    const owner = withSource(node, parents);
    const script = scriptOf(owner.callFrame.url);
    const json = owner === node && script ? shareOfJson(node, script) : 0;
    spent[placeOf(owner, script)] += own * (1 - json);
    spent.JSON += own * json;
  }
  return spent;
}

/** Of the samples of a function that have a line, how many are in one that reads or writes JSON. */
function shareOfJson({ positionTicks = [] }: Node, { lines }: Script): number {
  const sum = (ticks: typeof positionTicks) => ticks.reduce((count, one) => count + one.ticks, 0);
  const all = sum(positionTicks);
  return all === 0 ? 0 : sum(positionTicks.filter(({ line }) => JSON_CALL.test(lines[line - 1] ?? ''))) / all;
}

/** Builtin functions have no source: they belong to whoever calls them. */
function withSource(node: Node, parents: ReadonlyMap<number, Node>): Node {
  let owner: Node | undefined = node;
  while (owner && owner.callFrame.url === '' && BY_NAME[owner.callFrame.functionName] === undefined)
    owner = parents.get(owner.id);
  return owner ?? node;
}

function placeOf({ callFrame }: Node, script: Script | undefined): Place {
  const { functionName, url, lineNumber, columnNumber } = callFrame;
  const named = BY_NAME[functionName];
  if (named !== undefined && url === '') return named;
  const origin = script?.originOf(lineNumber, columnNumber) ?? url;
  const native = STORE_FILE.test(origin) ? BY_FUNCTION_OF_STORE[functionName] : undefined;
  return native ?? BY_PATH.find(([pattern]) => pattern.test(origin))?.[1] ?? 'other packages';
}
