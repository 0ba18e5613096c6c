/**
 * Spans of requests and of calls to hospitals, for whoever runs a collector. Names are operations, attributes are codes and hospitals:
 * nothing of a person, no id, no address that was asked for.
 */
export interface Tracing {
  /** @param parent W3C Trace Context header of who asks; a trace of its own begins where there is none. */
  start(name: string, kind: 'server' | 'client', parent: string | undefined): Span;
}

export interface Span {
  /** What to hand on, so that the next span hangs below this one; the parent itself while nothing is traced. */
  readonly traceparent: string | undefined;
  end(attributes: Readonly<Record<string, string | number>>, failed: boolean): void;
}

/** Nothing is traced, and the caller's trace goes through. */
export const noTracing: Tracing = {
  start: (_name, _kind, parent) => ({ traceparent: parent, end: () => {} }),
};
