import Database from 'better-sqlite3';
import { readConfig } from '../../bff/main/config.ts';
import { serveGateway } from '../../bff/main/serve-gateway.ts';

/** The gateway itself, but SQLite is told to be less careful than the store asks it to be: what a proof of durability has to notice. */
const synchronous = process.env.SYNCHRONOUS ?? 'FULL';
const { pragma } = Database.prototype;
Database.prototype.pragma = function careless(this: Database.Database, text, options) {
  return pragma.call(this, text === 'synchronous = FULL' ? `synchronous = ${synchronous}` : text, options);
};

const read = readConfig(process.env);
if ('problems' in read) throw new Error(read.problems.join('\n'));
await serveGateway(read.config);
