const BLOCK = 512;

export interface TarFile {
  /** Relative, and inside of the folder that it is unpacked into. */
  readonly path: string;
  readonly mode: number;
  readonly bytes: Buffer;
}

/** The files of a tar archive (POSIX ustar, without extended headers). Throws for anything but files and folders, and for a path that leads out. */
export function* filesOfTar(archive: Buffer): Generator<TarFile> {
  for (let at = 0; at < archive.length && archive[at] !== 0; ) {
    const header = archive.subarray(at, at + BLOCK);
    const text = (from: number, length: number) => header.toString('utf8', from, from + length).replace(/\0.*$/s, '');
    const octal = (from: number, length: number) => Number.parseInt(text(from, length).trim() || '0', 8);
    const path = [text(345, 155), text(0, 100)].filter((part) => part !== '').join('/');
    const size = octal(124, 12);
    const kind = text(156, 1);
    if (kind !== '5') {
      if (kind !== '0' && kind !== '') throw new Error(`${path} is neither a file nor a folder, but of kind ${kind}`);
      if (path.startsWith('/') || path.split('/').includes('..')) throw new Error(`${path} leads out of its folder`);
      const start = at + BLOCK;
      if (start + size > archive.length) throw new Error(`${path} is cut off`);
      yield { path, mode: octal(100, 8), bytes: archive.subarray(start, start + size) };
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}
