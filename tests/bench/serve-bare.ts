import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import * as z from 'zod';
import { answerQuestions } from './child.ts';
import { type Book, postgresBooks, sqliteBooks } from './group-commit.ts';
import { rawSearches, rawSlotInserts } from './raw-slots.ts';
import { openRaw, rawBooker } from './raw-sql.ts';
import { timed } from './spent.ts';

export interface BareParameters {
  /** Where the bare route books; a SQLite file of its own when absent. */
  readonly postgresUrl?: string;
}

const order = z.strictObject({ slotId: z.string(), patientId: z.string() });

/**
 * The reference of every figure over sockets: bare hono with one route that says hello and one that books. It also does the
 * jobs that are the references without sockets, on the same core.
 */
export async function serveBare({ postgresUrl }: BareParameters): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-bench-bare-'));
  const raw = openRaw(join(folder, 'raw.sqlite'));
  const write = rawBooker(raw);
  const books = postgresUrl === undefined ? sqliteBooks(write) : await postgresBooks(postgresUrl);
  const server = serve({ fetch: bareApp(books.book).fetch, port: 0, hostname: '127.0.0.1' });
  const port = await new Promise((resolve) =>
    server.once('listening', () => resolve((server.address() as { port: number }).port)),
  );
  const answers = {
    listen: () => port,
    'raw-searches': (parameters: Parameters<typeof rawSearches>[0]) => timed(() => rawSearches(parameters)),
    'raw-slot-inserts': rawSlotInserts(folder),
  };
  answerQuestions(answers, async () => {
    await books.close();
    raw.close();
    rmSync(folder, { recursive: true, force: true });
  });
}

function bareApp(book: Book): Hono {
  const app = new Hono();
  let count = 0;
  app.get('/hello', (c) => c.json({ hello: 'world' }));
  app.post('/bookings', async (c) => {
    const parsed = order.safeParse(await c.req.json());
    if (!parsed.success) return c.json({ code: 'invalid-request' }, 400);
    count += 1;
    const id = `bkg_${String(count).padStart(22, '0')}`;
    return (await book({ id, ...parsed.data })) ? c.json({ id, ...parsed.data }, 201) : c.json({ code: 'slot-taken' }, 409);
  });
  return app;
}
