import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fastFolder } from '../../support/fast-folder.ts';

/** The demo as `npm start` starts it, on data of its own. */
export interface DemoProgram {
  /** Where its gateway listens. */
  readonly origin: string;
  stop(): Promise<void>;
}

/** It ends only what would never end: ten programs start, and others may use the machine. */
const READY_WITHIN_MS = 100_000;
/** The kiosk ignores a finger on a new screen for this long; the least that can be set. */
export const TAP_GUARD_MS = 300;

export async function startDemoProgram(): Promise<DemoProgram> {
  const folder = mkdtempSync(join(fastFolder(), 'onedoor-demo-'));
  const child = spawn(process.execPath, [join('dist', 'demo.js'), folder], {
    env: { PATH: process.env.PATH ?? '', PORT: '0', KIOSK_TAP_GUARD_MS: String(TAP_GUARD_MS) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const origin = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the demo is not ready in time')), READY_WITHIN_MS);
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code} before it was ready`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /^Onedoor is ready: (http:\S+)\/demo$/.exec(line)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { origin, stop };
}
