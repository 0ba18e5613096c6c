import type { OperationId } from '../../bff/contract/paths.ts';

/** Everybody who may come, each with the headers of a request that is theirs, by the column of the table. */
export const SUBJECTS = {
  nobody: 'nobody',
  device: 'a device with nobody at it',
  person: 'the person',
  stranger: 'a stranger',
  linked: 'a registration linked to the person',
  'no proof': 'the session of a device without its proof',
  "other's proof": "the session of a device with another's proof",
  staff: 'staff at their device; where they act for somebody, with the person whom they serve there',
  'staff elsewhere': 'staff at another device',
  revoked: 'a device that was revoked, with a session',
  operator: "the operator's token as a session",
} as const;

export type Subject = keyof typeof SUBJECTS;

/** What a request is about, where the answer depends on whose it is: nobody's, the person's, or that of the person's child. */
export type About = 'nobody' | 'person' | 'child';

/**
 * `may` · `401` has no session · `403` is no device that is known · `404` hears what they would hear of a thing that is not there · `409` is
 * asked for a document.
 */
export type Verdict = (typeof VERDICTS)[number];

const VERDICTS = ['may', '401', '403', '404', '409'] as const;

/** Written by hand from the design, and not from the code: one line an operation and object, one column a subject. */
const BY_SUBJECT = `
operation         | about  | nobody | device | person | stranger | linked | no proof | other's proof | staff | staff elsewhere | revoked | operator
------------------+--------+--------+--------+--------+----------+--------+----------+---------------+-------+-----------------+---------+---------
listHospitals     | nobody | may    | may    | may    | may      | may    | may      | may           | may   | may             | 403     | may
findDepartments   | nobody | may    | may    | may    | may      | may    | may      | may           | may   | may             | 403     | may
listPractitioners | nobody | may    | may    | may    | may      | may    | may      | may           | may   | may             | 403     | may

operation         | about  | nobody | device | person | stranger | linked | no proof | other's proof | staff | staff elsewhere | revoked | operator
------------------+--------+--------+--------+--------+----------+--------+----------+---------------+-------+-----------------+---------+---------
searchSlots       | nobody | may    | may    | may    | may      | may    | may      | may           | may   | may             | 403     | may

operation         | about  | nobody | device | person | stranger | linked | no proof | other's proof | staff | staff elsewhere | revoked | operator
------------------+--------+--------+--------+--------+----------+--------+----------+---------------+-------+-----------------+---------+---------
bookAppointment   | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
bookAppointment   | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
listAppointments  | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
readAppointment   | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
readAppointment   | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
readCalendar      | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
readCalendar      | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
followAppointment | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
followAppointment | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
cancelAppointment | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
cancelAppointment | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401

operation         | about  | nobody | device | person | stranger | linked | no proof | other's proof | staff | staff elsewhere | revoked | operator
------------------+--------+--------+--------+--------+----------+--------+----------+---------------+-------+-----------------+---------+---------
issueSlip         | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
issueSlip         | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
readSlip          | person | may    | may    | may    | may      | may    | may      | may           | may   | may             | 403     | may
verifySlip        | person | may    | may    | may    | may      | may    | may      | may           | may   | may             | 403     | may

operation         | about  | nobody | device | person | stranger | linked | no proof | other's proof | staff | staff elsewhere | revoked | operator
------------------+--------+--------+--------+--------+----------+--------+----------+---------------+-------+-----------------+---------+---------
sendOneTimeCode   | nobody | may    | may    | may    | may      | may    | may      | may           | may   | may             | 403     | may
openSession       | nobody | may    | may    | may    | may      | may    | may      | may           | may   | may             | 403     | may
closeSession      | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
listSessions      | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
endSession        | person | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
endSession        | child  | 401    | 401    | 404    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
endOtherSessions  | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
askPhoneBinding   | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
readPhoneBinding  | person | may    | 404    | may    | may      | may    | may      | 404           | 404   | 404             | 403     | may
enterPhoneBinding | person | 401    | 401    | 409    | 409      | 409    | 401      | 401           | 401   | 401             | 403     | 401
confirmPhoneBinding | person | 401    | 401    | 409    | 409      | 409    | 401      | 401           | 401   | 401             | 403     | 401
listBoundPhones   | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
endBoundPhone     | person | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
endBoundPhone     | child  | 401    | 401    | 404    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
readMe            | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
registerDependant | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
enrolDevice       | nobody | may    | may    | may    | may      | may    | may      | may           | may   | may             | 403     | may
readDevice        | nobody | 403    | may    | 403    | 403      | 403    | 403      | may           | may   | may             | 403     | 403
openStaffSession  | nobody | 403    | may    | 403    | 403      | 403    | 403      | may           | may   | may             | 403     | 403
touchStaffSession | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
offerStaffSignIn  | nobody | 403    | may    | 403    | 403      | 403    | 403      | may           | may   | may             | 403     | 403
offerPasskey      | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
addPasskey        | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
openShift         | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
listShifts        | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
endShift          | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
closeStaffSession | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
linkPatients      | person | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
unlinkPatients    | person | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401

operation         | about  | nobody | device | person | stranger | linked | no proof | other's proof | staff | staff elsewhere | revoked | operator
------------------+--------+--------+--------+--------+----------+--------+----------+---------------+-------+-----------------+---------+---------
readPrivacyNotice | nobody | may    | may    | may    | may      | may    | may      | may           | may   | may             | 403     | may
listConsents      | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
withdrawConsent   | person | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
listAccess        | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401

operation         | about  | nobody | device | person | stranger | linked | no proof | other's proof | staff | staff elsewhere | revoked | operator
------------------+--------+--------+--------+--------+----------+--------+----------+---------------+-------+-----------------+---------+---------
createDraft       | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
takeDraft         | person | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401

operation         | about  | nobody | device | person | stranger | linked | no proof | other's proof | staff | staff elsewhere | revoked | operator
------------------+--------+--------+--------+--------+----------+--------+----------+---------------+-------+-----------------+---------+---------
createInvitation  | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
takeInvitation    | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
createOffer       | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
takeOffer         | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
createGrant       | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
listGrants        | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
revokeGrant       | person | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401

operation         | about  | nobody | device | person | stranger | linked | no proof | other's proof | staff | staff elsewhere | revoked | operator
------------------+--------+--------+--------+--------+----------+--------+----------+---------------+-------+-----------------+---------+---------
createHelpCall    | nobody | 403    | may    | 403    | 403      | 403    | 403      | may           | may   | may             | 403     | 403
followHelpCalls   | nobody | 401    | may    | 401    | 401      | 401    | 401      | may           | may   | may             | 403     | 401
answerHelpCall    | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
endHelpCall       | nobody | 401    | may    | 401    | 401      | 401    | 401      | 404           | may   | 404             | 403     | 401
joinAssistSession | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
acceptAssistSession | nobody | 403    | may    | 403    | 403      | 403    | 403      | 404           | 404   | 404             | 403     | 403
publishJourney    | nobody | 403    | may    | 403    | 403      | 403    | 403      | 404           | 404   | 404             | 403     | 403
actInAssistSession | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
endAssistSession  | nobody | 401    | may    | 401    | 401      | 401    | 401      | 404           | may   | 404             | 403     | 401
listMessages      | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
followMessages    | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
readMessagePreferences | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
saveMessagePreferences | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
markMessageRead   | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
markMessageRead   | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
listUnreached     | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
closeUnreached    | person | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
serveAtDesk       | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
bookAtDesk        | person | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
bookAtDesk        | child  | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
listAtDesk        | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
cancelAtDesk      | person | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
cancelAtDesk      | child  | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
issueSlipAtDesk   | person | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
issueSlipAtDesk   | child  | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
issueTicket       | nobody | 401    | may    | 401    | 401      | 401    | 401      | may           | may   | may             | 403     | 401
listTickets       | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
callTicket        | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
endTicket         | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
readDeskDay       | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401

operation         | about  | nobody | device | person | stranger | linked | no proof | other's proof | staff | staff elsewhere | revoked | operator
------------------+--------+--------+--------+--------+----------+--------+----------+---------------+-------+-----------------+---------+---------
readBills         | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
readBills         | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
askQuotes         | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
askQuotes         | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
readQuotes        | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
readQuotes        | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
createPayment     | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
createPayment     | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
listPayments      | nobody | 401    | 401    | may    | may      | may    | 401      | 401           | 401   | 401             | 403     | 401
readPayment       | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
readPayment       | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
followPayment     | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
followPayment     | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
cancelPayment     | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
cancelPayment     | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
readRefundable    | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
readRefundable    | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
askRefund         | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
askRefund         | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
readReceipt       | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
readReceipt       | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
readPaymentAtDesk | person | 401    | 401    | 401    | 401      | 401    | 401      | 401           | 404   | 401             | 403     | 401
takeCash          | person | 401    | 401    | 401    | 401      | 401    | 401      | 401           | 404   | 401             | 403     | 401
returnCash        | person | 401    | 401    | 401    | 401      | 401    | 401      | 401           | 404   | 401             | 403     | 401

operation          | about  | nobody | device | person | stranger | linked | no proof | other's proof | staff | staff elsewhere | revoked | operator
-------------------+--------+--------+--------+--------+----------+--------+----------+---------------+-------+-----------------+---------+---------
triage             | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
triage             | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
listQuestionnaires | nobody | may    | may    | may    | may      | may    | may      | may           | may   | may             | 403     | may
createPreconsult   | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
createPreconsult   | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
listPreconsults    | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
readPreconsult     | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
listPreconsults    | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
readPreconsult     | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
saveResponse       | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
saveResponse       | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
nextQuestion       | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
nextQuestion       | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
submitPreconsult   | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
submitPreconsult   | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
readSummary        | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
readSummary        | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401

operation          | about  | nobody | device | person | stranger | linked | no proof | other's proof | staff | staff elsewhere | revoked | operator
-------------------+--------+--------+--------+--------+----------+--------+----------+---------------+-------+-----------------+---------+---------
listResults        | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
listResults        | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
readResult         | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
readResult         | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
readResultDocument | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
readResultDocument | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
readTrend          | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
readTrend          | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
listVisits         | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
listVisits         | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
listMedications    | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
listMedications    | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
listAllergies      | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
listAllergies      | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
createShare        | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
createShare        | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
listShares         | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
listShares         | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
revokeShare        | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
revokeShare        | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
readEverything     | person | 401    | 401    | may    | 404      | may    | 401      | 401           | 401   | 401             | 403     | 401
readEverything     | child  | 401    | 401    | may    | 404      | 404    | 401      | 401           | 401   | 401             | 403     | 401
listShared         | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | 404   | 401             | 403     | 401
readShared         | person | 401    | 401    | 401    | 401      | 401    | 401      | 401           | 404   | 401             | 403     | 401
openBreakGlass     | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | 404   | 401             | 403     | 401
listBreakGlass     | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | 404   | 401             | 403     | 401
readBreakGlass     | person | 401    | 401    | 401    | 401      | 401    | 401      | 401           | 404   | 401             | 403     | 401
reviewBreakGlass   | person | 401    | 401    | 401    | 401      | 401    | 401      | 401           | 404   | 401             | 403     | 401
printResultsAtDesk | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
readFhirMetadata   | nobody | may    | may    | may    | may      | may    | may      | may           | may   | may             | 403     | may

operation            | about  | nobody | device | person | stranger | linked | no proof | other's proof | staff | staff elsewhere | revoked | operator
---------------------+--------+--------+--------+--------+----------+--------+----------+---------------+-------+-----------------+---------+---------
readRefundableAtDesk | person | 401    | 401    | 401    | 401      | 401    | 401      | 401           | 404   | 401             | 403     | 401
proposeRefund        | person | 401    | 401    | 401    | 401      | 401    | 401      | 401           | 404   | 401             | 403     | 401
listRefundsAtDesk    | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
confirmRefund        | person | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
declineRefund        | person | 401    | 401    | 401    | 401      | 401    | 401      | 401           | may   | 401             | 403     | 401
readDrawer           | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | 404   | 401             | 403     | 401
countDrawer          | nobody | 401    | 401    | 401    | 401      | 401    | 401      | 401           | 404   | 401             | 403     | 401
`;

