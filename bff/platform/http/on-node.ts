/** What Node's server hands over beside the request: the message as it came. Nothing of it is there on Workers, or in a test without a socket. */
export interface OnNode {
  readonly incoming?: {
    /** The request target, exactly as it was written. */
    readonly url?: string;
    /** Names and values of the header fields in turn, exactly as they came. */
    readonly rawHeaders?: readonly string[];
    readonly socket?: { readonly localAddress?: string | undefined; readonly localPort?: number | undefined };
  };
}

export function onNode(environment: unknown): OnNode['incoming'] {
  return (environment as OnNode | undefined)?.incoming;
}
