import { digest } from '../../platform/crypto/cipher.ts';

/** Some megabytes at most, whatever a hospital sends. */
const NOTED_MAX = 20_000;

/** What this process has said once and does not say again. The oldest is forgotten first. */
export class Noted {
  readonly #marks = new Set<string>();

  isNews(what: string): boolean {
    const mark = digest(what);
    if (this.#marks.has(mark)) return false;
    this.#marks.add(mark);
    const [oldest] = this.#marks;
    if (this.#marks.size > NOTED_MAX && oldest !== undefined) this.#marks.delete(oldest);
    return true;
  }
}
