const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}$/;

/** The caller's trace, if its header is well formed (W3C Trace Context §3.2); anything else, also ids of zeros, is dropped, not passed on. */
export function parentOf(header: string | undefined): { traceparent: string; traceId: string } | undefined {
  const match = header === undefined ? null : TRACEPARENT.exec(header);
  return match?.[1] ? { traceparent: match[0], traceId: match[1] } : undefined;
}
