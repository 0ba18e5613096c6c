import { digest } from '../../platform/crypto/cipher.ts';

/** The same slot has the same id on every installation: 132 bits of a digest of whose it is. */
export function slotIdOf(hospitalId: string, ref: string): string {
  return `slt_${digest(`${hospitalId} ${ref}`).slice(0, 22)}`;
}
