import { type Bound, HOUR, MINUTE } from './bound.ts';

/** Of phones that are bound to somebody. */
export const phoneLimits = {
  boundSessionLife: {
    what: 'session of a person on a phone that is bound to them',
    figure: 12 * HOUR,
    unit: 'ms',
    of: 'session',
    setBy: 'fixed',
    hears: 'unauthenticated',
    at: 'bff/scenes/identity/open-session.ts',
  },
  boundPhoneLife: {
    what: 'phone that is bound to somebody, until it has to be bound anew',
    figure: 365 * 24 * HOUR,
    unit: 'ms',
    of: 'bound phone',
    setBy: 'fixed',
    hears: 'a code opens what a phone that is only held opens',
    at: 'bff/scenes/identity/bind-phone.ts',
  },
  boundPhonesOfPerson: {
    what: 'phones that are bound to one person at once',
    figure: 5,
    unit: 'phones',
    of: 'person',
    setBy: 'fixed',
    hears: 'the one that was used longest ago ends',
    at: 'bff/scenes/identity/bound-phone-rows.ts',
  },
  phoneBindingLife: {
    what: 'phone that waits to be bound; a person has one',
    figure: 10 * MINUTE,
    unit: 'ms',
    of: 'person',
    setBy: 'fixed',
    hears: 'not-found',
    at: 'bff/scenes/identity/ask-phone-binding.ts',
  },
  bindingTries: {
    what: 'codes of phones entered by one person, right or wrong',
    figure: 10,
    unit: 'tries a quarter of an hour',
    of: 'person',
    setBy: 'fixed',
    hears: 'rate-limited',
    at: 'bff/scenes/identity/bind-phone.ts',
  },
  bindingTriesOfPlace: {
    what: 'codes of phones entered at one place, by whatever people',
    figure: 100,
    unit: 'tries a quarter of an hour',
    of: 'address or proved device',
    setBy: 'fixed',
    hears: 'rate-limited',
    at: 'bff/scenes/identity/bind-phone.ts',
  },
} as const satisfies Record<string, Bound>;
