const NAMES = ['127.0.0.1', 'localhost'];

type At = Pick<Location, 'protocol' | 'hostname' | 'port'>;

/** The same gateway under the other name of this machine; nothing where the page was opened under neither. */
export function otherName({ protocol, hostname, port }: At): string | undefined {
  if (!NAMES.includes(hostname)) return undefined;
  const other = NAMES.find((name) => name !== hostname);
  return `${protocol}//${other}${port === '' ? '' : `:${port}`}`;
}

/** Another port under the name under which the page was opened: it has storage of its own, and is of the same site. */
export function atPort({ protocol, hostname }: At, port: number): string | undefined {
  return NAMES.includes(hostname) ? `${protocol}//${hostname}:${port}` : undefined;
}
