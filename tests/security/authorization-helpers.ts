import type { OperationId } from '../../bff/contract/paths.ts';
import type { GrantScope } from '../../bff/contract/terms.ts';
import { linesOf } from './authorization-policy.ts';

/** Those whom a person let act for them, by the column of the table: for what, and what each has shown. */
export const HELPERS = {
  appointments: { scope: ['appointments'], what: 'a helper who showed a document, for appointments' },
  results: { scope: ['results'], what: 'one for results' },
  money: { scope: ['money'], what: 'one for money' },
  phone: { scope: ['appointments', 'results', 'money'], what: 'one for everything, who only holds a phone' },
  ended: { scope: ['appointments', 'results', 'money'], what: 'the same, whose grant was over a millisecond ago' },
  revoked: { scope: ['appointments', 'results', 'money'], what: 'the same, whose grant was revoked' },
} as const satisfies Record<string, { readonly scope: readonly GrantScope[]; readonly what: string }>;

export type Helper = keyof typeof HELPERS;

/** What is asked about: the person who is helped, a form that the helper began for their appointment, or the helper themselves. */
export type HelpedAbout = 'person' | 'form' | 'own';

const VERDICTS = ['may', '404', '409', 'own'] as const;

/**
 * `404` hears what they would hear of nothing, and a list does not have it; `409` is asked for a document; `own` touches nothing of
 * the person.
 */
export type HelperVerdict = (typeof VERDICTS)[number];

/**
 * Written by hand from ADR 36 and docs/security.md: appointments with what belongs to them, results, and money, each by its scope;
 * to agree, to share, to read the log, sessions, phones, drafts and grants are never a helper's. Health and money take that the
 * helper showed a document too. A line for every operation of a patient.
 */
