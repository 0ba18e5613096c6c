/** A value of YAML as this reads it: every scalar is a text. */
export type Yaml = string | Yaml[] | { [key: string]: Yaml };

interface Line {
  readonly indent: number;
  readonly text: string;
}

/**
 * The part of YAML that our own files are written in: maps by indentation, flow lists and maps on one line, anchors, aliases and the
 * merge key. @throws on anything else, so that a file that goes beyond it is not half read.
 */
export function readYaml(text: string): Yaml {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trimEnd())
    .filter((line) => line !== '')
    .map((line): Line => ({ indent: line.length - line.trimStart().length, text: line.trim() }));
  const anchors = new Map<string, Yaml>();
  const [map] = readMap(lines, 0, 0, anchors);
  return map;
}

function readMap(lines: readonly Line[], from: number, indent: number, anchors: Map<string, Yaml>): [Yaml, number] {
  const map: { [key: string]: Yaml } = {};
  let at = from;
  while (at < lines.length && lines[at]?.indent === indent) {
    const [, key = '', anchor, rest = ''] = /^([\w.<-]+):(?:\s+&([\w-]+))?(?:\s+(.*))?$/.exec(lines[at]?.text ?? '') ?? [];
    if (key === '') throw new TypeError(`not read: ${lines[at]?.text}`);
    at += 1;
    let value: Yaml = '';
    const deeper = lines[at]?.indent ?? 0;
    if (rest !== '') value = readInline(rest, anchors);
    else if (deeper > indent) [value, at] = readMap(lines, at, deeper, anchors);
    if (anchor !== undefined) anchors.set(anchor, value);
    if (key === '<<') Object.assign(map, { ...(value as object), ...map });
    else map[key] = value;
  }
  if ((lines[at]?.indent ?? 0) > indent) throw new TypeError(`not read: ${lines[at]?.text}`);
  return [map, at];
}

function readInline(text: string, anchors: ReadonlyMap<string, Yaml>): Yaml {
  if (text.startsWith('*')) return anchors.get(text.slice(1)) ?? unread(text);
  const [value, rest] = readFlow(text);
  return rest.trim() === '' ? value : text;
}

/** One value at the beginning, and what comes after it. */
function readFlow(text: string): [Yaml, string] {
  const inside = text.trimStart();
  if (inside.startsWith('[')) return readList(inside.slice(1));
  if (inside.startsWith('{')) return readFlowMap(inside.slice(1));
  if (inside.startsWith('"')) {
    const [quoted = unread(text)] = /^"(?:[^"\\]|\\.)*"/.exec(inside) ?? [];
    return [JSON.parse(quoted) as string, inside.slice(quoted.length)];
  }
  const [plain = ''] = /^[^,\]}]*/.exec(inside) ?? [];
  return [plain.trim(), inside.slice(plain.length)];
}

function readList(text: string): [Yaml, string] {
  const list: Yaml[] = [];
  let rest = text.trimStart();
  while (!rest.startsWith(']')) {
    const [value, after] = readFlow(rest);
    list.push(value);
    rest = after.trimStart().replace(/^,\s*/, '');
    if (rest === '') return unread(text);
  }
  return [list, rest.slice(1)];
}

function readFlowMap(text: string): [Yaml, string] {
  const map: { [key: string]: Yaml } = {};
  let rest = text.trimStart();
  while (!rest.startsWith('}')) {
    const [head = '', key = ''] = /^([\w.-]+):\s+/.exec(rest) ?? [];
    if (key === '') return unread(text);
    const [value, after] = readFlow(rest.slice(head.length));
    map[key] = value;
    rest = after.trimStart().replace(/^,\s*/, '');
  }
  return [map, rest.slice(1)];
}

function unread(text: string): never {
  throw new TypeError(`not read: ${text}`);
}
