import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { testPatient } from '../support/test-gateway.ts';
import { Installation, openHospital, post, signIn, slotOf, slotsRead } from './gateway-installation.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
}

/** A collector that takes OTLP over HTTP as JSON. */
async function startCollector(): Promise<{ url: string; bodies: string[]; spans(): readonly Span[] }> {
  const bodies: string[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      bodies.push(`${request.url} ${body}`);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  const spans = () =>
    bodies.flatMap((text) => {
      const { resourceSpans } = JSON.parse(text.slice(text.indexOf(' ') + 1)) as {
        resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
      };
      return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies, spans };
}

async function bookTraced(more: Record<string, string>) {
  const hospital = await openHospital(1);
  closing.push(() => hospital.close(100));
  const one = new Installation(hospital, undefined, more);
  closing.push(() => one.close());
  const address = await one.start();
  await slotsRead(address);
  const traceId = 'abcdef0123456789abcdef0123456789';
  const headers = {
    authorization: `Bearer ${await signIn(address, 1)}`,
    'idempotency-key': 'traced-to-the-hospital',
    traceparent: `00-${traceId}-0123456789abcdef-01`,
  };
  const booked = await post(address, '/v1/appointments', { slotId: slotOf(0), patientId: testPatient(1).id }, headers);
  expect(booked.status).toBe(201);
  await one.stopGateways();
  return traceId;
}

it('a gateway sends the spans of a booking to the collector, below the span of the caller, and nothing of a person', async () => {
  const collector = await startCollector();
  const traceId = await bookTraced({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  const spans = collector.spans().filter((span) => span.traceId === traceId);
  const request = spans.find(({ name }) => name === 'bookAppointment');
  expect(request).toMatchObject({ parentSpanId: '0123456789abcdef' });
  expect(spans.find(({ name }) => name === 'hospital booking.book')).toMatchObject({ parentSpanId: request?.spanId });
  expect(collector.bodies.every((text) => text.startsWith('/v1/traces '))).toBe(true);
  const { id, patient } = testPatient(1);
  for (const secret of [id, patient.name, patient.document.number]) expect(collector.bodies.join('')).not.toContain(secret);
});

it('a gateway sends nothing anywhere unless it is told to', async () => {
  const collector = await startCollector();
  await bookTraced({});
  expect(collector.bodies).toEqual([]);
});
