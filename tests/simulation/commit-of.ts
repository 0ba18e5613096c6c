import { execSync } from 'node:child_process';

/** What evidence is about: the commit, and whether its tree was changed. */
export function commitOf(): string {
  const read = (command: string) =>
    execSync(command, { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  try {
    const changed = read('git status --porcelain -- bff adapters fixtures tests') === '' ? '' : ' with changes';
    return read('git rev-parse HEAD') + changed;
  } catch {
    return 'unknown';
  }
}
