import type { StreamEvent } from './reply.ts';

/** `x-accel-buffering`: a proxy that collects answers before it passes them on would keep every event to itself. */
export const EVENT_STREAM_HEADERS = { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' } as const;

/** A `text/event-stream` of the events (HTML standard, 9.2); cancelling the response ends the source. */
export function eventStream(events: AsyncIterable<StreamEvent>, headers: Readonly<Record<string, string>>): Response {
  const encoder = new TextEncoder();
  const source = events[Symbol.asyncIterator]();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await source.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(encodeEvent(value)));
      } catch {
        controller.close();
      }
    },
    async cancel() {
      await source.return?.();
    },
  });
  return new Response(stream, { status: 200, headers: { ...headers, ...EVENT_STREAM_HEADERS } });
}

function encodeEvent(event: StreamEvent): string {
  if (event === 'still-there') return ': waiting\n\n';
  return `id: ${event.id}\nevent: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`;
}
