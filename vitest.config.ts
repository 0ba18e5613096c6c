import { defineConfig } from 'vitest/config';
import LongestFirst from './tests/support/longest-first.ts';

const POSTGRES = 'tests/support/postgres-setup.ts';
const STORE = 'tests/support/test-store-setup.ts';
const BUILD = 'tests/support/build-setup.ts';

/** What a test needs beside its own process stands in its file's name; a name without such a word needs nothing. */
const NEEDS = {
  store: { globalSetup: [POSTGRES], setupFiles: [STORE] },
  browser: { globalSetup: [BUILD] },
  processes: { globalSetup: [POSTGRES, BUILD], setupFiles: [STORE] },
};

const filesOf = (need: string) => `tests/**/*.${need}.test.{ts,tsx}`;
const needs = Object.entries(NEEDS).map(([name, setup]) => ({
  extends: true as const,
  // The files of one worker share what they import, which is a second's work a file; what a test changes stands in what it made itself.
  test: { ...setup, name, include: [filesOf(name)], isolate: false },
}));
const fast = {
  extends: true as const,
  test: { name: 'fast', include: ['tests/**/*.test.{ts,tsx}'], exclude: Object.keys(NEEDS).map(filesOf), isolate: false },
};

export default defineConfig({
  test: {
    projects: [fast, ...needs],
    reporters: [['default', { summary: false }], './tests/support/summary-reporter.ts'],
    sequence: { sequencer: LongestFirst },
    pool: 'forks',
    // One more than the two cores this is meant for: a part of each suite waits, for a hospital that is late or for a finger.
    maxWorkers: 3,
    // Cases of a conformance kit that run at once.
    maxConcurrency: 8,
    // What is waited for comes when it comes: these end only what would never end.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
