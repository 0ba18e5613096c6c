import * as z from 'zod';
import { evidenceKind, grantScope, grantScopes, instant, noticeVersion, opaqueId, patientId } from '../terms.ts';

const grantId = opaqueId('grt');

/** Digits alone, for the pad of a kiosk: it works for a quarter of an hour, and whoever guesses it lets a stranger do something for themselves. */
const invitationCode = z.string().regex(/^[0-9]{8}$/);

/** Crockford base 32, as on slips: no I, L, O, U. Whoever has it may act for somebody. */
const offerCode = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{8}$/);

const scope = z.array(grantScope).min(1).max(grantScopes.length);

const wording = z
  .object({ version: noticeVersion, zh: z.array(z.string()), en: z.array(z.string()) })
  .meta({ id: 'GrantWording', description: 'What the helped person agrees to.' });

/** What a helped person may choose from in this session. */
const choices = {
  scopes: scope.meta({
    description: 'What this session may let somebody do: a code to the phone, and the word of staff, give appointments alone.',
  }),
  months: z
    .object({ usual: z.int(), most: z.int() })
    .meta({ description: 'How long, as the city decides: shorter in a session that a code alone opened.' }),
  wording,
};

export const invitation = z
  .object({
    code: invitationCode.meta({ description: 'The helped person types it at a kiosk, or on their own phone. Told once, here.' }),
    expiresAt: instant,
  })
  .meta({ id: 'Invitation' });

export const takenInvitation = z
  .object({
    helperName: z.string().meta({ description: 'Masked.' }),
    helperPhone: z.string().optional().meta({ description: 'The phone of whoever invites, masked, where they have one.' }),
    helperProved: z.boolean().meta({ description: 'Whether they ever showed a document. Otherwise they typed their name.' }),
    expiresAt: instant,
    ...choices,
  })
  .meta({ id: 'TakenInvitation', description: 'Nothing is given with it yet, and the code still works.' });

const agreement = z.object({
  at: instant,
  channel: z.enum(['kiosk', 'phone']),
  evidence: evidenceKind.meta({ description: 'By what the helped person had shown who they are.' }),
  device: z.string().optional().meta({ description: "The kiosk's name." }),
  language: z.enum(['zh', 'en']),
});

export const grant = z
  .object({
    id: grantId,
    role: z.enum(['helped', 'helper']).meta({ description: 'What whoever asks is in it.' }),
    helpedId: patientId.optional().meta({ description: 'For their helper, to act for them.' }),
    helpedName: z.string().meta({ description: 'Masked.' }),
    helperName: z.string().optional().meta({ description: 'Masked; left out while nobody has taken the card.' }),
    scope,
    state: z.enum(['waiting', 'active', 'ended', 'revoked']).meta({
      description:
        '`waiting`: a code for it was made and nobody has taken it. `ended`: its time is over, another took its place, the code ran out, or a registration ended. `revoked`: one of the two ended it.',
    }),
    since: instant.optional().meta({ description: 'Since when the helper may act.' }),
    until: instant.meta({ description: 'When it ends, or has ended.' }),
    takeBy: instant.optional().meta({ description: 'Until when its code works; while it is `waiting`.' }),
    revokedBy: z.enum(['helped', 'helper']).optional(),
    agreed: agreement,
  })
  .meta({
    id: 'Grant',
    description:
      'One grown-up lets another act for them (FHIR R5: Consent, its grantor the helped person, its grantee the helper).',
  });

export const offer = z
  .object({
    code: offerCode.meta({ description: 'The helper types it on their phone. It works once, and is told once, here.' }),
    grant,
  })
  .meta({ id: 'Offer' });

const givenScope = scope.default(['appointments']);
const months = z.int().min(1).max(120).optional().meta({
  description: 'Months of the calendar from now; left out, what is usual in the city. More than the city allows is refused.',
});
const agreed = z
  .strictObject({ version: noticeVersion, language: z.enum(['zh', 'en']) })
  .meta({ description: 'The version of the wording that was shown, and the language.' });

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  takeInvitation: z.strictObject({ code: invitationCode }),
  createGrant: z.strictObject({ code: invitationCode, scope: givenScope, months, agreed }),
  createOffer: z.strictObject({
    scope: givenScope,
    months,
    agreed,
    printed: z.boolean().default(false).meta({ description: 'On a card, for some days; else for a quarter of an hour.' }),
  }),
  takeOffer: z.strictObject({ code: offerCode }),
  grantId: z.strictObject({ id: grantId }),
};

export const grantList = {
  wording,
  scopes: choices.scopes,
  months: choices.months,
};
