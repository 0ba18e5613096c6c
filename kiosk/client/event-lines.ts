/** One event of a `text/event-stream`. */
export interface StreamedEvent {
  readonly name: string;
  readonly data: string;
  /** By which the stream resumes after it; the newest that came, where this event has none of its own. */
  readonly id?: string;
}

/** An event that is longer than this is not one of the gateway's: what was collected of it is thrown away. Characters. */
const EVENT_CHARACTERS_MAX = 256_000;

/**
 * Reads a `text/event-stream` as it arrives (HTML standard, 9.2.6): hand over each piece of text, in whatever lengths it comes, and hear
 * of every event that is complete. Comments and the retry field are passed over: whoever follows knows when to come again.
 */
export function readEvents(onEvent: (event: StreamedEvent) => void): (text: string) => void {
  let rest = '';
  let name = '';
  let id: string | undefined;
  let data: string[] = [];
  let length = 0;
  const forget = () => {
    name = '';
    data = [];
    length = 0;
  };
  const take = (line: string) => {
    if (line === '') {
      if (data.length > 0 && length <= EVENT_CHARACTERS_MAX)
        onEvent({ name: name === '' ? 'message' : name, data: data.join('\n'), ...(id === undefined ? {} : { id }) });
      return forget();
    }
    const [field, value] = fieldIn(line);
    if (field === 'event') name = value;
    // An id with a null in it is none (9.2.6).
    if (field === 'id' && !value.includes('\0')) id = value;
    if (field !== 'data') return;
    length += value.length;
    if (length <= EVENT_CHARACTERS_MAX) data.push(value);
  };
  return (text) => {
    // A carriage return at the end may be the first half of a line's end: it waits for what follows.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
    if (rest.length > EVENT_CHARACTERS_MAX) {
      rest = '';
      length = Number.POSITIVE_INFINITY;
    }
  };
}

function fieldIn(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  if (colon < 0) return [line, ''];
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
}
