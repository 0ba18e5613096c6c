import { expect, it } from 'vitest';
import { filesOfTar } from './tar.ts';

const BLOCK = 512;

/** One entry of a ustar archive, written from POSIX's table of the header (pax, "ustar Interchange Format"). */
function entry(path: string, content: string, { kind = '0', prefix = '', mode = '0000644' } = {}): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(path, 0);
  header.write(mode, 100);
  header.write(content.length.toString(8).padStart(11, '0'), 124);
  header.write(kind, 156);
  header.write('ustar\x0000', 257);
  header.write(prefix, 345);
  const data = Buffer.alloc(Math.ceil(content.length / BLOCK) * BLOCK);
  data.write(content);
  return Buffer.concat([header, data]);
}

const archive = (...entries: readonly Buffer[]) => Buffer.concat([...entries, Buffer.alloc(2 * BLOCK)]);
const read = (bytes: Buffer) =>
  [...filesOfTar(bytes)].map(({ path, mode, bytes: content }) => [path, mode.toString(8), String(content)]);

it('every file of an archive is read with its path, mode and content, and folders are left out', () => {
  const long = 'x'.repeat(BLOCK + 1);
  expect(
    read(
      archive(
        entry('lib', '', { kind: '5' }),
        entry('lib/a.so', long, { mode: '0000755' }),
        entry('empty', ''),
        entry('b', 'B', { prefix: 'deep/down' }),
      ),
    ),
  ).toEqual([
    ['lib/a.so', '755', long],
    ['empty', '644', ''],
    ['deep/down/b', '644', 'B'],
  ]);
});

it.each([
  ['a path that begins at the root', entry('/etc/passwd', 'x'), 'leads out'],
  ['a path that climbs out', entry('lib/../../x', 'x'), 'leads out'],
  ['a link', entry('lib/x', '', { kind: '2' }), 'neither a file nor a folder'],
  ['a content that ends too early', entry('x', 'y').subarray(0, BLOCK), 'cut off'],
])('an archive is refused that has %s', (_, bytes, reason) => {
  expect(() => read(bytes)).toThrow(reason);
});
