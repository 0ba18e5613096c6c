import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemClock } from '../../platform/clock.ts';
import { createIds, systemRandom } from '../../platform/ids.ts';
import { commit } from '../../platform/store/commit.ts';
import { migrationsFor } from '../../platform/store/migrations.ts';
import { DatabaseInUse, lockFile } from '../../platform/store/sqlite/open-database.ts';
import type { Store } from '../../platform/store/store.ts';
import { taskRows } from '../../platform/tasks/task-rows.ts';
import { markRecovering } from '../../scenes/appointments/recovery.ts';
import { noteRestore } from '../../scenes/payments/forgotten-payments.ts';
import { forgetCodes } from '../../scenes/payments/order-rows.ts';
import { endEveryShareParts } from '../../scenes/records/sharing/share-rows.ts';
import { openStore } from '../open-store.ts';
import { readBackup } from './backup-folder.ts';
import { type Command, CommandRefused, type Given } from './command.ts';
import { runPostgresProgram } from './postgres-programs.ts';
import { openReadOnly } from './read-only.ts';

/** A backup becomes the database. What hospitals booked since is found again by the gateway, before it books anything there. */
export const restore: Command = {
  usage: 'restore --from FOLDER [--aside yes]',
  options: ['from', 'aside'],
  async run(given) {
    const { from } = given.options;
    if (from === undefined) throw new CommandRefused('give --from, the folder of a backup');
    const backup = await readBackup(from);
    const newest = migrationsFor(backup.engine).at(-1)?.name ?? '';
    if (backup.migration > newest)
      throw new CommandRefused(
        `the backup is of a newer Onedoor (${backup.version}, ${backup.migration}); restore it with that one`,
      );
    if ((backup.engine === 'sqlite') !== given.config.DATABASE_URL.startsWith('file:'))
      throw new CommandRefused(`the backup is of ${backup.engine}; set DATABASE_URL to such a database`);
    await (backup.engine === 'sqlite' ? restoreSqlite(given, backup.path) : restorePostgres(given, backup.path));
    const store = await openStore(given.config.DATABASE_URL);
    try {
      await mark(store);
    } finally {
      await store.close();
    }
    given.say(`restored: ${backup.appointments} appointments, as of ${backup.madeAt}.`);
    given.say(
      'Put the key file in its place, run onedoor doctor, then start the gateway. It books at a hospital once that one has told what it holds.',
    );
    given.say('What a hospital without such a list holds is compared by hand, then: onedoor hospital reopen --hospital ID.');
  },
};

async function restoreSqlite({ config, options, say }: Given, path: string): Promise<void> {
  const target = config.DATABASE_URL.slice('file:'.length);
  mkdirSync(dirname(target), { recursive: true });
  if (existsSync(target) && options.aside !== 'yes')
    throw new CommandRefused(`${target} is there. Stop the gateway, and give --aside yes to put what is there aside first`);
  // Only who holds the lock may: a gateway that runs would write into the file that was put aside. What is there is not opened, for
  // it may be what is broken.
  const lock = lockOf(target);
  try {
    // Whole before it has the name: a full disk must not leave half a database, and nothing where one was.
    const whole = `${target}.restoring`;
    copyFileSync(path, whole);
    // A copy has the mode of what was copied.
    chmodSync(whole, 0o600);
    if (existsSync(target)) {
      const aside = `${target}.aside-${systemClock.now()}`;
      for (const suffix of ['', '-wal', '-shm']) if (existsSync(target + suffix)) renameSync(target + suffix, aside + suffix);
      say(`what was there is at ${aside}`);
    }
    renameSync(whole, target);
  } finally {
    lock.close();
  }
}

function lockOf(target: string): ReturnType<typeof lockFile> {
  try {
    return lockFile(target);
  } catch (error) {
    throw error instanceof DatabaseInUse ? new CommandRefused(error.message, { cause: error }) : error;
  }
}

async function restorePostgres({ config }: Given, path: string): Promise<void> {
  const database = await openReadOnly(config);
  try {
    const tables = await database.read({
      sql: "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' LIMIT 1",
      parameters: [],
    });
    if (tables.length > 0)
      throw new CommandRefused('the database at DATABASE_URL is not empty; make a new one, and restore into that');
  } finally {
    await database.close();
  }
  const parameters = ['--no-owner', '--no-privileges', '--single-transaction', '--exit-on-error'];
  await runPostgresProgram(
    'pg_restore',
    [...parameters, `--dbname=${new URL(config.DATABASE_URL).pathname.slice(1)}`, path],
    config.DATABASE_URL,
  );
}

/** Whoever held a lease when the backup was made is gone. */
async function mark(store: Store): Promise<void> {
  const ids = createIds(systemRandom(), systemClock.now);
  const now = systemClock.now();
  const parts = [
    markRecovering({ yes: 1 }),
    forgetCodes({ code: null }),
    noteRestore({ at: now }),
    ...endEveryShareParts(now),
    taskRows.releaseLeases({ never: 0 }),
  ];
  await commit({ store, ids, clock: systemClock }, 'mark-recovering', 'background', parts);
}
