import type { Scene } from '../scene.ts';
import { type OversightDependencies, type OversightOperations, oversightHandlers } from './http.ts';

/** What people agreed to, and who looked at their data. */
export function oversightScene(dependencies: OversightDependencies): Scene<OversightOperations> {
  return { operations: oversightHandlers(dependencies) };
}
