import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { builtProgram } from './simulated-city.ts';

/** A checkout that has been built, and whose programs can be started. */
export interface Tree {
  /** Its commit, for people. */
  readonly name: string;
  /** Path of a program or a folder that its build made. */
  built(name: string): string;
}

/** The tree that this program was built from. */
export function ourTree(): Tree {
  return { name: commitOf(process.cwd()), built: builtProgram };
}

/**
 * Builds another checkout, with the command that it has for that and the packages that are installed in it.
 * @throws Error when it is none, when its packages are not installed, or when it does not build
 */
export function buildTree(folder: string): Tree {
  const root = resolve(folder);
  if (!existsSync(join(root, 'package.json'))) throw new Error(`${folder} is not a checkout`);
  if (!existsSync(join(root, 'node_modules'))) throw new Error(`${folder} has no node_modules: run npm ci in it`);
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
  const built = (name: string) => join(root, 'dist', name);
  if (!existsSync(built('bench.js'))) throw new Error(`the build of ${folder} has no bench`);
  return { name: commitOf(root), built };
}

function commitOf(root: string): string {
  const git = (...rest: string[]) =>
    execFileSync('git', rest, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' with changes'}`;
  } catch {
    return 'unknown';
  }
}
