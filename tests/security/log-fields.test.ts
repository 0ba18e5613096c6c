import { expect, it } from 'vitest';
import { errorFields } from '../../bff/platform/log.ts';

it('the log logs no word of a message, also not one that looks like a frame or comes in a name', () => {
  const secret = '张三 13800001111';
  const disguised = new Error(`x\n    at ${secret}`);
  const named = Object.assign(new Error('x'), { name: secret });
  const changed = new Error('before');
  changed.message = secret;
  for (const error of [disguised, named, changed, new TypeError(secret)])
    expect(JSON.stringify(errorFields(error))).not.toContain('138');
  expect(errorFields(disguised).stack).toContain('log-fields.test.ts');
});
