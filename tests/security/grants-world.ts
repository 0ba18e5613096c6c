import { grantWording } from '../../bff/contract/family/grant-wording.ts';
import type { OperationId } from '../../bff/contract/paths.ts';
import { commit } from '../../bff/platform/store/commit.ts';
import { enrolTestDevice } from '../support/test-device.ts';
import { bearer, cardOf, fresh, post, postAt, putDown } from '../support/test-people.ts';
import type { QuietGateway } from './quiet-gateway.ts';

const DAY_MS = 24 * 3_600_000;
const AGREED = { version: grantWording.version, language: 'zh' };

/** Codes of somebody whom nobody asks with, each for one who takes it, and a grant that they have. */
export interface Grants {
  readonly offers: readonly string[];
  readonly invitations: readonly string[];
  readonly grantId: string;
}

/** Somebody offers three times, invites three times, and helps the person whose session this is. */
export async function grantsIn(site: QuietGateway, helped: Record<string, string>): Promise<Grants> {
  const { gateway } = site;
  const device = await enrolTestDevice(gateway);
  const spare = bearer(await putDown(gateway, device, cardOf(40, { name: '孙五' })));
  const codes = async (path: string, body: object) => {
    const made: string[] = [];
    for (let n = 0; n < 3; n += 1) made.push(String((await postAt(device, path, body, fresh(spare))).body.code));
    return made;
  };
  const [first = '', ...more] = await codes('/v1/family/invitations', {});
  const given = await post(gateway, '/v1/grants', { code: first, agreed: AGREED }, fresh(helped));
  const [last = ''] = await codes('/v1/family/invitations', {}).then((made) => made.filter((code) => code !== 'undefined'));
  const offers = await codes('/v1/family/offers', { agreed: AGREED, printed: true });
  const parts = [{ sql: `UPDATE family_code SET expires_at = expires_at + ${DAY_MS}`, parameters: [] }];
  await commit({ ...gateway.onedoor.dependencies }, 'keep-codes', 'background', parts);
  return { offers, invitations: [...more, last], grantId: String(given.body.id) };
}

let asked = 0;

/** What is sent to an operation about grants; each request has a code of its own. */
export function grantBody(operation: OperationId, { offers, invitations }: Grants): object | undefined {
  asked += 1;
  switch (operation) {
    case 'takeInvitation':
      return { code: invitations[0] };
    case 'createGrant':
      return { code: invitations[asked % 3], agreed: AGREED };
    case 'createOffer':
      return { agreed: AGREED };
    case 'takeOffer':
      return { code: offers[asked % 3] };
    default:
      return undefined;
  }
}

/** The same for each level of evidence: results are asked for longer than anybody may let, so that nothing comes of it. */
export function levelGrantBody(operation: OperationId, level: string, { offers, invitations }: Grants): object | undefined {
  const grown = ['by word', 'firm', 'firm, phone'].indexOf(level);
  switch (operation) {
    case 'takeInvitation':
      return { code: invitations[0] };
    case 'createGrant':
      return { code: invitations[0], scope: ['results'], months: 100, agreed: AGREED };
    case 'createOffer':
      return { scope: ['results'], months: 100, agreed: AGREED };
    case 'takeOffer':
      return { code: offers[Math.max(0, grown)] };
    default:
      return undefined;
  }
}
