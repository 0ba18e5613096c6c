import type { StaffRole } from '../../../bff/contract/access.ts';
import { digest } from '../../../bff/platform/crypto/cipher.ts';
import { answered, driven } from '../../security/quiet-gateway.ts';
import { signedInStaff } from '../../support/test-device.ts';
import { HOSPITAL } from '../../support/test-gateway.ts';
import { fresh } from '../../support/test-people.ts';
import type { Json, RecordsSite } from './records-site.ts';

/** A member of staff at a device of their hospital. */
export interface AtWork {
  readonly staffId: string;
  get(path: string): Promise<Json>;
  /** Many may be sent at once. `more`: headers beside those of the member. */
  post(path: string, body?: object, more?: Record<string, string>): Promise<Json>;
}

/** Somebody of this role, who has just signed in and stays there, however long a test waits. */
export async function atWork(site: RecordsSite, role: StaffRole, hospital = HOSPITAL): Promise<AtWork> {
  const { device, staff, staffId } = await signedInStaff(site.gateway, hospital, role, 'desk');
  const read = async (response: Response): Promise<Json> => {
    const { status, text, headers } = await answered(response);
    return { status, body: text.startsWith('{') ? JSON.parse(text) : undefined, headers, text };
  };
  // Nobody is locked out by the clock of a test: they touch their page.
  const there = async () => {
    const seen = `UPDATE staff_session SET seen_at = ?, expires_at = ? WHERE token_hash = ?`;
    const now = site.clock.now();
    const parameters = [now, now + 3_600_000, digest(staff['onedoor-staff'] ?? '')];
    const { store, ids, clock } = site.gateway.onedoor.dependencies;
    const id = ids.inOrder('unt');
    await store.commit({
      id,
      name: 'stay',
      lane: 'background',
      deadline: clock.now() + 60_000,
      parts: [{ sql: seen, parameters }],
    });
  };
  return {
    staffId,
    async get(path) {
      await there();
      return read(await driven(site, device.request(path, { headers: staff })));
    },
    async post(path, body = {}, more = {}) {
      await there();
      const init = { method: 'POST', headers: fresh({ ...staff, ...more }), body: JSON.stringify(body) };
      return read(await driven(site, device.request(path, init)));
    },
  };
}
