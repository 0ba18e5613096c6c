import type { identityPaths } from '../../bff/contract/identity/paths.ts';
import { type HandlersOf, inSession, refused } from './handler.ts';
import { madeUpId } from './made-up-id.ts';
import type { PhonesFacts } from './world.ts';

const LIFE_MS = 600_000;
const YEAR_MS = 365 * 24 * 3_600_000;
const SESSION = madeUpId('ses', 1);
const ASKED = { id: madeUpId('phb', 1), code: '48120937', digits: '62' } as const;

/** Somebody who is here and nowhere else, with a phone of which no machine has heard. @param openedAt ms */
export function madeUpPhones(openedAt: number, device?: { readonly name: string; readonly hospital: string }): PhonesFacts {
  return {
    sessions: [
      {
        id: SESSION,
        openedAt: new Date(openedAt).toISOString(),
        expiresAt: new Date(openedAt + LIFE_MS).toISOString(),
        level: 'document-read',
        evidence: 'document-read',
        ...(device && { at: { device: device.name, hospital: device.hospital } }),
        current: true,
        vouched: false,
      },
    ],
    bound: [],
    waits: { phone: '000****0000', heldSince: new Date(openedAt).toISOString(), digits: ASKED.digits },
    binding: { state: 'waiting', signedIn: true },
  };
}

export const phones = {
  listSessions: inSession(({ phones: { sessions } }) => ({ status: 200, body: { items: [...sessions] } })),
  listBoundPhones: inSession(({ phones: { bound } }) => ({ status: 200, body: { items: [...bound] } })),
  endSession: inSession((facts, { params }) => {
    const { sessions } = facts.phones;
    if (!sessions.some(({ id }) => id === params.id)) return refused('not-found');
    facts.phones = { ...facts.phones, sessions: sessions.filter(({ id }) => id !== params.id) };
    return { status: 204, body: undefined };
  }),
  endOtherSessions: inSession((facts) => {
    const { sessions } = facts.phones;
    const left = sessions.filter(({ current }) => current);
    facts.phones = { ...facts.phones, sessions: left };
    return { status: 200, body: { ended: sessions.length - left.length } };
  }),
  endBoundPhone: inSession((facts, { params }) => {
    const { bound } = facts.phones;
    if (!bound.some(({ id }) => id === params.id)) return refused('not-found');
    facts.phones = { ...facts.phones, bound: bound.filter(({ id }) => id !== params.id) };
    const { phone = '', current = false } = bound.find(({ id }) => id === params.id) ?? {};
    return { status: 200, body: { phone, signedOut: current } };
  }),
  askPhoneBinding: inSession((facts) => ({
    status: 201,
    body: { ...ASKED, expiresAt: new Date(facts.now() + LIFE_MS).toISOString() },
  })),
  readPhoneBinding: ({ phones: { binding } }) => (binding === undefined ? refused('not-found') : { status: 200, body: binding }),
  enterPhoneBinding: inSession((facts, { body }) => {
    const { waits } = facts.phones;
    if (waits === undefined || (waits.code !== undefined && waits.code !== body.code)) return refused('not-found');
    const { code: _, ...shown } = waits;
    return { status: 200, body: { id: ASKED.id, ...shown, expiresAt: new Date(facts.now() + LIFE_MS).toISOString() } };
  }),
  confirmPhoneBinding: inSession((facts) => {
    const { waits, bound } = facts.phones;
    if (waits === undefined) return refused('not-found');
    const at = new Date(facts.now()).toISOString();
    const phone = {
      id: madeUpId('bph', bound.length + 1),
      phone: waits.phone,
      boundAt: at,
      usedAt: at,
      expiresAt: new Date(facts.now() + YEAR_MS).toISOString(),
      at: { device: facts.device.name, hospital: facts.device.hospital },
      byStaff: false,
      current: false,
    };
    facts.phones = { ...facts.phones, bound: [phone, ...bound], waits: undefined };
    return { status: 200, body: { id: phone.id } };
  }),
} satisfies HandlersOf<typeof identityPaths>;
