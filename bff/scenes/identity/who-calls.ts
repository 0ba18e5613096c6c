import type { AdmissionOptions } from '../../platform/http/admission.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { issuerOf, proveDevice } from './device-proof.ts';
import { resolveCaller } from './sessions.ts';
import { resolveStaff } from './staff.ts';

/** How the gateway finds out who is behind a request. */
export function whoCalls(
  dependencies: IdentityDependencies,
): Pick<AdmissionOptions, 'resolveCaller' | 'resolveStaff' | 'deviceNamed' | 'proveDevice'> {
  return {
    resolveCaller: (tokenHash) => resolveCaller(dependencies, tokenHash),
    resolveStaff: (tokenHash) => resolveStaff(dependencies, tokenHash),
    deviceNamed: issuerOf,
    proveDevice: (shown) => proveDevice(dependencies, shown),
  };
}
