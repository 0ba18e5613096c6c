import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** `onedoor …` with a gateway's settings; answers what it said. */
export async function commanded(env: Record<string, string>, args: readonly string[], input?: string): Promise<string> {
  const command = run(process.execPath, ['dist/onedoor.js', ...args], { env: { PATH: process.env.PATH ?? '', ...env } });
  command.child.stdin?.end(input);
  return (await command).stdout;
}