/**
 * What the gate says to each role, whoever has it and whatever it is about; written by hand too. Staff come with the proof of their
 * device. A role that nobody can have yet stands here all the same, so that whoever gives it to somebody finds what it opens.
 */
const BY_ROLE = `
operation         | patient | guardian | device | volunteer | clerk | cashier | finance | reviewer | clinician | hospital-it | hospital-system
------------------+---------+----------+--------+-----------+-------+---------+---------+----------+-----------+-------------+----------------
listHospitals     | may     | may      | may    | may       | may   | may     | may     | may      | may       | may         | may
findDepartments   | may     | may      | may    | may       | may   | may     | may     | may      | may       | may         | may
listPractitioners | may     | may      | may    | may       | may   | may     | may     | may      | may       | may         | may

operation         | patient | guardian | device | volunteer | clerk | cashier | finance | reviewer | clinician | hospital-it | hospital-system
------------------+---------+----------+--------+-----------+-------+---------+---------+----------+-----------+-------------+----------------
searchSlots       | may     | may      | may    | may       | may   | may     | may     | may      | may       | may         | may

operation         | patient | guardian | device | volunteer | clerk | cashier | finance | reviewer | clinician | hospital-it | hospital-system
------------------+---------+----------+--------+-----------+-------+---------+---------+----------+-----------+-------------+----------------
bookAppointment   | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
listAppointments  | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readAppointment   | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readCalendar      | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
followAppointment | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
cancelAppointment | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401

operation         | patient | guardian | device | volunteer | clerk | cashier | finance | reviewer | clinician | hospital-it | hospital-system
------------------+---------+----------+--------+-----------+-------+---------+---------+----------+-----------+-------------+----------------
issueSlip         | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readSlip          | may     | may      | may    | may       | may   | may     | may     | may      | may       | may         | may
verifySlip        | may     | may      | may    | may       | may   | may     | may     | may      | may       | may         | may

operation         | patient | guardian | device | volunteer | clerk | cashier | finance | reviewer | clinician | hospital-it | hospital-system
------------------+---------+----------+--------+-----------+-------+---------+---------+----------+-----------+-------------+----------------
sendOneTimeCode   | may     | may      | may    | may       | may   | may     | may     | may      | may       | may         | may
openSession       | may     | may      | may    | may       | may   | may     | may     | may      | may       | may         | may
closeSession      | may     | may      | 401    | 404       | 401   | 404     | 404     | 404      | 404       | 404         | 401
listSessions      | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
endSession        | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
endOtherSessions  | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
askPhoneBinding   | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readPhoneBinding  | may     | may      | may    | may       | may   | may     | may     | may      | may       | may         | may
enterPhoneBinding | may     | may      | 401    | 404       | 401   | 404     | 404     | 404      | 404       | 404         | 401
confirmPhoneBinding | may     | may      | 401    | 404       | 401   | 404     | 404     | 404      | 404       | 404         | 401
listBoundPhones   | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
endBoundPhone     | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readMe            | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
registerDependant | may     | may      | 401    | 404       | 401   | 404     | 404     | 404      | 404       | 404         | 401
enrolDevice       | may     | may      | may    | may       | may   | may     | may     | may      | may       | may         | may
readDevice        | 403     | 403      | may    | may       | may   | may     | may     | may      | may       | may         | 403
openStaffSession  | 403     | 403      | may    | may       | may   | may     | may     | may      | may       | may         | 403
touchStaffSession | 401     | 401      | 401    | may       | may   | may     | may     | may      | may       | may         | 401
offerStaffSignIn  | 403     | 403      | may    | may       | may   | may     | may     | may      | may       | may         | 403
offerPasskey      | 401     | 401      | 401    | may       | may   | may     | may     | may      | may       | may         | 401
addPasskey        | 401     | 401      | 401    | may       | may   | may     | may     | may      | may       | may         | 401
openShift         | 401     | 401      | 401    | may       | may   | may     | 404     | may      | 404       | 404         | 401
listShifts        | 401     | 401      | 401    | may       | may   | may     | 404     | may      | 404       | 404         | 401
endShift          | 401     | 401      | 401    | may       | may   | may     | 404     | may      | 404       | 404         | 401
closeStaffSession | 401     | 401      | 401    | may       | may   | may     | may     | may      | may       | may         | 401
linkPatients      | 401     | 401      | 401    | 404       | may   | 404     | 404     | 404      | 404       | 404         | 401
unlinkPatients    | 401     | 401      | 401    | 404       | may   | 404     | 404     | 404      | 404       | 404         | 401

operation         | patient | guardian | device | volunteer | clerk | cashier | finance | reviewer | clinician | hospital-it | hospital-system
------------------+---------+----------+--------+-----------+-------+---------+---------+----------+-----------+-------------+----------------
readPrivacyNotice | may     | may      | may    | may       | may   | may     | may     | may      | may       | may         | may
listConsents      | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
withdrawConsent   | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
listAccess        | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401

operation         | patient | guardian | device | volunteer | clerk | cashier | finance | reviewer | clinician | hospital-it | hospital-system
------------------+---------+----------+--------+-----------+-------+---------+---------+----------+-----------+-------------+----------------
createDraft       | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
takeDraft         | may     | may      | 401    | 404       | 401   | 404     | 404     | 404      | 404       | 404         | 401

operation         | patient | guardian | device | volunteer | clerk | cashier | finance | reviewer | clinician | hospital-it | hospital-system
------------------+---------+----------+--------+-----------+-------+---------+---------+----------+-----------+-------------+----------------
createInvitation  | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
takeInvitation    | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
createOffer       | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
takeOffer         | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
createGrant       | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
listGrants        | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
revokeGrant       | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401

operation         | patient | guardian | device | volunteer | clerk | cashier | finance | reviewer | clinician | hospital-it | hospital-system
------------------+---------+----------+--------+-----------+-------+---------+---------+----------+-----------+-------------+----------------
createHelpCall    | 403     | 403      | may    | may       | may   | may     | may     | may      | may       | may         | 403
followHelpCalls   | 401     | 401      | may    | may       | may   | may     | may     | may      | may       | may         | 401
answerHelpCall    | 401     | 401      | 401    | may       | may   | 404     | 404     | 404      | 404       | 404         | 401
endHelpCall       | 401     | 401      | may    | may       | may   | may     | may     | may      | may       | may         | 401
joinAssistSession | 401     | 401      | 401    | may       | may   | 404     | 404     | 404      | 404       | 404         | 401
acceptAssistSession | 403     | 403      | may    | may       | may   | may     | may     | may      | may       | may         | 403
publishJourney    | 403     | 403      | may    | may       | may   | may     | may     | may      | may       | may         | 403
actInAssistSession | 401     | 401      | 401    | may       | may   | 404     | 404     | 404      | 404       | 404         | 401
endAssistSession  | 401     | 401      | may    | may       | may   | may     | may     | may      | may       | may         | 401
listMessages      | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
followMessages    | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readMessagePreferences | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
saveMessagePreferences | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
markMessageRead   | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
listUnreached     | 401     | 401      | 401    | 404       | may   | 404     | 404     | 404      | 404       | 404         | 401
closeUnreached    | 401     | 401      | 401    | 404       | may   | 404     | 404     | 404      | 404       | 404         | 401
serveAtDesk       | 401     | 401      | 401    | 404       | may   | 404     | 404     | 404      | 404       | 404         | 401
bookAtDesk        | 401     | 401      | 401    | 404       | 401   | 404     | 404     | 404      | 404       | 404         | 401
listAtDesk        | 401     | 401      | 401    | 404       | 401   | 404     | 404     | 404      | 404       | 404         | 401
cancelAtDesk      | 401     | 401      | 401    | 404       | 401   | 404     | 404     | 404      | 404       | 404         | 401
issueSlipAtDesk   | 401     | 401      | 401    | 404       | 401   | 404     | 404     | 404      | 404       | 404         | 401
issueTicket       | 401     | 401      | may    | may       | may   | may     | may     | may      | may       | may         | 401
listTickets       | 401     | 401      | 401    | 404       | may   | 404     | 404     | 404      | 404       | 404         | 401
callTicket        | 401     | 401      | 401    | 404       | may   | 404     | 404     | 404      | 404       | 404         | 401
endTicket         | 401     | 401      | 401    | 404       | may   | 404     | 404     | 404      | 404       | 404         | 401
readDeskDay       | 401     | 401      | 401    | 404       | may   | 404     | 404     | 404      | 404       | 404         | 401

operation         | patient | guardian | device | volunteer | clerk | cashier | finance | reviewer | clinician | hospital-it | hospital-system
------------------+---------+----------+--------+-----------+-------+---------+---------+----------+-----------+-------------+----------------
readBills         | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
askQuotes         | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readQuotes        | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
createPayment     | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
listPayments      | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readPayment       | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
followPayment     | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
cancelPayment     | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readRefundable    | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
askRefund         | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readReceipt       | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readPaymentAtDesk | 401     | 401      | 401    | 404       | 404   | may     | 404     | 404      | 404       | 404         | 401
takeCash          | 401     | 401      | 401    | 404       | 404   | may     | 404     | 404      | 404       | 404         | 401
returnCash        | 401     | 401      | 401    | 404       | 404   | may     | 404     | 404      | 404       | 404         | 401

operation          | patient | guardian | device | volunteer | clerk | cashier | finance | reviewer | clinician | hospital-it | hospital-system
-------------------+---------+----------+--------+-----------+-------+---------+---------+----------+-----------+-------------+----------------
triage             | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
listQuestionnaires | may     | may      | may    | may       | may   | may     | may     | may      | may       | may         | may
createPreconsult   | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
listPreconsults    | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readPreconsult     | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
saveResponse       | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
nextQuestion       | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
submitPreconsult   | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readSummary        | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401

operation          | patient | guardian | device | volunteer | clerk | cashier | finance | reviewer | clinician | hospital-it | hospital-system
-------------------+---------+----------+--------+-----------+-------+---------+---------+----------+-----------+-------------+----------------
listResults        | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readResult         | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readResultDocument | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readTrend          | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
listVisits         | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
listMedications    | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
listAllergies      | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
createShare        | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
listShares         | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
revokeShare        | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
readEverything     | may     | may      | 401    | 401       | 401   | 401     | 401     | 401      | 401       | 401         | 401
listShared         | 401     | 401      | 401    | 404       | 404   | 404     | 404     | 404      | may       | 404         | 401
readShared         | 401     | 401      | 401    | 404       | 404   | 404     | 404     | 404      | may       | 404         | 401
openBreakGlass     | 401     | 401      | 401    | 404       | 404   | 404     | 404     | 404      | may       | 404         | 401
listBreakGlass     | 401     | 401      | 401    | 404       | 404   | 404     | 404     | may      | 404       | 404         | 401
readBreakGlass     | 401     | 401      | 401    | 404       | 404   | 404     | 404     | 404      | may       | 404         | 401
reviewBreakGlass   | 401     | 401      | 401    | 404       | 404   | 404     | 404     | may      | 404       | 404         | 401
printResultsAtDesk | 401     | 401      | 401    | 404       | 401   | 404     | 404     | 404      | 404       | 404         | 401
readFhirMetadata   | may     | may      | may    | may       | may   | may     | may     | may      | may       | may         | may

operation            | patient | guardian | device | volunteer | clerk | cashier | finance | reviewer | clinician | hospital-it | hospital-system
---------------------+---------+----------+--------+-----------+-------+---------+---------+----------+-----------+-------------+----------------
readRefundableAtDesk | 401     | 401      | 401    | 404       | 404   | may     | 404     | 404      | 404       | 404         | 401
proposeRefund        | 401     | 401      | 401    | 404       | 404   | may     | 404     | 404      | 404       | 404         | 401
listRefundsAtDesk    | 401     | 401      | 401    | 404       | may   | may     | 404     | 404      | 404       | 404         | 401
confirmRefund        | 401     | 401      | 401    | 404       | may   | may     | 404     | 404      | 404       | 404         | 401
declineRefund        | 401     | 401      | 401    | 404       | may   | may     | 404     | 404      | 404       | 404         | 401
readDrawer           | 401     | 401      | 401    | 404       | 404   | may     | 404     | 404      | 404       | 404         | 401
countDrawer          | 401     | 401      | 401    | 404       | 404   | may     | 404     | 404      | 404       | 404         | 401
`;

