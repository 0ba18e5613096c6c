import { spawn } from 'node:child_process';
import { CommandRefused } from './command.ts';

/** Runs `pg_dump` or `pg_restore` on the database. The password goes by the environment: a command line can be seen by everybody. */
export function runPostgresProgram(program: 'pg_dump' | 'pg_restore', parameters: readonly string[], url: string): Promise<void> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const environment = {
    ...process.env,
    PGHOST: decodeURIComponent(hostname),
    PGPORT: port === '' ? '5432' : port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
  };
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { env: environment, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', () =>
      reject(new CommandRefused(`${program} is not here; install PostgreSQL's client programs (Debian: postgresql-client)`)),
    );
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new CommandRefused(`${program} ended with code ${code}; what it said stands above`)),
    );
  });
}
