import type { Idempotency } from '../../../platform/http/idempotency.ts';
import type { RecordDependencies } from '../dependencies.ts';

export interface ShareDependencies extends RecordDependencies {
  readonly idempotency: Idempotency;
  /** Address at which links are asked for, up to their secret; empty where nobody outside can reach the gateway. */
  readonly linkAddress: string;
  /** The page that opens links, up to the link itself; empty where nobody outside can reach it. */
  readonly viewerAddress: string;
}

/** Under which a link, its passcode and an address of its files are found. */
export const LINK_COLUMN = 'share|link_index';
export const PASSCODE_COLUMN = 'share|passcode_mac';
export const LOCATION_COLUMN = 'share_location|token_index';
