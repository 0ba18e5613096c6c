/** As much of an answer as says whether to ask again. */
interface Told {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

const AGAIN_MS = 50;

/**
 * The determined answer, however long the machine takes: while the door sheds load (503), has no answer yet (202) or is still at work on
 * the first sending, the same request is sent again with the same key, as every client is told to.
 */
export async function untilDetermined<T extends Told>(send: () => Promise<T>): Promise<T> {
  for (;;) {
    const told = await send();
    const atWork = told.status === 202 || told.body.code === 'idempotency-key-running';
    if (!atWork && told.status !== 503) return told;
    const seconds = Number(told.headers.get('retry-after') ?? '0');
    await new Promise((resolve) => setTimeout(resolve, Math.max(AGAIN_MS, 1_000 * seconds)));
  }
}
