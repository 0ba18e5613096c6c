import type { AdapterEnvironment } from '../../port/terms.ts';
import type { MessageSender } from '../port.ts';
import { type SmsHttpConfigInput, smsHttpConfigSchema } from './config.ts';
import { receiptOutcome, writeOutcome } from './mapping.ts';
import { createTransport } from './transport.ts';

/**
 * Sends short messages over a gateway that speaks HTTP, signed both ways; README.md lays the wire down. Runs wherever `fetch` and
 * WebCrypto exist.
 *
 * @throws ZodError when the configuration is wrong.
 */
export function createSmsHttpSender(input: SmsHttpConfigInput, environment: AdapterEnvironment): MessageSender {
  const config = smsHttpConfigSchema.parse(input);
  const transport = createTransport(config, environment);
  const path = (key: string) => `/v1/messages/${encodeURIComponent(key)}`;
  return {
    keyed: config.keyed,
    async send({ key, to, text }, call) {
      const exchange = await transport.send({ method: 'PUT', path: path(key), body: { to, text } }, call);
      return writeOutcome(exchange, key, ['accepted', 'delivered']);
    },
    async cancel(key, call) {
      const exchange = await transport.send({ method: 'POST', path: `${path(key)}/cancellation`, body: {} }, call);
      return writeOutcome(exchange, key, ['cancelled']);
    },
    ...(config.receipts
      ? {
          async receipt(key, call) {
            return receiptOutcome(await transport.send({ method: 'GET', path: path(key) }, call), key);
          },
        }
      : {}),
  };
}
