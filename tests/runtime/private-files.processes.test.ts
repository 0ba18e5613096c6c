import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startProgram } from '../support/programs.ts';
import { Installation, openHospital, type Said } from './gateway-installation.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** As somebody starts a program whose shell lets everybody read and write. */
const WIDE_OPEN = ['sh', '-c', 'umask 000; exec "$@"', 'sh'];

/** Path and mode of everything below a folder. */
function modesIn(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(names.map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]));
}

const exposedIn = (folder: string, but: readonly string[] = []) =>
  Object.entries(modesIn(folder)).filter(([name, mode]) => !but.includes(name) && !mode.endsWith('00'));

function folderFor(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `onedoor-${name}-`));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('what a gateway and its commands write', () => {
  let one: Installation;
  /** Written by the test. */
  const GIVEN = ['hospitals.json', 'people.json'];

  beforeEach(async () => {
    const hospital = await openHospital();
    closing.push(() => hospital.close(100));
    one = new Installation(hospital, undefined);
    closing.push(() => one.close());
  });

  it('what a gateway and its commands write is for their own user, whatever the umask was, and also after a restore', async () => {
    const run = (...args: readonly string[]): Promise<Said> => one.run(args, { under: WIDE_OPEN });
    const env = { ...one.env, DATABASE_URL: `file:${join(one.folder, 'deep', 'er', 'onedoor.sqlite')}` };
    one.env = env;
    const program = await startProgram('gateway', {
      env: { PORT: '0', DRAIN_NOTICE_SECONDS: '0', ...env },
      under: WIDE_OPEN,
      isReady: (line) => line.event === 'ready',
    });
    closing.push(() => program.stop());
    const backup = join(one.folder, 'backup');
    expect(await run('backup', '--to', backup)).toMatchObject({ code: 0 });
    expect(await run('audit', 'export', '--to', join(one.folder, 'audit.jsonl'))).toMatchObject({ code: 0 });
    const written = Object.keys(modesIn(one.folder));
    for (const name of [
      'deep/er/onedoor.sqlite',
      'deep/er/onedoor.sqlite-wal',
      'keys.json',
      'backup/onedoor.sqlite',
      'audit.jsonl',
    ])
      expect(written).toContain(name);
    expect(exposedIn(one.folder, GIVEN)).toEqual([]);
    await program.stop();
    // A copy of a backup may have come back with other modes.
    chmodSync(join(backup, 'onedoor.sqlite'), 0o644);
    expect(await run('restore', '--from', backup, '--aside', 'yes')).toMatchObject({ code: 0 });
    expect(await run('seed')).toMatchObject({ code: 0 });
    expect(exposedIn(one.folder, [...GIVEN, 'backup/onedoor.sqlite'])).toEqual([]);
  });

  it('what a gateway and its commands wrote before, and others may read, the doctor names one by one, with what to do', async () => {
    const faults = async () => (await one.onedoor('doctor')).out.split('\n').filter((line) => line.startsWith('FAULT'));
    await one.onedoor('seed');
    await one.onedoor('backup', '--to', join(one.folder, 'backup'));
    expect(await faults()).toEqual([]);
    writeFileSync(join(one.folder, 'bridge.json'), '{}', { mode: 0o600 });
    const files = ['onedoor.sqlite', 'backup/onedoor.sqlite', 'backup/manifest.json', 'bridge.json'].filter((name) =>
      existsSync(join(one.folder, name)),
    );
    expect(files).toHaveLength(4);
    const modes = [0o644, 0o660, 0o602, 0o640];
    for (const [index, name] of files.entries()) chmodSync(join(one.folder, name), modes[index] ?? 0);
    const { out, code } = await one.onedoor('doctor');
    expect(code).toBe(1);
    for (const [index, name] of files.entries()) {
      const path = join(one.folder, name);
      expect(out).toContain(`FAULT files: others may read ${path} (${modes[index]?.toString(8)})`);
      expect(out).toContain(`chmod 600 ${path}`);
      chmodSync(path, 0o600);
    }
    expect(await faults()).toEqual([]);
    expect((await one.onedoor('doctor')).out).toContain(`note  files: everybody may read ${join(one.folder, 'hospitals.json')}`);
  });
});

describe('what the simulated hospitals write', () => {
  it.each([
    ['simulator-fhir-r4', []],
    ['simulator-remote-http', ['--key-id', 'k', '--key-secret', 'c2VjcmV0']],
    ['simulator-signed-json', ['--sign-key', 'c2VjcmV0']],
  ] as const)('what %s writes is for its own user, whatever the umask was', async (name, more) => {
    const folder = folderFor('simulator');
    const program = await startProgram(name, {
      args: ['--database', join(folder, 'hospital.sqlite'), ...more],
      under: WIDE_OPEN,
      env: {},
      isReady: (line) => line.ready === true,
    });
    closing.push(() => program.stop());
    expect(Object.keys(modesIn(folder))).toContain('hospital.sqlite');
    expect(exposedIn(folder)).toEqual([]);
  });
});
