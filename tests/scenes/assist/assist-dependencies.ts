import type { AssistDependencies } from '../../../bff/scenes/assist/dependencies.ts';
import { ticketNumber, ticketParts } from '../../../bff/scenes/desk/tickets.ts';
import type { TestGateway } from '../../support/test-gateway.ts';

/** What the scene is made of, for acts that no operation has yet: a red flag is raised by another scene. */
export function assistDependenciesOf({ onedoor }: TestGateway): AssistDependencies {
  const { dependencies } = onedoor;
  return {
    ...dependencies,
    campusNames: (hospitalId, ref) => dependencies.directory.campusNames(hospitalId, ref),
    tickets: {
      parts: (ticket) => ticketParts({ ...ticket, reason: 'help-call', priority: true }),
      numberOf: (id) => ticketNumber(dependencies, id),
    },
  };
}
