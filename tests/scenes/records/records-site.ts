import type { TrueRecords } from '../../../adapters/conformance/hospital-under-test.ts';
import { createMemoryHospital, type MemoryHospital } from '../../../adapters/hospitals/memory/adapter.ts';
import type { MemoryHospitalOptions } from '../../../adapters/hospitals/memory/config.ts';
import type { HospitalAdapter } from '../../../adapters/port/hospital.ts';
import type { RecordsQuery } from '../../../adapters/port/records.ts';
import { addLinkRoutes } from '../../../bff/main/link-routes.ts';
import { pause } from '../../../bff/platform/clock.ts';
import { answered, driven, type QuietGateway, type QuietOptions, startQuietGateway } from '../../security/quiet-gateway.ts';
import { HOSPITAL, testPatient } from '../../support/test-gateway.ts';
import { fresh } from '../../support/test-people.ts';
import type { Engine } from '../../support/test-store.ts';

export const SECOND = 'test-second';

/** A gateway of two hospitals that have records, and somebody who has shown a document. */
export interface RecordsSite extends QuietGateway {
  readonly patientId: string;
  readonly whose: RecordsQuery;
  readonly headers: Record<string, string>;
  readonly first: MemoryHospital;
  readonly second: MemoryHospital;
  records(hospital: MemoryHospital): TrueRecords;
  get(path: string, headers?: Record<string, string>): Promise<Json>;
  post(path: string, body: object, headers?: Record<string, string>): Promise<Json>;
}

export interface Json {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many operations, each looked at by its test.
  readonly body: any;
  readonly headers: Headers;
  readonly text: string;
}

export async function startRecordsSite(
  engine: Engine,
  {
    first = {},
    second = {},
    wrap = (adapter) => adapter,
    ...options
  }: Omit<QuietOptions, 'hospital' | 'adapters' | 'wrap'> & {
    readonly first?: Partial<MemoryHospitalOptions>;
    readonly second?: Partial<MemoryHospitalOptions>;
    readonly wrap?: (adapter: HospitalAdapter, id: string) => HospitalAdapter;
  } = {},
): Promise<RecordsSite> {
  let now = () => 0;
  let sleep = (_: number): Promise<void> => Promise.resolve();
  const made = [first, second].map((more) =>
    createMemoryHospital({ now: () => now(), sleep: (ms) => sleep(ms), slots: [], without: ['patients'], ...more }),
  );
  const ids = [HOSPITAL, SECOND];
  const adapters = new Map(ids.map((id, place) => [id, wrap(made[place]?.adapter as HospitalAdapter, id)]));
  const site = await startQuietGateway(engine, { ...options, adapters });
  now = site.clock.now.bind(site.clock);
  sleep = (ms) => pause(site.clock, ms);
  addLinkRoutes(site.gateway.onedoor, options.address ?? (() => '127.0.0.1'));
  const { id: patientId, patient } = testPatient(0);
  const headers = { authorization: `Bearer ${await site.gateway.signIn(patientId)}` };
  const read = async (response: Response): Promise<Json> => {
    const { status, text, headers: told } = await answered(response);
    return { status, body: text.startsWith('{') ? JSON.parse(text) : undefined, headers: told, text };
  };
  const [one, other] = made.map(({ hospital }) => hospital) as [MemoryHospital, MemoryHospital];
  return {
    ...site,
    patientId,
    whose: { patient },
    headers,
    first: one,
    second: other,
    records(hospital) {
      if (!hospital.records) throw new Error('the hospital has no records');
      return hospital.records;
    },
    get: async (path, by = headers) => read(await driven(site, site.gateway.request(path, { headers: by }))),
    async post(path, body, by = headers) {
      const init = { method: 'POST', headers: fresh(by), body: JSON.stringify(body) };
      return read(await driven(site, site.gateway.request(path, init)));
    },
  };
}
