import { paths } from '../../../bff/contract/paths.ts';
import { connectGateway } from '../../client/gateway.ts';
import { ownBrowserOf } from '../../client/own-browser.ts';
import { cityOf, type Services } from '../../client/services.ts';
import type { Environment } from './environment.ts';

/** What the screens ask on somebody's own phone: the gateway, and no machine beside it. */
export function openServices({ origin, now, newId, random, browser, fetch: given }: Environment): Services {
  const fetch: typeof globalThis.fetch = given ?? ((input, init) => globalThis.fetch(input, init));
  const client = connectGateway({ baseUrl: origin, fetch });
  const { navigator, document } = browser;
  return {
    client,
    city: cityOf(client),
    browser: navigator && document && ownBrowserOf(navigator, document),
    origin,
    // Nobody is called to a phone: who helps stands at the kiosks.
    followHelp: async () => () => undefined,
    async followPayment(id, onChange) {
      const { followEvents } = await import('../../client/events.ts');
      const url = origin + paths.followPayment.path.replace('{id}', id);
      return followEvents({ url, fetch, random, name: 'payment', onEvent: onChange });
    },
    async followMessages(onEvent) {
      const { followEvents } = await import('../../client/events.ts');
      return followEvents({ url: origin + paths.followMessages.path, fetch, random, name: 'message', resumes: true, onEvent });
    },
    now,
    newKey: newId,
  };
}