/** Sessions by the evidence that opened them, all of them after one person of fifteen, by the column of the table. */
export const LEVELS = {
  'a claim': "a stranger's phone under which the person's document was typed, after it was proved",
  phone: 'a code to the phone that the person gave',
  bound: 'a code to that phone, in a browser that was bound with the document',
  document: "the person's document, read by a device",
  vouched: 'staff who vouched for the person',
  'by word': 'a stranger who named the person as their child, once before the document was proved and once after',
  firm: "a guardian whose document was read beside the person's",
  'firm, phone': "a code to that guardian's phone",
  'taken over': "a stranger's phone under which the person's document was typed, before it was proved",
} as const;

export type Level = keyof typeof LEVELS;

/** What a request is about: what the person has from before or after their document was shown last, or what others did in their name. */
export const LEVEL_OBJECTS = {
  person: 'the registration that was proved',
  older: 'what the person did before the last proof',
  newer: 'what the person did since',
  claimed: 'what a stranger did under a claim of the document, which was taken over',
  named: 'what a guardian by word did for the person, whose claim was taken over',
  code: 'a session that a code to the phone of the person opened',
  vouched: 'the session of the person for which staff vouched',
  guardian: 'what the firm guardian agreed to for the person',
  typed: 'a child whose particulars are typed',
  card: 'a child whose document is read',
} as const;

