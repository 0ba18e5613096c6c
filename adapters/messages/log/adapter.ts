import type { MessageSender } from '../port.ts';

/**
 * Sends nothing: prints the text where the operator of a demo looks, with all but the end of the phone hidden. For demos and
 * development only; the gateway refuses it outside demo mode.
 */
export function createLogSender(print: (line: string) => void): MessageSender {
  return {
    // It keeps nothing: what is sent twice is printed twice.
    keyed: false,
    async send({ to, text }) {
      // A line of JSON like every other line there, so that whoever reads them does not stumble.
      print(`${JSON.stringify({ event: 'message.printed', to: `...${to.slice(-4)}`, text })}\n`);
      return { ok: true, value: null };
    },
  };
}
