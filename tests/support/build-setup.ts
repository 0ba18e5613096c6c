import { readdirSync } from 'node:fs';
import { build } from 'vite';
import { onceARun } from './once-a-run.ts';

/** One build of the programs, of the kiosk, of the helper's page, of the desk's, of the one that opens links, of the gallery and of the demo's page for the whole run. */
export default async function setup(): Promise<() => Promise<void>> {
  const { stop } = await onceARun('build', async () => {
    await buildEverything();
    return { value: undefined, stop: async () => {} };
  });
  return stop;
}

/**
 * One after the other: the programs' build empties the folder that the kiosk is in. They are built as `npm run build`
 * builds them: in the runner's own environment pages carry what helps their developers, and are larger.
 */
async function buildEverything(): Promise<void> {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    await buildInTurn();
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}

async function buildInTurn(): Promise<void> {
  await build({ logLevel: 'warn' });
  for (const configFile of readdirSync('.')
    .filter((name) => /^vite\.[a-z]+\.config\.ts$/.test(name))
    .sort())
    await build({ configFile, logLevel: 'warn' });
  process.stdout.write('programs, kiosk, helper, desk, viewer, gallery and demo built\n');
}
