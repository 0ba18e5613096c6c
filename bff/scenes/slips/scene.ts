import type { Scene } from '../scene.ts';
import type { SlipDependencies } from './dependencies.ts';
import { slipHandlers } from './http.ts';

/** What an elder holds in the hand: the slip of an appointment, and whether one is genuine. */
export function slipScene(dependencies: SlipDependencies): Scene<'issueSlip' | 'readSlip' | 'verifySlip'> {
  return { operations: slipHandlers(dependencies) };
}
