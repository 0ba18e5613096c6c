/** Each `{name}` replaced; a name that is not given stays, so that a test sees it. */
export function fill(sentence: string, filling: Readonly<Record<string, string | number>> = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(filling[name] ?? place));
}
