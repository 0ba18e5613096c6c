import type { RotatingCipher } from '../../platform/crypto/rotating-cipher.ts';
import type { Scene } from '../scene.ts';
import { forgetBoundPhones } from './bound-phone-rows.ts';
import type { CampusNames, IdentityDependencies } from './dependencies.ts';
import { filingHandler } from './file-patient.ts';
import { type IdentityOperations, identityHandlers } from './http.ts';
import { forgetProposals } from './link-patients.ts';
import { FILE_PATIENT, type FilingDependencies } from './local-patients.ts';
import { forgetCodes } from './one-time-codes.ts';
import { forgetChallenges } from './passkeys.ts';
import { forgetBindings } from './phone-binding-rows.ts';
import { REWRAP_KEYS, rewrapHandler } from './rewrap-keys.ts';
import { forgetProofs, forgetSessions } from './sessions.ts';
import { forgetShifts } from './shifts.ts';
import { forgetTries } from './staff.ts';

export interface IdentityOptions {
  /** How often people's keys that lie under an old key are looked for. */
  readonly rewrapEveryMs: number;
  /** Where keys can change while the gateway runs. */
  readonly rotating?: RotatingCipher;
  readonly campusNames: CampusNames;
}

/** Who is there: people, their documents and sessions, the devices they stand at, the staff who help. */
export function identityScene(
  dependencies: IdentityDependencies & FilingDependencies,
  { rewrapEveryMs, rotating, campusNames }: IdentityOptions,
): Scene<IdentityOperations> {
  return {
    operations: identityHandlers(dependencies, campusNames),
    tasks: {
      [FILE_PATIENT]: filingHandler(dependencies),
      [REWRAP_KEYS]: rewrapHandler(dependencies, rewrapEveryMs, rotating),
    },
    recurring: [{ kind: REWRAP_KEYS, subjects: ['gateway'] }],
    forget: (now) => [
      forgetSessions(now),
      ...forgetCodes(now),
      forgetBindings(now),
      forgetBoundPhones(now),
      ...forgetProofs(now),
      forgetProposals(now),
      forgetTries(now),
      forgetShifts(now),
      forgetChallenges(now),
    ],
  };
}
