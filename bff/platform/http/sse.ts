import type { StreamEvent } from './reply.ts';

export const EVENT_STREAM = 'text/event-stream; charset=utf-8';

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
  return new Response(stream, { status: 200, headers: { ...headers, 'content-type': EVENT_STREAM } });
}

function encodeEvent(event: StreamEvent): string {
  if (event === 'still-there') return ': waiting\n\n';
  return `id: ${event.id}\nevent: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`;
}
