import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const SYSTEM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** No sandbox in a container, and no request of its own to anywhere. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
];

export interface ChromiumOptions {
  /** Pages may come back from the browser's memory, as in a browser that nobody set up; Playwright's own way is without. */
  readonly backForwardCache?: boolean;
  /** Added to the environment that it runs in. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A real Chromium: that of the system, else the one from npm, which `ONEDOOR_CHROMIUM=npm` also chooses. Any other value of the
 * variable is the path of a browser. Says plainly what is missing.
 */
export async function launchChromium({ backForwardCache = false, env = {} }: ChromiumOptions = {}): Promise<Browser> {
  const options = await installed();
  return chromium.launch({
    ...options,
    env: { ...process.env, ...env },
    ...(backForwardCache ? { ignoreDefaultArgs: ['--disable-back-forward-cache'] } : {}),
  });
}

/** Where it is, and how it starts here. */
export async function installed() {
  const wanted = process.env.ONEDOOR_CHROMIUM;
  const path = wanted === undefined ? SYSTEM_PATHS.find(existsSync) : wanted === 'npm' ? undefined : wanted;
  if (path === undefined) return chromiumOfNpm();
  if (!existsSync(path)) throw new Error(`There is no Chromium at ${path}. Leave ONEDOOR_CHROMIUM away, or set it to npm.`);
  return { executablePath: path, args: FLAGS };
}

async function chromiumOfNpm() {
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    // In one process, closing one context closes the browser.
    const args = packed.args.filter((flag) => flag !== '--single-process' && flag !== '--no-zygote');
    return { executablePath: await packed.executablePath(), args: [...args, ...FLAGS] };
  } catch (cause) {
    throw new Error('No Chromium here: install one (apt-get install chromium) or the package @sparticuz/chromium.', { cause });
  }
}
