import type { Signer } from '../../platform/crypto/signer.ts';
import type { Ids } from '../../platform/ids.ts';
import type { ReadingDependencies } from '../appointments/dependencies.ts';

export interface SlipDependencies extends ReadingDependencies {
  readonly ids: Ids;
  readonly slipSigner: Signer;
  /** Address of the page that checks slips, up to the text of the QR code; empty when nobody outside can reach it. */
  readonly slipAddress: string;
}
