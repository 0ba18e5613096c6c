import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Installation, openHospital } from './gateway-installation.ts';

const HOSPITAL = ['--hospital', 'ops-first'] as const;
const MEMBER = [...HOSPITAL, '--number', 'V7'] as const;
const NOBODY = [...HOSPITAL, '--number', 'V8'] as const;

let one: Installation;
let close: () => Promise<void>;

beforeAll(async () => {
  const hospital = await openHospital();
  one = new Installation(hospital, undefined);
  close = async () => {
    await one.close();
    await hospital.close(100);
  };
  const address = await one.start();
  one.env = { ...one.env, PORT: new URL(address).port };
});
afterAll(() => close());

function staff(): readonly Record<string, unknown>[] {
  const db = new Database(join(one.folder, 'onedoor.sqlite'), { readonly: true });
  try {
    return db.prepare('SELECT number, name, state, pin_hash FROM staff').all() as Record<string, unknown>[];
  } finally {
    db.close();
  }
}

describe('the commands about staff', () => {
  it('the commands about staff read a PIN from standard input, change it, and remove a member', async () => {
    const add = ['staff', 'add', ...MEMBER, '--name', '李', '--role', 'clerk'];
    const added = await one.run(add, { input: '135790\n' });
    expect(added, added.error).toMatchObject({ code: 0 });
    expect(added.out).toContain('"staffId"');
    const [before] = staff();
    expect(before).toMatchObject({ number: 'V7', name: '李', state: 'active' });
    expect((await one.run(add, { input: '135790' })).error).toContain('taken');
    expect(await one.run(['staff', 'pin', ...MEMBER], { input: '246813\r\nand more' })).toMatchObject({ code: 0 });
    expect(staff()[0]?.pin_hash).not.toBe(before?.pin_hash);
    expect(await one.run(['staff', 'remove', ...MEMBER])).toMatchObject({ code: 0 });
    expect(staff()).toMatchObject([{ number: 'V7', state: 'left' }]);
    for (const again of [
      await one.run(['staff', 'remove', ...MEMBER]),
      await one.run(['staff', 'pin', ...MEMBER], { input: '246813' }),
    ])
      expect(again).toMatchObject({ code: 1, error: 'ops-first has no member of staff with the number V7\n' });
    expect(JSON.stringify(one.gateways[0]?.lines)).not.toMatch(/135790|246813/);
  });

  it.each([
    ['--pin 135790', ['--pin', '135790']],
    ['--pin=135790', ['--pin=135790']],
  ])('the commands about staff take no PIN from the command line, as %s, and say how it is given', async (_how, pin) => {
    for (const command of [
      ['add', ...NOBODY, '--name', '李'],
      ['pin', ...NOBODY],
    ]) {
      const said = await one.run(['staff', ...command, ...pin], { input: '246813\n' });
      expect(said.code).toBe(1);
      expect(said.error).toContain('standard input');
      expect(said.error + said.out).not.toContain('135790');
    }
    expect(staff().filter(({ number }) => number === 'V8')).toEqual([]);
  });

  it.each(['', '12345', '1'.repeat(200), '１３５７９０'])(
    'the commands about staff take nothing for a PIN that is none: %j',
    async (input) => {
      const said = await one.run(['staff', 'add', ...NOBODY, '--name', '李', '--role', 'clerk'], { input });
      expect(said).toMatchObject({ code: 1 });
      expect(said.error).toContain('6 to 12 digits');
      expect(staff().filter(({ number }) => number === 'V8')).toEqual([]);
    },
  );
});
