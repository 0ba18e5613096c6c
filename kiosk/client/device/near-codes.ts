/** The near codes of what people left at the gateway when their screen was cleared: on this machine, in memory, while each leads anywhere. */
export interface NearCodes {
  /** `owner` is not kept, only whether the same one comes back. `until`: in ms, when the gateway forgets what the code leads to. */
  keep(owner: string, code: string, until: number): void;
  /** The newest of this person, who need not type it. */
  of(owner: string): Promise<string | undefined>;
  forget(code: string): void;
}

const CODES_MAX = 20;

/**
 * `random` gives a number from 0 to 1. Whose a code is stays in the form of a salted hash (SHA-256), so that nothing of a person is
 * found in the memory of the machine that they have left; and the code leads nobody else to anything.
 */
export function makeNearCodes(
  now: () => number,
  random: () => number,
  crypto: Pick<Crypto, 'subtle'> = globalThis.crypto,
): NearCodes {
  let kept: readonly { readonly code: string; readonly owner: Promise<string>; readonly until: number }[] = [];
  const salt = String(random());
  const hash = async (owner: string) => {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(salt + owner));
    return String.fromCharCode(...new Uint8Array(digest));
  };
  return {
    keep(owner, code, until) {
      kept = [{ code, owner: hash(owner), until }, ...kept].slice(0, CODES_MAX);
    },
    async of(owner) {
      kept = kept.filter(({ until }) => now() < until);
      const wanted = await hash(owner);
      for (const { code, owner: whose } of kept) if ((await whose) === wanted) return code;
      return undefined;
    },
    forget(code) {
      kept = kept.filter((one) => one.code !== code);
    },
  };
}
