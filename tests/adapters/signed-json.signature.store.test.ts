import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { md5Hex } from '../../adapters/hospitals/signed-json/md5.ts';
import { formText, isSigned, replyText, requestText, sign, utf8 } from '../../adapters/hospitals/signed-json/signing.ts';
import { isWeaklySigned, weakSign, weakText } from '../../adapters/hospitals/signed-json/weak-signing.ts';
import { signReply, spelledFields, weakSignature } from '../../fixtures/simulators/signed-json/signatures.ts';
import { constantSign, formOf, laxSign, strictHeaders, strictReplyHeaders } from './signed-signer.ts';
import { LAX_KEY, STRICT_KEY } from './simulated-signed-hospital.ts';

const README = readFileSync(new URL('../../adapters/hospitals/signed-json/README.md', import.meta.url), 'utf8');

/** The example of README.md. */
const unsigned = { timestamp: '1803776400', nonce: 'AQEBAQEBAQEBAQEBAQEBAQ' };
const fields = {
  hoscode: '1000_0',
  name: 'O+M&N 100%·㛃',
  birthdate: '1949-12-31',
  certificatesType: '40',
  certificatesNo: 'E12345678',
};
const path = '/patient/find';
const REPLY = '{"code":200,"message":"成功","data":{"match":"none"},"ok":true}';

describe('the example of README.md, to the last byte', () => {
  it('the example of README.md is a request on which adapter, simulator and a third writing agree', async () => {
    const body = formText(fields);
    expect(formOf(fields)).toBe(body);
    expect(spelledFields(fields)).toBe(body);
    const text = await requestText({ path, fields, body: utf8(body) }, unsigned);
    const signature = await sign(text, STRICT_KEY);
    expect(await isSigned(text, signature, STRICT_KEY)).toBe(true);
    expect(strictHeaders({ path, fields, body, method: 'POST', ...unsigned }, STRICT_KEY)['yygh-sign']).toBe(signature);
    for (const shown of [STRICT_KEY, `\`\`\`\n${text}\n\`\`\``, `\`${signature}\``, fields.name]) expect(README).toContain(shown);
  });

  it('the example of README.md is a reply on which adapter, simulator and a third writing agree', async () => {
    const text = await replyText({ status: 200, body: utf8(REPLY) }, unsigned);
    const signature = await sign(text, STRICT_KEY);
    const at = Number(unsigned.timestamp) * 1000;
    expect(signReply(200, Buffer.from(REPLY), STRICT_KEY, at, unsigned.nonce)['yygh-sign']).toBe(signature);
    expect(strictReplyHeaders({ status: 200, body: REPLY, ...unsigned }, STRICT_KEY)['yygh-sign']).toBe(signature);
    for (const shown of [REPLY, `\`\`\`\n${text}\n\`\`\``, `\`${signature}\``]) expect(README).toContain(shown);
  });

  it('the example of README.md is a lax form on which all three agree', () => {
    const form = { hoscode: '1000_0', hosRecordId: 'record-1', timestamp: '1803776400000' };
    const signature = weakSign(form, { signature: 'values', signKey: LAX_KEY });
    expect(weakSignature(form, LAX_KEY, 'values')).toBe(signature);
    expect(laxSign(form, LAX_KEY)).toBe(signature);
    for (const shown of [weakText(form, LAX_KEY), signature]) expect(README).toContain(shown);
  });
});

const word = fc.string({ unit: 'grapheme-composite', maxLength: 12 });
const forms = fc.dictionary(word, word, { maxKeys: 6 });

describe('what is signed in strict mode', () => {
  it('what is signed in strict mode is spelled alike by adapter, simulator and a third writing, whatever the order and the characters', () => {
    fc.assert(
      fc.property(forms, (form) => {
        const turned = Object.fromEntries(Object.entries(form).reverse());
        expect(formText(turned)).toBe(formText(form));
        expect(spelledFields(form)).toBe(formText(form));
        expect(formOf(form)).toBe(formText(form));
      }),
      { numRuns: 300 },
    );
  });

  it('what is signed in strict mode is another text for every other form: values that only moved from one place to the next are seen', () => {
    const part = fc.constantFrom('', '1', '2', '1|2', '2|3', 'a', 'a=1', '1&a=2', '%31', '\n');
    const near = fc.dictionary(part, part, { maxKeys: 3 });
    const sorted = (form: Record<string, string>) => JSON.stringify(Object.entries(form).sort(([a], [b]) => (a < b ? -1 : 1)));
    fc.assert(
      fc.property(near, near, (one, other) => {
        expect(formText(one) === formText(other)).toBe(sorted(one) === sorted(other));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what is signed in lax mode', () => {
  it('what is signed in lax mode is MD5 as everybody else computes it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(md5Hex(text)).toBe(createHash('md5').update(text, 'utf8').digest('hex'));
      }),
      { numRuns: 500 },
    );
    for (const length of [0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1_000])
      expect(md5Hex('a'.repeat(length))).toBe(createHash('md5').update('a'.repeat(length)).digest('hex'));
  });

  it('what is signed in lax mode is signed alike by adapter, simulator and a third writing', () => {
    const plain = fc.dictionary(fc.stringMatching(/^[a-zA-Z]{1,12}$/), word, { minKeys: 1, maxKeys: 6 });
    fc.assert(
      fc.property(plain, (form) => {
        const signature = weakSign(form, { signature: 'values', signKey: LAX_KEY });
        expect(weakSignature(form, LAX_KEY, 'values')).toBe(signature);
        expect(laxSign(form, LAX_KEY)).toBe(signature);
      }),
      { numRuns: 300 },
    );
    expect(weakSign({ a: '1' }, { signature: 'constant', signKey: LAX_KEY })).toBe(constantSign(LAX_KEY));
  });

  it('what is signed in lax mode is found wrong for any other signature, a longer, a shorter and none', () => {
    const form = { a: '1' };
    const config = { signature: 'values', signKey: LAX_KEY } as const;
    const right = laxSign(form, LAX_KEY);
    expect(isWeaklySigned({ ...form, sign: right }, config)).toBe(true);
    for (const wrong of ['', right.slice(1), `${right}0`, right.toUpperCase(), constantSign(LAX_KEY)])
      expect(isWeaklySigned({ ...form, sign: wrong }, config), wrong).toBe(false);
    expect(isWeaklySigned(form, config)).toBe(false);
  });
});
