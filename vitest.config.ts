import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/support/global-setup.ts'],
    reporters: [['default', { summary: false }], './tests/support/summary-reporter.ts'],
    pool: 'forks',
    // One more than the two cores this is meant for: a good third of each suite waits, for a hospital that is late or for a finger.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
