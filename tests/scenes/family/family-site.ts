import { grantWording } from '../../../bff/contract/family/grant-wording.ts';
import { commit } from '../../../bff/platform/store/commit.ts';
import { type QuietGateway, type QuietOptions, startQuietGateway } from '../../security/quiet-gateway.ts';
import type { Card } from '../../support/test-device.ts';
import { enrolTestDevice, type TestDevice } from '../../support/test-device.ts';
import { testPatient } from '../../support/test-gateway.ts';
import {
  agreed,
  codeFor,
  fresh,
  JSON_TYPE,
  personOf,
  post,
  postAt,
  putDown,
  type Reply,
  replyOf,
} from '../../support/test-people.ts';
import type { Engine } from '../../support/test-store.ts';

export type Scope = 'appointments' | 'results' | 'money';

/** A session, wherever it was opened. */
export interface Somebody {
  readonly id: string;
  readonly headers: Record<string, string>;
  readonly device?: TestDevice;
}

export const AGREED = { version: grantWording.version, language: 'zh' };

/** A gateway with a kiosk, and people who help each other. */
export interface FamilySite extends QuietGateway {
  readonly kiosk: TestDevice;
  /** One of the city's people, whose document was shown on a phone of their own. */
  shown(number: number): Promise<Somebody>;
  /** Somebody who put their card down at the kiosk. */
  atKiosk(card: Card, more?: Record<string, unknown>): Promise<Somebody>;
  /** Somebody who typed who they are, with a code to this phone. */
  byPhone(phone: string, card: Card): Promise<Somebody>;
  get(whose: Somebody, path: string): Promise<Reply>;
  send(whose: Somebody, path: string, body?: unknown): Promise<Reply>;
  /** The helper invites; the helped person takes it. */
  grant(helped: Somebody, helper: Somebody, scope?: readonly Scope[], more?: object): Promise<Reply>;
  /** Changes rows behind the gateway's back. */
  write(sql: string): Promise<unknown>;
  /** An appointment of this person's that somebody books. */
  book(by: Somebody, patientId: string, startsInMs?: number): Promise<Reply>;
}

const DAY_MS = 24 * 3_600_000;

export async function startFamilySite(engine: Engine, options: QuietOptions = {}): Promise<FamilySite> {
  const site = await startQuietGateway(engine, { patients: 6, ...options });
  const kiosk = await enrolTestDevice(site.gateway);
  const somebody = ({ body }: Reply, device?: TestDevice): Somebody => ({
    id: String(body.patientId),
    headers: { authorization: `Bearer ${String(body.token)}` },
    ...(device ? { device } : {}),
  });
  const family: FamilySite = {
    ...site,
    kiosk,
    async shown(number) {
      const { id } = testPatient(number);
      return { id, headers: { authorization: `Bearer ${await site.gateway.signIn(id)}` } };
    },
    atKiosk: async (card, more = {}) => somebody(await putDown(site.gateway, kiosk, card, more), kiosk),
    async byPhone(phone, card) {
      await site.clock.leap(1_000);
      const evidence = { kind: 'one-time-code', phone, code: await codeFor(site.gateway, phone) };
      const body = { evidence, carrier: 'bearer', person: personOf(card), consents: await agreed(site.gateway) };
      return somebody(await post(site.gateway, '/v1/sessions', body));
    },
    async get({ headers, device }, path) {
      const at = device ?? site.gateway;
      return replyOf(await at.request(path, { headers: { ...headers, ...(device ? {} : { host: 'localhost' }) } }));
    },
    send({ headers, device }, path, body = {}) {
      const keyed = fresh({ ...JSON_TYPE, ...headers });
      return device ? postAt(device, path, body, keyed) : post(site.gateway, path, body, keyed);
    },
    async grant(helped, helper, scope = ['appointments'], more = {}) {
      const { body } = await family.send(helper, '/v1/family/invitations');
      return family.send(helped, '/v1/grants', { code: body.code, scope, agreed: AGREED, ...more });
    },
    write: (sql) => commit(site.gateway.onedoor.dependencies, 'probe', 'background', [{ sql, parameters: [] }]),
    async book(by, patientId, startsInMs = DAY_MS) {
      const { slotId } = await site.gateway.openSlot(5, startsInMs);
      return family.send(by, '/v1/appointments', { slotId, patientId });
    },
  };
  return family;
}
