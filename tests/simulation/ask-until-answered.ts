export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of the contract, as a page reads them
  readonly body: any;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body?: object | undefined;
  readonly key?: string | undefined;
}

const GONE_PAUSE_MS = 40;

/** As often as it takes until somebody answers; what was sent with a key is sent again with it. */
export async function askUntilAnswered(address: () => string, { method, path, token, body, key }: Asked): Promise<Reply> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  };
  const sent = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  for (;;) {
    try {
      const response = await fetch(address() + path, sent);
      const reply = { status: response.status, body: await response.json() };
      if (reply.status !== 503 && reply.body.code !== 'idempotency-key-running') return reply;
    } catch {
      // The gateway is gone, and another one comes.
    }
    await new Promise((resolve) => setTimeout(resolve, GONE_PAUSE_MS));
  }
}
