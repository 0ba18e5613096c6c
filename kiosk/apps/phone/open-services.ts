import { paths } from '../../../bff/contract/paths.ts';
import { connectGateway } from '../../client/gateway.ts';
import { ownBrowserOf } from '../../client/own-browser.ts';
import { cityOf, type Services } from '../../client/services.ts';
import type { Environment } from './environment.ts';

const UNAUTHENTICATED = 401;

/**
 * What the screens ask on somebody's own phone: the gateway, and no machine beside it.
 * @param onNobody told when the gateway says that nobody is signed in; and whether that came while something was followed, unasked
 */
export function openServices(environment: Environment, onNobody: (followed: boolean) => void): Services {
  const { origin, now, newId, random, browser, fetch: given } = environment;
  const send: typeof globalThis.fetch = given ?? ((input, init) => globalThis.fetch(input, init));
  const watched = (followed: boolean) => async (input: string, init: RequestInit) => {
    const answered = await send(input, init);
    if (answered.status === UNAUTHENTICATED) onNobody(followed);
    return answered;
  };
  const fetch = watched(false);
  const follow = { fetch: watched(true), random };
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
      return followEvents({ ...follow, url, name: 'payment', onEvent: onChange });
    },
    async followMessages(onEvent) {
      const { followEvents } = await import('../../client/events.ts');
      return followEvents({ ...follow, url: origin + paths.followMessages.path, name: 'message', resumes: true, onEvent });
    },
    now,
    newKey: newId,
  };
}
