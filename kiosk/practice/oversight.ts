import type { oversightPaths } from '../../bff/contract/oversight/paths.ts';
import { type HandlersOf, inSession, refused } from './handler.ts';

export const oversight = {
  readPrivacyNotice: ({ notice }) => ({ status: 200, body: notice }),
  listConsents: inSession(({ consents }) => ({ status: 200, body: { items: consents } })),
  withdrawConsent: inSession((facts, { params }) => {
    const found = facts.consents.find(({ id }) => id === params.id);
    if (found === undefined) return refused('not-found');
    const withdrawn = { ...found, withdrawnAt: new Date(facts.now()).toISOString() };
    facts.consents = facts.consents.map((one) => (one === found ? withdrawn : one));
    // The sessions of a child are not those of who stands here.
    if (found.patientId === facts.me.patientId) facts.withdrawn = true;
    return { status: 200, body: withdrawn };
  }),
  listAccess: inSession(({ access }) => ({ status: 200, body: { items: [...access] } })),
} satisfies HandlersOf<typeof oversightPaths>;
