const NAMES = ['127.0.0.1', 'localhost'];

/** The same gateway under the other name of this machine; nothing where the page was opened under neither. */
export function otherName({ protocol, hostname, port }: Pick<Location, 'protocol' | 'hostname' | 'port'>): string | undefined {
  if (!NAMES.includes(hostname)) return undefined;
  const other = NAMES.find((name) => name !== hostname);
  return `${protocol}//${other}${port === '' ? '' : `:${port}`}`;
}
