/**
 * The rules of signing as an author reads them in `docs/hospital-api.json`, with exchanges worked to the last byte. A test checks every
 * value below against this adapter and against an implementation of its own.
 */

const KEY = { id: 'demo-2027', secret: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=' };
const TIMESTAMP = '1803776400';
const NONCE = 'AAECAwQFBgcICQoLDA0ODw';
const NOTHING_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export interface SigningExample {
  readonly what: string;
  /** What is signed, before hashing; `target` is path and query as sent. */
  readonly given:
    | { readonly method: string; readonly target: string; readonly body: string }
    | { readonly status: number; readonly body: string };
  /** The text that is signed. */
  readonly text: string;
  readonly signature: string;
}

export const SIGNING_EXAMPLES: {
  readonly key: typeof KEY;
  readonly timestamp: string;
  readonly nonce: string;
  readonly examples: readonly SigningExample[];
} = {
  key: KEY,
  timestamp: TIMESTAMP,
  nonce: NONCE,
  examples: [
    {
      what: 'a request without a body; its query is sorted',
      given: {
        method: 'GET',
        target: '/onedoor/v1/slots?to=2027-03-02T00%3A00%3A00%2B08%3A00&from=2027-03-01T00%3A00%3A00%2B08%3A00&limit=200',
        body: '',
      },
      text: `onedoor-request-v1\n${KEY.id}\n${TIMESTAMP}\n${NONCE}\nGET\n/onedoor/v1/slots\nfrom=2027-03-01T00%3A00%3A00%2B08%3A00&limit=200&to=2027-03-02T00%3A00%3A00%2B08%3A00\n${NOTHING_HASH}`,
      signature: '194d62ee9ee552b9eb155dc268493e4319dd3c1545417bec571acf7150a298df',
    },
    {
      what: 'a request with a body',
      given: {
        method: 'PUT',
        target: '/onedoor/v1/bookings/bk-0001',
        body: '{"slotRef":"p001-20270301-0800","patient":{"name":"林小满","birthDate":"1949-12-31","sex":"female","document":{"type":"resident-id","number":"11010519491231002X"}}}',
      },
      text: `onedoor-request-v1\n${KEY.id}\n${TIMESTAMP}\n${NONCE}\nPUT\n/onedoor/v1/bookings/bk-0001\n\ndfad7ed15adde33bef0bbb62ffdc9ce32c355e6db2d7b35514d7b7b62a27c220`,
      signature: 'afe706a39686fe941dcfa5f2c51057a9d625c1787b4136d40787d132d931a19b',
    },
    {
      what: 'the reply to it',
      given: {
        status: 201,
        body: '{"ref":"booking-1","key":"bk-0001","slotRef":"p001-20270301-0800","status":"booked"}',
      },
      text: `onedoor-reply-v1\n${KEY.id}\n${TIMESTAMP}\n${NONCE}\n201\n46fb6d23989a2488b89fd136fc1a692f7a3bc7d0444551d150c2f97e61fcc2b0`,
      signature: 'd4e27d736c9ac23ab937d5bb7e11b3b27e77e6480082fcf63322668aeeff918d',
    },
  ],
};

/** `info.description` of the OpenAPI document. CommonMark. */
export function signingRules(): string {
  return [RULES, ...SIGNING_EXAMPLES.examples.map(worked)].join('\n\n');
}

const RULES = `What a hospital answers so that Onedoor can show its slots and book them. The hospital implements what it can and says so in \`GET /onedoor/v1/capabilities\`; the rest may answer 404.

## The rules that matter

- **A booking has a key.** Store it with the booking, unique, exact in every letter, for ever. The same \`PUT\` again is answered with the booking that stands (200), never with a second one. The key with another slot or another document, or of a booking that was cancelled, is \`key-reused\`.
- **A refusal is final.** Answer 4xx only when nothing was changed and nothing will be. When you do not know, answer 500: Onedoor will ask \`GET /bookings/{key}\`.
- **\`booking-unknown\` means that you looked** in the place where bookings are written, not in a copy.
- **A document is not a person.** One file under the document, and name (in Unicode NFC, without blanks around it) and birth date are the same: \`one\`. Anything else under it: \`ambiguous\`, and a person at your window decides. Registering the same person twice gives the same file.
- **A report is one text.** Write its JSON once, keep it, and send the same bytes inside of \`report\`: Onedoor keeps it as it came. Numbers are decimals in strings, digit by digit: \`5.50\` is not \`5.5\`. A correction keeps the reference and gets a higher version; what was withdrawn is told as withdrawn for ever, never left out. Every change of a report comes after the cursors that you gave before it.
- **An empty list states nothing.** Say \`noneKnown\` only where somebody has asked and written it down.
- **Nobody is told another person's records**: a report of somebody else is \`report-unknown\`, and a document that has several files is \`patient-ambiguous\`.
- **Refuse what you do not know**: a member that is not in the schema is \`request-refused\`. In your replies you may say more than the schema; it is ignored.

## Signing

Every request, every reply (see below for 401 and 5xx) and every push carries four headers:

| header | form |
| --- | --- |
| \`Onedoor-Key\` | name of the shared secret: 1 to 64 of \`A-Z a-z 0-9 . _ -\` |
| \`Onedoor-Timestamp\` | seconds since 1970-01-01T00:00:00Z, decimal |
| \`Onedoor-Nonce\` | 22 to 64 of \`A-Z a-z 0-9 _ -\`, at least 128 random bits, new for each request; a reply repeats the one of its request |
| \`Onedoor-Signature\` | HMAC-SHA256 of the text below under the secret (the bytes that its base64 stands for), 64 lower-case hexadecimal digits |

The text of a request or push is eight lines, joined by one line feed, none at the end, in UTF-8:

1. \`onedoor-request-v1\`
2. the key's name
3. the timestamp
4. the nonce
5. the method, upper case
6. the path exactly as it was sent, from the first slash to the question mark. Behind a proxy that shortens paths, put back what it took
7. the query: the pairs between \`&\`, each cut at its first \`=\`; both halves percent-decoded (a \`+\` stays a plus) and encoded again, everything but \`A-Z a-z 0-9 - . _ ~\` as \`%XX\` of its UTF-8 in upper case; \`name=value\` sorted by their bytes and joined with \`&\`. Empty when there is no query
8. SHA-256 of the body as received, byte for byte, in lower-case hexadecimal; of nothing when there is no body

The text of a reply is six lines: \`onedoor-reply-v1\`, the key's name, the reply's own timestamp, the nonce **of the request**, the status as three digits, SHA-256 of the body.

Refuse with 401: a missing header, an unknown key, a timestamp more than 300 s from your clock, a signature that is not right, and a nonce that was here before. Compare signatures in constant time. Remember each nonce for 600 s. Verify before you read the body.

**Sign every reply below 500 except 401**: what is not signed could come from anybody, so Onedoor takes it for no answer. Never sign a 401. Whoever stands between could send you rubbish under the nonce of a request that he holds back, and show your signed refusal to Onedoor before he lets the request through.

Pushes are signed in the same way with another key, and Onedoor's replies to them with that key. Send a push again, with the same \`id\` and body and a new timestamp, nonce and signature, until it is answered 204.

## Worked examples

Key \`${KEY.id}\`, secret \`${KEY.secret}\`, timestamp \`${TIMESTAMP}\` (2027-02-28T09:00:00+08:00), nonce \`${NONCE}\`.`;

function worked({ what, given, text, signature }: SigningExample): string {
  const sent = 'method' in given ? `${given.method} ${given.target}` : `status ${given.status}`;
  const body = given.body === '' ? '' : `\n${given.body}`;
  return [
    `### ${what.charAt(0).toUpperCase()}${what.slice(1)}`,
    `\`\`\`\n${sent}${body}\n\`\`\``,
    `\`\`\`\n${text}\n\`\`\``,
    `\`Onedoor-Signature: ${signature}\``,
  ].join('\n\n');
}
