import type { Scene } from '../scene.ts';
import { type DirectoryDependencies, directoryHandlers } from './http.ts';

/** Hospitals, departments and doctors of the city, and when they are open. */
export function directoryScene(
  dependencies: DirectoryDependencies,
): Scene<'listHospitals' | 'findDepartments' | 'listPractitioners'> {
  return { operations: directoryHandlers(dependencies) };
}
