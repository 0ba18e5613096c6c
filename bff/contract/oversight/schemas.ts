import * as z from 'zod';
import { bilingual, evidenceKind, instant, noticeVersion, opaqueId, patientId } from '../terms.ts';

const consentKind = z.enum(['privacy-notice', 'health-data']).meta({
  id: 'ConsentKind',
  description: 'Having read the notice, and the separate consent for sensitive personal data (PIPL Art. 29).',
});

const noticeText = z.object({ title: z.string(), paragraphs: z.array(z.string()) });

export const privacyNotice = z
  .object({
    version: noticeVersion,
    texts: z.object({
      'privacy-notice': z.object({ zh: noticeText, en: noticeText }),
      'health-data': z.object({ zh: noticeText, en: noticeText }),
    }),
    withoutConsent: bilingual.meta({ description: 'What still works for a person who refuses: the window.' }),
  })
  .meta({ id: 'PrivacyNotice' });

const consentId = opaqueId('con');

export const consent = z
  .object({
    id: consentId.meta({ description: 'The receipt.' }),
    patientId: patientId.meta({ description: 'For whom: the person, or a child of theirs.' }),
    kind: consentKind,
    version: noticeVersion,
    givenAt: instant,
    givenBy: z.enum(['self', 'guardian']),
    channel: z.string(),
    withdrawnAt: instant.optional(),
  })
  .meta({ id: 'Consent', description: 'A receipt after ISO/IEC TS 27560.' });

export const access = z
  .object({
    at: instant,
    who: z
      .enum(['you', 'claimant', 'phone', 'guardian', 'helper', 'helped', 'staff', 'hospital', 'link', 'gateway', 'unknown'])
      .meta({
        description:
          '`you`: the document was shown. `staff`: a member of staff, or in a session for which one vouched. `phone`: whoever held the phone. `claimant`: somebody who only claimed to be this person, until the document was shown. `helper`: whom this person let act for them. `helped`: who let this person act for them. `link`: whoever had a link. `unknown`: from before the evidence was kept.',
      }),
    name: z.string().optional().meta({
      description:
        'Of a member of staff who did it, or who vouched for whoever did, or of a hospital; of a helper or a helped person, masked.',
    }),
    action: z.string(),
    evidence: evidenceKind.optional(),
    phone: z.string().optional().meta({ description: 'Masked: the phone that was held, or of the claim that ended.' }),
    where: z.string().optional().meta({ description: 'The device.' }),
    reason: z.string().optional(),
  })
  .meta({ id: 'Access', description: 'One line of who looked at what, when and why.' });

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  consentId: z.strictObject({ id: consentId }),
};
