import { exportJWK, generateKeyPair } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { HOSPITAL, OPERATOR_TOKEN } from '../../support/test-gateway.ts';
import { post } from '../../support/test-people.ts';
import { ENGINES } from '../../support/test-store.ts';

describe.each(ENGINES)('%s: enrolling a device', (engine) => {
  let site: QuietGateway;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { patients: 0 });
  });
  afterEach(() => site.stop());

  const place = { hospital: HOSPITAL, campus: 'main', floor: '1F', name: '大厅一号机', window: '3号窗口' };
  const allow = (more: object) =>
    post(site.gateway, '/operator/device-enrol', { ...place, ...more }, { authorization: `Bearer ${OPERATOR_TOKEN}` });
  async function enrolled(more: object) {
    const { code } = (await allow(more)).body;
    const { kty, crv, x, y } = await exportJWK((await generateKeyPair('ES256')).publicKey);
    return (await post(site.gateway, '/v1/devices', { code, publicKey: { kty, crv, x, y } })).body;
  }

  it('a device says where its window is in English too, where the operator gave it, and only in Chinese where not', async () => {
    expect(await enrolled({ englishWindow: 'Window 3' })).toMatchObject({ window: '3号窗口', englishWindow: 'Window 3' });
    expect(await enrolled({})).not.toHaveProperty('englishWindow');
    const rows = await site.db.rows('SELECT english_help_window FROM device ORDER BY english_help_window DESC');
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual({ english_help_window: 'Window 3' });
  });

  it('an English window that is no line of text is refused, and no code is made', async () => {
    expect(await allow({ englishWindow: '' })).toMatchObject({ status: 400 });
    expect(await site.db.rows('SELECT * FROM device_enrolment')).toEqual([]);
  });
});
