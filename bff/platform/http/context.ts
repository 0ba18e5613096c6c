/** The person whose session a request carries. */
export interface Caller {
  readonly patientId: string;
  readonly tokenHash: string;
}

/** What every handler gets besides its parsed input. Nothing of Hono reaches a scene. */
export interface RequestContext {
  readonly requestId: string;
  readonly traceparent: string | undefined;
  readonly caller: Caller | undefined;
  /** Fires when the client went away. */
  readonly signal: AbortSignal;
  readonly header: (name: string) => string | undefined;
}

/** The caller of an operation whose row says `access: 'patient'`; the gateway has refused everybody else. */
export function callerOf(context: RequestContext): Caller {
  if (!context.caller) throw new TypeError('this operation has no policy that demands a session');
  return context.caller;
}
