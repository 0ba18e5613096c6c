import { existsSync } from 'node:fs';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { type NpmChromium, npmChromium } from './npm-chromium.ts';

const SYSTEM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** No sandbox in a container, no request of its own to anywhere, and letters that are not moved to whole pixels. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--font-render-hinting=none',
];

/** What a browser gets of the environment: no language, no time zone, no proxy and no font of the machine decides what a test sees. */
const ENVIRONMENT = ['PATH', 'HOME', 'TMPDIR'];

export interface ChromiumOptions {
  /** Every picture is drawn whole, so that two of one screen are the same to the pixel; a browser of people's keeps what has not changed. */
  readonly drawsWhole?: boolean;
  /** Pages may come back from the browser's memory, as in a browser that nobody set up; Playwright's own way is without. */
  readonly backForwardCache?: boolean;
  /**
   * The typefaces that there are beside those that a page brings: one that is Latin, or its italic alone. None is the machine's, which
   * may have none at all: then a browser draws nothing.
   */
  readonly fonts?: keyof NpmChromium['fontSettings'];
}

/**
 * A real Chromium: the one from npm, with its own libraries and its own fonts. `ONEDOOR_CHROMIUM` chooses another, by its path or as
 * `system`: the one that is installed. Says plainly what is missing.
 */
export async function launchChromium(options: ChromiumOptions = {}): Promise<Browser> {
  const { drawsWhole = false, backForwardCache = false, fonts = 'latin' } = options;
  const { executablePath, libraries, fontSettings } = await chromiumHere();
  return launched({
    executablePath,
    args: drawsWhole ? [...FLAGS, '--disable-partial-raster'] : FLAGS,
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => ENVIRONMENT.includes(name))),
      LANG: 'en_US.UTF-8',
      TZ: 'UTC',
      FONTCONFIG_FILE: fontSettings[fonts],
      ...(libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries }),
    },
    ...(backForwardCache ? { ignoreDefaultArgs: ['--disable-back-forward-cache'] } : {}),
  });
}

/** A browser that dies before it has begun is begun once more: now and then one does, on a machine that is busy, and no test has seen it. */
async function launched(options: LaunchOptions): Promise<Browser> {
  try {
    return await chromium.launch(options);
  } catch (error) {
    if (!String(error).includes('signal=SIGSEGV')) throw error;
    return chromium.launch(options);
  }
}

/** Which browser it is here, and the folder of the libraries that come with it. */
export async function chromiumHere() {
  const { executable, libraries, fontSettings } = await npmChromium();
  const wanted = process.env.ONEDOOR_CHROMIUM ?? '';
  if (wanted === '') {
    if (process.platform !== 'linux' || process.arch !== 'x64')
      throw new Error('The Chromium from npm runs on Linux x64 only: set ONEDOOR_CHROMIUM to system, or to the path of another.');
    return { executablePath: executable, libraries, fontSettings };
  }
  const path = wanted === 'system' ? SYSTEM_PATHS.find(existsSync) : wanted;
  if (path === undefined) throw new Error(`No Chromium is installed at ${SYSTEM_PATHS.join(', ')}. Leave ONEDOOR_CHROMIUM away.`);
  if (!existsSync(path)) throw new Error(`There is no Chromium at ${path}. Leave ONEDOOR_CHROMIUM away, or set it to system.`);
  return { executablePath: path, libraries: undefined, fontSettings };
}
