import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { parentOf } from '../platform/http/trace.ts';
import type { Tracing } from '../platform/tracing.ts';

export interface OpenTelemetry {
  readonly tracing: Tracing;
  /** Sends what waits. */
  close(): Promise<void>;
}

/**
 * Sends spans to a collector, by OTLP over HTTP (https://opentelemetry.io/docs/specs/otlp/). Loaded only where the operator names one.
 *
 * @param endpoint as `OTEL_EXPORTER_OTLP_ENDPOINT`; `/v1/traces` is put behind it.
 */
export function startOpenTelemetry(endpoint: string, version: string): OpenTelemetry {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'onedoor', 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('onedoor', version);
  const tracing: Tracing = {
    start(name, kind, parent) {
      const context = contextOf(parent);
      const span = tracer.startSpan(name, { kind: kind === 'server' ? SpanKind.SERVER : SpanKind.CLIENT }, context);
      const { traceId, spanId, traceFlags } = span.spanContext();
      return {
        traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
        end(attributes, failed) {
          span.setAttributes(attributes);
          if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
  };
  return { tracing, close: () => provider.shutdown() };
}

function contextOf(parent: string | undefined) {
  const known = parentOf(parent);
  if (!known) return ROOT_CONTEXT;
  const [, traceId = '', spanId = ''] = known.traceparent.split('-');
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true });
}
