const QUOTE = 34;
const BACKSLASH = 92;
const NUMBER_CHARACTERS = new Set([...'0123456789+-.eE'].map((character) => character.charCodeAt(0)));
const isNumberStart = (code: number) => code === 45 || (code >= 48 && code <= 57);

/**
 * Reads JSON with each number as the text in which it was written: `5.50` of a laboratory is another statement than `5.5`
 * (FHIR R4, decimal: the precision is to be kept). @throws SyntaxError of what is no JSON.
 */
export function parseExact(json: string): unknown {
  // Quoting would make JSON of some texts that are none.
  JSON.parse(json);
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < json.length; ) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = endOfText(json, at);
    else if (isNumberStart(code)) {
      const end = endOfNumber(json, at);
      parts.push(json.slice(from, at), '"', json.slice(at, end), '"');
      at = end;
      from = end;
    } else at += 1;
  }
  parts.push(json.slice(from));
  return JSON.parse(parts.join(''));
}

function endOfText(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json.charCodeAt(at) !== QUOTE) at += json.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at + 1;
}

function endOfNumber(json: string, start: number): number {
  let at = start;
  while (NUMBER_CHARACTERS.has(json.charCodeAt(at))) at += 1;
  return at;
}
