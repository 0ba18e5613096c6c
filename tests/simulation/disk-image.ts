import type { DiskEvent } from './disk-trace.ts';

/** What becomes of writes that no fsync confirmed: all are gone, some are there, or of some only some sectors are there. */
export type Loss = 'all' | 'some' | 'torn';

const SECTOR = 512;

type Change = Extract<DiskEvent, { kind: 'write' | 'truncate' }>;

/** One file, by whatever name: what certainly is on the disk, and what is on its way. */
class Contents {
  #bytes = Buffer.alloc(0);
  #size = 0;
  pending: Change[] = [];
  /** Where the next sequential write goes. */
  end = 0;

  note(change: Change): void {
    const at = change.kind === 'write' && change.at === 'end' ? this.end : undefined;
    this.pending.push(at === undefined ? change : ({ ...change, at } as Change));
    if (change.kind === 'truncate') this.end = change.size;
    else this.end = Math.max(this.end, (at ?? (change.at as number)) + change.data.length);
  }

  /** An fsync that began at `begun` confirms what was complete before. One that failed loses it: the kernel calls the pages clean. */
  sync(begun: number, ok: boolean): void {
    if (ok) for (const change of this.pending) if (change.line < begun) this.apply(change);
    this.pending = this.pending.filter(({ line }) => line >= begun);
  }

  apply(change: Change): void {
    if (change.kind === 'truncate') this.#resize(change.size);
    else this.put(change.at as number, change.data);
  }

  put(at: number, data: Buffer): void {
    if (at + data.length > this.#size) this.#resize(at + data.length);
    data.copy(this.#bytes, at);
  }

  #resize(size: number): void {
    if (size > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(size * 2 - this.#bytes.length)]);
    if (size < this.#size) this.#bytes.fill(0, size, this.#size);
    this.#size = size;
  }

  copy(): Contents {
    const copy = new Contents();
    copy.#bytes = Buffer.from(this.#bytes.subarray(0, this.#size));
    copy.#size = this.#size;
    return copy;
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#size);
  }
}

/**
 * A disk that keeps only what it was made to keep: of a file what an fsync confirmed, of a name what an fsync of its folder confirmed.
 * It is told what a process did, and can be asked at any moment what a power cut would leave.
 */
export class DiskImage {
  #names = new Map<string, Contents>();
  #kept = new Map<string, Contents>();

  tell(event: DiskEvent): void {
    switch (event.kind) {
      case 'create':
        if (!this.#names.has(event.file)) this.#names.set(event.file, new Contents());
        break;
      case 'write':
      case 'truncate':
        this.#names.get(event.file)?.note(event);
        break;
      case 'sync':
        this.#names.get(event.file)?.sync(event.begun, event.ok);
        break;
      case 'sync-folder':
        this.#kept = new Map(this.#names);
        break;
      case 'unlink':
        this.#names.delete(event.file);
        break;
      case 'move':
        this.#move(event.file, event.to, event.keep);
        break;
      case 'acknowledged':
        break;
    }
  }

  #move(from: string, to: string, keep: boolean): void {
    const contents = this.#names.get(from);
    if (!contents) return;
    this.#names.set(to, contents);
    if (!keep) this.#names.delete(from);
  }

  /** The files as a power cut would leave them now. The memory that processes share is in no file. */
  cut(loss: Loss, random: () => number): ReadonlyMap<string, Buffer> {
    const files = [...this.#kept].filter(([name]) => !name.endsWith('-shm'));
    return new Map(files.map(([name, contents]) => [name, left(contents, loss, random)]));
  }
}

function left(contents: Contents, loss: Loss, random: () => number): Buffer {
  if (loss === 'all' || contents.pending.length === 0) return contents.bytes();
  const copy = contents.copy();
  for (const change of contents.pending) {
    if (random() < 0.5) continue;
    if (loss === 'torn' && change.kind === 'write') tear(copy, change.at as number, change.data, random);
    else copy.apply(change);
  }
  return copy.bytes();
}

/** The disk writes sectors, in any order: some of this write are there, and some are not. */
function tear(copy: Contents, at: number, data: Buffer, random: () => number): void {
  for (let from = 0; from < data.length; ) {
    const until = Math.min(data.length, from + SECTOR - ((at + from) % SECTOR));
    if (random() < 0.5) copy.put(at + from, data.subarray(from, until));
    from = until;
  }
}
