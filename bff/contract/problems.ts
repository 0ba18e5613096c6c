/**
 * The closed list of problems (RFC 9457). Each code has one status, one page in `docs/errors/` and one sentence for the
 * patient. `retryable`: the same request may succeed later, sent again with the same Idempotency-Key.
 */
export const problems = {
  'invalid-request': {
    status: 400,
    title: 'The request does not fit the contract',
    retryable: false,
    remedy: 'Compare the request with /openapi.json. `errors` names each place that does not fit, never the value that was sent.',
  },
  'idempotency-key-missing': {
    status: 400,
    title: 'This operation needs an Idempotency-Key',
    retryable: false,
    remedy: 'Make a key of 8 to 255 visible ASCII characters before the first try, store it, and send it with every try.',
  },
  unauthenticated: {
    status: 401,
    title: 'No session',
    retryable: false,
    remedy: 'Open a session with POST /v1/sessions; the one that was sent is unknown, ended or expired.',
  },
  'staff-locked': {
    status: 401,
    title: 'This session of staff is locked',
    retryable: false,
    remedy: 'Nobody touched its page for a minute. Sign in again at this device: POST /v1/staff-sessions.',
  },
  'evidence-refused': {
    status: 403,
    title: 'This evidence does not open a session',
    retryable: false,
    remedy:
      '`demo` evidence works only while the gateway runs in demo mode, and only for people of the demo city; `staff-present`, and a child’s papers with a `reason`, only by a clerk at the device where they are signed in.',
  },
  'device-refused': {
    status: 403,
    title: 'This device is not known here',
    retryable: false,
    remedy:
      'The device is not enrolled, was revoked or suspended, or its proof does not fit this request. People go to the window; the operator looks at `onedoor device list`.',
  },
  'enrolment-refused': {
    status: 403,
    title: 'This enrolment code does not work',
    retryable: false,
    remedy: 'It was used, or it is older than ten minutes. Make a new one with `onedoor device enrol`.',
  },
  'origin-refused': {
    status: 403,
    title: 'A page of another origin may not do this',
    retryable: false,
    remedy: 'Send the request from a page of the gateway, or as a program with a Bearer token and no cookie.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing here for you',
    retryable: false,
    remedy: 'The address is wrong, or the thing belongs to somebody else: the answer is the same on purpose.',
  },
  'not-on-duty': {
    status: 403,
    title: 'You are not on duty in this hall',
    retryable: false,
    remedy: 'Open a shift with POST /v1/shifts at a device of the hall; calls of other halls are for those who are there.',
  },
  'presence-required': {
    status: 403,
    title: 'The patient has to show themselves once more',
    retryable: false,
    remedy:
      'Somebody helped at this kiosk since the session was opened. Nothing was done. Open a session with the card or a code of the patient again, and send the request in it with a new key.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take this method',
    retryable: false,
    remedy: 'The Allow header lists the methods.',
  },
  'red-flag': {
    status: 409,
    title: 'Somebody has to look at this person first',
    retryable: false,
    remedy:
      'Nothing was booked. What was said in triage needs somebody at once: the emergency department, or 120. A clerk at a desk, who sees the person, can book; by itself it is over after some hours.',
  },
  'not-approved': {
    status: 409,
    title: 'No clinician has signed these rules or this form here',
    retryable: false,
    remedy:
      'Outside demo mode nothing clinical is asked before a named person has signed it: `onedoor clinical list`, `onedoor clinical approve`.',
  },
  'appointment-over': {
    status: 409,
    title: 'This appointment is over, or given back',
    retryable: false,
    remedy: 'Nothing was kept or sent. Read GET /v1/appointments, and begin for one that is ahead.',
  },
  'bill-changed': {
    status: 409,
    title: 'The bill is not what it was',
    retryable: false,
    remedy: 'Nothing was paid. The hospital changed the bill, or somebody paid it. Read GET /v1/bills again, show what is open.',
  },
  'bill-in-payment': {
    status: 409,
    title: 'Somebody is paying this bill at this moment',
    retryable: false,
    remedy: 'Nothing was paid twice. Wait until it has ended, or cancel it where it was begun, and read GET /v1/bills again.',
  },
  'payment-not-due': {
    status: 409,
    title: 'This amount is not due here',
    retryable: false,
    remedy: 'Nothing was taken. It is paid, its time is over, or another amount is due: read GET /v1/desk/payments/{code} again.',
  },
  'not-refundable': {
    status: 409,
    title: 'This can not be taken back by this way',
    retryable: false,
    remedy: 'Nothing was taken back. Read GET /v1/payments/{id}/refunds again; for what stands in no row, go to the window.',
  },
  'receipt-not-ready': {
    status: 409,
    title: 'Nothing of this payment is settled yet',
    retryable: true,
    remedy: 'Follow GET /v1/payments/{id}/events until a part is `paid`.',
  },
  'quotes-expired': {
    status: 409,
    title: 'These quotes can not be used any more',
    retryable: false,
    remedy: 'Nothing was paid. They hold for ten minutes and once. Ask POST /v1/quotes again and show what it comes to now.',
  },
  'channel-unavailable': {
    status: 503,
    title: 'This way of paying can not be had at this hospital now',
    retryable: true,
    remedy: 'Nothing was paid. Offer another way of paying, the window among them.',
  },
  'too-many-quotes': {
    status: 429,
    title: 'Too many quotes were asked for this person',
    retryable: true,
    remedy: 'Nothing was paid. Wait until `Retry-After`, or pay at the window.',
  },
  'already-booked': {
    status: 409,
    title: 'This patient already has this slot',
    retryable: false,
    remedy: 'Look at GET /v1/appointments; cancel the appointment there to book the slot anew.',
  },
  'appointment-overlaps': {
    status: 409,
    title: 'This patient has another appointment at this time',
    retryable: false,
    remedy:
      '`appointmentId` names the other one. Choose another time, or cancel it there and book anew with a new key. Of clinics with numbers two in one department count as one time.',
  },
  'too-many-appointments': {
    status: 409,
    title: 'This patient has as many appointments as one may have',
    retryable: false,
    remedy:
      '`bound` says which bound it is (`altogether`, `day`, `department-week`, `unproved`: of all people behind one phone or guardian who only typed who they are), `most` its figure, and `appointmentId` one of those that are counted. Choose another day or department, or cancel one that is not needed.',
  },
  'too-many-cancellations': {
    status: 429,
    title: 'This patient has given back many appointments',
    retryable: true,
    remedy: 'Nothing new is booked until a day after the first of them. Wait as Retry-After says, or go to the window.',
  },
  'too-many-dependants': {
    status: 409,
    title: 'This guardian has as many children here as one may have',
    retryable: false,
    remedy: 'Nothing was written. `most` says how many may be registered here; the window registers more.',
  },
  'phone-unserved': {
    status: 422,
    title: 'No codes are sent to this phone',
    retryable: false,
    remedy:
      '`countries` lists the codes of the countries to which messages go; satellite and premium numbers get none. Use a document at a kiosk or the window.',
  },
  'booking-refused': {
    status: 409,
    title: 'The hospital did not accept the booking',
    retryable: false,
    remedy: "Nothing was booked. Choose another slot, or go to the hospital's window.",
  },
  'already-linked': {
    status: 409,
    title: 'These two registrations are linked already',
    retryable: false,
    remedy: 'Unlink the one that is wrong first.',
  },
  'link-implausible': {
    status: 409,
    title: 'These two registrations do not look like one person',
    retryable: false,
    remedy: 'Nothing was written. Name and birthday have to be the same, and the sex must not contradict. Have them put right.',
  },
  'choose-patient': {
    status: 409,
    title: 'Several people have this phone',
    retryable: false,
    remedy: '`choices` holds their masked names; send the same evidence with the chosen `patientId`.',
  },
  'consent-required': {
    status: 409,
    title: 'The person has not agreed to the current notice',
    retryable: false,
    remedy: 'Show GET /v1/privacy-notice and send the same evidence with `consents`. Who refuses is served at the window.',
  },
  'document-required': {
    status: 409,
    title: 'This hospital keeps files, and opens them only for people whose document was shown',
    retryable: false,
    remedy:
      'Nothing was booked. Show the document once, at a kiosk or at the window; for a child beside that of its guardian. Or choose another hospital.',
  },
  'guardian-required': {
    status: 409,
    title: 'A child under 14 comes with its guardian',
    retryable: false,
    remedy:
      'Nothing was written, and the reading is not used up. Open a session with the document of the guardian, and send this one as `document` with POST /v1/patients/me/dependants within ten minutes of its reading.',
  },
  'guardian-refused': {
    status: 409,
    title: 'This person can not be the guardian of this child',
    retryable: false,
    remedy:
      'Nothing was written. A guardian is of age, and older than the child as the relationship says; compare both birthdays, or go to the window.',
  },
  'identity-ambiguous': {
    status: 409,
    title: 'This document is registered with another name or birthday',
    retryable: false,
    remedy: 'Nothing was written. A person at the window looks at the document and decides.',
  },
  'phone-full': {
    status: 409,
    title: 'This phone opens as many people as one may',
    retryable: false,
    remedy: 'Nothing was written. Use the document at a kiosk or the window, or the phone of somebody else of the family.',
  },
  'registration-required': {
    status: 409,
    title: 'Nobody is registered with this document or phone',
    retryable: false,
    remedy: 'Show GET /v1/privacy-notice and send the same evidence with `person`, `consents`; of a child with `relationship`.',
  },
  'help-call-answered': {
    status: 409,
    title: 'Somebody else is on their way',
    retryable: false,
    remedy: 'The call is theirs, until they are there or the time for their way is over.',
  },
  'assist-session-running': {
    status: 409,
    title: 'Somebody is helped already',
    retryable: false,
    remedy: 'One helper at a kiosk, and one kiosk at a time. End the session that runs, or wait until it is over.',
  },
  'act-refused': {
    status: 409,
    title: 'This can not be done on the glass now',
    retryable: false,
    remedy:
      '`reason`: `not-running`, the session is over or the patient has not said yes; `moved-on`, the glass shows something else by now; `no-such-target`; `not-yours`, this step is answered by the patient alone; `nothing-shown`, the kiosk has told nothing yet.',
  },
  'idempotency-key-running': {
    status: 409,
    title: 'The first request with this key is still running',
    retryable: true,
    remedy: 'Wait as Retry-After says and send the same request with the same key.',
  },
  'not-cancellable': {
    status: 409,
    title: 'This appointment can not be cancelled any more',
    retryable: false,
    remedy: "It has ended, it has begun, or the hospital refused. Speak to the hospital's duty desk, named in the appointment.",
  },
  'slip-not-ready': {
    status: 409,
    title: 'There is no slip for this appointment',
    retryable: false,
    remedy:
      'A slip is made for an appointment that is booked or being confirmed; this one was cancelled, ended without a booking, or is being cancelled.',
  },
  'slot-taken': {
    status: 409,
    title: 'Somebody else took this slot',
    retryable: false,
    remedy: 'Nothing was booked. `alternatives` holds up to three nearest free slots; book one of them with a new key.',
  },
  'slot-gone': {
    status: 409,
    title: 'The hospital does not offer this slot any more',
    retryable: false,
    remedy: 'Nothing was booked. `alternatives` holds up to three nearest free slots; book one of them with a new key.',
  },
  'slot-past': {
    status: 409,
    title: 'This slot has begun',
    retryable: false,
    remedy: 'Search again with GET /v1/slots.',
  },
  'precondition-failed': {
    status: 412,
    title: 'The appointment changed since it was read',
    retryable: false,
    remedy: 'Read it again and send the new ETag in If-Match.',
  },
  'share-refused': {
    status: 409,
    title: 'This can not be shared like this',
    retryable: false,
    remedy: '`because`: `too-many` (end one), `too-large` (fewer), `nothing` (list anew), `no-address` (no links here).',
  },
  'grant-refused': {
    status: 409,
    title: 'These two can not help each other like this',
    retryable: false,
    remedy: '`because`: `oneself`, `under-age`, `too-many` (of `role`), `too-long` (than `most`), `waiting` (revoke one).',
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    retryable: false,
    remedy: 'Bodies may have 256 KiB.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not JSON',
    retryable: false,
    remedy: 'Send Content-Type: application/json.',
  },
  misdirected: {
    status: 421,
    title: 'This gateway is not known under this name',
    retryable: false,
    remedy:
      'Ask under the name that the operator gave out. The operator lists further names in HOSTS, and has the proxy pass on Host as it came.',
  },
  'document-refused': {
    status: 422,
    title: 'This document number can not be right',
    retryable: false,
    remedy: '`errors` says what does not fit: form, check character, date of birth, region. Compare it with the document.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'This key was used for another request',
    retryable: false,
    remedy: 'A key belongs to one request. Make a new key for a new request.',
  },
  'too-many-codes': {
    status: 429,
    title: 'Too many codes for this phone today',
    retryable: true,
    remedy: 'Five codes a day from one place, fifteen in all. Wait as Retry-After says, or use a document at a kiosk or window.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    retryable: true,
    remedy: 'Wait as Retry-After says.',
  },
  internal: {
    status: 500,
    title: 'Something is wrong on our side',
    retryable: true,
    remedy: 'Send the same request with the same key again. If it stays, give the request id to the operator.',
  },
  overloaded: {
    status: 503,
    title: 'Too much is waiting',
    retryable: true,
    remedy: 'Nothing was written. Wait as Retry-After says and send the same request with the same key.',
  },
  'hospital-unavailable': {
    status: 503,
    title: "The hospital's system can not be reached",
    retryable: true,
    remedy: "Nothing was booked. Try later, choose another hospital, or go to the hospital's window.",
  },
  'store-unavailable': {
    status: 503,
    title: 'The database can not be reached',
    retryable: true,
    remedy: 'It is unknown whether the request was written: send the same request with the same key again.',
  },
} as const satisfies Record<string, { status: number; title: string; retryable: boolean; remedy: string }>;

export type ProblemCode = keyof typeof problems;
