import type { GatewayOptions } from '../../platform/http/gateway.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { proveDevice } from './device-proof.ts';
import { resolveCaller } from './sessions.ts';
import { resolveStaff } from './staff.ts';

/** How the gateway finds out who is behind a request. */
export function whoCalls(
  dependencies: IdentityDependencies,
): Pick<GatewayOptions, 'resolveCaller' | 'resolveStaff' | 'proveDevice'> {
  return {
    resolveCaller: (tokenHash) => resolveCaller(dependencies, tokenHash),
    resolveStaff: (tokenHash) => resolveStaff(dependencies, tokenHash),
    proveDevice: (shown) => proveDevice(dependencies, shown),
  };
}
