import { afterAll } from 'vitest';
import { stopD1 } from './test-store.ts';

/** Files of one worker share their modules, and a hook belongs to one file: this is run for each of them. */
afterAll(() => stopD1());