export type LevelObject = keyof typeof LEVEL_OBJECTS;

/**
 * Written by hand from docs/adr/0027 and the table of levels. `403` is evidence that is too weak, `409` asks for a document; in a list, `404` is that it is not in it. What is
 * asked for fills the log of the person, so that is looked at first.
 */
const BY_LEVEL = `
operation         | about    | a claim | phone | bound | document | vouched | by word | firm | firm, phone | taken over
------------------+----------+---------+-------+-------+----------+---------+---------+------+-------------+-----------
listAccess        | older    | 404     | 404   | may   | may      | may     | 404     | 404  | 404         | 401
listAccess        | claimed  | 404     | 404   | may   | may      | may     | 404     | 404  | 404         | 401
listAccess        | named    | 404     | 404   | may   | may      | may     | 404     | 404  | 404         | 401
listAccess        | newer    | 404     | may   | may   | may      | may     | 404     | 404  | 404         | 401

operation          | about    | a claim | phone | bound | document | vouched | by word | firm | firm, phone | taken over
-------------------+----------+---------+-------+-------+----------+---------+---------+------+-------------+-----------
listResults        | person   | 409     | 409   | may   | may      | may     | 409     | may  | 409         | 401
readResult         | older    | 409     | 409   | may   | may      | may     | 409     | may  | 409         | 401
readResultDocument | older    | 409     | 409   | may   | may      | may     | 409     | may  | 409         | 401
readTrend          | person   | 409     | 409   | may   | may      | may     | 409     | may  | 409         | 401
listVisits         | person   | 409     | 409   | may   | may      | may     | 409     | may  | 409         | 401
listMedications    | person   | 409     | 409   | may   | may      | may     | 409     | may  | 409         | 401
listAllergies      | person   | 409     | 409   | may   | may      | may     | 409     | may  | 409         | 401
createShare        | person   | 409     | 409   | may   | may      | 409     | 409     | may  | 409         | 401
listShares         | person   | 409     | 409   | may   | may      | may     | 409     | may  | 409         | 401
revokeShare        | older    | 409     | 409   | may   | may      | may     | 409     | may  | 409         | 401
readEverything     | person   | 409     | 409   | may   | may      | may     | 409     | may  | 409         | 401

operation         | about    | a claim | phone | bound | document | vouched | by word | firm | firm, phone | taken over
------------------+----------+---------+-------+-------+----------+---------+---------+------+-------------+-----------
triage            | person   | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
createPreconsult  | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
createPreconsult  | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
listPreconsults   | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
readPreconsult    | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
listPreconsults   | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
readPreconsult    | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
saveResponse      | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
saveResponse      | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
nextQuestion      | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
nextQuestion      | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
submitPreconsult  | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
submitPreconsult  | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
readSummary       | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
readSummary       | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401

operation         | about    | a claim | phone | bound | document | vouched | by word | firm | firm, phone | taken over
------------------+----------+---------+-------+-------+----------+---------+---------+------+-------------+-----------

operation         | about    | a claim | phone | bound | document | vouched | by word | firm | firm, phone | taken over
------------------+----------+---------+-------+-------+----------+---------+---------+------+-------------+-----------
bookAppointment   | person   | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
bookAppointment   | claimed  | 404     | 404   | 404   | 404      | 404     | 404     | 404  | 404         | 401
bookAppointment   | named    | 404     | 404   | 404   | 404      | 404     | 404     | 404  | 404         | 401
readAppointment   | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
readAppointment   | claimed  | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
readAppointment   | named    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
readAppointment   | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
readCalendar      | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
readCalendar      | claimed  | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
readCalendar      | named    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
readCalendar      | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
followAppointment | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
followAppointment | claimed  | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
followAppointment | named    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
followAppointment | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
issueSlip         | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
issueSlip         | claimed  | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
issueSlip         | named    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
issueSlip         | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
listAppointments  | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
listAppointments  | claimed  | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
listAppointments  | named    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
listAppointments  | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
cancelAppointment | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
cancelAppointment | claimed  | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
cancelAppointment | named    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
cancelAppointment | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401

operation         | about    | a claim | phone | bound | document | vouched | by word | firm | firm, phone | taken over
------------------+----------+---------+-------+-------+----------+---------+---------+------+-------------+-----------
createDraft       | person   | may     | may   | may   | may      | may     | may     | may  | may         | 401
takeDraft         | older    | 404     | 404   | may   | may      | may     | 404     | 404  | 404         | 401
takeDraft         | newer    | 404     | may   | may   | may      | may     | 404     | 404  | 404         | 401
listMessages      | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
listMessages      | claimed  | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
listMessages      | named    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
listMessages      | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
markMessageRead   | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
markMessageRead   | claimed  | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
markMessageRead   | named    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
markMessageRead   | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
followMessages    | person   | may     | may   | may   | may      | may     | may     | may  | may         | 401
readMessagePreferences | person   | may     | may   | may   | may      | may     | may     | may  | may         | 401
saveMessagePreferences | person   | may     | may   | may   | may      | may     | may     | may  | may         | 401

operation         | about    | a claim | phone | bound | document | vouched | by word | firm | firm, phone | taken over
------------------+----------+---------+-------+-------+----------+---------+---------+------+-------------+-----------
readBills         | person   | 409     | 409   | may   | may      | may     | 409     | may  | 409         | 401
askQuotes         | newer    | 409     | 409   | may   | may      | may     | 409     | may  | 409         | 401
createPayment     | newer    | 409     | 409   | may   | may      | may     | 409     | may  | 409         | 401
readQuotes        | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
readQuotes        | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
listPayments      | older    | 409     | 409   | may   | may      | may     | 409     | may  | 409         | 401
listPayments      | newer    | 409     | 409   | may   | may      | may     | 409     | may  | 409         | 401
readPayment       | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
readPayment       | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
followPayment     | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
followPayment     | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
cancelPayment     | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
cancelPayment     | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
readReceipt       | older    | 404     | 404   | may   | may      | may     | 404     | may  | 404         | 401
readReceipt       | newer    | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
readRefundable    | older    | 404     | 404   | may   | may      | 409     | 404     | may  | 404         | 401
readRefundable    | newer    | 404     | 409   | may   | may      | 409     | 404     | may  | 409         | 401
askRefund         | older    | 404     | 404   | may   | may      | 409     | 404     | may  | 404         | 401
askRefund         | newer    | 404     | 409   | may   | may      | 409     | 404     | may  | 409         | 401

operation         | about    | a claim | phone | bound | document | vouched | by word | firm | firm, phone | taken over
------------------+----------+---------+-------+-------+----------+---------+---------+------+-------------+-----------
createInvitation  | person   | may     | may   | may   | may      | may     | may     | may  | may         | 401
takeInvitation    | person   | may     | may   | may   | may      | may     | may     | may  | may         | 401
createOffer       | person   | 409     | 409   | 409   | may      | 409     | 409     | may  | 409         | 401
createGrant       | person   | 409     | 409   | 409   | may      | 409     | 409     | may  | 409         | 401
takeOffer         | person   | may     | may   | may   | may      | may     | may     | may  | may         | 401
listGrants        | person   | 404     | 404   | 404   | 404      | 404     | may     | 404  | 404         | 401
revokeGrant       | person   | 404     | 404   | 404   | 404      | 404     | may     | 404  | 404         | 401

operation         | about    | a claim | phone | bound | document | vouched | by word | firm | firm, phone | taken over
------------------+----------+---------+-------+-------+----------+---------+---------+------+-------------+-----------
enterPhoneBinding | person   | 409     | 409   | 409   | may      | 409     | 409     | 404  | 409         | 401
confirmPhoneBinding | person   | 409     | 409   | 409   | may      | 409     | 409     | 404  | 409         | 401
askPhoneBinding   | person   | may     | may   | may   | 403      | 403     | may     | 403  | may         | 401
listBoundPhones   | code     | 404     | may   | may   | may      | 404     | 404     | 404  | 404         | 401
endBoundPhone     | code     | 404     | may   | may   | may      | 404     | 404     | 404  | 404         | 401
readMe            | person   | 404     | may   | may   | may      | may     | 404     | may  | may         | 401
registerDependant | typed    | may     | may   | may   | may      | may     | may     | may  | may         | 401
registerDependant | card     | 403     | 403   | 403   | may      | may     | 403     | may  | 403         | 401
listConsents      | older    | 404     | 404   | may   | may      | may     | 404     | 404  | 404         | 401
listConsents      | newer    | 404     | may   | may   | may      | may     | 404     | 404  | 404         | 401
listConsents      | guardian | 404     | 404   | may   | may      | may     | 404     | may  | may         | 401
withdrawConsent   | older    | 404     | 404   | may   | may      | may     | 404     | 404  | 404         | 401
withdrawConsent   | newer    | 404     | may   | may   | may      | may     | 404     | 404  | 404         | 401
withdrawConsent   | guardian | 404     | 404   | may   | may      | may     | 404     | may  | may         | 401
listSessions      | older    | 404     | 404   | may   | may      | 404     | 404     | 404  | 404         | 401
listSessions      | code     | 404     | may   | may   | may      | 404     | 404     | 404  | 404         | 401
listSessions      | claimed  | 404     | 404   | 404   | 404      | 404     | 404     | 404  | 404         | 401
listSessions      | vouched  | 404     | 404   | may   | may      | may     | 404     | 404  | 404         | 401
endSession        | older    | 404     | 404   | may   | may      | 404     | 404     | 404  | 404         | 401
endSession        | code     | 404     | may   | may   | may      | 404     | 404     | 404  | 404         | 401
endSession        | claimed  | 404     | 404   | 404   | 404      | 404     | 404     | 404  | 404         | 401
endSession        | vouched  | 404     | 404   | may   | may      | may     | 404     | 404  | 404         | 401
endOtherSessions  | person   | may     | may   | may   | may      | may     | may     | may  | may         | 401
closeSession      | person   | may     | may   | may   | may      | may     | may     | may  | may         | 401
`;