const BY_HELPER = `
operation         | about  | appointments | results | money | phone | ended | revoked
------------------+--------+--------------+---------+-------+-------+-------+--------
bookAppointment   | person | may          | 404     | 404   | may   | 404   | 404
listAppointments  | person | may          | 404     | 404   | may   | 404   | 404
readAppointment   | person | may          | 404     | 404   | may   | 404   | 404
readCalendar      | person | may          | 404     | 404   | may   | 404   | 404
followAppointment | person | may          | 404     | 404   | may   | 404   | 404
issueSlip         | person | may          | 404     | 404   | may   | 404   | 404
listMessages      | person | may          | 404     | 404   | may   | 404   | 404
markMessageRead   | person | may          | 404     | 404   | may   | 404   | 404
triage            | person | may          | 404     | 404   | may   | 404   | 404
createPreconsult  | person | 404          | 404     | 404   | may   | 404   | 404
createPreconsult  | form   | may          | 404     | 404   | may   | 404   | 404
listPreconsults   | person | 404          | 404     | 404   | may   | 404   | 404
readPreconsult    | person | 404          | may     | 404   | may   | 404   | 404
saveResponse      | person | 404          | may     | 404   | may   | 404   | 404
nextQuestion      | person | 404          | may     | 404   | may   | 404   | 404
readSummary       | person | 404          | may     | 404   | may   | 404   | 404
submitPreconsult  | person | 404          | may     | 404   | may   | 404   | 404
listPreconsults   | form   | may          | 404     | 404   | may   | 404   | 404
readPreconsult    | form   | may          | 404     | 404   | may   | 404   | 404
saveResponse      | form   | may          | 404     | 404   | may   | 404   | 404
nextQuestion      | form   | may          | 404     | 404   | may   | 404   | 404
readSummary       | form   | may          | 404     | 404   | may   | 404   | 404
submitPreconsult  | form   | may          | 404     | 404   | may   | 404   | 404

operation         | about  | appointments | results | money | phone | ended | revoked
------------------+--------+--------------+---------+-------+-------+-------+--------
listResults       | person | 404          | may     | 404   | 409   | 404   | 404
readResult        | person | 404          | may     | 404   | 409   | 404   | 404
readResultDocument | person | 404         | may     | 404   | 409   | 404   | 404
readTrend         | person | 404          | may     | 404   | 409   | 404   | 404
listVisits        | person | 404          | may     | 404   | 409   | 404   | 404
listMedications   | person | 404          | may     | 404   | 409   | 404   | 404
listAllergies     | person | 404          | may     | 404   | 409   | 404   | 404
createShare       | person | 404          | 404     | 404   | 409   | 404   | 404
listShares        | person | 404          | 404     | 404   | 409   | 404   | 404
revokeShare       | person | 404          | 404     | 404   | 409   | 404   | 404
readEverything    | person | 404          | 404     | 404   | 409   | 404   | 404

operation         | about  | appointments | results | money | phone | ended | revoked
------------------+--------+--------------+---------+-------+-------+-------+--------
readBills         | person | 404          | 404     | may   | 409   | 404   | 404
askQuotes         | person | 404          | 404     | may   | 409   | 404   | 404
readQuotes        | person | 404          | 404     | may   | may   | 404   | 404
createPayment     | person | 404          | 404     | may   | 409   | 404   | 404
listPayments      | person | 404          | 404     | may   | 409   | 404   | 404
readPayment       | person | 404          | 404     | may   | may   | 404   | 404
followPayment     | person | 404          | 404     | may   | may   | 404   | 404
readReceipt       | person | 404          | 404     | may   | may   | 404   | 404
readRefundable    | person | 404          | 404     | may   | 409   | 404   | 404
askRefund         | person | 404          | 404     | may   | 409   | 404   | 404
cancelPayment     | person | 404          | 404     | may   | may   | 404   | 404

operation         | about  | appointments | results | money | phone | ended | revoked
------------------+--------+--------------+---------+-------+-------+-------+--------
readMe            | person | may          | may     | may   | may   | 404   | 404
listAccess        | person | 404          | 404     | 404   | 404   | 404   | 404
listConsents      | person | 404          | 404     | 404   | 404   | 404   | 404
withdrawConsent   | person | 404          | 404     | 404   | 404   | 404   | 404
listSessions      | person | 404          | 404     | 404   | 404   | 404   | 404
endSession        | person | 404          | 404     | 404   | 404   | 404   | 404
listBoundPhones   | person | 404          | 404     | 404   | 404   | 404   | 404
endBoundPhone     | person | 404          | 404     | 404   | 404   | 404   | 404
enterPhoneBinding | person | 409          | 409     | 409   | 409   | 409   | 409
confirmPhoneBinding | person | 409        | 409     | 409   | 409   | 409   | 409
takeDraft         | person | 404          | 404     | 404   | 404   | 404   | 404
listGrants        | person | 404          | 404     | 404   | 404   | 404   | 404
revokeGrant       | person | 404          | 404     | 404   | 404   | 404   | 404

operation         | about  | appointments | results | money | phone | ended | revoked
------------------+--------+--------------+---------+-------+-------+-------+--------
createDraft       | own    | own          | own     | own   | own   | own   | own
createInvitation  | own    | own          | own     | own   | own   | own   | own
takeInvitation    | own    | own          | own     | own   | own   | own   | own
createOffer       | own    | own          | own     | own   | own   | own   | own
createGrant       | own    | own          | own     | own   | own   | own   | own
takeOffer         | own    | own          | own     | own   | own   | own   | own
askPhoneBinding   | own    | own          | own     | own   | own   | own   | own
registerDependant | own    | own          | own     | own   | own   | own   | own
followMessages    | own    | own          | own     | own   | own   | own   | own
readMessagePreferences | own | own        | own     | own   | own   | own   | own
saveMessagePreferences | own | own        | own     | own   | own   | own   | own
endOtherSessions  | own    | own          | own     | own   | own   | own   | own
cancelAppointment | person | may          | 404     | 404   | may   | 404   | 404
closeSession      | own    | own          | own     | own   | own   | own   | own
`;

export interface HelperRow {
  readonly operation: OperationId;
  readonly about: HelpedAbout;
  readonly verdicts: Readonly<Record<Helper, HelperVerdict>>;
}

export const HELPER_POLICY: readonly HelperRow[] = linesOf(BY_HELPER).map((line) => {
  const cells = [...line].filter(([column]) => column !== 'operation' && column !== 'about');
  const odd = cells.filter(([, cell]) => !VERDICTS.some((verdict) => verdict === cell));
  if (odd.length > 0) throw new TypeError(`${line.get('operation')}: no verdict for ${odd.map(([column]) => column).join(', ')}`);
  return {
    operation: line.get('operation') as OperationId,
    about: line.get('about') as HelpedAbout,
    verdicts: Object.fromEntries(cells) as Record<Helper, HelperVerdict>,
  };
});
