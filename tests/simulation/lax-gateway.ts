import Database from 'better-sqlite3';
import { readConfig } from '../../bff/main/config.ts';
import { serveGateway } from '../../bff/main/serve-gateway.ts';
import type { Store } from '../../bff/platform/store/store.ts';

/**
 * The gateway itself on a worse SQLite: less careful than the store asks it to be (`SYNCHRONOUS`), or, from one SIGUSR2 to the next, with
 * no room for another page. What a proof of durability has to notice, and a full disk for a machine on which none can be mounted. It
 * also says which units were refused by which guard.
 */
const synchronous = process.env.SYNCHRONOUS ?? 'FULL';
const connections = new Set<Database.Database>();
const { pragma } = Database.prototype;
Database.prototype.pragma = function watched(this: Database.Database, text, options) {
  connections.add(this);
  return pragma.call(this, text === 'synchronous = FULL' ? `synchronous = ${synchronous}` : text, options);
};

const NO_LIMIT = 1_000_000_000;
let full = false;
process.on('SIGUSR2', () => {
  full = !full;
  for (const db of connections) {
    if (!db.open || !db.name.endsWith('.sqlite')) continue;
    const pages = full ? db.pragma('page_count', { simple: true }) : NO_LIMIT;
    db.pragma(`max_page_count = ${pages}`);
  }
});

function store(inner: Store): Store {
  return {
    engine: inner.engine,
    async commit(unit) {
      const commit = await inner.commit(unit);
      const refused = { level: 'debug', event: 'unit.refused', unit: unit.name, guard: commit.ok ? '' : commit.guard };
      if (!commit.ok) process.stdout.write(`${JSON.stringify(refused)}\n`);
      return commit;
    },
    committed: (id) => inner.committed(id),
    read: (statement) => inner.read(statement),
    waiting: () => inner.waiting(),
    migrate: (migrations, now) => inner.migrate(migrations, now),
    close: () => inner.close(),
  };
}

const read = readConfig(process.env);
if ('problems' in read) throw new Error(read.problems.join('\n'));
await serveGateway(read.config, { store });