export interface PolicyRow {
  readonly operation: OperationId;
  readonly about: About;
  readonly verdicts: Readonly<Record<Subject, Verdict>>;
}

export interface LevelRow {
  readonly operation: OperationId;
  readonly about: LevelObject;
  readonly verdicts: Readonly<Record<Level, Verdict>>;
}

export interface RoleRow {
  readonly operation: OperationId;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

/** The lines of a table, each by its columns. Every block repeats the head; one that differs, or a cell that is no verdict, is a mistake. */
export function linesOf(table: string): readonly ReadonlyMap<string, string>[] {
  const lines = table.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('---'));
  const [head = [], ...rows] = lines.map((line) => line.split('|').map((cell) => cell.trim()));
  return rows.flatMap((row) => {
    if (row[0] === 'operation' && row.join() === head.join()) return [];
    if (row.length !== head.length) throw new TypeError(`${row[0]} has ${row.length} columns`);
    return [new Map(row.map((cell, n) => [head[n] ?? '', cell]))];
  });
}

function verdictsOf(line: ReadonlyMap<string, string>): Record<string, Verdict> {
  const cells = [...line].filter(([column]) => column !== 'operation' && column !== 'about');
  const verdicts = cells.map(([column, cell]) => [column, VERDICTS.find((verdict) => verdict === cell)] as const);
  const odd = verdicts.filter(([, verdict]) => verdict === undefined);
  if (odd.length > 0) throw new TypeError(`${line.get('operation')}: no verdict for ${odd.map(([column]) => column).join(', ')}`);
  return Object.fromEntries(verdicts) as Record<string, Verdict>;
}

