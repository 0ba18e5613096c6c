import { visit } from 'jsonc-parser';

/**
 * JSON read so that nothing of it is lost: a number keeps its digits, and a resource the text in which it came. `JSON.parse` makes `5.5` of
 * `5.50`, which is another statement of a laboratory (https://hl7.org/fhir/R4/datatypes.html#decimal: precision is to be kept).
 */

/** A number as it was written. */
export class WrittenNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

export interface ExactJson {
  /** What `JSON.parse` gives, with a `WrittenNumber` in place of each number. */
  readonly value: unknown;
  /** The text of a resource of `value`, byte for byte; `undefined` for any other object. */
  textOf(resource: unknown): string | undefined;
}

interface Open {
  readonly value: Record<string, unknown> | unknown[];
  readonly from: number;
  member: string;
}

/**
 * Comments, commas too many and whatever else is no JSON (RFC 8259) are refused. How deep a text may be is looked at before: `parseBounded`.
 *
 * @throws SyntaxError where `JSON.parse` would.
 */
export function readExactJson(text: string): ExactJson {
  const texts = new Map<unknown, readonly [from: number, to: number]>();
  const open: Open[] = [];
  let root: unknown;
  const put = (value: unknown) => {
    const into = open.at(-1);
    if (into === undefined) root = value;
    else if (Array.isArray(into.value)) into.value.push(value);
    // As JSON.parse does: a member of this name is a member, and no prototype.
    else if (into.member === '__proto__')
      Object.defineProperty(into.value, into.member, { value, configurable: true, enumerable: true, writable: true });
    else into.value[into.member] = value;
  };
  const begin = (value: Open['value'], from: number) => {
    put(value);
    open.push({ value, from, member: '' });
  };
  visit(
    text,
    {
      onObjectBegin: (from) => begin({}, from),
      onObjectProperty(name) {
        const into = open.at(-1);
        if (into !== undefined) into.member = name;
      },
      onObjectEnd(offset, length) {
        const done = open.pop();
        if (done !== undefined && Object.hasOwn(done.value, 'resourceType')) texts.set(done.value, [done.from, offset + length]);
      },
      onArrayBegin: (from) => begin([], from),
      onArrayEnd: () => void open.pop(),
      onLiteralValue(value, offset, length) {
        put(typeof value === 'number' ? new WrittenNumber(text.slice(offset, offset + length)) : value);
      },
      onError: () => {
        throw new SyntaxError('not JSON');
      },
    },
    { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false },
  );
  return {
    value: root,
    textOf(resource) {
      const place = texts.get(resource);
      return place === undefined ? undefined : text.slice(...place);
    },
  };
}
