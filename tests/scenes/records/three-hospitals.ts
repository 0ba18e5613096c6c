import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TrueRecords } from '../../../adapters/conformance/hospital-under-test.ts';
import type { HospitalAdapter } from '../../../adapters/port/hospital.ts';
import type { RecordsFacet, RecordsQuery, Result } from '../../../adapters/port/records.ts';
import { addInboundRoutes } from '../../../bff/main/inbound-routes.ts';
import { hospitalPolicy } from '../../../bff/scenes/directory/policy.ts';
import { openSimulatorDatabase } from '../../../fixtures/simulators/remote-http/simulator-database.ts';
import { startSimulatedHospital } from '../../adapters/simulated-fhir-hospital.ts';
import { PUSH_KEY, startSimulatedRemoteHospital } from '../../adapters/simulated-remote-hospital.ts';
import { answered, atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { changed } from '../../support/changed-adapter.ts';
import { testPatient } from '../../support/test-gateway.ts';
import type { Engine } from '../../support/test-store.ts';
import type { Json } from './records-site.ts';

/** FHIR with LOINC and UCUM; FHIR with codes, names and units of its own; the Onedoor hospital API. */
export const PLACES = ['coded-fhir', 'own-fhir', 'remote'] as const;
export type Place = (typeof PLACES)[number];

/** What the second hospital calls what it measures, in its own list. */
export const OWN_CODES = {
  GLU: ['葡萄糖(GLU)', '2345-7'],
  CREA: ['肌酐(CREA)', '2160-0'],
  PLT: ['血小板计数(PLT)', '777-3'],
  GHB: ['糖化血红蛋白(HbA1c)', '59261-8'],
  TNI: ['超敏肌钙蛋白I(TnI-hs)', '89579-7'],
} as const;

const policy = hospitalPolicy.parse({
  records: {
    codes: Object.fromEntries(Object.entries(OWN_CODES).map(([code, [, loinc]]) => [code.toLowerCase(), loinc])),
    countsInThousands: true,
  },
});

/** Stands between the gateway and the records of one hospital, for as long as a test wants it. */
export type Between = (place: Place, records: RecordsFacet) => Partial<RecordsFacet>;

/** Somebody with a file at each hospital, and with a session. */
export interface Person {
  readonly id: string;
  readonly of: Readonly<Record<Place, RecordsQuery>>;
  /** Hours have gone by, and the session with them. */
  comeAgain(): Promise<void>;
  get(path: string): Promise<Json>;
  /** The list and the lines once every hospital has answered; asked anew of the hospitals. */
  look(): Promise<Json>;
  list(): Promise<readonly { readonly name: string; readonly hospital: string; readonly id: string }[]>;
  trend(code: string): Promise<Json>;
}

export interface ThreeHospitals extends QuietGateway {
  readonly desks: Readonly<Record<Place, TrueRecords>>;
  readonly controls: Readonly<Record<Place, { setFault(fault: 'refused' | null): Promise<void> }>>;
  between: Between;
  newPerson(): Promise<Person>;
  /** Somebody with a file at the third hospital whom nobody here knows. */
  stranger(): Promise<RecordsQuery>;
  /** Resolves when the third hospital has told everything that it has to tell, and what it caused is done. */
  pushesDone(): Promise<void>;
  stopAll(): Promise<void>;
}

const PEOPLE = 80;

/** One gateway, in front of three simulated hospitals on sockets: started once for a file of tests, each with a person of its own. */
export async function startThreeHospitals(engine: Engine): Promise<ThreeHospitals> {
  let gateway: QuietGateway | undefined;
  const door = await startPushDoor(() => gateway);
  const [coded, own, remote] = await Promise.all([
    startSimulatedHospital('transaction'),
    startSimulatedHospital('transaction'),
    startSimulatedRemoteHospital({ push: { url: door.url, key: PUSH_KEY, againAfterMs: 20 } }),
  ]);
  const started = { 'coded-fhir': coded, 'own-fhir': own, remote };
  let between: Between = () => ({});
  const adapters = new Map(PLACES.map((place) => [place, around(started[place].adapter, place, () => between)]));
  const site = await startQuietGateway(engine, { adapters, patients: PEOPLE, entries: { 'own-fhir': { policy } } });
  addInboundRoutes(site.gateway.onedoor);
  gateway = site;
  const truth = openSimulatorDatabase(remote.databasePath);
  let people = 0;
  const openFiles = async (patient: RecordsQuery['patient']) =>
    Object.fromEntries(
      await Promise.all(
        PLACES.map(async (place) => [place, { patient, patientRef: await started[place].hospital.patients?.open(patient) }]),
      ),
    ) as Record<Place, RecordsQuery>;
  return {
    ...site,
    desks: Object.fromEntries(PLACES.map((place) => [place, started[place].hospital.records])) as Record<Place, TrueRecords>,
    controls: Object.fromEntries(
      PLACES.map((place) => [place, { setFault: (fault) => started[place].hospital.setFault(fault, 'read') }]),
    ) as ThreeHospitals['controls'],
    get between() {
      return between;
    },
    set between(next) {
      between = next;
    },
    async newPerson() {
      const { id, patient } = testPatient(people);
      people += 1;
      if (people > PEOPLE) throw new Error('more people than there are');
      return personAt(site, id, await openFiles(patient));
    },
    stranger: async () => (await openFiles({ ...testPatient(PEOPLE + 1).patient })).remote,
    async pushesDone() {
      while (!truth.pushes().every(({ acknowledged }) => acknowledged === 1))
        await new Promise((resolve) => setImmediate(resolve));
      await driven(site, atRest(site.db, site.clock), 1);
    },
    async stopAll() {
      truth.close();
      await site.stop();
      await Promise.all([coded, own, remote].map((hospital) => hospital.stop()));
      await door.stop();
    },
  };
}

/** The adapter, with whatever stands between it and the gateway at that moment. */
function around(adapter: HospitalAdapter, place: Place, between: () => Between): HospitalAdapter {
  const records = adapter.records as Required<RecordsFacet>;
  const now = () => ({ ...records, ...between()(place, records) }) as Required<RecordsFacet>;
  return changed(adapter, {
    records: {
      reports: (query, call) => now().reports(query, call),
      report: (query, call) => now().report(query, call),
    },
  });
}

async function personAt(site: QuietGateway, id: string, of: Person['of']): Promise<Person> {
  let headers = { authorization: '' };
  const comeAgain = async () => {
    headers = { authorization: `Bearer ${await site.gateway.signIn(id)}` };
  };
  await comeAgain();
  // One ms of the gateway's clock for about one of the machine's: hospitals on sockets answer within their deadlines.
  const get = async (path: string): Promise<Json> => {
    const { status, text, headers: told } = await answered(await driven(site, site.gateway.request(path, { headers }), 1));
    return { status, text, headers: told, body: text.startsWith('{') ? JSON.parse(text) : undefined };
  };
  const list = `/v1/results?patientId=${id}&limit=50`;
  const look = async () => {
    // What was read a moment ago is not asked for again.
    await site.clock.leap(61_000);
    let answer = await get(list);
    for (let looks = 0; looks < 50 && answer.body.sources.some(({ state }: { state: string }) => state === 'asking'); looks += 1)
      answer = await get(list);
    return answer;
  };
  return {
    id,
    of,
    comeAgain,
    get,
    look,
    list: async () => (await look()).body.items,
    trend: (code) => get(`/v1/trends?patientId=${id}&code=${encodeURIComponent(code)}`),
  };
}

/** Where the third hospital tells what has changed; the gateway behind it hears it as from a socket. */
async function startPushDoor(gateway: () => QuietGateway | undefined) {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const headers = incoming.headers as Record<string, string>;
      const init = { method: 'POST', headers, body: Buffer.concat(chunks) };
      const response = await gateway()?.gateway.request(`http://localhost${incoming.url}`, init);
      if (response === undefined) return outgoing.destroy();
      outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/inbound/remote`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** A value as one of the hospitals writes it. */
export function valueAt(
  ref: string,
  code: { readonly system: string; readonly code: string; readonly name: string },
  number: string,
  unit: { readonly text?: string; readonly ucum?: string },
  comparator?: '<' | '>',
): Result {
  const value = { kind: 'quantity', number, unit, ...(comparator === undefined ? {} : { comparator }) } as const;
  return { ref, codes: [{ system: code.system, code: code.code }], name: code.name, value, ranges: [], status: 'final' };
}
