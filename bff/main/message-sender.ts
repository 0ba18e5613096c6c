import { createLogSender } from '../../adapters/messages/log/adapter.ts';
import type { MessageSender } from '../../adapters/messages/port.ts';
import { createSmsHttpSender } from '../../adapters/messages/sms-http/adapter.ts';
import type { Config } from './config.ts';

/** Where real people are, a code must not lie in a log: without a sender nobody gets one, and documents still open sessions. */
const NO_SENDER: MessageSender = {
  keyed: true,
  send: async () => ({
    ok: false,
    failure: { kind: 'rejected', reason: 'not-sending', detail: 'no sender of messages is configured' },
  }),
};

/**
 * Who takes messages to phones, as the settings say.
 *
 * @throws ZodError when those of the gateway for short messages are wrong.
 */
export function messageSenderOf(config: Config, now: () => number): MessageSender {
  switch (config.MESSAGES ?? (config.DEMO === '1' ? 'log' : 'none')) {
    case 'log':
      return createLogSender((line) => void process.stdout.write(line));
    case 'none':
      return NO_SENDER;
    case 'sms-http': {
      const connection = { baseUrl: config.SMS_URL, keyId: config.SMS_KEY_ID, secret: config.SMS_SECRET };
      const abilities = { keyed: config.SMS_KEYED === '1', receipts: config.SMS_RECEIPTS === '1' };
      return createSmsHttpSender({ ...connection, ...abilities }, { fetch: (input, init) => fetch(input, init), now });
    }
  }
}
