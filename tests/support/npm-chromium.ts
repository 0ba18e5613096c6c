import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { filesOfTar } from './tar.ts';

const unbrotli = promisify(brotliDecompress);

/** What `@sparticuz/chromium` has packed, as paths. */
export interface NpmChromium {
  readonly executable: string;
  /** The folder of NSS, NSPR and expat, which is what it links beyond the C library and the compiler's. */
  readonly libraries: string;
  /** Settings of fontconfig for a machine with one typeface, Open Sans, which has no Chinese; and for one with its italic alone. */
  readonly fontSettings: { readonly latin: string; readonly italic: string };
}

/**
 * The Chromium of `@sparticuz/chromium` (Linux, x64), unpacked under `node_modules/.cache` when it is first wanted. The package unpacks
 * itself without its libraries, and into files of the machine's that another worker may be starting while they are still being written.
 * Here each worker that finds nothing unpacks beside, and the first that is done puts its folder in place.
 */
export async function npmChromium(): Promise<NpmChromium> {
  const home = resolve(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '../../..');
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const folder = resolve(home, '../../.cache/onedoor', `chromium-${version}`);
  if (!existsSync(folder)) await unpackChromium(join(home, 'bin'), folder);
  return {
    executable: join(folder, 'chromium'),
    libraries: join(folder, 'lib'),
    fontSettings: { latin: join(folder, 'fonts.conf'), italic: join(folder, 'italic.conf') },
  };
}

export async function unpackChromium(packed: string, folder: string): Promise<void> {
  const unpacked = async (name: string) => unbrotli(await readFile(join(packed, name)));
  await mkdir(dirname(folder), { recursive: true });
  const unfinished = await mkdtemp(`${folder}-`);
  await chmod(unfinished, 0o755);
  try {
    await writeFile(join(unfinished, 'chromium'), await unpacked('chromium.br'), { mode: 0o755 });
    for (const archive of ['al2023.tar.br', 'fonts.tar.br'])
      for (const { path, mode, bytes } of filesOfTar(await unpacked(archive))) {
        await mkdir(dirname(join(unfinished, path)), { recursive: true });
        await writeFile(join(unfinished, path), bytes, { mode });
      }
    // In place of the package's own, which names folders of Amazon's machines.
    await writeFile(join(unfinished, 'fonts.conf'), fontSettings('Italic'));
    await writeFile(join(unfinished, 'italic.conf'), fontSettings('Regular', 'Bold'));
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Unless another worker was faster.
    if (!existsSync(folder)) throw error;
  }
}

const fontSettings = (...without: readonly string[]) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <selectfont><rejectfont>${without.map((style) => `<glob>*-${style}.ttf</glob>`).join('')}</rejectfont></selectfont>
</fontconfig>
`;
