import { limits } from '../../platform/limits/limits.ts';
import { today } from '../identity/dependencies.ts';
import type { Scene } from '../scene.ts';
import { deleteDays } from './day-rows.ts';
import type { DeskDependencies } from './dependencies.ts';
import { type DeskOperations, deskHandlers } from './http.ts';
import { deleteTickets } from './ticket-rows.ts';

const KEPT_MS = limits.ticketsKept.figure;
const FORGOTTEN_MAX = 5_000;

/** A clerk at the hospital's desk, who serves whom phone and kiosk did not, and calls their numbers. */
export function deskScene(dependencies: DeskDependencies): Scene<DeskOperations> {
  return {
    operations: deskHandlers(dependencies),
    forget: (now) => [
      deleteTickets({ before: now - KEPT_MS, limit: FORGOTTEN_MAX }),
      deleteDays({ before: today(now - KEPT_MS) }),
    ],
  };
}