export const POLICY: readonly PolicyRow[] = linesOf(BY_SUBJECT).map((line) => ({
  operation: line.get('operation') as OperationId,
  about: line.get('about') as About,
  verdicts: verdictsOf(line) as Record<Subject, Verdict>,
}));

export const LEVEL_POLICY: readonly LevelRow[] = linesOf(BY_LEVEL).map((line) => ({
  operation: line.get('operation') as OperationId,
  about: line.get('about') as LevelObject,
  verdicts: verdictsOf(line) as Record<Level, Verdict>,
}));

export const ROLE_POLICY: readonly RoleRow[] = linesOf(BY_ROLE).map((line) => ({
  operation: line.get('operation') as OperationId,
  verdicts: verdictsOf(line),
}));

/** Whoever may do these changes who is signed in, who is whose, or what is there: the next operation is asked in a new world. */
export const CHANGES_THE_WORLD: readonly OperationId[] = [
  'openSession',
  'cancelAppointment',
  'closeSession',
  'endOtherSessions',
  'withdrawConsent',
  'openStaffSession',
  'closeStaffSession',
  'linkPatients',
  'unlinkPatients',
  'takeDraft',
  'createGrant',
  'takeOffer',
  'revokeGrant',
  'endHelpCall',
  'joinAssistSession',
  'endAssistSession',
  'markMessageRead',
  'closeUnreached',
  'serveAtDesk',
  // The hospital takes its time, and the clerk is locked after it.
  'bookAtDesk',
  'cancelAtDesk',
];

/** Only with the operator's token, from this machine. */
export const OPERATOR_COMMANDS = [
  'device-enrol',
  'ledger',
  'payments-compare',
  'payments-drawers',
  'payments',
  'payments-close',
  'merchant-list',
  'merchant-propose',
  'merchant-agree',
  'clinical-list',
  'clinical-approve',
  'records-unmapped',
  'device-list',
  'device-revoke',
  'staff-add',
  'staff-pin',
  'staff-remove',
  'hospital-reopen',
  'hospital-accept-slots',
  'keys-rotate',
] as const;
